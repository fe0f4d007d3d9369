from django.utils.translation import gettext_lazy as _

from hallway.history.kinds import kind

kind("topic.added", _("{actor} added a topic"), shown="staff")
kind("topic.changed", _("{actor} changed a topic"), shown="staff")
kind("procedure.changed", _("{actor} published version {version} of the procedure"), shown="staff")

from django.utils.translation import gettext_lazy as _

from hallway.history.kinds import kind

kind("topic.added", _("{actor} added a topic"), shown="staff")
kind("topic.changed", _("{actor} changed a topic"), shown="staff")
kind("procedure.drafted", _("{actor} began a draft of the procedure"), shown="staff")
kind("procedure.discarded", _("{actor} threw a draft of the procedure away"), shown="staff")
kind("procedure.changed", _("{actor} published version {version} of the procedure"), shown="staff")

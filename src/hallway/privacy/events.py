from django.utils.translation import gettext_lazy as _

from hallway.history.kinds import kind

kind("privacy.exported", _("{actor} took out what Hallway keeps about this person"), shown="staff")
kind("privacy.erased", _("{actor} erased this person"), shown="staff")

from django.utils.translation import gettext_lazy as _

from hallway.history.kinds import kind

kind("hours.set", _("{actor} set the working hours"), shown="staff")
kind("closedday.added", _("{actor} added {date} as a day without school"), shown="staff")
kind("closedday.removed", _("{actor} took {date} off the days without school"), shown="staff")

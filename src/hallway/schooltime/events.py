from django.utils.translation import gettext_lazy as _

from hallway.history.kinds import kind

WHAT = {
    "hours": _("the working hours"),
    "days": _("the days"),
    "weather": _("no school at short notice"),
    "year": _("the school year"),
    "season": _("slower weeks"),
}
# campus: its id, None for the district's · first, last: ISO dates of what it touches, None for all dates
kind("calendar.changed", _("{actor} changed the calendar: {what}"), shown="staff", words={"what": WHAT})
kind("bells.changed", _("{actor} changed the bell schedule {name}"), shown="staff")

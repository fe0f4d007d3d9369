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
kind("feed.added", _("{actor} added a calendar feed for {whose}"), shown="staff")
kind("feed.taken", _("{actor} looked at what a calendar feed says for {whose}"), shown="staff")
kind("feed.forgotten", _("{actor} forgot a calendar feed for {whose}"), shown="staff")
FEEDS = _("Calendar feeds")
kind(
    "feed.differs",
    _("A calendar feed has news for {whose}. Nothing changes until you look."),
    tell=("keepers",),
    shown="staff",
    mail="digest",
    label=FEEDS,
)
kind(
    "feed.silent",
    _("A calendar feed for {whose} could not be read for some days. The days here are as they were."),
    tell=("keepers",),
    shown="staff",
    mail="digest",
    label=FEEDS,
)

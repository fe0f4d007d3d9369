"""Why somebody cannot be met at a time, in words. The codes are ``availability.why_not``'s.

What takes somebody's time is theirs: only colleagues of the help team are told whether it is a meeting, a class or an errand.
"""

from django.utils.translation import gettext_lazy as _

WHY = {
    "closed": _("they take no bookings just now."),
    "length": _("they do not offer meetings of that length."),
    "remote": _("they do not meet by video."),
    "far": _("that is further ahead than can be booked."),
    "past": _("that time is over."),
    "notice": _("that is too short notice."),
    "no_school": _("there is no school at this campus that day."),
    "not_here": _("they are not at this campus that day."),
    "not_painted": _("they offer no time at this campus that day."),
    "elsewhere": _("they are at another campus that day."),
    "out": _("they are out that day."),
    "away": _("they are away then."),
    "outside": _("that is outside the hours they offer."),
    "taken": _("that time is taken."),
    "buffer": _("it is too close to another meeting."),
    "travel": _("they are on the way between campuses."),
    "busy": _("their own calendar says that they are busy."),
    "class": _("they teach a class then."),
    "limit": _("they have as many meetings as they want that day."),
    "guest": _("somebody who is to come has something else then."),
    "planning": _("the teacher keeps that planning period free."),
    "bells": _("meetings begin with a period, or a quarter of an hour later."),
}
THEIRS = {"busy", "buffer", "travel", "class", "limit", "away"}


def said_to(member, code):
    """The sentence for a code as ``member`` may read it."""
    return WHY[code] if code not in THEIRS or member.seat.is_its else WHY["taken"]

"""Mail that a calendar wrote in answer to an invitation of ours: whose answer it is, and what becomes of it.

It counts only for the person it comes from, by the same rules as any mail: the address that organizes an event is known to everybody
who was invited, so it proves nothing about who writes. What it says goes to whoever booked (``diary.answering``); an older version
of the event, or one of nobody here, changes nothing. One for somebody else is shown to those who host the event when it came to its
address. Every such mail is automatic, since a program wrote it, unless a person has to look.
"""

from datetime import datetime

from hallway.diary import answering
from hallway.diary.models import Organizer
from hallway.people.models import Member

from . import identity

WORDS = ("accepted", "declined", "tentative")
ANSWER, OLD, NOTHING, LATE = "calendar-answer", "calendar-old", "calendar-nothing", "calendar-late"
WISH, OTHER = "calendar-wish", "calendar-other"


def judged(reading, member, proof, has_rights):
    """``(verdict, reason, member, does)`` for a reading with an ``answer``. ``member``: whose From address it is, or None."""
    about = reading.answer
    knows = Organizer.uid_of([*reading.to, *reading.cc, *reading.delivered_to]) == about["uid"]
    if "several-from" in reading.problems:
        return "parked", "several-senders", member, ""
    if proof == identity.FAILED:
        return "parked", "failed-proof", member, ""
    whose = member if about["attendee"] in ("", reading.sender) else _whose(about["attendee"])
    if whose is None or not whose.is_active:
        return "automatic", NOTHING, None, ""
    if whose != member:
        return ("automatic", OTHER, whose, "answer") if knows else ("parked", OTHER, member, "")
    if proof == identity.UNPROVEN and has_rights(whose):
        return "parked", "no-proof", member, ""
    if about["method"] == "reply" and about["partstat"] not in WORDS:
        return "automatic", NOTHING, whose, ""
    return "automatic", ANSWER if about["method"] == "reply" else WISH, whose, "answer"


def _whose(address):
    return Member.objects.with_posts().filter(email=address).first()


def act(mail, reading):
    """Hand it to whoever booked; sets ``mail.reason`` to what became of it. True for a wish, or an answer in somebody else's name, that
    nobody heard: a person has to look. Raises what a verb refuses."""
    about = reading.answer
    if mail.reason == OTHER:
        return not answering.doubted(about["uid"], mail.member)
    if about["method"] != "reply":
        start, end = (datetime.fromisoformat(about[name]) if about[name] else None for name in ("start", "end"))
        return not answering.wished(about["uid"], mail.member, about["method"], start, end)
    found = answering.said(about["uid"], mail.member, about["sequence"], about["partstat"])
    if found is None or found == answering.OLD:
        mail.reason = NOTHING if found is None else OLD
    return False

"""Mail that a calendar wrote in answer to an invitation of ours: whose answer it is, and what becomes of it.

It counts only for the person it comes from, by the same rules as any mail: the address that organizes an event is known to everybody
who was invited, so it proves nothing about who writes. What it says goes to whoever booked (``diary.answering``); an older version
of the event, or one of nobody here, changes nothing. One for somebody else is shown to those who host the event when it came to its
address. Every such mail is automatic, since a program wrote it, unless a person has to look.

What somebody typed with it goes the same way, and its mail keeps no word of it: it is read where the event is, by those who read that.
"""

import re
from datetime import datetime

from hallway.diary import answering
from hallway.diary.models import Organizer
from hallway.people.models import Member

from . import identity, private
from .one_form import one_form, ways

WORDS = ("accepted", "declined", "tentative")
ANSWER, OLD, NOTHING, LATE = "calendar-answer", "calendar-old", "calendar-nothing", "calendar-late"
WISH, OTHER = "calendar-wish", "calendar-other"

# What programs say by themselves in the text beside the calendar part; below Outlook's row of stars stands the invitation.
BY_ITSELF = re.compile(
    r"\b(has|have) (tentatively )?(accepted|declined|answered|replied|proposed)\b|\bha (aceptado|rechazado|respondido|propuesto)\b|"
    r"^\W*(accepted|declined|tentative(ly accepted)?|maybe|aceptad[oa]|rechazad[oa]|provisional|new time proposed)\b[^\n]{0,200}\Z",
    re.IGNORECASE,
)
STARS = re.compile(r"^[ \t]*(\*~){3}.*", re.MULTILINE | re.DOTALL)


def judged(reading, member, proof, has_rights):
    """``(verdict, reason, member, does)`` for a reading with an ``answer``. ``member``: whose From address it is, or None."""
    about = reading.answer
    knows = Organizer.uid_of([*reading.to, *reading.cc, *reading.delivered_to]) == about["uid"]
    if "several-from" in reading.problems:
        return "parked", "several-senders", member, ""
    if proof == identity.FAILED:
        return "parked", "failed-proof", member, ""
    whose = member if one_form(about["attendee"]) in ("", one_form(reading.sender)) else _whose(about["attendee"])
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
    return Member.objects.with_posts().filter(email__in=ways([address])).first()


def act(mail, reading):
    """Hand it to whoever booked; sets ``mail.reason`` to what became of it. True for a wish, or an answer in somebody else's name, that
    nobody heard: a person has to look. Raises what a verb refuses."""
    about, words = reading.answer, typed(reading)
    if mail.reason == OTHER:
        return not answering.doubted(about["uid"], mail.member)
    if about["method"] != "reply":
        start, end = (datetime.fromisoformat(about[name]) if about[name] else None for name in ("start", "end"))
        heard = answering.wished(about["uid"], mail.member, about["method"], start, end, words)
    else:
        found = answering.said(about["uid"], mail.member, about["sequence"], about["partstat"], words)
        heard = found is not None
        if found is None or found == answering.OLD:
            mail.reason = NOTHING if found is None else OLD
    if words and heard:
        private.forget(mail)
    return not heard and about["method"] != "reply"


def come_late(mail, reading):
    """The answer could no longer be taken; what was typed with it reaches whoever reads the event all the same."""
    words = typed(reading)
    if words and answering.wished(reading.answer["uid"], mail.member, "words", None, None, words):
        private.forget(mail)


def typed(reading):
    """What a person wrote with the answer: the calendar's comment, else the text beside it, unless a program says the answer there."""
    if words := reading.answer.get("words", ""):
        return words
    text = STARS.sub("", reading.text).strip()
    return "" if text == reading.subject or BY_ITSELF.search(text.partition("\n")[0]) else text

"""What is to become of a mail: pure reading, nothing is written here. ``taking`` does what ``decide`` says.

Joining, in this order: the signed token of a reply address, our own sealed Message-ID in References, the Message-ID of a
mail that became part of a request, a ``[#12]`` in the subject, the same thread of the same sender. None of them counts unless
the sender takes part in the request or helps with it; otherwise the mail is parked and a person decides. A From line is a
claim and gives no rights beyond writing into one's own request; who helps must be proven where the server tells us.
"""

from dataclasses import dataclass

from hallway.asks.models import Ask
from hallway.asks.models.opening import asker_role
from hallway.delivery.headers import read_bounce_address, read_id
from hallway.people.models import Campus, Member
from hallway.procedures.models import Procedure

from . import addresses, calendars, identity, library, private, summaries, tips, watchdog
from .around import SAME
from .finding import find_ask, seem_meant, survivor
from .models import gate
from .one_form import one_form, ways
from .quotes import SUBJECT_FW
from .returned import ask_of
from .thanks import is_short_thanks

UNREADABLE = ("too-deep", "unreadable-")
WAITS = {"broken": "broken-token", "several": "several-things"}
PROBLEMS = (
    ("empty", "empty"),
    ("too-large", "too-large"),
    ("no-from", "no-sender"),
    ("several-from", "several-senders"),
    ("may-be-away", "may-be-away"),
)


@dataclass
class Decision:
    """``verdict`` and ``reason`` as in ``Mail``; ``ask``: where it goes; ``looks_like``: for a parked one; ``member``: the sender;
    ``does``: "open", "reply", "note" (for the team), "follow" (a new request from one closed long ago), "thank", "show the door",
    "welcome" (an unknown sender's request), "refuse politely", "answer" (a calendar's, to an invitation), "begin an idea",
    "answer an idea", "thank the writer" (of a tip) or "". ``holder``: who is to hold a new request, when its mail says so.
    ``at``: the campus of what a helper passed on. ``noun``: what "say" and "show the page" are about (private.py)."""

    verdict: str
    reason: str
    ask: Ask | None = None
    looks_like: Ask | None = None
    member: Member | None = None
    does: str = ""
    at: Campus | None = None
    noun: object = None
    idea: object = None
    tip: object = None
    holder: Member | None = None

    def concerns(self, reading):
        """The campus that a parked mail concerns, as far as anybody knows; its id or None."""
        if self.looks_like:
            return self.looks_like.campus_id
        through = addresses.meant(reading.to, reading.cc, reading.delivered_to) if reading else None
        if self.member:
            found = campus_of(self.member, through)
            return found.pk if found else None
        return through.campus_id if through else None


def our_addresses():
    """Our own mail addresses, lower case; the first one first."""
    return tuple(addresses.ours())


def decide(mail, reading, around):
    """The ``Decision`` for a kept mail and its ``Reading``. ``around``: an ``Around`` of its batch."""
    if reading.bounce:
        return Decision("bounced", "bounced-later" if reading.late else "bounced", ask=survivor(ask_of(reading)))
    if watchdog.number_of(reading) is not None:
        return Decision("automatic", "canary", does="welcome home")
    if read_id(reading.message_id) or is_ours(reading.sender):
        return Decision("automatic", "own")
    if one_form(reading.sender) in around.blocked:
        return Decision("refused", "blocked")
    member = around.members.get(one_form(reading.sender))
    proof = identity.judge(
        reading.proof, reading.claimed or reading.sender, gate().receivers.split(), gate().sealers.split()
    )
    if reading.answer:
        verdict, reason, member, does = calendars.judged(reading, member, proof, _has_rights)
        return Decision(verdict, reason, member=member, does=does)
    if _to_the_envelope(reading) and not (reading.automatic or mail.personal):
        return Decision("automatic", "automatic: return address") if member else Decision("parked", "unknown-sender")
    ask, way = find_ask(reading, around.named)
    if reading.automatic:
        return Decision("automatic", f"automatic: {reading.automatic}"[:60], ask=ask)
    if way not in ("token", "reference") and (noun := private.noun_of(reading)):
        verdict, reason, does = private.judged(noun, member, proof, _has_rights)
        return Decision(verdict, reason, member=member, does=does, noun=noun)
    if ask is None and member is not None:
        if way == "broken":
            ask = next((seen for seen in seem_meant(reading) if seen.is_party(member) or seen.is_staff(member)), None)
        elif noun := summaries.confided(reading, member):
            if not isinstance(noun, Ask):
                return Decision("refused", private.CLOSED, member=member, does="show the page", noun=noun)
            ask, way = noun, "several"
    if reason := _must_be_seen(mail, reading, member, proof) or WAITS.get(way, ""):
        return Decision("parked", reason, looks_like=ask, member=member)
    if not mail.personal and (again := around.says_the_same(reading.sender, mail.said)) >= SAME:
        if again >= 2 * SAME:
            return Decision("automatic", "automatic: the same words again", ask=ask)
        return Decision("parked", "same-again", looks_like=ask, member=member)
    if ask is None and _to_us(reading):
        idea, reader = library.idea_of(reading)
        if idea:
            verdict, reason, does = library.judged(idea, reader, member, reading, proof)
            return Decision(verdict, reason, member=member, does=does, idea=idea)
        if reason := library.gone(reading):
            return Decision("parked", reason, member=member)
    if ask is None and member is not None and (near := around.near(reading)):
        ask = survivor(near)
    if ask:
        return _answer(reading, ask, member, around)
    return _fresh(reading, member, around, proof)


def _must_be_seen(mail, reading, member, proof):
    """Why a person must look before anything else, as a reason's code; or ""."""
    for problem, reason in PROBLEMS:
        if problem in reading.problems:
            return reason
    if mail.size > len(mail.raw):
        return "too-large"
    if any(problem.startswith(UNREADABLE) for problem in reading.problems):
        return "unreadable"
    if member is not None and proof == identity.FAILED:
        return "failed-proof"
    if member is not None and proof == identity.UNPROVEN and _has_rights(member):
        return "no-proof"
    return ""


def _has_rights(member):
    """Whether more than one's own requests opens to whoever passes for this member."""
    seat = member.seat
    return seat.is_its or seat.is_admin or seat.leads_district or bool(seat.leads) or seat.holds("office")


def _answer(reading, ask, member, around):
    if member is None or not member.is_active or not (ask.is_party(member) or ask.is_staff(member)):
        return Decision("parked", "not-party", looks_like=ask, member=member)
    if around.too_many_into(reading.sender, ask):
        return Decision("parked", "flood", looks_like=ask, member=member)
    staff = ask.is_staff(member)
    if staff and member.pk != ask.requester_id and not _for_the_asker(reading, ask):
        return Decision("added", "for-the-team", ask=ask, member=member, does="note")
    if not ask.is_open and not staff and is_short_thanks(reading.text) and not _files(reading):
        return Decision("added", "thanks", ask=ask, member=member, does="thank")
    if ask.is_long_over() and not staff:
        if there := ask.goes_on_as(member):
            return _answer(reading, there, member, around)
        return Decision("opened", "came-back", ask=ask, member=member, does="follow")
    return Decision("added", "answer", ask=ask, member=member, does="reply")


def _for_the_asker(reading, ask):
    """Whether a helper's mail is a reply that the asker may read: written to us or to them. Passed on, or written to somebody
    else with a copy to us, it is for the team's eyes; when unsure, too."""
    if SUBJECT_FW.match(reading.subject):
        return False
    if _to_us(reading):
        return True
    them = ways(person.email for person in ask.people if not ask.is_staff(person))
    return bool(them & ways([*reading.to, *reading.cc]))


def _to_us(reading):
    """Whether it was written to us, and not only a copy came here."""
    return not our_addresses() or any(is_ours(address) for address in reading.to)


def _fresh(reading, member, around, proof):
    if member is None:
        return _unknown(reading, proof, around)
    if not member.is_active:
        return Decision("parked", "inactive-sender", member=member)
    through = addresses.meant(reading.to, reading.cc, reading.delivered_to)
    if through is not None and through.library:
        if around.too_many_new(reading.sender):
            return Decision("parked", "flood", member=member)
        return Decision("added", "library", member=member, does="begin an idea")
    if member.seat.is_its and _is_copy(reading):
        return Decision("parked", "copy", member=member)
    if member.seat.is_its and reading.forwarded_from and reading.forwarded_from != member.email:
        campus = around.campus_of_author(reading) or campus_of(member)
        if campus is None or around.too_many_new(reading.sender):
            return Decision("parked", "forwarded", member=member)
        return Decision("opened", "forwarded", member=member, does="open", at=campus)
    if is_short_thanks(reading.text) and not _files(reading):
        if tip := tips.to_thank(reading, member, proof):
            return Decision("added", tips.THANKED, member=member, does="thank the writer", tip=tip)
        return Decision("parked", "lone-thanks", member=member)
    if campus_of(member, through) is None:
        return Decision("parked", "no-campus", member=member)
    if around.too_many_new(reading.sender):
        return Decision("parked", "flood", member=member)
    if terms_of(member, through).channel("mail").use == "not_a_procedure":
        return Decision("refused", "wrong-door", member=member, does="show the door")
    return Decision(
        "opened", "new", member=member, does="open", holder=tips.holder_of(reading, member, campus_of(member, through))
    )


def _unknown(reading, proof, around):
    """By the district's choice. Who failed the proof is never answered, and only who is proven gets a request, where we are told."""
    through = addresses.meant(reading.to, reading.cc, reading.delivered_to)
    choice, campus = gate().unknown, through.campus if through and through.campus_id else _only_campus()
    if choice == "refuse" and proof != identity.FAILED:
        return Decision("refused", "not-for-you", does="refuse politely")
    if through is not None and through.library:
        return Decision("parked", "unknown-sender")  # the library is for who works here
    if choice == "open" and proof in (identity.PROVEN, identity.UNTOLD) and campus and around.room_for_strangers():
        return Decision("opened", "new-here", does="welcome", at=campus)
    return Decision("parked", "unknown-sender")


def _to_the_envelope(reading):
    """Whether it answers nothing and came to the address on our envelopes, where nobody writes: a program does that answers in words
    which we do not know, or a report."""
    written = [address for address in (*reading.to, *reading.cc) if is_ours(address)]
    other = [address for address in written if read_bounce_address([address]) is None]
    return not (reading.references or other) and read_bounce_address([*written, *reading.delivered_to]) is not None


def _is_copy(reading):
    """Whether it was written to somebody else, and we got a copy."""
    return bool(our_addresses() and reading.to) and not any(is_ours(address) for address in reading.to)


def is_ours(address):
    """Whether mail to ``address`` comes to us, with whatever stands after its plus."""
    local, _at, domain = address.rpartition("@")
    said = f"{local.partition('+')[0]}@{domain}"
    return said in our_addresses() or (
        (not domain.isascii() or "xn--" in domain) and bool(ways([said]) & ways(our_addresses()))
    )


def terms_of(member, through=None):
    """What the procedure says for mail of ``member`` (``through`` one of our ``Address``es); their campus, else the district's."""
    campus = campus_of(member, through)
    return Procedure.in_force(campus, through and through.topic, asker_role(member, campus) if campus else "").terms


def _files(reading):
    return [file for file in reading.attachments if not file.inline]


def campus_of(member, through=None):
    """The campus a member's mail is about: the one its address of ours is for, else where their room is, where they teach, where
    they serve; or None."""
    if through and through.campus_id and through.campus.enabled:
        return through.campus
    if member.room_id and member.room.campus.enabled:
        return member.room.campus
    posts = [post for post in member.posts.all() if post.campus_id and post.campus.enabled]
    posts = [post for post in posts if post.in_force_now()]
    posts.sort(key=lambda post: (post.role not in ("teacher", "contact", "office", "lead"), post.pk))
    if posts:
        return posts[0].campus
    return _only_campus()


def _only_campus():
    """The campus of a district that has but one; else None."""
    campuses = list(Campus.objects.filter(enabled=True)[:2])
    return campuses[0] if len(campuses) == 1 else None

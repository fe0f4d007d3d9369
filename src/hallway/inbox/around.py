"""What is around the mails of one batch: who wrote them, and what the same senders wrote lately. Read once for all of them.

The brakes live here, because they may not trust any header: a program that says nothing about itself shows by its pace and by
saying the same again and again. A mail that is held back waits for a person, and since nobody answers it, the loop ends there.
"""

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hallway.core.now import now
from hallway.core.text import fold
from hallway.people.models import Member

from . import finding
from .models import Block, Mail
from .one_form import one_form, ways
from .quotes import PREFIX

WEEK, DAY, SHORT = timedelta(days=7), timedelta(days=1), timedelta(minutes=10)
PACE = 12  # mails of one sender into one request within ten minutes
DAILY = 30  # and within a day
FRESH = 200  # requests that one sender opens by mail within a day; loops stop long before, at the pace of our answers
SAME = 3  # times that one sender says the very same within a week; then somebody looks, and after twice as often it is a program
STRANGERS = 20  # requests of unknown senders within an hour, where the district lets them open any
LOOKED_AT = 5000
LETTERS = 600
NO_LETTERS = re.compile(r"[\W_]+")
SHORT_WORDS = 20  # letters; "Still broken" may well be said four times


@dataclass
class Earlier:
    """One mail that a sender wrote lately."""

    at: datetime
    verdict: str
    ask_id: int | None
    said: str
    message_id: str
    references: list


@dataclass
class Around:
    """``members``: {address: Member with posts}; ``lately``: {address: [Earlier, newest first]}; ``blocked``: addresses (all ``one_form``);
    ``named``: {id: request} that reply addresses name."""

    members: dict = field(default_factory=dict)
    lately: dict = field(default_factory=lambda: defaultdict(list))
    blocked: set = field(default_factory=set)
    named: dict = field(default_factory=dict)
    strangers: int = 0

    @classmethod
    def of(cls, readings, but=()):
        """Four or five statements, however many mails. ``but``: ids of the mails themselves."""
        written = ways({reading.sender for reading in readings} - {""})
        members = Member.objects.with_posts().select_related("room__campus").filter(email__in=written)
        around = cls(members={one_form(m.email): m for m in members}, named=finding.named_by(readings))
        around.blocked = {
            one_form(a) for a in Block.objects.filter(address__in=written).values_list("address", flat=True)
        }
        rows = Mail.objects.filter(sender__in=written, received_at__gt=now() - WEEK, verdict__isnull=False)
        columns = ("sender", "received_at", "verdict", "ask_id", "said", "message_id", "reading__references")
        for sender, *about in (
            rows.exclude(pk__in=but).order_by("-received_at", "-id").values_list(*columns)[:LOOKED_AT]
        ):
            around.lately[one_form(sender)].append(Earlier(*about))
        return around

    def add(self, mail, reading):
        """Remember what became of a mail, for the next ones of the batch."""
        if mail.sender:
            about = Earlier(mail.received_at, mail.verdict, mail.ask_id, mail.said, mail.message_id, reading.references)
            self.lately[one_form(mail.sender)].insert(0, about)

    def too_many_into(self, sender, ask):
        """Whether ``sender`` writes into the request faster than a person would."""
        times = [
            one.at
            for one in self.lately[one_form(sender)]
            if one.ask_id == ask.pk and one.verdict in ("opened", "added")
        ]
        return _within(times, SHORT) >= PACE or _within(times, DAY) >= DAILY

    def too_many_new(self, sender):
        """Whether ``sender`` has opened so many requests today that somebody should look first."""
        return _within([one.at for one in self.lately[one_form(sender)] if one.verdict == "opened"], DAY) >= FRESH

    def says_the_same(self, sender, said):
        """How often this very text came from there this week."""
        return sum(one.said == said for one in self.lately[one_form(sender)]) if said else 0

    def room_for_strangers(self):
        """Whether one more request of somebody unknown may open this hour: an attack with a thousand names opens a few."""
        rows = Mail.objects.filter(received_at__gt=now() - timedelta(hours=1), verdict="opened", reason="new-here")
        self.strangers += 1
        return rows.count() + self.strangers <= STRANGERS

    def campus_of_author(self, reading):
        """The campus of whom a forwarded mail is from at first, when they work here; else None."""
        from .deciding import campus_of

        people = Member.objects.with_posts().select_related("room__campus")
        author = people.filter(email__in=ways([reading.forwarded_from]), is_active=True).first()
        return campus_of(author) if author else None

    def near(self, reading):
        """The request that another mail of this sender opened or joined in the same thread, in whatever order they came; or None."""
        mine = set(reading.references)
        for one in self.lately[one_form(reading.sender)]:
            if one.ask_id and one.verdict in ("opened", "added"):
                theirs = set(one.references or ())
                if mine & {one.message_id, *theirs} or reading.message_id in theirs:
                    return one.ask_id
        return None


def _within(times, span):
    since = now() - span
    return sum(at > since for at in times)


def said_in(text, subject=""):
    """A short mark of what a mail says: the same for the same letters and digits; "" for few of them."""
    letters = NO_LETTERS.sub("", fold((text or "")[: 4 * LETTERS]))[:LETTERS]
    if len(letters) <= SHORT_WORDS:
        return ""
    about = NO_LETTERS.sub("", fold(PREFIX.sub("", subject)))
    return hashlib.sha256(f"{about} {letters}".encode()).hexdigest()[:16]

"""What people do with a mail that waits: make it a request, join it, leave it aside, read it again. And who they are."""

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from hallway.asks.models import Ask
from hallway.core.now import now
from hallway.core.verb import HALLWAY, Refused, verb
from hallway.history.models import record
from hallway.people.models import District, Post
from hallway.schooltime import clock
from hallway.schooltime.calendars import calendar_of

from ..one_form import ways
from ..rules import (
    may_accept,
    may_bring_back,
    may_ignore,
    may_join,
    may_remind,
    may_reread,
    may_say_personal,
    may_say_whose,
)

ASIDE = ("sorted", "blocked")  # reasons of a refused mail that a person may bring back
MANY = 20  # people told at most
PATIENCE = 1  # school days that a mail may wait unseen


def desk():
    """The help desk, for mail of nobody we know: the duty holder and who serves the whole district; where there is no such
    person every ITS, so that it never waits for nobody."""
    duty, posts = District.get().duty, Post.objects.filter(role="its")
    found = [duty] if duty and duty.is_active else []
    found += list(posts.filter(campus=None).holders_now()) or posts.holders_now()
    return list({member.pk: member for member in found}.values())


def is_at_desk(member):
    """Whether they are one of ``desk()``; of whom it is mostly said without reading who the others are."""
    if District.get().duty_id == member.pk and member.is_active:
        return True
    if not member.is_active or not member.seat.is_its:
        return False
    everywhere = member.seat.served is None
    return everywhere or not Post.objects.filter(role="its", campus=None).holders_now().exists()


class MailQuerySet(models.QuerySet):
    def light(self):
        """Without the raw bytes, for lists."""
        return self.defer("raw")

    def parked(self):
        return self.filter(verdict="parked").order_by("-id")

    def visible_to(self, member):
        """Mail that waits or was left aside: of their campuses for the ITS, of unknown senders for the help desk, what looks
        like a request only for those who may read it; all of it, without its words, for administrators."""
        return self.concerning(member).filter(Q(verdict="parked") | Q(verdict="refused", reason__in=ASIDE))

    def concerning(self, member):
        """The same, whatever became of the mail meanwhile: who may sort it, also a second time."""
        if not member.is_active:
            return self.none()
        rows, seat = self.all(), member.seat
        at_desk = is_at_desk(member)
        if not (seat.is_its or at_desk):
            return rows if seat.is_admin else rows.filter(looks_like__holder=member)
        readable = Ask.objects.visible_to(member).order_by().values("pk")
        theirs = Q(campus__isnull=False) if seat.served is None else Q(campus__in=seat.served)
        return rows.filter(
            Q(looks_like__in=readable) | Q(looks_like=None) & (theirs | Q(campus=None) if at_desk else theirs)
        )


class Sorting:
    @property
    def sorters(self):
        """Who is told that it waits: the help team of its campus, else the help desk; of a confidential request its helpers."""
        if self.looks_like_id and self.looks_like.confidential:
            return self.looks_like.helpers
        if self.campus_id is None:
            return desk()[:MANY]
        team = Post.objects.filter(role="its", campus=self.campus_id).holders_now()
        return list(team[:MANY]) or desk()[:MANY]

    @verb(may_accept)
    def accept(self, *, by, requester, stored=()):
        """Make a parked mail a new request of ``requester``; the Ask. ``stored``: its files (``acting.files_of``). Raises
        Refused when somebody sorted it already, or nobody knows the requester's campus."""
        from .. import acting

        if self.verdict == "opened":
            return self.ask
        self._must_be_parked()
        self.member = requester
        ask = acting.open_ask(self, by=by, stored=stored, key=acting.key_of(self))
        self._end("opened", ask)
        record("mail.accepted", self, by=by, root=ask)
        return ask

    @verb(may_join)
    def join(self, *, by, ask, stored=()):
        """Put a parked mail into a request: as its sender's words when they take part or work here, else as a note."""
        from .. import acting

        if self.verdict == "added" and self.ask_id == ask.pk:
            return ask
        self._must_be_parked()
        acting.join_ask(self, ask, by=by, stored=stored)
        self._end("added", ask)
        record("mail.joined", self, by=by, root=ask)
        return ask

    @verb(may_say_whose)
    def say_whose(self, *, by, requester):
        """Say whose request it is that a helper passed on; themselves: it stays theirs. The Ask. Raises Refused."""
        from ..deciding import campus_of

        if not self.is_passed_on:
            raise Refused(_("Somebody has sorted this mail already."))
        self.ask.belong_to(by=by, requester=requester, campus=campus_of(requester))
        self.reason = "whose-known"
        self.save(update_fields=["reason"])
        record("mail.whose", self, by=by)
        return self.ask

    @verb(may_say_whose)
    def whose_again(self, *, by):
        """Take back whose it is, before they were told."""
        if self.reason == "whose-known":
            self.ask.belong_back(by=by)
            self.reason = "forwarded"
            self.save(update_fields=["reason"])
            record("mail.whose", self, by=by)
        return self.ask

    @property
    def is_passed_on(self):
        """Whether it opened a request of which somebody may say whose it is."""
        return self.verdict == "opened" and self.reason in ("forwarded", "whose-known") and self.ask_id is not None

    @property
    def author(self):
        """Whom it seems to be from, when they work here; else None."""
        return get_user_model().objects.filter(email__in=ways([self.proposed]), is_active=True).first()

    @verb(may_ignore)
    def ignore(self, *, by):
        """Leave a parked mail aside. It stays kept and counted, and can be brought back."""
        if self.verdict == "refused":
            return self
        self._must_be_parked()
        self._end("refused", None)
        record("mail.ignored", self, by=by)
        return self

    @verb(may_bring_back)
    def bring_back(self, *, by):
        """Let a mail that was left aside wait for a person again."""
        if self.verdict == "parked":
            return self
        if self.verdict != "refused" or self.reason not in ASIDE:
            raise Refused(_("Somebody has sorted this mail already."))
        self.verdict, self.reason, self.reminded = "parked", "brought-back", False
        self.parked_at = now()
        self.save(update_fields=["verdict", "reason", "reminded", "parked_at"])
        record("mail.brought_back", self, by=by)
        return self

    @verb(may_reread)
    def reread(self, *, by):
        """Have it read and decided anew, as after an improvement; the worker does it, or who calls ``taking.work``."""
        self._must_be_parked()
        self._read_anew()
        record("mail.reread", self, by=by)
        return self

    @verb(may_say_personal)
    def say_personal(self, *, by):
        """A person wrote it, though it looked like a program's: it is read again, and goes where anybody's mail goes. The worker
        does it, or who calls ``taking.work``. Raises Refused when something else has become of it."""
        if not self.personal:
            if not self.seems_automatic:
                raise Refused(_("This mail is not one that was taken for a program’s."))
            self.personal, self.read_at, self.ask = True, None, None
            self._read_anew("personal", "read_at", "ask")
            record("mail.personal", self, by=by)
        return self

    def _read_anew(self, *also):
        if self.size and not self.raw:
            raise Refused(_("Its words were erased with its sender. There is nothing left to read."))
        self.verdict, self.reason, self.looks_like, self.attempts, self.next_at = None, "", None, 0, now()
        self.save(update_fields=["verdict", "reason", "looks_like", "attempts", "next_at", *also])

    @verb(may_remind)
    def remind(self, *, by):
        """Tell everybody who could sort it that it still waits, once."""
        if self.verdict == "parked" and not self.reminded:
            self.reminded = True
            self.save(update_fields=["reminded"])
            record("mail.waits", self, by=HALLWAY)
        return self

    def is_overdue(self):
        """Whether it has waited for a person for longer than a school day."""
        return clock.after_days(calendar_of(self.campus_id), self.parked_at or self.received_at, PATIENCE) < now()

    def _must_be_parked(self):
        if self.verdict != "parked":
            raise Refused(_("Somebody has sorted this mail already."))

    def _end(self, verdict, ask):
        self.verdict, self.ask, self.reason = verdict, ask, "sorted"
        self.save(update_fields=["verdict", "ask", "reason", "member"])

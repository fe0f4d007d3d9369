"""What many people have at once: one public line for them, "me too" by one tap, one answer to all of them."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from hallway.core.keyed import digest_of
from hallway.core.now import now
from hallway.core.text import clean, one_line
from hallway.core.verb import HALLWAY, Denied, Refused, verb
from hallway.history.models import Event, record
from hallway.people.models import Campus, Member
from hallway.threads.models import Message
from hallway.threads.models.messages import UNDO_SECONDS

from ..rules import may_me_too, may_not_me, may_still_not, may_tell_all, may_untell, may_works

WORDS = 200
HOW = [("", ""), ("solved", "solved"), ("dropped", "dropped")]
SAID = [("", ""), ("works", "works"), ("not", "not")]


class KnownIssueQuerySet(models.QuerySet):
    def live(self):
        return self.filter(ended_at=None, ask__confidential=False)

    def at(self, campuses):
        """Those that are told to any of these campuses (ids)."""
        return self.filter(
            Q(everywhere=True) | Q(pk__in=self._places().filter(campus__in=campuses).values("knownissue"))
        )

    def told_to(self, member):
        """The live ones of a member's campuses, newest first, with ``count`` (people who told us) and ``mine`` (they did,
        too). One statement. Whoever has no campus (the district's people) reads all of them."""
        rows = self.live()
        if member.seat.own and not member.seat.everywhere:
            rows = rows.at(member.seat.own)
        return rows.counted(member).order_by("-pk")

    def counted(self, member):
        """With ``count``, ``mine``, and what a line of them shows."""
        mine = MeToo.objects.filter(~Q(said="works"), known=OuterRef("pk"), member=member)
        rows = self.annotate(count=Count("told", filter=~Q(told__said="works")) + 1, mine=Exists(mine))
        return rows.select_related("ask__holder", "ask__campus").defer("ask__words")

    def visible_to(self, member):
        """Everybody at its campuses reads its line; so does whoever has it, and the help team of its request. One that was
        called off is theirs alone."""
        if not member.is_active:
            return self.none()
        seat = member.seat
        told = Q(pk__in=member.me_toos.values("known")) | Q(ask__requester=member) | Q(ask__holder=member)
        if seat.served is None:
            told |= Q(pk__isnull=False)
        elif seat.served:
            told |= Q(ask__campus__in=seat.served)
        public = ~Q(how="dropped")
        if seat.own and not seat.everywhere:
            here = self._places().filter(campus__in=seat.own).values("knownissue")
            public &= Q(everywhere=True) | Q(pk__in=here)
        return self.filter(public | told, ask__confidential=False)

    def _places(self):
        return self.model.campuses.through.objects


class KnownIssue(models.Model):
    """A request that others have, too. ``words``: what everybody at ``campuses`` (or ``everywhere``) may read, written by
    the help team and never taken from the conversation. ``how`` it ended: solved, or dropped when it was none after all."""

    ask = models.OneToOneField("asks.Ask", on_delete=models.CASCADE, related_name="known_as")
    words = models.CharField(max_length=WORDS)
    everywhere = models.BooleanField(default=False)
    campuses = models.ManyToManyField(Campus, related_name="+")
    since = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=8, choices=HOW, blank=True)

    objects = KnownIssueQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-id"], name="known_live", condition=Q(ended_at=None))]

    def __str__(self):
        return self.words

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("asks:known_issue", args=[self.pk])

    def mail_title(self):
        """What its mails are called: its public line."""
        return self.words

    @property
    def is_live(self):
        return self.ended_at is None

    @property
    def those_with_it(self):
        """Members who pressed "me too" and did not say yet that it works."""
        return list(Member.objects.filter(me_toos__known=self, me_toos__said=""))

    @property
    def everybody(self):
        """Those with it and the people of its request: who gets one answer to all."""
        found = {member.pk: member for member in [*self.those_with_it, *self.ask.people]}
        return list(found.values())

    @classmethod
    def keep(cls, ask, words, campuses, everywhere):
        """The row of ``ask``, live with these words at these places; part of ``Ask.make_known``."""
        known, _made = cls.objects.update_or_create(
            ask=ask, defaults={"words": words, "everywhere": everywhere, "ended_at": None, "how": "", "since": now()}
        )
        known.campuses.set([] if everywhere else campuses)
        known.told.filter(said="not").update(said="")
        return known

    def end(self, how, by):
        """It is over: those with it are asked whether it works for them, or told that it is no common matter any more."""
        self.ended_at, self.how = now(), how
        self.save(update_fields=["ended_at", "how"])
        record("known.solved" if how == "solved" else "known.dropped", self, by=by)

    @verb(may_me_too)
    def me_too(self, *, by):
        """Say that one has it, too. The asker has said so already. Raises Refused when it is over."""
        if by.pk == self.ask.requester_id:
            return self
        if not self.is_live:
            raise Refused(_("This one is over. If you have it now, ask for help and somebody looks at yours."))
        _row, made = MeToo.objects.get_or_create(known=self, member=by)
        if made or self.told.filter(member=by, said="works").update(said=""):
            record("known.joined", self, by=by)
        return self

    @verb(may_not_me)
    def not_me(self, *, by):
        """Take "me too" back."""
        if self.told.filter(member=by, ask=None).delete()[0]:
            record("known.left", self, by=by)
        return self

    @verb(may_tell_all)
    def tell_all(self, *, by, text, key=None):
        """One answer to everybody who has it; it keeps the request's promise as a reply does. Returns the Message, which can
        be taken back for twenty seconds. Raises Refused when empty or over."""
        text = clean(text).strip()
        if not text:
            raise Refused(_("There is nothing to send yet. Write a word."))
        if not self.is_live:
            raise Refused(_("This one is over. Nobody waits for it any more."))
        digest = digest_of(known=self.pk, author=by.pk, text=text)
        before = self._held().snapshot()
        message = Message.objects.create(
            noun=self, kind="reply", author=by, text=text, at=now(), key_digest=digest, **({"key": key} if key else {})
        )
        self.ask.answered_by(by, "")
        record("known.told", self, by=by, wait=UNDO_SECONDS, message=message.pk, before=before)
        return message

    @verb(may_untell)
    def untell(self, *, by, message):
        """Take one's own answer to all back while it waits to be told; its text, for the form. Raises Refused when too late."""
        row = Message.objects.select_for_update().of(self).filter(pk=message.pk).first()
        if row is None:
            return ""
        if row.author_id != by.pk:
            raise Denied("untell")
        event = Event.objects.select_for_update().filter(data__message=row.pk, told=None).of(self).first()
        if event is None or not row.undoable():
            raise Refused(_("It has been sent already. You can write another message to put it right."))
        text = row.text
        ask = self._held()
        if ask.is_open:
            ask.stand_as(event.data.get("before", {}))
            ask.settle()
        event.delete()
        row.delete()
        record("known.unsaid", self, by=by)
        return text

    @verb(may_works)
    def works(self, *, by):
        """It works for them."""
        if self.told.filter(member=by, said="").update(said="works"):
            record("known.works", self, by=by)
        return self

    @verb(may_still_not)
    def still_not(self, *, by, text=""):
        """It does not work for them, though it was called solved: a request of their own that goes on from it; returns it."""
        from .ask import Ask

        row = self.told.select_for_update(of=("self",)).filter(member=by).select_related("ask").first()
        if row.ask_id and row.ask.status != "closed":
            return row.ask
        if self.is_live:
            raise Refused(_("The help team is still at work on it. You hear from them."))
        if by.seat.own and self.ask.campus_id not in by.seat.own:
            campus = by.room.campus if by.room_id else Campus.objects.get(pk=min(by.seat.own))
        else:
            campus = self.ask.campus
        ask = Ask.open(by=by, campus=campus, requester=by, line=self.words, detail=text, topic=self.ask.topic,
                       room=by.room if by.room_id and by.room.campus_id == campus.pk else None)  # fmt: skip
        row.said, row.ask = "not", ask
        row.save(update_fields=["said", "ask"])
        record("ask.follows", ask, by=by, other=self.ask_id)
        record("ask.followed", self.ask, by=by, other=ask.pk)
        return ask

    def _held(self):
        """Its request, locked and read anew."""
        self.ask.refresh_from_db(from_queryset=type(self.ask)._base_manager.select_for_update())
        return self.ask


class MeToo(models.Model):
    """Somebody has it, too. ``said``: what they answered when it was called solved; ``ask``: the request of their own that
    came of a "no"; ``because``: the known issue that brought them, when two were joined."""

    known = models.ForeignKey(KnownIssue, on_delete=models.CASCADE, related_name="told")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="me_toos")
    at = models.DateTimeField(default=now)
    said = models.CharField(max_length=8, choices=SAID, blank=True)
    ask = models.ForeignKey("asks.Ask", null=True, on_delete=models.SET_NULL, related_name="+")
    because = models.ForeignKey(KnownIssue, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["known", "member"], name="me_too_once")]

    def __str__(self):
        return f"{self.member_id} has {self.known_id}"


class Knowing:
    """The verbs of a request about being known."""

    def settle_known(self, words, campuses, everywhere, by):
        """The public line in one go; Refused when it is missing or speaks for campuses the helper does not serve."""
        words = one_line(words, WORDS)
        if not words:
            raise Refused(_("Write one line that everybody may read: what does not work, and where."))
        seat = by.seat if by is not HALLWAY else None
        anywhere = seat is None or seat.served is None or seat.leads_district
        places = {campus.pk: campus for campus in campuses or [self.campus]}
        if not anywhere and (everywhere or not set(places) <= seat.served | {self.campus_id}):
            raise Refused(_("You can tell the campuses that you help. The district's team can tell all of them."))
        return KnownIssue.keep(self, words, list(places.values()), everywhere)

    def unknow(self, how, by):
        """It is no known issue any more, ``solved`` or ``dropped``. Not saved."""
        if not self.known_issue:
            return
        self.known_issue = False
        known = KnownIssue.objects.filter(ask=self, ended_at=None).first()
        if known:
            known.end(how, by)

    def known_goes_to(self, into, by):
        """It is joined into ``into``: whoever has it comes along. Returns whether ``into`` became known by it."""
        if not self.known_issue:
            return False
        mine, made = self.known_as, not into.known_issue
        if made:
            there = KnownIssue.keep(into, mine.words, list(mine.campuses.all()), mine.everywhere)
            into.known_issue = True
            into.settle()
            record("ask.known", into, by=by)
        else:
            there = into.known_as
        new = set(mine.told.values_list("member", flat=True)) - set(there.told.values_list("member", flat=True))
        MeToo.objects.bulk_create(
            MeToo(known=there, member_id=pk, because=mine) for pk in sorted(new - {into.requester_id})
        )
        mine.ended_at, mine.how, self.known_issue = now(), "dropped", False
        mine.save(update_fields=["ended_at", "how"])
        return made

    def known_comes_from(self, into, made):
        """It is taken apart from ``into`` again: those it brought come back, and what it made known is no more."""
        if not self.known_issue:
            return
        mine = self.known_as
        MeToo.objects.filter(because=mine).delete()
        mine.ended_at, mine.how = None, ""
        mine.save(update_fields=["ended_at", "how"])
        if made and into.known_issue:
            KnownIssue.objects.filter(ask=into).update(ended_at=now(), how="dropped")
            into.known_issue = False
            into.settle()

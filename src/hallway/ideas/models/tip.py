"""A tip: one idea an issue, published once; people read it at home, in the mail they chose, behind a short address and on paper."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now

from hallway.core.keyed import Keyed, digest_of
from hallway.core.now import now
from hallway.core.text import clean, one_line
from hallway.core.tokens import request_link
from hallway.core.verb import Refused, creates, verb
from hallway.history.models import Event, record
from hallway.people.models import Campus, Member, Post

from ..choices import AUDIENCES, TIP_STATES
from ..rules import hears_tries, may_change_tip, may_draft_tip, may_drop_tip, may_publish_tip, may_withdraw_tip
from .idea import Idea
from .tip_answering import TipAnswering

MEMBER = settings.AUTH_USER_MODEL
TITLE, TEXT = 140, 4000
LETTERS, LONG = "23456789bcdfghjkmnpqrstvwxz", 8  # no vowels: no code is a word; nothing that looks like another letter
FRESH_DAYS = 14


def new_code():
    """Eight readable characters (38 bits) that nobody guesses."""
    return "".join(secrets.choice(LETTERS) for _letter in range(LONG))


class TipQuerySet(models.QuerySet):
    def visible_to(self, member):
        """What is published is everybody's to read, as the library is; the rest is its writer's. The audience is who is told."""
        return self.filter(Q(state="published") | Q(by=member)) if member.is_active else self.none()

    def reaching(self, member):
        """Published to the whole district or to a campus that ``member`` works at."""
        return self.filter(Q(audience="district") | Q(campus__in=member.seat.own), state="published")


class Tip(TipAnswering, Keyed):
    """``code``: what its short address ends in. ``idea``: of the library, when it is one. ``published_at``: the first time."""

    thanks_stay = True  # who tried it is told to its writer, not on
    link_in_digest = True  # the line in the one mail leads to ``link_for``

    by = models.ForeignKey(MEMBER, null=True, on_delete=models.SET_NULL, related_name="tips")
    campus = models.ForeignKey(Campus, on_delete=models.PROTECT, related_name="+")
    idea = models.ForeignKey(Idea, null=True, on_delete=models.SET_NULL, related_name="tips")
    title = models.CharField(max_length=TITLE)
    text = models.TextField(blank=True)
    audience = models.CharField(max_length=8, choices=AUDIENCES, default="campus")
    state = models.CharField(max_length=9, choices=TIP_STATES, default="draft")
    code = models.CharField(max_length=LONG, unique=True, default=new_code, editable=False)
    made_at = models.DateTimeField(default=now)
    published_at = models.DateTimeField(null=True)

    objects = TipQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-published_at"], name="tip_newest", condition=Q(state="published"))]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("ideas:tip", args=[self.pk])

    @property
    def address(self):
        """Its short address, whole: what is printed, said and pasted."""
        from django.urls import reverse

        return settings.PUBLIC_URL + reverse("tips:open", args=[self.code])

    def link_for(self, member):
        """Where a mail to ``member`` leads: a signed page that reads the tip and takes their answer without signing in."""
        from django.urls import reverse

        return reverse("tips:mailed", args=[request_link(self.pk, member.pk, member=member, noun="tip")])

    def mail_title(self):
        return _now("A tip: %(title)s") % {"title": self.title}

    @property
    def news_title(self):
        return self.title

    @property
    def writer(self):
        return self.by

    @property
    def hears(self):
        """Its writer, when they may read a try that somebody tells them by name: whoever leads and manages nobody; or None."""
        return self.by if self.by_id and hears_tries(self.by) else None

    @property
    def readers(self):
        """Everybody it is told to, as a queryset: who works at its campus, or in the district; not its writer."""
        here = Post.objects.filter(campus=self.campus_id).holders_now()
        people = Member.objects.filter(is_active=True) if self.audience == "district" else here
        return people.exclude(pk=self.by_id)

    @classmethod
    @creates(may_draft_tip)
    def draft(cls, *, by, campus, title, text="", idea=None, audience="campus", key=None):
        """Begin one; only its writer sees it. The Tip."""
        said = _cleaned(title, text, audience)
        tip = cls(
            by_id=by.pk, campus=campus, idea=idea, made_at=now(), **said, **({"key": key} if key else {}),
            key_digest=digest_of(by=by.pk, idea=idea and idea.pk, said=said),
        )  # fmt: skip
        tip.save(force_insert=True)
        record("tip.drafted", tip, by=by)
        return tip

    @verb(may_change_tip)
    def change(self, *, by, title, text="", audience=None):
        """Say it otherwise. Whom it was published to stays; nobody is told again."""
        said = _cleaned(title, text, audience or self.audience)
        if self.published_at:
            said["audience"] = self.audience
        if any(getattr(self, name) != value for name, value in said.items()):
            for name, value in said.items():
                setattr(self, name, value)
            self.save(update_fields=list(said))
            record("tip.changed", self, by=by)
        return self

    @verb(may_publish_tip)
    def publish(self, *, by):
        """Its audience is told, once. One that was withdrawn can be read again, and nobody is told of that."""
        if self.state == "published":
            return self
        first = self.published_at is None
        self.state, self.published_at = "published", self.published_at or now()
        self.save(update_fields=["state", "published_at"])
        record("tip.published" if first else "tip.brought_back", self, by=by)
        self._untold().update(due=now())
        return self

    @verb(may_withdraw_tip)
    def withdraw(self, *, by):
        """Its address opens no longer, and whoever was not told of it yet is not, before it can be read again. What people said stays
        for its writer."""
        if self.state == "draft":
            raise Refused(_now("Nobody has seen it yet. Drop it instead."))
        if self.state == "published":
            self.state = "withdrawn"
            self.save(update_fields=["state"])
            self._untold().update(due=None)
            record("tip.withdrawn", self, by=by)
        return self

    def _untold(self):
        """That it was published, while not everybody has been told."""
        return Event.objects.of(self).filter(kind="tip.published", told=None)

    @verb(may_drop_tip)
    def drop(self, *, by):
        """Throw a draft away."""
        if self.state != "draft":
            raise Refused(_now("It was published. Withdraw it instead, so that what people said stays."))
        Event.objects.of(self).delete()
        self.delete()
        record("tip.dropped", by, by=by)


def _cleaned(title, text, audience):
    said = {"title": one_line(title, TITLE), "text": clean(text, TEXT).strip(), "audience": audience}
    if not said["title"]:
        raise Refused(_now("Say it in one line first."))
    if audience not in dict(AUDIENCES):
        raise Refused(_now("Choose it from the list, please."))
    return said

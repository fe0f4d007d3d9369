"""What happened in somebody's life, told to colleagues by their own word only."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hallway.core.keyed import Keyed, digest_of
from hallway.core.now import now
from hallway.core.text import one_line
from hallway.core.verb import Refused, creates, verb
from hallway.history.models import Event, record

from ..circle import mates_of, working_at
from ..rules import may_take_back_life, may_tell

MEMBER = settings.AUTH_USER_MODEL
KINDS = [("happy", _("Something happy")), ("loss", _("A loss")), ("other", _("Something else"))]
AUDIENCES = [
    ("team", _("My teams, with the ITS they have adopted")),
    ("campus", _("Everybody at my campus, and my teams")),
]
SHOWN_FOR = timedelta(days=10)
LONGEST = 300


class LifeQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Their own, and what colleagues of the audience told within the last days."""
        if not member.is_active:
            return self.none()
        told = mates_of(member) | models.Q(audience="campus", member__in=working_at(member.seat.own))
        return self.filter(models.Q(member=member) | told & models.Q(at__gt=now() - SHOWN_FOR, member__is_active=True))

    def lately(self):
        return self.filter(at__gt=now() - SHOWN_FOR).select_related("member").order_by("-at", "-pk")


class LifeEvent(Keyed):
    """``words``: the person's own. A loss is told quietly, and stands there without anything that shines."""

    member = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="life_events")
    kind = models.CharField(max_length=5, choices=KINDS)
    words = models.CharField(max_length=LONGEST)
    audience = models.CharField(max_length=6, choices=AUDIENCES, default="team")
    at = models.DateTimeField(default=now)

    objects = LifeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-at"], name="life_lately")]

    def __str__(self):
        return f"life event {self.pk}"

    @classmethod
    @creates(may_tell)
    def tell(cls, *, by, kind, words, audience="team", key=None):
        """In one's own words. It stands for ten days; nobody gets a mail of it. Raises Refused when empty."""
        words = one_line(words, LONGEST)
        if not words:
            raise Refused(_now("Write a word or two."))
        digest = digest_of(by=by.pk, kind=kind, words=words, audience=audience)
        row = cls.objects.create(
            member=by, kind=kind, words=words, audience=audience, key_digest=digest, at=now(), **({"key": key} if key else {})
        )  # fmt: skip
        record("life.told", row, by=by)
        return row

    @verb(may_take_back_life)
    def take_back(self, *, by):
        """It is gone, and was never told. A card that is being signed for it goes, too; one that was delivered is theirs to keep."""
        for card in self.cards.filter(delivered_at=None):
            card.vanish()
        self.cards.update(about=None, deliver_at=models.F("delivered_at"))  # two of one morning stay two
        Event.objects.of(self).delete()
        self.delete()
        record("life.taken_back", by, by=by)

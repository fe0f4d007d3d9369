"""A card that a team signs for somebody. Whom it is for sees nothing of it before the morning on which it is delivered."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hallway.core.now import now
from hallway.core.text import clean, one_line
from hallway.core.verb import HALLWAY, Refused, creates, verb
from hallway.history.models import Event, record
from hallway.people.models import Team

from ..cardtimes import AHEAD
from ..circle import is_in, people_of, teams_of
from ..rules import may_deliver, may_open_card, may_sign, may_thank, may_unsign
from .life import LifeEvent

MEMBER = settings.AUTH_USER_MODEL
OCCASIONS = [
    ("birthday", _("Birthday")),
    ("welcome", _("Welcome")),
    ("happy", _("Something happy")),
    ("loss", _("A loss")),
    ("other", _("Something else")),
]
LONGEST = 600
AGAIN = timedelta(days=90)  # for so long one occasion has one card


class CardQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Of one's teams' circles; one's own only once it was delivered; one that is put away only with words of one's own."""
        if not member.is_active:
            return self.none()
        wrote = Exists(Signature.objects.filter(card=OuterRef("pk"), member=member))
        theirs = teams_of(member) & ~Q(member=member) & Q(put_away_at=None)
        return self.filter(theirs | Q(member=member, delivered_at__isnull=False) | Q(put_away_at__isnull=False) & wrote)

    def open_for(self, member):
        """What ``member`` may sign now."""
        rows = self.visible_to(member).filter(delivered_at=None, put_away_at=None)
        rows = rows.filter(opens_at__lte=now(), deliver_at__gt=now())
        return rows.exclude(member=member).select_related("member", "team").order_by("deliver_at", "pk")

    def latest_birthdays(self, members):
        """{(member id, team id): their card for this birthday}; one statement."""
        rows = self.filter(member__in=members, occasion="birthday", about=None, deliver_at__gt=now() - AGAIN)
        return {(card.member_id, card.team_id): card for card in rows.order_by("deliver_at")}


class Card(models.Model):
    """``deliver_at``: when it is to be delivered, ``delivered_at``: when it was. A card that nobody signed is never delivered, and
    nobody hears of it. ``put_away_at``: it will not be given; whoever signed still reads their own words, for a month.
    ``thanks``: the receiver's word to all who signed."""

    member = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="cards")
    occasion = models.CharField(max_length=8, choices=OCCASIONS)
    about = models.ForeignKey(LifeEvent, null=True, on_delete=models.CASCADE, related_name="cards")
    opens_at = models.DateTimeField(default=now)
    deliver_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    put_away_at = models.DateTimeField(null=True)
    thanks = models.CharField(max_length=LONGEST, blank=True)
    thanked_at = models.DateTimeField(null=True)

    objects = CardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "team", "member", "occasion", "about", "deliver_at", name="one_card_an_occasion", nulls_distinct=False
            ),
        ]
        indexes = [models.Index(fields=["deliver_at"], name="card_waits", condition=Q(delivered_at=None))]

    def __str__(self):
        return f"card {self.pk}"

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("teams:card", args=[self.pk])

    @property
    def signers(self):
        return [each.member for each in self.signatures.select_related("member").order_by("pk")]

    @property
    def who_may_sign(self):
        return [each for each in people_of(self.team) if each.pk != self.member_id]

    @property
    def receiver(self):
        return self.member

    @classmethod
    @creates(may_open_card)
    def open_card(cls, *, by, member, team, occasion, deliver_at, about=None):
        """Let the team sign. One that is there already is the answer; the house opens those for birthdays and welcomes."""
        if not team.in_use:
            raise Refused(_now("This team is put away. Bring it back first."))
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)  # two who press at once open one card
        whose = {"occasion": occasion, "team": team, "member": member, "about": about}
        there = cls.objects.filter(deliver_at__gt=now() - AGAIN, **whose).order_by("-deliver_at").first()
        if there is None:
            card = cls.objects.create(deliver_at=deliver_at, opens_at=now(), **whose)
            record("card.opened", card, by=by, team=team.name)
            return card
        if not there.stands_for(deliver_at):
            there.wait_until(deliver_at)  # the calendar has changed, or it is welcome again
        return there

    @verb(may_sign)
    def sign(self, *, by, words):
        """One's words on it; other words until it is delivered. Raises Refused when that has happened, or when empty."""
        self._must_be_open()
        words = clean(words, LONGEST).strip()
        if not words:
            raise Refused(_now("Write a word or two."))
        row, _made = Signature.objects.update_or_create(card=self, member=by, defaults={"words": words})
        return row

    @verb(may_unsign)
    def unsign(self, *, by):
        """One's words come off it, as if they had never been there."""
        if self.put_away_at is None:
            self._must_be_open()
        self.signatures.filter(member=by).delete()
        return self

    @verb(may_deliver)
    def deliver(self, *, by):
        """On the morning. A card without a word on it, for somebody who left, or that says welcome to whom the team has adopted no
        longer, is put away without a sound. Whether it was delivered."""
        if self.delivered_at is not None or self.put_away_at is not None or self.deliver_at > now():
            return False
        parted = self.occasion == "welcome" and not is_in(self.member, self.team)
        if parted or not self.member.is_active or not self.team.in_use or not self.signatures.exists():
            self.put_away()
            return False
        self.delivered_at = now()
        self.save(update_fields=["delivered_at"])
        record("card.delivered", self, by=HALLWAY, team=self.team.name)
        return True

    @verb(may_thank)
    def thank(self, *, by, words):
        """The receiver says thanks to all who signed, once."""
        if self.thanked_at is not None:
            return self
        self.thanks, self.thanked_at = one_line(words, LONGEST) or _now("Thank you, all of you."), now()
        self.save(update_fields=["thanks", "thanked_at"])
        record("card.thanked", self, by=by)
        return self

    def stands_for(self, at):
        """Whether nothing is left to do so that it is given on the morning ``at``; one that was delivered stays as it is."""
        if self.delivered_at is not None or self.about_id is not None:
            return True
        return self.deliver_at == at and self.put_away_at is None

    def wait_until(self, at):
        """For use inside a verb: it goes along to another morning with every word that is on it. One without a word that would
        wait long is gone, and opens anew before the day."""
        soonest = at - timedelta(days=AHEAD)
        if soonest > now() and not self.signatures.exists():
            self.vanish()
            return
        self.deliver_at, self.put_away_at = at, None
        self.opens_at = soonest if soonest > now() else min(self.opens_at, now())
        self.save(update_fields=["deliver_at", "put_away_at", "opens_at"])

    def put_away(self):
        """For use inside a verb: it is not given, nobody is asked to sign it any more, and what was told of it is gone. Whoever
        wrote on it keeps their own words for a while; without a word it is gone."""
        if not self.signatures.exists():
            self.vanish()
            return
        Event.objects.of(self).delete()
        self.put_away_at = self.put_away_at or now()
        self.save(update_fields=["put_away_at"])

    def vanish(self):
        """For use inside a verb: it is gone, and so is what was told of it."""
        Event.objects.of(self).delete()
        self.delete()

    def _must_be_open(self):
        if self.put_away_at is not None:
            raise Refused(_now("This card is put away. It is not given, and your words stay with you."))
        if self.delivered_at is not None or self.deliver_at <= now():
            raise Refused(_now("The card is on its way already."))


class Signature(models.Model):
    """Somebody's words on a card: the receiver's to read once it is delivered, until then only one's own."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="signatures")
    member = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="+")
    words = models.TextField(max_length=LONGEST)

    class Meta:
        constraints = [models.UniqueConstraint("card", "member", name="signed_once")]

    def __str__(self):
        return f"signature {self.pk}"

"""When somebody likes to be wished well: month and day, said by themselves. There is no year here, and there never will be one."""

import calendar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _

from hallway.core.now import now
from hallway.core.verb import creates, verb
from hallway.history.models import record
from hallway.people.models import Member
from hallway.schooltime.calendars import calendar_of

from ..cardtimes import morning, next_morning
from ..celebrated import announced_on, calendars_of, coming, places
from ..rules import may_forget, may_say_birthday
from .cards import Card

MEMBER = settings.AUTH_USER_MODEL
AUDIENCES = [
    ("nobody", _("Nobody")),
    ("team", _("My teams, with the ITS they have adopted")),
    ("campus", _("Everybody at my campus, and my teams")),
]
LEAP = [("28", _("February 28")), ("1", _("March 1"))]
LEAP_YEAR = 2024  # one in which February has all its days


class Birthday(models.Model):
    """One's own word, of one's own page. ``leap``: where the 29th of February is celebrated in other years. ``card``: a card
    from one's teams is welcome. Read only through ``teams.birthdays``; that nobody is told is never shown."""

    member = models.OneToOneField(MEMBER, on_delete=models.CASCADE, related_name="+")
    month = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField()
    audience = models.CharField(max_length=6, choices=AUDIENCES, default="nobody")
    leap = models.CharField(max_length=2, choices=LEAP, default="28")
    card = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(month__range=(1, 12), day__range=(1, 31)), name="birthday_is_a_date")
        ]
        indexes = [
            models.Index(fields=["month", "day"], name="birthday_by_day", condition=~Q(audience="nobody")),
        ]

    def __str__(self):
        return f"birthday {self.pk}"

    @property
    def celebrated(self):
        """The day of the year, and where that of a leap year is in others."""
        return self.month, self.day, self.leap if (self.month, self.day) == (2, 29) else ""

    @classmethod
    @creates(may_say_birthday)
    def say_birthday(cls, *, by, member, month, day, audience="nobody", leap="28", card=False):
        """One's own month and day, or other ones. What is being signed for the day goes along to the new one, and is put away when
        no card is welcome. Raises ValidationError for a day that no year has."""
        if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(LEAP_YEAR, month)[1]:
            raise ValidationError(_("There is no such day."))
        values = {"month": month, "day": day, "audience": audience, "leap": leap, "card": card}
        row, _made = cls.objects.update_or_create(member=member, defaults=values)
        if card and audience != "nobody":
            _cards_go_along(row)
        else:
            _no_card(member)
        record("birthday.said", member, by=by)
        return row

    @verb(may_forget)
    def forget(self, *, by):
        """It is nowhere any more."""
        _no_card(self.member)
        record("birthday.forgotten", self.member, by=by)
        self.delete()


def _being_signed(member):
    cards = Card.objects.filter(member=member, occasion="birthday", delivered_at=None).select_related("team")
    return cards.select_for_update(of=["self"], no_key=True)  # none of them is delivered meanwhile


def _no_card(member):
    """What is being signed for the day goes unseen."""
    for card in _being_signed(member):
        card.put_away()


def _cards_go_along(row):
    """Cards wait for the morning of the day as it is said now; of one that has just been, for the next morning."""
    cards = list(_being_signed(row.member))
    if not cards:
        return
    member = Member.objects.select_related("room").annotate(places=places(OuterRef("pk"))).get(pk=row.member_id)
    calendar = calendars_of([(member, member.places)])[member.pk]
    day = announced_on(coming(row.celebrated, calendar.local_day(now())), calendar)
    for card in cards:
        if card.deliver_at <= now() and card.put_away_at is None:
            continue  # on its way already
        theirs = calendar_of(card.team.campus_id)
        at = morning(theirs, day)
        card.wait_until(at if at > now() else next_morning(theirs))

"""What a first page says of somebody's teams: cards, days, what colleagues told, gatherings, and what moved on the boards."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Least
from django.utils import timezone

from hallway.core.morning import on_its_clock, section, tally
from hallway.core.now import now
from hallway.people.lines import person_from, person_values
from hallway.people.models import Adoption, District, TeamMembership

from . import birthdays
from .circle import circles
from .models import Card, Gathering, LifeEvent, Seen, Topic

FEW = 4
LATELY = timedelta(days=90)  # older news is found on the boards
SOON = timedelta(days=14)
CARD_SHOWN = timedelta(days=7)


def _moved(member):
    """The same question as ``boards.fresh``, asked of the database at once."""
    here = {"team": OuterRef("team")}
    seen = Seen.objects.filter(member=member, topic=OuterRef("pk")).values("at")[:1]
    joined = TeamMembership.objects.filter(member=member, until=None, **here).values("since")[:1]
    adopted = Adoption.objects.filter(its=member, status="accepted", **here).values("since")[:1]
    rows = Topic.objects.visible_to(member).filter(team__archived_at=None, moved_at__gt=now() - LATELY)
    rows = rows.filter(moved_at__gt=Coalesce(Subquery(seen), Least(Subquery(joined), Subquery(adopted))))
    return rows.order_by("-moved_at", "-pk")[:FEW]


def _coming(member):
    """Within two weeks, but for what they cannot come to."""
    rows = Gathering.objects.visible_to(member).with_answer(member).coming().filter(start__lt=now() + SOON)
    return rows.annotate(whose_name=Coalesce("team__name", "campus__name")).filter(Q(mine=None) | ~Q(mine="cannot"))[
        :FEW
    ]


def _got(member):
    return Card.objects.filter(member=member, delivered_at__gt=now() - CARD_SHOWN).order_by("-delivered_at")[:FEW]


def _to_sign(member):
    return Card.objects.open_for(member).exclude(signatures__member=member)[:FEW]


def _near(member):
    """Whether somebody's birthday is near; whose it is, and whether it is said today, ``birthdays.seen_by`` decides."""
    return tally(birthdays.near(member, timezone.localdate(now())))


def _told(member):
    """``may_card``: both are in a team, and no card is there for it yet."""
    mates = TeamMembership.objects.filter(team__in=circles(member).in_use().values("pk"), until=None)
    card = Card.objects.filter(about=OuterRef("pk"))
    rows = LifeEvent.objects.visible_to(member).exclude(member=member).lately()
    return rows.annotate(may_card=Q(Exists(mates.filter(member=OuterRef("member")))) & ~Q(Exists(card)))[:FEW]


def _by(row):
    row.by = person_from(row.by)
    return row


WHOM = {"pk": "pk", "by": person_values("member")}

section(
    "cards",
    "teams/_got.html",
    _got,
    {"pk": "pk", "team": "team__name", "occasion": "occasion"},
    order=20,
    place="first",
)
section("birthdays", "teams/_birthdays.html", _near, {"n": "n"}, order=62)
section(
    "life", "teams/_life.html", _told, WHOM | {"words": "words", "may_card": "may_card"}, opened=_by, order=64,
)  # fmt: skip
section("to sign", "teams/_to_sign.html", _to_sign, WHOM | {"team": "team__name"}, opened=_by, order=66)
section(
    "gatherings", "teams/_coming.html", _coming,
    {"pk": "pk", "title": "title", "start": "start", "place": "place", "whose": "whose_name", "mine": "mine",
     "zone": Coalesce("team__campus__time_zone", "campus__time_zone", Subquery(District.objects.values("time_zone")[:1]))},
    instants=("start",), opened=on_its_clock, order=68,
)  # fmt: skip
section(
    "boards", "teams/_news.html", _moved,
    {"pk": "pk", "title": "title", "team": "team__name", "by": person_values("by")},
    opened=_by, order=70,
)  # fmt: skip

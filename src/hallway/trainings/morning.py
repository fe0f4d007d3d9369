"""What a first page says of trainings: a place that is kept for the reader, what they come to or host soon, and what is new."""

from datetime import timedelta

from django.db.models import Case, CharField, DateTimeField, F, OuterRef, Q, Subquery, Value, When

from hallway.core.morning import on_its_clock, section
from hallway.core.now import now

from .models import Seat, Session
from .models.people import STANDING

FEW, NEAR = 3, timedelta(days=21)


def _coming(member):
    """A place that is kept for them first; then what they come to, then what they have not answered."""
    seat = Seat.objects.filter(session=OuterRef("pk"), member=member)
    rows = Session.objects.visible_to(member).coming().filter(starts__lt=now() + NEAR)
    rows = rows.annotate(
        mine=Subquery(seat.values("answer")[:1]),
        until=Subquery(seat.values("offered_until")[:1], output_field=DateTimeField()),
        rank=Case(When(mine="offered", then=Value("0")), When(mine="going", then=Value("1")), default=Value("2"),
                  output_field=CharField()),
    )  # fmt: skip
    rows = rows.filter(Q(mine=None) | Q(mine__in=STANDING)).order_by("rank", "starts", "pk")
    return rows[:FEW]


section(
    "trainings", "trainings/_news.html", _coming,
    {"pk": "pk", "title": "course__title", "campus": "campus__name", "starts": "starts", "mine": F("mine"), "until": F("until"),
     "zone": "campus__time_zone"},
    instants=("starts", "until"), opened=on_its_clock, order=65,
)  # fmt: skip

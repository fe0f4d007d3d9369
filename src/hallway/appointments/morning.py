"""What a first page says of lessons planned together, of visits, and of good news: what waits for the teacher's yes, and what
was published to the member.
"""

from datetime import date, timedelta

from hallway.core.locked import unlock
from hallway.core.morning import section
from hallway.core.now import now
from hallway.people.lines import person_from, person_values
from hallway.people.models import Campus

from .models import Brag, Consult, Lesson, Visit

FEW, SOME = 3, 4
SHOWN_FOR = timedelta(days=14)


def _proposed(member):
    return Brag.objects.filter(teacher=member, state="proposed").order_by("-id")[:FEW]


def _author(row):
    row.author = person_from(row.author)
    return row


def _published(member):
    return Brag.objects.published_to(member, now() - SHOWN_FOR)[:FEW]


def _teacher(row):
    row.teacher, row.title = person_from(row.teacher), unlock(row.title)
    return row


def _planned(member):
    return Consult.objects.visible_to(member).filter(state="open").order_by("-id")[:SOME]


def _consult(row):
    consult = Consult(
        pk=row.pk, state="open", topic=unlock(row.topic) if row.topic else "", taught_on=_date(row.taught_on),
        campus=Campus(name=row.campus), teacher=person_from(row.teacher), its=person_from(row.its),
    )  # fmt: skip
    Lesson(consult=consult, line=unlock(row.line) if row.line else "")
    return consult


def _invited(member):
    return Visit.objects.visible_to(member).filter(state__in=("asked", "coming")).order_by("-id")[:SOME]


def _visit(row):
    return Visit(
        pk=row.pk, state=row.state, on=_date(row.on), since=_date(row.since), until=_date(row.until),
        period=unlock(row.period) if row.period else "", teacher=person_from(row.teacher), its=person_from(row.its),
    )  # fmt: skip


def _date(text):
    return date.fromisoformat(text) if text else None


BOTH = {"teacher": person_values("teacher"), "its": person_values("its")}
section(
    "consults", "appointments/_planned.html", _planned,
    {"pk": "pk", "topic": "topic", "line": "lesson__line", "taught_on": "taught_on", "campus": "campus__name", **BOTH},
    opened=_consult, order=52, homes=("teacher", "its"),
)  # fmt: skip
section(
    "visits", "appointments/_invited.html", _invited,
    {"pk": "pk", "state": "state", "on": "on", "since": "since", "until": "until", "period": "period", **BOTH},
    opened=_visit, order=54, homes=("teacher", "its"),
)  # fmt: skip
section(
    "proposed", "appointments/_proposed.html", _proposed, {"pk": "pk", "author": person_values("author")},
    opened=_author, order=50, homes=("teacher", "its"),
)  # fmt: skip
section(
    "good news", "appointments/_good_news.html", _published,
    {"pk": "pk", "title": "title", "campus": "campus__name", "teacher": person_values("teacher")},
    opened=_teacher, order=60,
)  # fmt: skip

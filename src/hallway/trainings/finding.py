"""Searching trainings, and what a thank-you between two people can be about: a training that one held and the other was at."""

from django.db.models import BooleanField, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.search import Matches, query_of
from hallway.core.words import when_words

from .models import Course, Host, Seat, Session
from .models.people import HERE


def find(member, text, limit=20):
    """Trainings that ``member`` may see in which each typed word begins a word: what is coming, the next one first, then what is
    over, the latest first. One statement, and one more for the dates of what was found."""
    query = query_of(text)
    if not query or not member.is_active:
        return []
    moment = now()
    courses = Course.objects.filter(Matches("words", query)).values("pk")
    rows = Session.objects.visible_to(member).filter(course__in=courses)
    rows = rows.filter(
        Q(state="announced") | Q(ends__gt=moment)
    )  # of what was called off, only what somebody might still wait for
    ahead = ExpressionWrapper(F("starts") - Value(moment), output_field=DurationField())
    since = ExpressionWrapper(Value(moment) - F("starts"), output_field=DurationField())
    over = ExpressionWrapper(Q(ends__lte=moment), output_field=BooleanField())
    return list(rows.for_list(member).order_by(over, Greatest(ahead, since), "pk")[:limit])


def shared(member, person, limit):
    """[(Session, words)]: those that one of the two held and the other was at, the latest first, at most ``limit``."""
    between = _between(member, person) | _between(person, member)
    rows = Session.objects.visible_to(member).filter(between, ends__lte=now()).select_related("course")
    return [
        (row, _("The training “%(title)s” (%(day)s)") % {"title": row.course.title, "day": when_words(row.ends)})
        for row in rows.order_by("-ends", "-pk")[:limit]
    ]


def _between(host, guest):
    held = Host.objects.filter(session=OuterRef("pk"), member=host)
    came = Seat.objects.filter(session=OuterRef("pk"), member=guest, attended__in=HERE)
    return Exists(held) & Exists(came)

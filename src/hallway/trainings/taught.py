"""What an ITS taught, for their page of outcomes: trainings that are over, with how many came, what they said and whether they tried it."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Max, OuterRef, Q

from hallway.core.now import now
from hallway.ideas.choices import GOOD, TRIED
from hallway.ideas.rules import hears_tries

from .models import Reaction, Seat, Session
from .models.afterwards import FEWEST, MARKS
from .models.people import HERE

MOST = 40


def taught_by(its):
    """``[Session]`` they held, the latest first, with ``came``: how many were there; ``said``: how many said how it was, and from
    ``FEWEST`` people on ``by_mark``: [(words, n)]; ``tried``, ``good``, ``latest``: whether they tried it, and when. Two statements."""
    rows = Session.objects.filter(host_rows__member=its, ends__lt=now()).exclude(state="cancelled")
    rows = rows.annotate(marks=ArraySubquery(Reaction.objects.filter(session=OuterRef("pk")).values("mark")))
    rows = list(rows.select_related("course", "campus").order_by("-ends")[:MOST])
    became = {row.pop("session"): row for row in _seats([row.pk for row in rows], its)}
    for row in rows:
        marks = row.marks if hears_tries(its) else []
        row.said = len(marks)
        row.by_mark = [(words, marks.count(mark)) for mark, words in MARKS] if row.said >= FEWEST else []
        about = became.get(row.pk, {})
        row.came, row.tried = about.get("came", 0), about.get("tried", 0)
        row.good, row.latest = about.get("good", 0), about.get("latest")
    return rows


def _seats(keys, its):
    """[{session, came, tried, good, latest}]; whoever leads or manages people reads only how many came."""
    rows = Seat.objects.filter(session__in=keys).order_by().values("session")
    rows = rows.annotate(came=Count("pk", filter=Q(attended__in=HERE)))
    if not hears_tries(its):
        return rows
    tried = Q(trial__result__in=TRIED)
    return rows.annotate(
        tried=Count("pk", filter=tried), good=Count("pk", filter=Q(trial__result__in=GOOD)),
        latest=Max("trial__tried_on", filter=tried),
    )  # fmt: skip

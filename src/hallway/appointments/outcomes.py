"""What became of lessons planned together, for the page of outcomes of the ITS who was asked."""

from .models import Consult
from .models.lessons import OUTCOMES

MOST = 40


def lessons_of(its):
    """Their consults of which the teacher has said how it went, the latest first."""
    rows = Consult.objects.shown_to(its).filter(its=its, lesson__outcome_at__isnull=False).exclude(teacher=its)
    rows = rows.select_related("teacher", "campus", "lesson").order_by("-lesson__outcome_at")[:MOST]
    return [{"consult": row, "said": dict(OUTCOMES).get(row.lesson.outcome, "")} for row in rows]

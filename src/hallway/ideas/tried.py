"""What became of ideas, in counts: "Tried by 7, worked for 5 · grades 6–8 · latest March 2026". Never names, never percentages."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Max, Q
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hallway.core.now import now

from .choices import GOOD, TRIED, grades_said
from .models import Idea, Trial
from .mondays import as_of, as_of_words, result_then
from .outcome_counts import TEACHERS, cut
from .rules import reads_lines

OLD = timedelta(days=365)


@dataclass(frozen=True)
class Tried:
    """``n``: people who tried it, each once; ``good``: those of them it worked for, with changes or without. ``as_of``: words for
    when, where it is not now; then both are cut to fives."""

    n: int = 0
    good: int = 0
    grades: list = field(default_factory=list)
    latest: date | None = None
    as_of: str = ""

    @property
    def parts(self):
        """The pieces of the line, each whole in itself."""
        if not self.n:
            return []
        figures = {"n": self.n, "good": self.good}
        if self.as_of:
            words = (
                _("Tried by %(n)s or more, worked for %(good)s or more") if self.good else _("Tried by %(n)s or more")
            )
        else:
            words = ngettext("Tried by %(n)s, worked for %(good)s", "Tried by %(n)s, worked for %(good)s", self.n)
        said = [words % figures]
        if self.grades:
            grades = grades_said(self.grades)
            said.append(ngettext("grade %(grades)s", "grades %(grades)s", len(self.grades)) % {"grades": grades})
        if self.latest:
            words = _("latest %(month)s, a while ago") if self.stale else _("latest %(month)s")
            said.append(words % {"month": date_format(self.latest, "YEAR_MONTH_FORMAT")})
        return [*said, self.as_of] if self.as_of else said

    @property
    def stale(self):
        """Whether the last word on it is old: tools change, and so do classes."""
        return self.latest is not None and self.latest < now().date() - OLD

    @property
    def words(self):
        return " · ".join(self.parts)


def tried(ideas, reader, parts=None):
    """{id of the idea: Tried} for each of ``ideas``, what was put together with it included (``parts``: ids, when they are at hand, which
    saves one of two statements). Whoever leads or manages people reads of five people or more, cut to fives, of no grades, and as of
    Monday: in a small school a figure is somebody, and so is what a week adds to one."""
    ids = [idea.pk for idea in ideas]
    if not ids:
        return {}
    if parts is None:
        parts = Idea.objects.filter(merged_into__in=ids).values_list("pk", flat=True)
    near = reads_lines(reader)
    rows = (
        Trial.objects.filter(idea__in=[*ids, *parts])
        .annotate(said=F("result") if near else result_then(as_of()))
        .filter(said__in=TRIED)
        .order_by()
        .values(of=Coalesce("idea__merged_into", "idea"))
        .annotate(
            n=Count("member", distinct=True),
            good=Count("member", distinct=True, filter=Q(said__in=GOOD)),
            grades=ArrayAgg("grade", distinct=True, filter=Q(grade__isnull=False), default=[]),
            latest=Max("tried_on"),
        )
    )
    found = {row["of"]: Tried(row["n"], row["good"], row["grades"], row["latest"]) for row in rows}
    if not near:
        said = {"grades": [], "as_of": as_of_words()}
        found = {
            pk: replace(line, n=cut(line.n), good=cut(line.good), **said)
            for pk, line in found.items()
            if line.n >= TEACHERS
        }
    return {pk: found.get(pk, Tried()) for pk in ids}


def shown(ideas, reader):
    """``[{idea, tried}]`` for a list: each idea with its line."""
    ideas = list(ideas)
    lines = tried(ideas, reader)
    return [{"idea": idea, "tried": lines[idea.pk]} for idea in ideas]

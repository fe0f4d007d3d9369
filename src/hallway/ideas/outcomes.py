"""What became of what somebody shared, taught and helped with. Their own page; always with n and date, the latest first.

Apps above add parts of their own with ``part`` (lessons planned together, trainings).
"""

from dataclasses import dataclass, field
from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Case, Count, F, Max, Q, Value, When
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .choices import GOOD, TRIED, grades_said
from .models import Idea, Reply, Tip, Trial
from .mondays import result_then

MOST, TOLD = 60, 60
PARTS: list = []


def part(name, template, rows, paper=""):
    """Add one: ``rows(its)`` gives what ``template`` shows as ``rows``, and ``paper`` on the sheet without names, figures and titles
    only; nothing is shown for none. Called in an app's ``ready``."""
    PARTS.append((name, template, rows, paper))


@dataclass(frozen=True)
class Line:
    """Something that was shared. ``n``: people who tried it, ``good``: whom it worked for, ``members``, ``members_good``: those of
    both who signed in."""

    title: str
    url: str
    kind: str
    n: int = 0
    good: int = 0
    members: int = 0
    members_good: int = 0
    campuses: list = field(default_factory=list)
    grades: list = field(default_factory=list)
    latest: date | None = None

    @property
    def figures(self):
        """ "Tried by 7, worked for 5"."""
        words = ngettext("Tried by %(n)s, worked for %(good)s", "Tried by %(n)s, worked for %(good)s", self.n)
        return words % {"n": self.n, "good": self.good}

    @property
    def words(self):
        """ "Tried by 7, worked for 5 · Oak Elementary · grades 6–8"; the date stands beside it."""
        if not self.n:
            return _("Nobody has said yet how it went.")
        said = [self.figures, *self.campuses]
        if self.grades:
            grades = grades_said(self.grades)
            said.append(ngettext("grade %(grades)s", "grades %(grades)s", len(self.grades)) % {"grades": grades})
        return " · ".join(said)


def shared_by(its, before=None):
    """``[Line]`` of the ideas and tips of ``its``: with news first, then what nobody has tried; of what was said ``before`` this week's
    Monday. Five statements."""
    lines = [*_ideas(its, before), *_tips(its, before)]
    return sorted(lines, key=lambda line: (line.latest is not None, line.latest or date.min), reverse=True)


def _ideas(its, before):
    ideas = list(
        Idea.objects.filter(by=its, state__in=["shared", "outdated"]).order_by("-made_at").only("title")[:MOST]
    )
    ids = [idea.pk for idea in ideas]
    parts = Idea.objects.filter(merged_into__in=ids).values_list("pk", flat=True)
    said = F("result") if before is None else result_then(before)
    tries = Trial.objects.filter(idea__in=[*ids, *parts]).exclude(member=its).annotate(said=said).filter(said__in=TRIED)
    found = {row["of"]: row for row in tries.order_by().values(of=Coalesce("idea__merged_into", "idea")).annotate(
        n=Count("member", distinct=True), good=Count("member", distinct=True, filter=Q(said__in=GOOD)),
        campuses=ArrayAgg("campus__name", distinct=True, default=[]),
        grades=ArrayAgg("grade", distinct=True, filter=Q(grade__isnull=False), default=[]), latest=Max("tried_on"),
    )}  # fmt: skip
    for idea in ideas:
        about = {k: v for k, v in found.get(idea.pk, {}).items() if k != "of"}
        both = {"members": about.get("n", 0), "members_good": about.get("good", 0)}
        yield Line(idea.title, idea.get_absolute_url(), _("Idea"), **both, **about)


def _tips(its, before):
    states = ["published"] if before else ["published", "withdrawn"]  # a withdrawn title is its writer's
    tips = Tip.objects.filter(by=its, state__in=states).order_by("-published_at").only("title")[:MOST]
    now_said = Coalesce("trial__result", "result")
    then = Case(When(at__lt=before, then=Coalesce(result_then(before, "trial__"), "result")), default="was")
    said = Reply.objects.filter(tip__by=its).annotate(said=then if before else now_said).filter(said__in=TRIED)
    found = {row["tip"]: row for row in said.order_by().values("tip").annotate(
        n=Count("pk"), good=Count("pk", filter=Q(said__in=GOOD)), members=Count("member", distinct=True),
        members_good=Count("member", distinct=True, filter=Q(said__in=GOOD)),
        campuses=ArrayAgg("trial__campus__name", distinct=True, filter=Q(trial__isnull=False), default=[]),
        grades=ArrayAgg("trial__grade", distinct=True, filter=Q(trial__grade__isnull=False), default=[]),
        latest=Max(TruncDate("at")),
    )}  # fmt: skip
    for tip in tips:
        about = {k: v for k, v in found.get(tip.pk, {}).items() if k != "tip"}
        yield Line(tip.title, tip.get_absolute_url(), _("Tip"), **about)


def told_to(its):
    """Tries that name ``its``: who told them, what of, how it went; the latest first."""
    rows = Trial.objects.visible_to(its).filter(its=its).exclude(member=its).select_related("member", "campus", "idea")
    return list(rows.annotate(wants_help=F("replies__help")).order_by("-at")[:TOLD])


def helped_with(its):
    """``[Line]`` of what others shared and ``its`` helped with, by title; and one without a title for advice that never was here."""
    rows = Trial.objects.visible_to(its).filter(its=its, result__in=TRIED).exclude(member=its)
    rows = rows.filter(Q(idea=None) | Q(idea__state__in=["shared", "outdated"]) & ~Q(idea__by=its)).order_by()
    good = Count("member", distinct=True, filter=Q(result__in=GOOD))
    found = rows.values(title=Coalesce("idea__title", Value(""))).annotate(n=Count("member", distinct=True), good=good)
    return [Line(row["title"], "", "", row["n"], row["good"]) for row in found.order_by("-n", "title")[:TOLD]]


def others(its, paper=False):
    """``[{template, rows}]`` of what apps above know and that has rows; with ``paper`` what of it may stand on the sheet."""
    found = [(sheet if paper else template, rows) for _name, template, rows, sheet in PARTS]
    found = [(template, rows(its)) for template, rows in found if template]
    return [{"template": template, "rows": rows} for template, rows in found if rows]

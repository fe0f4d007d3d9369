"""Ideas for a question: the fitting ones first, then what worked at one's own campus, then the fresh ones."""

from dataclasses import dataclass
from itertools import combinations
from math import comb

from django.db.models import BooleanField, Case, Exists, F, IntegerField, OuterRef, Q, Value, When
from django.db.models.functions import Cast

from hallway.core.search import Matches, plain

from .choices import APPROVALS, DEVICES, GOOD, GRADES, SUBJECTS
from .models import Idea, Trial
from .models.tool import host_of
from .rules import reads_lines
from .searching import WEIGHT_FULL, enough, groups_of, telling

PER_PAGE, FARTHEST, SIMILAR = 20, 400, 3
WAYS = 40  # to have some of a question's words


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for. Codes as in choices.py; ``here``: it worked at a campus of theirs."""

    q: str = ""
    subject: str = ""
    grade: int | None = None
    device: str = ""
    approval: str = ""
    here: bool = False

    @classmethod
    def of(cls, said):
        """Out of an address; what is none of the codes is left aside."""
        grade = said.get("grade", "")
        return cls(
            q=said.get("q", "").replace("\x00", "")[:200].strip(),
            subject=_known(said.get("subject"), SUBJECTS),
            grade=int(grade) if grade in {str(code) for code, _name in GRADES} else None,
            device=_known(said.get("device"), DEVICES),
            approval=_known(said.get("approval"), APPROVALS),
            here=said.get("here") == "yes",
        )

    @property
    def filtered(self):
        return bool(self.subject or self.grade is not None or self.device or self.approval or self.here)


def _known(said, codes):
    return said if said in dict(codes) else ""


def looked_for(member, wanted, start=0, most=PER_PAGE):
    """The ideas that fit, best first, as a list of ``most`` from ``start``. Without a question the newest first. When nothing has
    all of a short question, what has some of it."""
    rows = _filtered(Idea.objects.open(), member, wanted)
    if not wanted.q:
        return list(rows.for_list().order_by("-made_at", "-pk")[start : start + most])
    groups = groups_of(wanted.q)
    if not groups:
        return []
    found = _first(fitting(rows, member, groups), start, most)
    if not found and len(groups) > 1:
        found = _first(fitting(rows, member, groups, least=1), start, most)
    return found


def _first(fits, start, most):
    """The rows of this place in the order; what a list shows is read for these only. Two statements."""
    order = dict(fits.values_list("pk", "worked_here")[start : start + most])
    rows = Idea.objects.for_list().in_bulk(order) if order else {}
    for pk, row in rows.items():
        row.worked_here = order[pk]
    return [rows[pk] for pk in order if pk in rows]


def _filtered(rows, member, wanted):
    if wanted.subject:
        rows = rows.filter(subject__in=[wanted.subject, "any"])
    if wanted.grade is not None:
        rows = rows.filter(Q(grades__contains=[wanted.grade]) | Q(grades=[]))
    if wanted.device:
        rows = rows.filter(Q(devices__contains=[wanted.device]) | Q(devices=[]))
    if wanted.approval:
        rows = rows.filter(tool__approval=wanted.approval)
    return rows.filter(_worked_at(member)) if wanted.here else rows


def _worked_at(member):
    own = member.seat.own if reads_lines(member) else [0]  # of no campus: whoever leads one would read who it was
    good = Trial.objects.filter(idea=OuterRef("pk"), campus__in=own, result__in=GOOD)
    return Exists(good)


def fitting(rows, member, groups, least=None):
    """Those of ``rows`` that have enough of these groups, best first. ``least``: how many are enough."""
    full, least = telling(groups), enough(groups) if least is None else least
    return (
        _with(rows, full, max(1, min(least, len(full))))
        .annotate(score=sum((_score(group, least >= len(full) and group in full) for group in groups), Value(0)))
        .annotate(worked_here=_worked_at(member), old=Cast(Q(state="outdated"), BooleanField()))
        .order_by("old", "-score", F("worked_here").desc(), "-changed_at", "-pk")
    )


def _with(rows, groups, least):
    """Those of ``rows`` that have ``least`` of the groups. Every way to have so many is asked of the index at once, unless
    these are too many ways."""
    if comb(len(groups), least) <= WAYS:
        ways = (" & ".join(f"({group.query})" for group in some) for some in combinations(groups, least))
        return rows.filter(Matches("words", " | ".join(f"({way})" for way in ways)))
    rows = rows.annotate(fits=sum((_if(Matches("words", group.query), 1) for group in groups), Value(0)))
    return rows.filter(Matches("words", " | ".join(f"({group.query})" for group in groups)), fits__gte=least)


def _if(condition, then):
    return Case(When(condition, then=Value(then)), default=Value(0), output_field=IntegerField())


def _score(group, has_it):
    """What a group adds. ``has_it``: every row that is left has it. Few questions to the row, as thousands are asked."""
    if group.weight < WEIGHT_FULL:
        return _if(Matches("words", group.query), 2 * group.weight)
    rest = [] if has_it else [When(Matches("words", group.query), then=Value(group.weight))]
    placed = Case(
        When(Matches("words", group.in_title), then=Value(3 * group.weight)),
        When(Matches("words", group.in_purpose), then=Value(2 * group.weight)),
        *rest,
        default=Value(group.weight if has_it else 0),
        output_field=IntegerField(),
    )
    same = group.query == group.typed
    return placed if same and has_it else placed + _if(Matches("words", group.typed), 2 * group.weight)


def similar(member, title, link="", but=None):
    """What is in the library already and like this, at most three: the same page of the web first. Three statements at most."""
    rows = Idea.objects.open().exclude(pk=but)
    address = link.strip().split("#")[0].rstrip("/")
    same = (
        list(rows.filter(host=host_of(address), link__istartswith=address).for_list()[:SIMILAR])
        if host_of(address)
        else []
    )
    groups = [group for group in groups_of(title) if group.weight >= WEIGHT_FULL]
    if len(groups) >= 2 and len(same) < SIMILAR:
        near = fitting(rows, member, groups, least=-(-len(groups) * 2 // 3))
        same += [each for each in _first(near, 0, SIMILAR * 2) if each not in same]
    return same[:SIMILAR]


def suggested(member, line, limit=3):
    """Ideas that fit what somebody is about to ask; none unless they fit well. Two statements."""
    groups = [group for group in groups_of(line) if group.weight >= WEIGHT_FULL]
    if len(groups) < 2:
        return []
    return _first(
        fitting(Idea.objects.filter(state="shared"), member, groups, least=-(-len(groups) * 2 // 3)), 0, limit
    )


def find(member, text, limit=20):
    """For the search of everything: whole questions here, too."""
    if not member.is_active or not plain(text):
        return []
    return looked_for(member, Wanted(q=text[:200]), most=limit)

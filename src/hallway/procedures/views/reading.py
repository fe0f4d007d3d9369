"""The list of procedures, one version in plain words, and two versions beside each other."""

from datetime import timedelta
from itertools import groupby

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from hallway.core.now import now
from hallway.core.text import as_number

from ..comparing import differences
from ..forms.beginning import BeginForm
from ..models import Procedure
from ..rules import may_draft_procedure, reads_procedures
from ..saying import matrix_table, parts_of


def may_read(request):
    if not reads_procedures(request.user):
        raise PermissionDenied


def version(request, pk):
    """The version ``pk`` for whoever reads procedures: 403 for others, 404 when there is none."""
    may_read(request)
    return get_object_or_404(Procedure.objects.visible_to(request.user), pk=pk)


def list(request, *, form=None, status=200):
    may_read(request)
    Procedure.newest()  # a new house has the usual one
    rows = Procedure.objects.visible_to(request.user).defer("said")
    by_place = sorted(rows, key=_order)
    groups = [_group(each) for _key, each in groupby(by_place, key=_order)]
    about = {"groups": groups, "form": form or BeginForm(), "may": may_draft_procedure(request.user, None)}
    return render(request, "procedures/list.html", about, status=status)


def _order(row):
    """The district first, then campuses by name; within them what is for everything and everybody first."""
    campus, topic = row.campus, row.topic
    return (
        (campus is not None, campus.name if campus else ""),
        (topic is not None, (topic.order, topic.name) if topic else (0, "")),
        row.role,
    )


def _group(rows):
    rows = sorted(rows, key=lambda row: row.version)
    published = sorted((row for row in rows if row.since), key=lambda row: (row.since, row.version))
    begun = [row for row in published if row.since <= now()]
    return {
        "title": rows[0].title,
        "now": begun[-1] if begun else None,
        "coming": [row for row in published if row.since > now()],
        "draft": next((row for row in rows if row.is_draft), None),
    }


def show(request, pk):
    row = version(request, pk)
    others = Procedure.objects.visible_to(request.user).filter(**row.of).defer("said").exclude(pk=pk)
    about = {
        "procedure": row,
        "parts": parts_of(row.terms),
        "matrix": matrix_table(row.terms),
        "versions": others.order_by("-version")[:30],
        "may": request.user.can("revise", row),
        "in_force": not row.is_draft and Procedure.in_force(row.campus, row.topic, row.role).pk == row.pk,
        "try_url": f"{reverse('asks:simulator')}?version={row.pk}",
        "begins_later": bool(row.since and row.since > now()),
    }
    return render(request, "procedures/show.html", about)


def before(row):
    """The version that ``row`` is compared with unless another is chosen: the one before it, else what held there until then."""
    earlier = (
        Procedure.objects.filter(version__lt=row.version, **row.of).exclude(since=None).order_by("-version").first()
    )
    at = row.since - timedelta(microseconds=1) if row.since else None
    return earlier or Procedure.in_force(row.campus, row.topic, row.role, at)


def compare(request, pk):
    row = version(request, pk)
    said = request.GET.get("with", "")
    chosen = before(row) if (number := as_number(said)) is None else version(request, number)
    about = {"procedure": row, "old": chosen, "changes": differences(chosen.terms, row.terms)}
    return render(request, "procedures/compare.html", about)

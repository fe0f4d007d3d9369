"""Captures to sort, and one's own notes."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hallway.core.now import now
from hallway.core.page import go, page
from hallway.core.verb import Denied

from ..forms import Sort
from ..jobs import NOTE_DAYS
from ..models import Capture
from .page import kept_words

SHOWN = 50


@require_safe
def waiting(request):
    return _show(request)


def _show(request, status=HTTPStatus.OK, form=None, number=None):
    member = request.user
    if not member.seat.is_its:
        raise Denied("waiting")
    mine = Capture.objects.visible_to(member).select_related("by", "campus")
    rows, notes = [*mine.to_sort()[:SHOWN]], [*mine.notes_of(member)[:SHOWN]]
    files = Capture.files_of([*rows, *notes])

    def dressed(row):
        begun = Sort(initial={"name": row.name}, member=member, auto_id=f"sort{row.pk}_%s")
        return {"capture": row, "form": form if row.pk == number else begun, "files": files.get(row.pk, ())}

    rows, notes = [dressed(row) for row in rows], [dressed(row) for row in notes]
    context = {"rows": rows, "notes": notes, "now": now(), "days": NOTE_DAYS}
    return page(request, "capture/waiting.html", context, status=status)


def _found(request, number):
    row = Capture.objects.visible_to(request.user).filter(pk=number).select_related("by").first()
    if row is None:
        raise Http404
    return row


@require_POST
def sort(request, number):
    row = _found(request, number)
    form = Sort(request.POST, member=request.user, auto_id=f"sort{row.pk}_%s")
    if not form.is_valid():
        return _show(request, HTTPStatus.UNPROCESSABLE_ENTITY, form, row.pk)
    row.sort(by=request.user, requester=form.cleaned_data["person"])
    messages.success(request, kept_words(row))
    return go(request, row.get_absolute_url())


@require_POST
def plan(request, number):
    """A lesson to be planned, not a request."""
    row = _found(request, number)
    form = Sort(request.POST, member=request.user, auto_id=f"sort{row.pk}_%s")
    if not form.is_valid():
        return _show(request, HTTPStatus.UNPROCESSABLE_ENTITY, form, row.pk)
    consult = row.plan(by=request.user, requester=form.cleaned_data["person"])
    messages.success(request, _("A lesson to plan with %(name)s.") % {"name": consult.teacher.short_name})
    return go(request, consult.get_absolute_url())


@require_POST
def set_aside(request, number):
    _found(request, number).set_aside(by=request.user)
    messages.success(request, _("Kept as a note that only you read."))
    return go(request, reverse("capture:waiting"))


@require_POST
def throw_away(request, number):
    _found(request, number).throw_away(by=request.user)
    messages.success(request, _("Thrown away."))
    return go(request, reverse("capture:waiting"))

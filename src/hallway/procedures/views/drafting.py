"""A draft: begun, written part by part, published with its differences in view, or thrown away."""

import hashlib
from http import HTTPStatus

import msgspec
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hallway.core.page import go
from hallway.core.verb import Refused

from ..comparing import differences
from ..forms import parts
from ..forms.beginning import BeginForm, PublishForm
from ..forms.pressing import PromisesPart
from ..models import Procedure
from ..rules import may_draft_procedure
from ..saying import TITLES
from ..terms import Unclear
from .reading import before, list, version

FORMS = {
    "words": parts.WordsPart,
    "doors": parts.DoorsPart,
    "ways": parts.WaysPart,
    "filing": parts.FilingPart,
    "questions": parts.QuestionsPart,
    "promises": PromisesPart,
    "sending_on": parts.GoingOnPart,
    "days": parts.DaysPart,
    "emergency": parts.EmergencyPart,
}
WRONG = HTTPStatus.UNPROCESSABLE_ENTITY


@require_POST
def begin(request):
    if not may_draft_procedure(request.user, None):
        raise PermissionDenied
    form = BeginForm(request.POST)
    if not form.is_valid():
        return list(request, form=form, status=WRONG)
    draft = Procedure.draft(by=request.user, **form.cleaned_data)
    return go(request, reverse("procedures:show", args=[draft.pk]))


def _draft(request, pk):
    """The draft ``pk`` for whoever may write it."""
    if not may_draft_procedure(request.user, None):
        raise PermissionDenied
    row = version(request, pk)
    if not row.is_draft:
        raise Refused(_("This version is published. Begin a new draft to change it."))
    return row


def _seen(row, name):
    """What the part says now, in short: it shows whether somebody else wrote it meanwhile."""
    said = FORMS[name](terms=row.terms)
    words = [said.initial, [rows.raw() for rows in said.rows.values()]]
    return hashlib.sha256(msgspec.json.encode(words, enc_hook=str)).hexdigest()[:16]


def edit(request, pk, part):
    """One part of a draft. ``do`` (add, move, remove a row) sends the form back as it is; nothing is saved by that."""
    if part not in FORMS:
        raise Http404
    row = _draft(request, pk)
    if request.method != "POST":
        return _part_page(request, row, part, FORMS[part](terms=row.terms))
    form = FORMS[part](request.POST, terms=row.terms)
    if request.POST.get("do"):
        again = form.redone(request.POST["do"])
        seen = request.POST.get("seen", "")
        return _part_page(request, row, part, again, seen=seen, status=WRONG if again.is_bound else 200)
    if form.is_valid():
        if request.POST.get("seen") != _seen(row, part):
            form.add_error(
                None, _("Somebody changed this part while you wrote. Below are your words: save again to keep them.")
            )
        else:
            try:
                row.revise(by=request.user, **form.values())
            except Unclear as unclear:
                form.add_error(None, str(unclear))
            else:
                messages.success(request, _("Saved in the draft. Nobody is promised it yet."))
                return go(request, reverse("procedures:show", args=[pk]) + f"#{part}")
    return _part_page(request, row, part, form, status=WRONG)


def _part_page(request, row, name, form, *, seen=None, status=200):
    title, icon = TITLES[name]
    names = [*FORMS]
    place = names.index(name)
    about = {
        "procedure": row, "form": form, "part": name, "title": title, "icon": icon,
        "seen": _seen(row, name) if seen is None else seen, "here": request.path,
        "steps": [(each, TITLES[each][0]) for each in names], "place": place,
    }  # fmt: skip
    return render(request, "procedures/part.html", about, status=status)


def publish(request, pk):
    """GET: what changes. POST: it is in force from now or from a day."""
    if request.method == "POST" and may_draft_procedure(request.user, None) and not version(request, pk).is_draft:
        return go(request, reverse("procedures:show", args=[pk]))  # pressed twice
    row = _draft(request, pk)
    form = PublishForm(request.POST if request.method == "POST" else None, procedure=row)
    if request.method == "POST" and form.is_valid():
        row.publish(by=request.user, since=form.since)
        day = form.cleaned_data["day"]
        said = (
            _("In force from now on.")
            if not day
            else _("In force from %(day)s.") % {"day": date_format(day, "DATE_FORMAT")}
        )
        messages.success(request, said + " " + _("Requests asked before keep what was promised."))
        return go(request, reverse("procedures:show", args=[pk]))
    old = before(row)
    about = {"procedure": row, "old": old, "changes": differences(old.terms, row.terms), "form": form}
    return render(request, "procedures/publish.html", about, status=WRONG if form.errors else 200)


@require_POST
def discard(request, pk):
    row = _draft(request, pk)
    row.discard(by=request.user)
    messages.success(request, _("The draft is gone. What is in force stays."))
    return go(request, reverse("procedures:list"))

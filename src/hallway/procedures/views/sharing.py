"""Procedures as a file: out; and in, with what it would change in view before anything changes."""

import hashlib
from http import HTTPStatus

import msgspec
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from hallway.core.now import now
from hallway.core.page import go
from hallway.core.text import as_number
from hallway.people.models import Campus

from .. import sharing
from ..comparing import differences
from ..models import Procedure
from ..rules import may_draft_procedure
from .reading import may_read

WRONG = HTTPStatus.UNPROCESSABLE_ENTITY


class InForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("A file of procedures"), required=False, allow_empty_file=True,
        help_text=gettext_lazy("A .toml file from a Hallway, up to 1 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".toml,application/toml,text/plain"}),
    )  # fmt: skip
    example = forms.ChoiceField(
        label=gettext_lazy("Or start from an example"), required=False, widget=forms.RadioSelect
    )
    place = forms.ModelChoiceField(
        queryset=Campus.objects.filter(enabled=True), required=False, label=gettext_lazy("Where to"),
        empty_label=gettext_lazy("Where the file says"),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["example"].choices = [*sharing.examples(), ("", _("None, I have a file"))]

    def clean(self):
        said = super().clean()
        if not said.get("file") and not said.get("example") and not self.errors:
            self.add_error("file", _("Choose a file, or one of the examples."))
        return said

    def text(self):
        """The text of what was chosen. Raises ``Unreadable``."""
        file = self.cleaned_data["file"]
        if file:
            return sharing.decoded(file.read(sharing.BYTES + 1))
        return sharing.example(self.cleaned_data["example"])


def in_force(campus=None):
    """The versions in force: of a campus (the district's where it has none), or all of them."""
    rows = Procedure.objects.filter(since__lte=now()).select_related("campus", "topic")
    newest: dict = {}
    for row in rows.order_by("since", "version"):
        newest[row.campus_id, row.topic_id, row.role] = row
    found = sorted(newest.values(), key=lambda row: (row.campus_id or 0, row.topic_id or 0, row.role))
    if campus is None:
        return found
    own = [row for row in found if row.campus_id == campus.pk]
    return own or [row for row in found if row.campus_id is None]


def file(request):
    may_read(request)
    said = request.GET.get("campus", "")
    campus = get_object_or_404(Campus, pk=as_number(said) or 0) if said else None
    Procedure.newest()
    answer = HttpResponse(sharing.file_of(in_force(campus)), content_type="application/toml; charset=utf-8")
    name = f"procedures-{slugify(campus.name)}" if campus else "procedures"
    answer["Content-Disposition"] = f'attachment; filename="{name}.toml"'
    return answer


def _may_draft(request):
    if not may_draft_procedure(request.user, None):
        raise PermissionDenied


def take_in(request):
    """A file or an example is chosen; the answer is what it would change."""
    _may_draft(request)
    form = InForm(request.POST, request.FILES) if request.method == "POST" else InForm()
    if form.is_valid():
        where = "file" if form.cleaned_data["file"] else None
        try:
            text = form.text()
            return _look(request, text, form.cleaned_data["place"])
        except sharing.Unreadable as trouble:
            for sentence in trouble.sentences:
                form.add_error(where, sentence)
    return render(request, "procedures/in.html", {"form": form}, status=WRONG if form.errors else 200)


def _planned(text, place):
    """[(Shared, what it says against: draft | in force, changes)] and a mark that changes when they would."""
    rows, drafts = [], {(row.campus_id, row.topic_id, row.role): row for row in Procedure.objects.filter(since=None)}
    for one in sharing.shared_of(text, place):
        draft = drafts.get((one.campus and one.campus.pk, one.topic and one.topic.pk, one.role))
        against = draft or Procedure.in_force(one.campus, one.topic, one.role)
        rows.append({"one": one, "draft": draft, "changes": differences(against.terms, one.terms), "old": against})
    outline = [[row["one"].title, row["old"].pk, row["old"].said] for row in rows]
    return rows, hashlib.sha256(msgspec.json.encode(outline)).hexdigest()


def _look(request, text, place, *, moved=False):
    rows, mark = _planned(text, place)
    about = {"rows": rows, "mark": mark, "text": text, "place": place, "moved": moved}
    about["drafts"] = sum(bool(row["changes"]) for row in rows)
    return render(request, "procedures/in_look.html", about, status=HTTPStatus.CONFLICT if moved else 200)


@require_POST
def take(request):
    """The drafts are made, if they still would be just those."""
    _may_draft(request)
    said = request.POST.get("place", "")
    place = Campus.objects.filter(enabled=True, pk=as_number(said)).first()
    try:
        text = sharing.decoded(request.POST.get("text", "").encode("utf-8", "replace")[: sharing.BYTES * 2])
        rows, mark = _planned(text, place)
    except sharing.Unreadable as trouble:
        form = InForm({})
        form.full_clean()
        form.errors.clear()
        for sentence in trouble.sentences:
            form.add_error(None, sentence)
        return render(request, "procedures/in.html", {"form": form}, status=WRONG)
    if mark != request.POST.get("mark"):
        return _look(request, text, place, moved=True)
    made = [row["one"] for row in rows if row["changes"]]
    with transaction.atomic():
        for one in made:
            Procedure.draft(by=request.user, **one.of).revise(by=request.user, terms=one.terms)
    words = ngettext("One draft is there to look at.", "%(n)d drafts are there to look at.", len(made))
    messages.success(request, words % {"n": len(made)})
    return go(request, reverse("procedures:list"))

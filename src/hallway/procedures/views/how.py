"""What stands on the wall: "How to get help here" for everybody, and a sheet of stickers for the rooms of a campus."""

import hashlib
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from hallway.core.middleware import public
from hallway.core.qr import qr
from hallway.people.models import Campus, District

from ..addresses import ask_address
from ..models import Procedure, Topic
from ..paper import sheet_of
from ..rules import prints_for

LABELS, ROOMS, TOPICS, HOUR = 24, 96, 8, 3600  # a code takes a processor five milliseconds to draw


@public
def page(request, pk):
    """A campus's sheet. The same for everybody, so that caches, phones without network and walls may keep it."""
    campus = get_object_or_404(Campus.objects.filter(enabled=True), pk=pk)
    procedure = Procedure.in_force(campus)
    address = ask_address(campus=campus)
    since = procedure.since.astimezone(ZoneInfo(campus.time_zone)).date()  # the reader's zone must not matter
    about = {
        "campus": campus, "district": District.get(), "procedure": procedure, "since": since,
        "otherwise": _otherwise(campus, procedure), "sheet": sheet_of(procedure.terms),
        "address": address, "code": qr(address, _("A code that opens the form to ask for help")), "demo": settings.DEMO,
    }  # fmt: skip
    body = render_to_string("procedures/how.html", about).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:20]}-{get_language()}"'
    answer = HttpResponseNotModified() if tag in request.headers.get("If-None-Match", "") else HttpResponse(body)
    answer["ETag"] = tag
    answer["Cache-Control"] = f"public, max-age={HOUR}"
    patch_vary_headers(answer, ["Accept-Language", "Cookie"])
    return answer


def _otherwise(campus, usual):
    """[(topic, its doors in words, the first line of its plain words)] of topics that go another way here."""
    found = []
    for topic in Topic.objects.filter(enabled=True):
        row = Procedure.in_force(campus, topic)
        if row.pk != usual.pk:
            sheet = sheet_of(row.terms)
            plain = row.terms.plain if row.terms.plain != usual.terms.plain else ""
            found.append((topic.name, [door["name"] for door in sheet["doors"]], plain.partition("\n")[0]))
    return found[:TOPICS]


def paper(request):
    """The campuses whose sheet and stickers the member may print."""
    rows = [row for row in Campus.objects.filter(enabled=True) if prints_for(request.user, row.pk)]
    if not rows:
        raise PermissionDenied
    return render(request, "procedures/paper.html", {"rows": rows})


class StickersForm(forms.Form):
    paper = forms.ChoiceField(
        label=gettext_lazy("Paper"), choices=[("letter", gettext_lazy("Letter")), ("a4", "A4")], required=False
    )
    first = forms.IntegerField(
        label=gettext_lazy("Begin at sticker"), min_value=1, max_value=LABELS, required=False, initial=1,
        help_text=gettext_lazy("When some of the sheet are used up."),
    )  # fmt: skip
    part = forms.IntegerField(min_value=0, max_value=999, required=False, widget=forms.HiddenInput)


def stickers(request, pk):
    """Every room of a campus as a sticker whose code opens the form with campus and room filled in; 24 to a sheet."""
    campus = get_object_or_404(Campus.objects.filter(enabled=True), pk=pk)
    if not prints_for(request.user, campus.pk):
        raise PermissionDenied
    form = StickersForm(request.GET if request.GET else {"paper": "letter", "first": "1"})
    said = form.cleaned_data if form.is_valid() else {}
    rooms = list(campus.rooms.filter(enabled=True))
    begin, paper_kind = (said.get("part") or 0) * ROOMS, said.get("paper") or "letter"
    labels: list = [None] * ((said.get("first") or 1) - 1)
    for room in rooms[begin : begin + ROOMS]:
        label = _("A code that opens the form for room %(room)s") % {"room": room.name}
        labels.append({"room": room, "code": qr(ask_address(room=room), label)})
    sheets = [labels[at : at + LABELS] for at in range(0, len(labels), LABELS)] if any(labels) else []
    parts = [
        {
            "name": f"{rooms[at].name} – {rooms[min(at + ROOMS, len(rooms)) - 1].name}",
            "url": f"?paper={paper_kind}&part={at // ROOMS}",
            "current": at == begin,
        }
        for at in range(0, len(rooms), ROOMS)
    ]
    about = {"campus": campus, "form": form, "sheets": sheets, "paper": paper_kind, "parts": parts}
    return render(request, "procedures/stickers.html", about, status=422 if form.errors else 200)

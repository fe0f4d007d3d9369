"""Scratch notes during a visit: without script on the visit's page, else from a page that a phone opens without network."""

from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hallway.core.middleware import public
from hallway.core.page import go, page
from hallway.core.text import as_number
from hallway.core.verb import Denied, Refused

from ..forms_visits import JotForm
from ..models import Visit
from .visits import find, show

SHOWN = 30


@require_POST
def jot(request, number):
    """From the visit's page."""
    row = find(request, number)
    form = JotForm(request.POST, auto_id="jot_%s")
    if not form.is_valid():
        return show(request, row, HTTPStatus.UNPROCESSABLE_ENTITY, jot_form=form)
    row.jot(by=request.user, text=form.cleaned_data["text"], key=form.cleaned_data["key"])
    return go(request, row.get_absolute_url() + "#scratches")


@require_safe
def notes(request):
    """The page for the phone. The phone keeps its shell and opens that instead; what is kept there fills it."""
    if not request.user.seat.is_its:
        raise Denied("notes")
    return page(request, "appointments/scratches.html", {"shell": False})


@public
@require_safe
def notes_shell(request, language):
    """The page without anybody's data, as the phone keeps it."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    answer = HttpResponse(rendered(language))
    answer["Cache-Control"] = "no-cache"
    return answer


def rendered(language):
    with translation.override(language):
        return render_to_string("appointments/scratches.html", {"shell": True, "demo": settings.DEMO})


@require_safe
def to_visit(request):
    """``{"visits": [[id, who and when], …]}``: where the member may jot something down. No focus, no class background."""
    member = request.user
    if not member.seat.is_its:
        raise Denied("to_visit")
    rows = (
        Visit.objects.visible_to(member)
        .filter(its=member, state__in=("asked", "coming", "done"))
        .select_related("teacher")
        .order_by("-id")
    )
    answer = JsonResponse({"visits": [[row.pk, _said(row)] for row in rows[:SHOWN]]})
    answer["Cache-Control"] = "no-store, private"
    return answer


def _said(visit):
    """Kept on the phone for days, so the day is named: no "tomorrow" that stays."""
    when = date_format(visit.on, _("l, F j"), use_l10n=False) if visit.on else visit.period
    return " · ".join(part for part in (visit.teacher.full_name, visit.group, when) if part)


@require_POST
def jot_take(request):
    """Keep one note that a phone kept. JSON: 200 when it is here, 409 ``other`` when somebody else wrote it on this phone."""
    member = request.user
    form = JotForm(request.POST)
    writer, visit = as_number(request.POST.get("member")), as_number(request.POST.get("visit"))
    if not form.is_valid() or writer is None or visit is None:
        return _no(HTTPStatus.UNPROCESSABLE_ENTITY, "unclear", _("There is nothing to keep yet. Write a word."))
    if writer != member.pk:
        return _no(HTTPStatus.CONFLICT, "other", _("Somebody else kept this on this phone."))
    visit = Visit.objects.visible_to(member).filter(pk=visit, its=member).first()
    if visit is None:
        return _no(
            HTTPStatus.UNPROCESSABLE_ENTITY, "gone", _("This visit is no longer yours. Copy the note if you need it.")
        )
    try:
        visit.jot(by=member, text=form.cleaned_data["text"], key=form.cleaned_data["key"], at=form.at())
    except Refused as refused:
        return _no(HTTPStatus.CONFLICT, "refused", refused.sentence)
    return JsonResponse({"url": visit.get_absolute_url()})


def _no(status, code, sentence):
    return JsonResponse({"code": code, "sentence": str(sentence)}, status=status)

"""Being there: the sheet for paper, the code on the screen, what one taps after scanning it, and what hosts note."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hallway.core.page import go, page
from hallway.core.qr import qr
from hallway.core.verb import Denied, Refused

from ..forms_attending import SeatForm, WalkInForm
from ..models import Presence, Session
from .session import find

BLANK = 8  # lines of the sheet for whoever comes without a place


def _run(request, number):
    row = find(request, number)
    if not request.user.can("keep_attendance", row):
        raise Denied("keep_attendance")
    return row


def _seats(row):
    """Whoever has a place or was there, by name."""
    return list(row.seats.filter(answer="going").select_related("member").order_by("member__folded", "pk"))


@require_safe
def attendance(request, number):
    return _attendance(request, _run(request, number))


def _attendance(request, row, status=HTTPStatus.OK, forms=None, walk=None):
    seats, dates, here, forms = _seats(row), row.dates, {}, forms or {}
    for seat, meeting in Presence.objects.filter(seat__session=row).values_list("seat", "meeting"):
        here.setdefault(seat, set()).add(meeting)
    lines = []
    for seat in seats:
        form, there = forms.get(seat.pk) or SeatForm.of(seat), here.get(seat.pk, ())
        ticked, was = (form.dates("here"), form.dates("was")) if form.is_bound else (there, there)
        lines.append({
            "seat": seat, "form": form, "was": was, "dates": [(date, date.pk in ticked) for date in dates],
            "open": seat.by_hand or bool(form.errors),
        })  # fmt: skip
    context = {"row": row, "lines": lines, "dates": dates, "walk": walk or WalkInForm(member=request.user)}
    return page(request, "trainings/attendance.html", context, status=status)


@require_POST
def keep_attendance(request, number):
    """Whoever checked in since the page was shown is not on it, and stays as they are."""
    row = _run(request, number)
    shown = set(request.POST.getlist("seat"))
    forms = {seat.pk: SeatForm(request.POST, prefix=str(seat.pk)) for seat in _seats(row) if str(seat.pk) in shown}
    right = [form.is_valid() for form in forms.values()]  # every one, so that all say what is wrong
    if not all(right):
        return _attendance(request, row, HTTPStatus.UNPROCESSABLE_ENTITY, forms)
    row.keep_attendance(by=request.user, rows={pk: form.what() for pk, form in forms.items()})
    messages.success(request, _("Kept. Whoever was there finds it under “My hours”."))
    return go(request, reverse("trainings:attendance", args=[row.pk]))


@require_POST
def walk_in(request, number):
    row, form = _run(request, number), WalkInForm(request.POST, member=request.user)
    if not form.is_valid():
        return _attendance(request, row, HTTPStatus.UNPROCESSABLE_ENTITY, walk=form)
    seat = row.walk_in(by=request.user, member=form.cleaned_data["person"])
    messages.success(request, _("%(name)s is noted.") % {"name": seat.member.full_name})
    return go(request, reverse("trainings:attendance", args=[row.pk]))


@require_safe
def sheet(request, number):
    """Made for paper: a line a person, a box a day, and blank lines."""
    row = _run(request, number)
    context = {"row": row, "seats": _seats(row), "dates": row.dates, "hosts": row.hosts, "blank": range(BLANK)}
    return page(request, "trainings/sheet.html", context)


@require_safe
def screen(request, number):
    """For the projector: the code, large, and its address to be typed."""
    row = _run(request, number)
    address = settings.PUBLIC_URL + reverse("trainings:here", args=[row.code])
    context = {"row": row, "address": address, "code": qr(address, _("The page where you check in"))}
    return page(request, "trainings/screen.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def here(request, code):
    """Where the code leads, after signing in where that is needed. Looking notes nothing; one tap does."""
    row = get_object_or_404(Session.objects.select_related("course", "campus"), code=code)
    member, status, refused = request.user, HTTPStatus.OK, ""
    if request.method == "POST":
        try:
            row.check_in(by=member)
        except Refused as error:
            status, refused = HTTPStatus.CONFLICT, error.sentence
        else:
            return go(request, reverse("trainings:here", args=[code]))
    date = row.running
    seat = row.seat_of(member)
    done = bool(date and seat and seat.presences.filter(meeting=date).exists())
    context = {"row": row, "date": date, "done": done, "refused": refused, "hosting": row.is_host(member)}
    return page(request, "trainings/here.html", context, status=status)

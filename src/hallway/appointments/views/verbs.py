"""What those who take part do with an appointment: buttons and small forms. Each finds, validates, calls one verb, answers."""

import uuid
from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from hallway.core.page import go, page
from hallway.core.verb import Denied, Refused
from hallway.schooltime.clock import period_at

from .. import picking
from ..forms.booking import Cancel, HandOn, Invite, Missed, Slot, When
from ..models import Appointment
from ..spans import lasting
from .show import about, found

SAID = {
    "accept": gettext_lazy("You said that you come."),
    "perhaps": gettext_lazy("You said that you may come. Your time is kept."),
    "decline": gettext_lazy("You said that you cannot come. Your time is free again."),
    "happen": gettext_lazy("Good that you met."),
    "cancel": gettext_lazy("It is called off. Everybody who was to come hears of it."),
    "did_not_happen": gettext_lazy("It is noted. Nobody counts it."),
    "move": gettext_lazy("It is moved. Everybody who comes hears of it."),
    "add_party": gettext_lazy("They are asked."),
    "remove_party": gettext_lazy("They are off the list, and their time is free."),
    "reassign": gettext_lazy("They are asked to take it over."),
}


def do(request, row, verb, **values):
    """Call the verb and go to the page; refused: the page with the sentence (409)."""
    try:
        getattr(row, verb)(by=request.user, **values)
    except Refused as refused:
        messages.warning(request, refused.sentence)
        row = found(request, row.pk)
        return page(request, "appointments/appointment.html", about(row, request.user), status=HTTPStatus.CONFLICT)
    messages.success(request, SAID[verb])
    readable = Appointment.objects.visible_to(request.user).filter(pk=row.pk).exists()
    return go(request, row.get_absolute_url() if readable else reverse("appointments:mine"))


@require_POST
def accept(request, number):
    return do(request, found(request, number), "accept")


@require_POST
def perhaps(request, number):
    return do(request, found(request, number), "perhaps")


@require_POST
def decline(request, number):
    return do(request, found(request, number), "decline")


@require_POST
def happen(request, number):
    return do(request, found(request, number), "happen")


def _form_page(request, row, verb, form, values, **words):
    """GET shows the form, POST does it."""
    if not request.user.can(verb, row):
        raise Denied(verb)
    if request.method == "POST" and form.is_valid():
        return do(request, row, verb, **values(form.cleaned_data))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return page(request, "appointments/verb.html", {"row": row, "form": form, "verb": verb, **words}, status=status)


def cancel(request, number):
    row, words = found(request, number), {"title": _("Call it off"), "button": _("Call it off"), "icon": "calendar-x"}
    return _form_page(
        request, row, "cancel", Cancel(request.POST or None), lambda said: {"reason": said["reason"]}, **words
    )


def did_not_happen(request, number):
    row = found(request, number)
    form = Missed(request.POST if request.method == "POST" else None, row=row)
    words = {"title": _("It did not take place"), "button": _("Note it"), "icon": "calendar-x"}
    return _form_page(request, row, "did_not_happen", form, lambda said: {"missing": said["missing"]}, **words)


def add_party(request, number):
    row, words = found(request, number), {"title": _("Ask somebody more"), "button": _("Ask them"), "icon": "user-plus"}
    form = Invite(request.POST or None, member=request.user)

    def values(said):
        host = said["person"].seat.is_its and request.user.seat.is_its
        return {"member": said["person"], "part": "host" if host else "guest"}

    return _form_page(request, row, "add_party", form, values, **words)


def reassign(request, number):
    row, words = found(request, number), {"title": _("Hand it over"), "button": _("Ask them"), "icon": "forward"}
    form = HandOn(request.POST or None, member=request.user)
    return _form_page(request, row, "reassign", form, lambda said: {"to": said["person"]}, **words)


@require_POST
def remove_party(request, number, member):
    row = found(request, number)
    party = next((each for each in row.listed if each.member_id == member), None)
    return do(request, row, "remove_party", member=party.member) if party else go(request, row.get_absolute_url())


def move(request, number):
    """Another time: one of those that are offered, or, for a host, any."""
    row, member = found(request, number), request.user
    if not member.can("move", row):
        raise Denied("move")
    if request.method == "GET" and (not row.stands or row.is_over):  # its page says so, and offers what there is
        return go(request, row.get_absolute_url())
    mine = row.party_of(member)
    length = int((row.end - row.start).total_seconds() // 60)
    form = When(request.POST if "date" in request.POST else None, initial={"length": length})
    if request.method == "POST":
        start = _chosen(request, row, form, mine)
        if start is not None:
            agreed = bool(form.is_bound and form.cleaned_data["agreed"])
            times = times_from(row, start, form.cleaned_data["length"] if form.is_bound else length)
            return do(request, row, "move", agreed=agreed, **times)
    times = offered_instead(row, mine, request.GET.get("week", ""))
    context = {"row": row, "form": form, "hosting": mine.part == "host", "key": uuid.uuid4(), **times}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return page(request, "appointments/move.html", context, status=status)


def times_from(row, start, length):
    """What ``Appointment.move`` takes for ``length`` minutes from ``start`` on."""
    found = period_at(row.calendar, start)
    start, end = lasting(start, length)
    return {"start": start, "end": end, "period": found.label if found else ""}


def offered_instead(row, mine, week=""):
    """What the picker shows to somebody (``mine``: their line) who looks for another time for the same people."""
    length = int((row.end - row.start).total_seconds() // 60)
    search = picking.Search(
        row.campus, tuple(row.hosts), tuple(row.guests), length, own=mine.part == "guest", remote=row.remote, but=row,
        week=picking.date_of(week),
    )  # fmt: skip
    return picking.look(search)


def pressed_time(request):
    """The instant of the pressed button, None when it makes no sense."""
    try:
        return Slot.base_fields["slot"].clean(request.POST.get("slot", ""))[0]
    except ValidationError:
        return None


def _chosen(request, row, form, mine):
    """The instant of the pressed button, or of the host's own words; None when neither makes sense."""
    if form.is_bound:
        if mine.part != "host" or not form.is_valid():
            return None
        return datetime.combine(form.cleaned_data["date"], form.cleaned_data["time"], row.zone)
    return pressed_time(request)

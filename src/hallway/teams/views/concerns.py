"""Handing one entry of a board to whoever leads the campus, and what they do with it."""

from http import HTTPStatus

from django.contrib import messages
from django.db.models import F
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hallway.core.page import go, page
from hallway.core.verb import Denied, Refused
from hallway.delivery.models import Notice

from ..forms.board import ConcernForm
from ..models import Concern, Topic

UNCLEAR = HTTPStatus.UNPROCESSABLE_ENTITY
SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
def say(request, pk):
    """Which entry it is stands in the address (``message``), so that the page can be read before anything is said."""
    topic = get_object_or_404(Topic.objects.visible_to(request.user).select_related("team", "by"), pk=pk)
    form = ConcernForm(
        request.POST if request.method == "POST" else None, initial={"message": request.GET.get("message")}
    )
    status = UNCLEAR if form.is_bound else HTTPStatus.OK
    if form.is_bound and form.is_valid():
        try:
            Concern.say(by=request.user, topic=topic, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.sentence)
            status = HTTPStatus.CONFLICT
        else:
            messages.success(
                request,
                _(
                    "Thank you for saying it. Who leads your campus reads that one entry, and you hear what becomes of it."
                ),
            )
            return go(request, topic.get_absolute_url())
    return page(request, "teams/concern_form.html", {"topic": topic, "form": form}, status=status)


@require_safe
def concerns(request):
    """What was handed to me: what waits, then what was decided, the latest first."""
    seat = request.user.seat
    if not (seat.leads or seat.leads_district):
        raise Denied("set_aside")
    rows = Concern.objects.to_decide(request.user).select_related("topic__team", "author")
    rows = rows.order_by(F("decided_at").desc(nulls_first=True), "-at")
    return page(request, "teams/concerns.html", {"rows": rows[:SHOWN]})


def _concern(request, pk):
    rows = Concern.objects.visible_to(request.user).select_related(
        "topic__team", "message", "author", "by", "decided_by"
    )
    return get_object_or_404(rows, pk=pk)


@require_safe
def concern(request, pk):
    row = _concern(request, pk)
    Notice.read_about(by=request.user, root=row)
    return _show(request, row)


def _show(request, row, status=HTTPStatus.OK, **more):
    shown = {"decides": row.is_decided_by(request.user), "shows_entry": row.shows_entry(request.user)}
    return page(request, "teams/concern.html", {"row": row, **shown, **more}, status=status)


@require_POST
def set_aside(request, pk):
    row, said = _concern(request, pk), request.POST.get("said", "")
    try:
        row.set_aside(by=request.user, said=said, seen=request.POST.get("seen"))
    except Refused as refused:
        return _show(request, row, HTTPStatus.CONFLICT, refused=refused.sentence, said=said)
    messages.success(request, _("It is set aside. Its author is told by whom, and reads your words beside it."))
    return go(request, row.get_absolute_url())


@require_POST
def let_stand(request, pk):
    row = _concern(request, pk)
    try:
        row.let_stand(by=request.user, seen=request.POST.get("seen"))
    except Refused as refused:
        return _show(request, row, HTTPStatus.CONFLICT, refused=refused.sentence, said=request.POST.get("said", ""))
    messages.success(request, _("It stands."))
    return go(request, row.get_absolute_url())

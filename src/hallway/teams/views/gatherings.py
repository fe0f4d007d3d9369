"""Gatherings: those I am asked to, asking others, answering, and what to bring."""

from http import HTTPStatus

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hallway.core.now import now
from hallway.core.page import go, page
from hallway.core.verb import Denied, Refused
from hallway.delivery.models import Notice
from hallway.diary.models import Remark

from ..forms.gatherings import BringForm, GatheringForm, RsvpForm
from ..models import Gathering
from ..models.coming import ANSWERS

UNCLEAR = HTTPStatus.UNPROCESSABLE_ENTITY
SHOWN, EARLIER = 60, 10


@require_safe
def gatherings(request):
    """What I am asked to: what comes, and the latest that was."""
    rows = Gathering.objects.visible_to(request.user).with_answer(request.user)
    past = rows.filter(end__lte=now()).order_by("-start")[:EARLIER]
    return page(request, "teams/gatherings.html", {"coming": list(rows.coming()[:SHOWN]), "past": list(past)})


@require_http_methods(["GET", "HEAD", "POST"])
def gathering_new(request):
    """Ask a team or a campus. ``whose`` in the address chooses at first."""
    first = {"whose": request.GET.get("whose", "")} if request.GET.get("whose") else None
    form = GatheringForm(request.POST or None, member=request.user, initial=first)
    status = UNCLEAR if form.is_bound else HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        try:
            row = Gathering.invite(by=request.user, **form.values())
        except Refused as refused:
            form.add_error(None, refused.sentence)
            status = HTTPStatus.CONFLICT
        else:
            messages.success(request, _("They are asked. You see here who comes."))
            return go(request, row.get_absolute_url())
    return page(request, "teams/gathering_form.html", {"form": form, "row": None}, status=status)


def _find(request, pk):
    rows = Gathering.objects.visible_to(request.user).select_related("team", "campus", "by")
    return get_object_or_404(rows, pk=pk)


@require_safe
def gathering(request, pk):
    row = _find(request, pk)
    Notice.read_about(by=request.user, root=row)
    return show(request, row)


def show(request, row, status=HTTPStatus.OK, bring_form=None):
    member = request.user
    rsvps = list(row.rsvps.select_related("member").order_by("at", "pk"))
    asked = {each.pk for each in row.guests}  # who has left the team or the house comes no longer
    rsvps = [each for each in rsvps if each.member_id in asked]
    mine = next((each for each in rsvps if each.member_id == member.pk), None)
    remarks = Remark.of(row.uid) if row.by_id == member.pk else {}
    context = {
        "row": row,
        "remarks": [(each, remarks[each.pk]) for each in row.guests if each.pk in remarks],
        "mine": mine,
        "answers": ANSWERS,
        "going": _listed(rsvps, "going"),
        "maybe": _listed(rsvps, "maybe"),
        "brings": list(row.brings.select_related("member")),
        "form": RsvpForm(initial={"listed": bool(mine and mine.listed)}, auto_id="rsvp_%s"),
        "bring_form": bring_form or BringForm(auto_id="bring_%s"),
        "may_change": member.can("change", row) and row.stands and not row.is_over,
        "open": row.stands and not row.is_over,
        "member": member,
    }
    return page(request, "teams/gathering.html", context, status=status)


def _listed(rsvps, answer):
    """{n: how many, names: of those who let the others read it}."""
    said = [each for each in rsvps if each.answer == answer]
    return {"n": len(said), "names": [each.member.full_name for each in said if each.listed]}


@require_POST
def rsvp(request, pk):
    row, form = _find(request, pk), RsvpForm(request.POST)
    if not form.is_valid():
        return show(request, row, UNCLEAR)
    said = form.cleaned_data
    row.rsvp(by=request.user, answer=said["answer"], listed=said["listed"])
    messages.success(request, _("Noted. You can say otherwise until it is over."))
    return go(request, row.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
def change_gathering(request, pk):
    row = _find(request, pk)
    if not request.user.can("change", row):
        raise Denied("change")
    form = GatheringForm(request.POST or None, member=request.user, row=row)
    status = UNCLEAR if form.is_bound else HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        try:
            row.change(by=request.user, **form.values())
        except Refused as refused:
            form.add_error(None, refused.sentence)
            status = HTTPStatus.CONFLICT
        else:
            messages.success(request, _("Changed. Who expects it hears of another time or place."))
            return go(request, row.get_absolute_url())
    return page(request, "teams/gathering_form.html", {"form": form, "row": row}, status=status)


@require_POST
def cancel(request, pk):
    row = _find(request, pk)
    row.cancel(by=request.user, reason=request.POST.get("reason", ""))
    messages.success(request, _("It is off. Everybody who may come is told once."))
    return go(request, row.get_absolute_url())


@require_POST
def add_bring(request, pk):
    row, form = _find(request, pk), BringForm(request.POST, auto_id="bring_%s")
    if not form.is_valid():
        return show(request, row, UNCLEAR, form)
    row.add_bring(by=request.user, words=form.cleaned_data["words"], take=form.cleaned_data["mine"])
    return go(request, f"{row.get_absolute_url()}#bring")


@require_POST
def take_bring(request, pk, bring):
    row = _find(request, pk)
    row.take_bring(by=request.user, bring=bring)
    return go(request, f"{row.get_absolute_url()}#bring")


@require_POST
def give_back(request, pk, bring):
    row = _find(request, pk)
    row.give_back(by=request.user, bring=bring)
    return go(request, f"{row.get_absolute_url()}#bring")


@require_POST
def drop_bring(request, pk, bring):
    row = _find(request, pk)
    row.drop_bring(by=request.user, bring=bring)
    return go(request, f"{row.get_absolute_url()}#bring")

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hallway.core.page import go, newest, page, safe_next

from .. import abouts
from ..forms import GiveForm
from ..models import Thanks

PER_PAGE = 20


def mine(request):
    """What people said to me and what I said, newest first. No totals."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET"])
    member, given = request.user, request.GET.get("which") == "given"
    rows = Thanks.objects.filter(sender=member) if given else Thanks.objects.filter(receipts__member=member)
    rows, earlier = newest(request, rows.for_list(), PER_PAGE)
    tabs = [
        {"name": _("Said to me"), "url": reverse("appreciation:mine"), "current": not given},
        {"name": _("Said by me"), "url": reverse("appreciation:mine") + "?which=given", "current": given},
    ]
    context = {
        "tabs": tabs,
        "shown": [_shown(row, member) for row in rows],
        "given": given,
        "earlier": earlier,
    }
    return page(request, "appreciation/mine.html", context)


def show(request, number):
    row = get_object_or_404(Thanks.objects.visible_to(request.user).for_list(), pk=number)
    about = row.subject
    if about is None or not type(about).objects.visible_to(request.user).filter(pk=about.pk).exists():
        about = None
    return page(request, "appreciation/thanks.html", {"each": _shown(row, request.user), "about": about})


@require_http_methods(["GET", "HEAD", "POST"])
def give(request):
    """Say thank you to one or several, from a person's page or from here. Adding somebody keeps what was written."""
    member = request.user
    if request.method != "POST":
        return _giving(request, GiveForm(member=member, chosen=request.GET.getlist("to")))
    form = GiveForm(request.POST, member=member)
    if not form.is_valid():
        return _giving(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    said, receivers = form.cleaned_data, form.cleaned_data["receivers"]
    if "send" not in request.POST:
        kept = {name: said.get(name) for name in ("key", "reason", "about")}
        return _giving(request, GiveForm(member=member, chosen=[each.pk for each in receivers], initial=kept))
    about = abouts.named(said["about"]) if said.get("about") else None
    row = Thanks.give(by=member, receivers=receivers, reason=said["reason"], subject=about, key=said["key"])
    names = ", ".join(each.short_name for each in receivers)
    messages.success(request, _("Your thank-you is on its way to %(names)s.") % {"names": names})
    return go(request, row.get_absolute_url())


def _giving(request, form, status=HTTPStatus.OK):
    return page(request, "appreciation/give.html", {"form": form}, status=status)


@require_safe
def wall(request):
    """What people of my campuses let colleagues read, newest first; no totals, and nobody's place among others."""
    member = request.user
    rows, earlier = newest(request, Thanks.objects.on_the_wall(member).for_list(), PER_PAGE)
    shown = [_shown(row, member) for row in rows]
    return page(request, "appreciation/wall.html", {"shown": shown, "earlier": earlier})


@require_POST
def allow(request, number):
    row = get_object_or_404(Thanks.objects.visible_to(request.user), pk=number)
    visible = request.POST.get("visible") == "yes"
    row.allow(by=request.user, visible=visible)
    messages.success(
        request,
        _("Colleagues can read it on your page now.") if visible else _("Colleagues read it on your page no longer."),
    )
    return go(request, safe_next(request, row.get_absolute_url()))


@require_POST
def take_back(request, number):
    row = Thanks.objects.visible_to(request.user).filter(pk=number).first()
    if row is not None:
        row.take_back(by=request.user)
    messages.success(request, _("You took it back. Nobody can read it any more."))
    return go(request, reverse("appreciation:mine") + "?which=given")


def _shown(row, member):
    """A thank-you as its template needs it: who to, whether others got it, too, and what may be done."""
    receipts = list(row.receipts.all())
    own = next((each for each in receipts if each.member_id == member.pk), None)
    return {
        "row": row,
        "to": row.receivers_for(member),
        "names": ", ".join(each.short_name for each in row.receivers_for(member)),
        "mine": row.sender_id == member.pk,
        "receipt": own,
        "shared": any(each is not own for each in receipts),
        "may_allow": own is not None and member.can("allow", row),
    }

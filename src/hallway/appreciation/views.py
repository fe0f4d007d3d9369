from django.contrib import messages
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hallway.core.page import go, page, safe_next

from .models import Thanks

PER_PAGE = 20


def mine(request):
    """What people said to me and what I said, newest first. No totals."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET"])
    member, given = request.user, request.GET.get("which") == "given"
    rows = Thanks.objects.filter(sender=member) if given else Thanks.objects.filter(receipts__member=member)
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 18:
        rows = rows.filter(pk__lt=int(before))
    rows = list(rows.for_list().order_by("-id")[: PER_PAGE + 1])
    earlier = rows[PER_PAGE - 1].pk if len(rows) > PER_PAGE else None
    tabs = [
        {"name": _("Said to me"), "url": reverse("appreciation:mine"), "current": not given},
        {"name": _("Said by me"), "url": reverse("appreciation:mine") + "?which=given", "current": given},
    ]
    here = reverse("appreciation:mine") + ("?which=given&" if given else "?")
    context = {
        "tabs": tabs,
        "shown": [_shown(row, member) for row in rows[:PER_PAGE]],
        "given": given,
        "earlier": f"{here}before={earlier}" if earlier else "",
    }
    return page(request, "appreciation/mine.html", context)


def show(request, number):
    row = get_object_or_404(Thanks.objects.visible_to(request.user).for_list(), pk=number)
    about = row.subject
    if about is None or not type(about).objects.visible_to(request.user).filter(pk=about.pk).exists():
        about = None
    return page(request, "appreciation/thanks.html", {"each": _shown(row, request.user), "about": about})


@require_POST
def allow(request, number):
    row = get_object_or_404(Thanks.objects.visible_to(request.user), pk=number)
    visible = request.POST.get("visible") == "yes"
    row.allow(by=request.user, visible=visible)
    messages.success(
        request,
        _("Colleagues can read it on your page now.") if visible else _("Only you and the sender can read it now."),
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
    """A thank-you as its template needs it: who to, what it was about (if the reader may open it), what may be done."""
    receipts = list(row.receipts.all())
    own = next((each for each in receipts if each.member_id == member.pk), None)
    return {
        "row": row,
        "to": row.receivers_for(member),
        "names": ", ".join(each.short_name for each in row.receivers_for(member)),
        "mine": row.sender_id == member.pk,
        "receipt": own,
        "may_allow": own is not None and member.can("allow", row),
    }

"""For administrators: every mail that came and what became of it, and whom mail is taken from."""

from datetime import datetime, time, timedelta
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hallway.core.now import now
from hallway.core.page import go, newest, page
from hallway.core.verb import Denied

from ..counting import summed
from ..forms import Period, Trust
from ..models import VERDICTS, Block, Gate, Mail, Mailbox
from ..rules import may_block
from ..taking import work

LONG = 50


@require_safe
def mails(request):
    """Every mail that came and what became of it (no words), the sum, and how the mailboxes are."""
    if not request.user.seat.is_admin:
        raise Http404
    form = Period({"first": request.GET.get("first", ""), "last": request.GET.get("last", "")})
    first, last = form.days(timezone.localdate(now()))
    since, until = (timezone.make_aware(datetime.combine(day, time())) for day in (first, last + timedelta(days=1)))
    total = summed(since, until)
    names = {**dict(VERDICTS), "duplicate": _("Came a second time")}
    verdict = request.GET.get("verdict", "")
    rows = Mail.objects.light().defer("reading").select_related("member").exclude(reason="canary")
    if verdict in dict(VERDICTS):
        rows = rows.filter(verdict=verdict)
    found, next_url = newest(request, rows, LONG)
    context = {
        "rows": found,
        "next_url": next_url,
        "verdict": verdict,
        "total": total,
        "ended": [(name, names[name], count) for name, count in total.ended.items()],
        "period": form if form.errors else Period(initial={"first": first, "last": last}),
        "first": first,
        "last": last,
        "mailboxes": Mailbox.objects.order_by("name"),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return page(request, "inbox/mails.html", context, status=status)


@require_POST
def personal(request, pk):
    """A person wrote it after all: read again now, and then wherever its sender's mail goes."""
    if not request.user.seat.is_admin:
        raise Http404
    row = get_object_or_404(Mail, pk=pk).say_personal(by=request.user)
    ended = work(row.pk)
    what = ended.get_verdict_display() if ended and ended.verdict else _("the worker goes on with it")
    messages.success(request, _("Read again as a person’s mail: %(what)s.") % {"what": what})
    return go(request, f"{reverse('inbox:mails')}?verdict={request.POST.get('verdict', '')[:10]}")


def trust(request):
    """Whose word about a sender is believed, and what happens to people we do not know."""
    row = Gate.get()
    if not request.user.can("set", row):
        raise Denied("set")
    said = {"receivers": row.receivers, "sealers": row.sealers, "unknown": row.unknown}
    form = Trust(request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid():
        Gate.set(by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return go(request, reverse("inbox:trust"))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return page(request, "inbox/trust.html", {"form": form, "seen": _hosts_seen()}, status=status)


def _hosts_seen():
    """Names that stood in the mail of late as the server that received it, most often first; what one may want to trust."""
    counted: dict = {}
    for proof in (
        Mail.objects.filter(reading__isnull=False).order_by("-id").values_list("reading__proof", flat=True)[:200]
    ):
        if top := next((line["by"] for line in proof or () if line["kind"] == "ar"), ""):
            counted[top] = counted.get(top, 0) + 1
    return sorted(counted.items(), key=lambda one: -one[1])[:5]


@require_safe
def blocked(request):
    """Who is blocked, and since when."""
    if not may_block(request.user, None):
        raise Http404
    rows = Block.objects.select_related("by").order_by("-id")
    return page(request, "inbox/blocked.html", {"rows": rows[: 4 * LONG]})


@require_POST
def lift(request, pk):
    if not may_block(request.user, None):
        raise Http404
    row = get_object_or_404(Block, pk=pk)
    row.lift(by=request.user)
    messages.success(request, _("Mail from %(address)s waits for you again.") % {"address": row.address})
    return go(request, reverse("inbox:blocked"))

"""Mail out, for administrators: what waits, since when and why, and what could not be told. Addresses, never words."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import Count, Min
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from hallway.core.locked import CannotOpen
from hallway.core.now import now
from hallway.core.page import go, newest, page
from hallway.core.verb import Denied
from hallway.core.words import when_words
from hallway.history.models import Event

from .. import quiet, reasons
from ..models import SINCE, STILL_HERE, AddressTrouble, Hitch, MailTrouble, OutgoingMail
from ..rules import may_see_mail_out
from ..sending import mail_server

SHOWN = 50
CANARY = "<canary."


@require_GET
def mail_out(request):
    if not may_see_mail_out(request.user):
        raise Denied("mail_out")
    moment = now()
    mails = OutgoingMail.objects.defer("text", "html").select_related("event", "member")
    mails = mails.exclude(message_id__startswith=CANARY)  # the watchdog's own
    waiting = mails.filter(STILL_HERE).annotate(since=SINCE)
    shown = list(waiting.order_by("since", "pk")[:SHOWN])
    oldest = shown[0] if shown and shown[0].since <= moment else None
    day = dict(
        OutgoingMail.objects.filter(created__gt=moment - timedelta(days=1))
        .values_list("state")
        .annotate(n=Count("id"))
        .order_by()
    )
    late = Event.objects.filter(told=None, due__lte=moment - timedelta(minutes=1)).aggregate(
        n=Count("id"), due=Min("due")
    )
    server, locked = None, ""
    try:
        server = mail_server()
    except CannotOpen as told:
        locked = str(told)
    failed, earlier = newest(request, mails.filter(state__in=["failed", "bounced", "held"]), SHOWN)
    context = {
        "server": server,
        "locked": locked,
        "oldest": oldest,
        "stuck": oldest is not None and oldest.since < moment - timedelta(minutes=10),
        "waiting_count": waiting.count() if len(shown) == SHOWN else len(shown),
        "waiting": [(mail, reasons.spoken(mail.error)) for mail in shown],
        "failed": [(mail, reasons.spoken(mail.error)) for mail in failed],
        "next_url": earlier,
        "addresses": [(row, reasons.spoken(row.why)) for row in AddressTrouble.objects.now()[:SHOWN]],
        "day": {
            state: day.get(state, 0) for state in ("sent", "accepted", "queued", "failed", "bounced", "held", "dropped")
        },
        "hitches": Hitch.objects.select_related("event").order_by("at")[:SHOWN],
        "untold": late["n"],
        "oldest_untold": late["due"],
        "now": moment,
        "troubles": [(row, reasons.spoken(row.why)) for row in MailTrouble.objects.now()],
    }
    return page(request, "delivery/mail_out.html", context)


def _mail(request, pk):
    if not may_see_mail_out(request.user):
        raise Denied("mail_out")
    return get_object_or_404(OutgoingMail, pk=pk)


@require_POST
def retry(request, pk):
    mail = _mail(request, pk).retry(by=request.user)
    if rest := quiet.held_until(mail):
        said = _("Its reader rests from mail until then: it leaves %(when)s.") % {"when": when_words(rest, exact=True)}
    else:
        said = _("It is on its way again.")
    messages.success(request, said)
    return go(request, reverse("delivery:mail_out"))


@require_POST
def drop(request, pk):
    _mail(request, pk).drop(by=request.user)
    messages.success(request, _("That mail will not be sent."))
    return go(request, reverse("delivery:mail_out"))


@require_POST
def retry_all(request):
    count = OutgoingMail.retry_all(by=request.user)
    said = ngettext("%(n)s mail is tried again now.", "%(n)s mails are tried again now.", count) % {"n": count}
    messages.success(request, said)
    return go(request, reverse("delivery:mail_out"))


@require_POST
def retry_telling(request, pk):
    if not may_see_mail_out(request.user):
        raise Denied("mail_out")
    get_object_or_404(Hitch, pk=pk).retry(by=request.user)
    messages.success(request, _("Hallway tries again now."))
    return go(request, reverse("delivery:mail_out"))

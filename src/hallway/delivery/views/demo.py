"""The demo's post: every mail it would have sent, and a form that plays a mail coming in. Only in demo mode."""

from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hallway.core.middleware import public
from hallway.core.now import now
from hallway.core.page import go

from .. import headers
from ..forms import DemoMail
from ..models import OutgoingMail

SHOWN = 60
TAKE = "hallway.inbox.taking.take"  # named, not imported: the inbox stands above


def only_in_the_demo(view):
    """404 outside of demo mode: elsewhere nobody reads other people's mail."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return public(guarded)


@only_in_the_demo
@require_GET
def demo_mail(request):
    mails = OutgoingMail.objects.defer("text", "html").select_related("member").exclude(state="bundled").order_by("-id")
    to = headers.address(request.GET.get("to", ""))
    if to:
        mails = mails.filter(to=to)
    mine = request.user.email if request.user.is_authenticated else ""
    context = {"mails": mails[:SHOWN], "to": to, "mine": mine, "form": _form(request), "help_address": _help()}
    return render(request, "delivery/demo_mail.html", context)


@only_in_the_demo
@require_GET
def demo_letter(request, pk):
    mail = get_object_or_404(OutgoingMail.objects.select_related("member"), pk=pk)
    answer_to = mail.headers.get("Reply-To", "")
    form = _form(request, {"sender": mail.to, "to": answer_to, "subject": f"Re: {mail.subject}"}) if answer_to else None
    return render(request, "delivery/demo_letter.html", {"mail": mail, "form": form})


@only_in_the_demo
@require_POST
def demo_send(request):
    """Make a real mail of the form and hand it to the inbox, as a mail server would."""
    form = DemoMail(request.POST)
    if not form.is_valid():
        context = {"mails": [], "form": form, "help_address": _help()}
        return render(request, "delivery/demo_mail.html", context, status=422)
    said, mail = form.cleaned_data, EmailMessage()
    mail["From"], mail["To"] = said["sender"], said["to"] or _help()
    mail["Subject"] = headers.value(said["subject"], 200)
    mail["Date"], mail["Message-ID"] = format_datetime(now()), make_msgid(domain="demo.invalid")
    mail.set_content(said["text"])
    taken = import_string(TAKE)(mail.as_bytes(), source="demo")
    if taken.ask_id:
        messages.success(request, _("Your mail has arrived; it belongs to request #%(n)s.") % {"n": taken.ask_id})
    else:
        messages.success(request, _("Your mail has arrived. It waits for a person to look at it."))
    return go(request, reverse("delivery:demo_mail"))


def _help():
    return headers.help_address() or "help@demo.invalid"


def _form(request, first=None):
    first = first or {"to": _help(), "sender": request.user.email if request.user.is_authenticated else ""}
    return DemoMail(initial=first)

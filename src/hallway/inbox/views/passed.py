"""A request that a helper passed on by mail: one tap says whose it is, and for twenty seconds that can be taken back."""

from http import HTTPStatus

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hallway.asks.models import Ask
from hallway.core.page import go, page
from hallway.core.verb import Denied
from hallway.history.models import Event

from ..forms import Accept
from ..models import Mail


def _find(request, pk):
    """The mail, for whoever reads its request (else 404) and may say whose it is (else 403)."""
    readable = Ask.objects.visible_to(request.user).order_by().values("pk")
    rows = Mail.objects.light().filter(verdict="opened", reason__in=("forwarded", "whose-known"), ask__in=readable)
    row = get_object_or_404(rows.select_related("ask__requester", "member"), pk=pk)
    if not request.user.can("say_whose", row):
        raise Denied("say_whose")
    return row


def whose(request, pk):
    row = _find(request, pk)
    form = Accept(request.POST or None)
    if request.method == "POST" and form.is_valid():
        who = form.cleaned_data["who"]
        row.say_whose(by=request.user, requester=who)
        undo = f"undo={reverse('inbox:whose_undo', args=[row.pk])}" if who.pk != row.member_id else ""
        messages.success(request, _("It is %(name)s’s request now.") % {"name": who.short_name}, extra_tags=undo)
        return _back(request, row)
    soon = Event.objects.of(row.ask).filter(kind="ask.belongs", told=None)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return page(request, "inbox/whose.html", {"mail": row, "form": form, "may_undo": soon.exists()}, status=status)


@require_POST
def undo(request, pk):
    row = _find(request, pk)
    row.whose_again(by=request.user)
    messages.success(request, _("Taken back. Nobody was told."))
    return _back(request, row)


def _back(request, row):
    readable = Ask.objects.visible_to(request.user).filter(pk=row.ask_id).exists()
    return go(request, row.ask.get_absolute_url() if readable else reverse("inbox:parked"))

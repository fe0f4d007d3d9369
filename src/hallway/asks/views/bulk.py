"""One verb for several requests at once. What needs an answer asks for it first; then every row says what happened to it."""

import uuid
from http import HTTPStatus

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hallway.core.page import page, safe_next
from hallway.core.text import as_numbers
from hallway.core.verb import Denied, Refused

from ..forms import helping as forms
from ..forms.known import Several
from ..models import Ask

MOST = 100


def _take(ask, by, form, key):
    ask.take(by=by)


def _hand_over(ask, by, form, key):
    ask.hand_over(by=by, to=form.cleaned_data["to"], note=form.cleaned_data["note"])


def _wait(ask, by, form, key):
    ask.wait(by=by, on=form.cleaned_data["on"], **form.when(ask), note=form.cleaned_data["note"])


def _reply(ask, by, form, key):
    ask.reply(by=by, text=form.words(ask), key=uuid.uuid5(key, str(ask.pk)))


def _solve(ask, by, form, key):
    ask.solve(by=by, outcome=form.cleaned_data["outcome"])


def _close(ask, by, form, key):
    ask.close(by=by, outcome=form.cleaned_data["outcome"])


def _merge(ask, by, form, key):
    into = form.cleaned_data["into"]
    if ask.pk != into.pk:
        ask.merge(by=by, into=into)


def doings():
    """What can be done to several: {name: (what it asks first, the verb, title, button, icon, what happened)}."""
    return {
        "take": (None, _take, "", "", "hand", _("yours now")),
        "hand_over": (forms.HandOver, _hand_over, _("Hand over"), _("Hand them over"), "forward", _("handed over")),
        "wait": (forms.Wait, _wait, _("Wait"), _("Let them wait"), "hourglass", _("waits")),
        "reply": (forms.Say, _reply, _("Reply to several"), _("Send to each"), "send", _("answered")),
        "solve": (forms.Solve, _solve, _("Solve"), _("They are solved"), "circle-check", _("solved")),
        "merge": (Several, _merge, _("Join them"), _("Join them"), "merge", _("in one now")),
        "close": (forms.Close, _close, _("Close"), _("Close them"), "archive", _("closed")),
    }


@require_POST
def bulk(request):
    """Each picked request is a transaction of its own: one that is refused says why and stops none of the others."""
    member, back = request.user, safe_next(request, reverse("asks:list"))
    numbers = as_numbers(request.POST.getlist("ask"))
    doing = doings().get(request.POST.get("do", ""))
    if not numbers or doing is None:
        return redirect(back)
    numbers, left = numbers[:MOST], numbers[MOST:]
    related = ("requester", "holder", "campus", "room", "topic")
    rows = Ask.objects.visible_to(member).select_related(*related).in_bulk(numbers)
    asks = [rows[number] for number in numbers if number in rows]
    form_class, act, title, button, icon, done = doing
    form, key = None, _key(request)
    if form_class:
        sent = request.POST if "sure" in request.POST else None
        form = form_class(sent, member=member)
        if form_class is forms.Solve:  # a last word is for one teacher
            del form.fields["text"], form.fields["key"]
        if form_class is Several:
            form.of(asks)
        if sent is None or not form.is_valid():
            status = HTTPStatus.OK if sent is None else HTTPStatus.UNPROCESSABLE_ENTITY
            shown = {"asks": asks, "form": form, "do": request.POST["do"], "back": back, "key": key}
            return page(
                request, "asks/bulk.html", shown | {"title": title, "button": button, "icon": icon}, status=status
            )
    told = [_one(ask, member, form, key, act, done) for ask in asks]
    gone = [number for number in numbers if number not in rows]
    shown = {"told": told, "gone": gone, "left": len(left), "back": back, "well": sum(one["well"] for one in told)}
    return page(request, "asks/bulk_told.html", shown)


def _key(request):
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()


def _one(ask, member, form, key, act, done):
    try:
        act(ask, member, form, key)
    except Refused as refusal:
        return {"ask": ask, "well": False, "said": refusal.sentence}
    except Denied:
        return {"ask": ask, "well": False, "said": _("You can read this one, and its own team helps with it.")}
    return {"ask": ask, "well": True, "said": done}

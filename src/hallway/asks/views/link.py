"""One request by the signed link of a mail: read and answer it without signing in. GET shows, POST acts.

The token stays in the path, is never sent to another site (same-origin), grants one request to one member, and nothing of the help
team's own. Expired, altered, or for somebody who left: the same page for all, so that it tells nothing.
"""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hallway.core.middleware import public
from hallway.core.page import behind_a_link, page
from hallway.core.text import as_number
from hallway.core.tokens import read_request_link
from hallway.core.verb import Denied, Refused
from hallway.people.models import Member
from hallway.schooltime.middleware import read_by
from hallway.threads.fields import Reply
from hallway.threads.models import Message

from ..models import Ask
from . import mine, talking

UNDO = "undo_message"
ACTS = ("reply", "confirm", "reopen", "nudge", "withdraw", "thank")


@public
def link(request, token, act=""):
    ask, member = _read(token)
    if ask is None:
        return behind_a_link(render(request, "asks/link_over.html", status=HTTPStatus.NOT_FOUND))
    if request.user.is_authenticated and (request.method != "POST" or request.user.pk != member.pk):
        # Somebody who is signed in is themselves, whatever mail was forwarded to them.
        return HttpResponseRedirect(ask.get_absolute_url())
    with read_by(member):
        if request.method == "POST" and act == UNDO:
            return behind_a_link(_undo(request, token, ask, member))
        if request.method == "POST" and act in ACTS:
            return behind_a_link(_act(request, token, act, ask, member))
        if request.method not in ("GET", "HEAD"):
            return behind_a_link(HttpResponseNotAllowed(["GET"]))
        return behind_a_link(_show(request, token, ask, member))


def _read(token):
    """(ask, member) that the token opens, or (None, None)."""
    said = read_request_link(token)
    if not said:
        return None, None
    member = Member.objects.filter(pk=said[1], is_active=True).first()
    if member is None:
        return None, None
    ask = Ask.objects.visible_to(member).select_related(*talking.WITH).filter(pk=said[0]).first()
    return (ask, member) if ask is not None else (None, None)


def _show(request, token, ask, member, status=HTTPStatus.OK, **more):
    urls = {act: reverse("asks:link_act", args=[token, act]) for act in ACTS}
    urls["undo_message"] = lambda message: f"{reverse('asks:link_act', args=[token, UNDO])}?message={message}"
    context = mine.scene(ask, member, urls, token) | more
    return page(request, "asks/ask.html", context, status=status)


def _act(request, token, act, ask, member):
    again = {"request": request, "token": token, "ask": ask, "member": member}
    if act == "thank":
        form = talking.thanking(ask, request.POST)
        if not form.is_valid():
            return _show(**again, status=HTTPStatus.UNPROCESSABLE_ENTITY, thank=form)
    elif act in ("reply", "reopen"):
        reply = act == "reply"
        form = Reply(request.POST, request.FILES, member=member) if reply else talking.came_back(request, member)
        if form and not form.is_valid():
            box = "reply" if reply else "came_back"
            return _show(**again, status=HTTPStatus.UNPROCESSABLE_ENTITY, **{box: form})
    else:
        form = None
    try:
        messages.success(request, _do(act, ask, member, form))
    except Refused as refused:
        if act == "reply":
            form.add_error(None, refused.sentence)
            return _show(**again, status=talking._status(form), reply=form)
        messages.warning(request, refused.sentence)
        return _show(**again, status=HTTPStatus.CONFLICT)
    except Denied:
        return render(request, "errors/403.html", status=HTTPStatus.FORBIDDEN)
    return HttpResponseRedirect(reverse("asks:link", args=[token]), status=HTTPStatus.SEE_OTHER)


def _undo(request, token, ask, member):
    """Take a message back within its twenty seconds; its words return to the box."""
    said = request.GET.get("message", "")
    number = as_number(said) or 0
    row = Message.objects.of(ask).filter(pk=number, author=member).first()
    if row is None:
        return HttpResponseRedirect(reverse("asks:link", args=[token]), status=HTTPStatus.SEE_OTHER)
    try:
        text = ask.undo_message(by=member, message=row)
    except Refused as refused:
        messages.warning(request, refused.sentence)
        return _show(request, token, ask, member, status=HTTPStatus.CONFLICT)
    messages.success(request, _("Taken back. Nobody was told; your words are in the box again."))
    return _show(request, token, ask, member, reply=Reply(initial={"text": text}, member=member))


def _do(act, ask, member, form):
    """Do it as the member the link was made for; the sentence that says so."""
    if act in ("reply", "reopen") and (anew := talking.said_anew(ask, member, form)):
        return talking.anew_said(anew)
    if act == "reply":
        talking.said(ask, member, form)
        return _("Sent. %(names)s can read it.") % {"names": ", ".join(mine.readers(ask, member))}
    if act == "thank":
        talking.thanks(ask, member, form)
        return talking.thanked_said(form)
    getattr(ask, act)(by=member)
    if act == "reopen" and form:
        talking.said(ask, member, form)
    return {
        "confirm": _("Good. It is done."),
        "reopen": _("It is open again. Somebody looks at it anew."),
        "withdraw": _("You took it back. If it comes up again, just ask."),
        "nudge": talking.nudged_said(ask) if act == "nudge" else "",
    }[act]

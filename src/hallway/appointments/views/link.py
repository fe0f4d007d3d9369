"""One appointment by the signed link of a mail, without signing in. GET shows, POST acts, so that whatever looks at links in mail
answers nothing. The token is one member's and opens one appointment; run out, altered, or of somebody who left: one page for all.
"""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from hallway.core.middleware import public
from hallway.core.page import page
from hallway.core.tokens import read_request_link
from hallway.core.verb import Denied, Refused
from hallway.people.models import Member

from ..models import Appointment
from ..models.appointment import LINK
from .show import about
from .verbs import SAID

ACTS = ("accept", "perhaps", "decline", "cancel")


@public
def link(request, token, act=""):
    row, member = _read(token)
    if row is None:
        return _guarded(render(request, "asks/link_over.html", status=HTTPStatus.NOT_FOUND))
    if request.user.is_authenticated and (request.method != "POST" or request.user.pk != member.pk):
        return HttpResponseRedirect(row.get_absolute_url())
    with translation.override(member.language or translation.get_language()):
        if request.method == "POST" and act in ACTS:
            return _guarded(_act(request, token, act, row, member))
        if request.method not in ("GET", "HEAD"):
            return _guarded(HttpResponseNotAllowed(["GET"]))
        return _guarded(_show(request, token, row, member))


def _read(token):
    """(appointment, member) that the token opens, or (None, None)."""
    said = read_request_link(token, noun=LINK)
    member = Member.objects.filter(pk=said[1], is_active=True).first() if said else None
    row = Appointment.objects.visible_to(member).with_people().filter(pk=said[0]).first() if member else None
    return (row, member) if row is not None and row.status != "held" else (None, None)


def _show(request, token, row, member, status=HTTPStatus.OK):
    urls = {act: reverse("appointments:link_act", args=[token, act]) for act in ACTS}
    return page(request, "appointments/link.html", about(row, member, urls=urls), status=status)


def _act(request, token, act, row, member):
    try:
        values = {"reason": request.POST.get("reason", "")} if act == "cancel" else {}
        getattr(row, act)(by=member, **values)
    except Refused as refused:
        messages.warning(request, refused.sentence)
        return _show(request, token, row, member, HTTPStatus.CONFLICT)
    except Denied:
        return render(request, "errors/403.html", status=HTTPStatus.FORBIDDEN)
    messages.success(request, SAID[act])
    return HttpResponseRedirect(reverse("appointments:link", args=[token]), status=HTTPStatus.SEE_OTHER)


def _guarded(answer):
    answer["Referrer-Policy"] = "same-origin"
    answer["Cache-Control"] = "no-store, private"
    answer["X-Robots-Tag"] = "noindex"
    return answer

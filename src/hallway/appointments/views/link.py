"""One appointment by the signed link of a mail, without signing in. GET shows, POST acts, so that whatever looks at links in mail
answers nothing. The token is one member's and opens one appointment; run out, altered, or of somebody who left: one page for all.
"""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hallway.core.middleware import public
from hallway.core.page import behind_a_link, page
from hallway.core.tokens import read_request_link
from hallway.core.verb import Denied, Refused
from hallway.people.models import Member
from hallway.schooltime.middleware import read_by

from ..models import Appointment
from ..models.appointment import LINK
from .show import about
from .verbs import SAID, offered_instead, pressed_time, times_from

ACTS = ("accept", "perhaps", "decline", "move", "cancel")


@public
def link(request, token, act=""):
    row, member = _read(token)
    if row is None:
        return behind_a_link(render(request, "asks/link_over.html", status=HTTPStatus.NOT_FOUND))
    if request.user.is_authenticated and (request.method != "POST" or request.user.pk != member.pk):
        return HttpResponseRedirect(row.get_absolute_url())
    with read_by(member):
        if request.method == "POST" and act in ACTS:
            return behind_a_link(_act(request, token, act, row, member))
        if request.method not in ("GET", "HEAD"):
            return behind_a_link(HttpResponseNotAllowed(["GET"]))
        if act == "move":
            return behind_a_link(_other_times(request, token, row, member))
        return behind_a_link(_show(request, token, row, member))


def _read(token):
    """(appointment, member) that the token opens, or (None, None)."""
    said = read_request_link(token, noun=LINK)
    member = Member.objects.filter(pk=said[1], is_active=True).first() if said else None
    row = Appointment.objects.visible_to(member).with_people().filter(pk=said[0]).first() if member else None
    return (row, member) if row is not None and row.status != "held" else (None, None)


def _show(request, token, row, member, status=HTTPStatus.OK):
    urls = {act: reverse("appointments:link_act", args=[token, act]) for act in ACTS}
    context = about(row, member, urls=urls, may_move=member.can("move", row))
    return page(request, "appointments/link.html", context, status=status)


def _other_times(request, token, row, member, status=HTTPStatus.OK):
    """Times that everybody who comes has free, to move it to; what is over or off shows as it is."""
    if not member.can("move", row) or not row.stands or row.is_over:
        return HttpResponseRedirect(reverse("appointments:link", args=[token]), status=HTTPStatus.SEE_OTHER)
    back = reverse("appointments:link", args=[token])
    times = offered_instead(row, row.party_of(member), request.GET.get("week", ""))
    return page(request, "appointments/link_move.html", {"row": row, "back": back, **times}, status=status)


def _act(request, token, act, row, member):
    try:
        values = _values(request, act, row)
        if values is None:
            messages.warning(request, _("Choose a time again."))
            return _other_times(request, token, row, member, HTTPStatus.UNPROCESSABLE_ENTITY)
        getattr(row, act)(by=member, **values)
    except Refused as refused:
        messages.warning(request, refused.sentence)
        if act == "move":
            return _other_times(request, token, row, member, HTTPStatus.CONFLICT)
        return _show(request, token, row, member, HTTPStatus.CONFLICT)
    except Denied:
        return render(request, "errors/403.html", status=HTTPStatus.FORBIDDEN)
    messages.success(request, SAID[act])
    return HttpResponseRedirect(reverse("appointments:link", args=[token]), status=HTTPStatus.SEE_OTHER)


def _values(request, act, row):
    """What the verb takes besides who; None when no time was chosen."""
    if act == "cancel":
        return {"reason": request.POST.get("reason", "")}
    if act != "move":
        return {}
    start = pressed_time(request)
    return None if start is None else times_from(row, start, int((row.end - row.start).total_seconds() // 60))

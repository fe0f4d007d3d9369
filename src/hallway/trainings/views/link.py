"""A training by the signed link of a mail, without signing in. GET shows, POST answers, so that whatever looks at links in mail
answers nothing. The token is one member's and opens one training; run out, altered, or of somebody who left: one page for all.
"""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hallway.core.middleware import public
from hallway.core.page import behind_a_link, page
from hallway.core.tokens import read_request_link
from hallway.core.verb import Denied, Refused
from hallway.people.models import Member
from hallway.schooltime.middleware import read_by

from ..models import Session
from ..models.session import LINK
from .session import ACTS, acted, scene


@public
@require_safe
def link(request, token):
    row, member = _read(token)
    if row is None:
        return _over(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(row.get_absolute_url())
    with read_by(member):
        return _shown(request, token, row, member)


@public
@require_POST
def act(request, token, act):
    row, member = _read(token)
    if row is None or act not in ACTS:
        return _over(request)
    if request.user.is_authenticated and request.user.pk != member.pk:
        # Somebody who is signed in is themselves, whatever mail was forwarded to them.
        return HttpResponseRedirect(row.get_absolute_url(), status=HTTPStatus.SEE_OTHER)
    with read_by(member):
        try:
            messages.success(request, acted(row, member, act, request.POST))
        except Refused as refused:
            messages.warning(request, refused.sentence)
            return _shown(request, token, row, member, HTTPStatus.CONFLICT)
        except Denied:
            return behind_a_link(render(request, "errors/403.html", status=HTTPStatus.FORBIDDEN))
    to = reverse("trainings:link", args=[token])
    return behind_a_link(HttpResponseRedirect(to, status=HTTPStatus.SEE_OTHER))


def _read(token):
    """(session, member) that the token opens, or (None, None)."""
    said = read_request_link(token, noun=LINK)
    member = Member.objects.filter(pk=said[1], is_active=True).first() if said else None
    rows = Session.objects.visible_to(member).select_related("course", "campus") if member else Session.objects.none()
    row = rows.filter(pk=said[0]).first() if member else None
    return (row, member) if row is not None else (None, None)


def _shown(request, token, row, member, status=HTTPStatus.OK):
    urls = {act: reverse("trainings:link_act", args=[token, act]) for act in ACTS}
    shown = scene(row, member, urls) | {"files": [], "ideas": []}
    return behind_a_link(page(request, "trainings/link.html", shown, status=status))


def _over(request):
    return behind_a_link(render(request, "asks/link_over.html", status=HTTPStatus.NOT_FOUND))

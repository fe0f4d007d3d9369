"""How I want mail, and the page behind "stop mails of this kind" at a mail's foot."""

from http import HTTPStatus

from django.contrib import messages
from django.db import transaction
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from hallway.core.middleware import public
from hallway.core.page import go, page

from .. import reasons
from ..choices import choices_of, in_sections
from ..forms import RhythmForm
from ..models import HOW, AddressTrouble, Choice, Rhythm
from ..models.choice import EVERYTHING
from ..stopping import read_stop_token


@require_http_methods(["GET", "HEAD", "POST"])
def choices(request):
    member = request.user
    paused, lines = choices_of(member)
    rhythm = RhythmForm(request.POST or None, member=member)
    if request.method == "POST":
        if not rhythm.is_valid():
            return _choices(request, paused, lines, rhythm, HTTPStatus.UNPROCESSABLE_ENTITY)
        with transaction.atomic():
            Rhythm.keep(by=member, member=member, **rhythm.cleaned_data)
            for group, how in lines:
                said = request.POST.get(group.key, how)
                if said in dict(HOW):
                    Choice.choose(by=member, member=member, group=group, how=said)
        messages.success(request, _("Kept. Mail comes as you like it."))
        return go(request, reverse("delivery:choices"))
    return _choices(request, paused, lines, rhythm)


def _choices(request, paused, lines, rhythm, status=HTTPStatus.OK):
    trouble = AddressTrouble.objects.now().of(request.user)
    why = reasons.spoken(trouble.why) if trouble else ""
    about = {"paused": paused, "sections": in_sections(lines), "how": HOW, "rhythm": rhythm}
    about |= {"trouble": trouble, "why": why}
    return page(request, "delivery/choices.html", about, status=status)


@require_POST
def pause(request):
    on = request.POST.get("on") == "1"
    Choice.pause(by=request.user, member=request.user, on=on)
    messages.success(request, _("Mail is paused. The bell goes on.") if on else _("Mail comes again."))
    return go(request, reverse("delivery:choices"))


@public
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token):
    """GET shows, POST acts, also the one-click POST of mail programs (RFC 8058), which have no cookie and no form stamp.
    The signed token is all that is needed; it can only turn mail down, or up again, for one person and kind."""
    found = read_stop_token(token)
    if not found:
        return render(request, "delivery/stop.html", {"found": False}, status=HTTPStatus.NOT_FOUND)
    member, group = found
    done = ""
    if request.method == "POST":
        done = "again" if request.POST.get("again") else "stopped"
        if group.key == EVERYTHING:
            Choice.pause(by=member, member=member, on=done == "stopped")
        else:
            Choice.choose(by=member, member=member, group=group, how="off" if done == "stopped" else group.usual)
    with translation.override(member.language or translation.get_language()):
        answer = render(request, "delivery/stop.html", {"found": True, "group": group, "done": done})
        answer["Referrer-Policy"] = "same-origin"  # not no-referrer: browsers would send Origin: null with our forms
        answer["Cache-Control"] = "no-store, private"
        return answer

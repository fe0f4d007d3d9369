"""The doors to a tip that need no sign-in: its short address, for whoever has the paper, and the signed link in somebody's mail.

GET only shows, so that mail scanners and forwarded mails say nothing in anybody's name; POST acts.
"""

from http import HTTPStatus

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from hallway.core.middleware import public
from hallway.core.page import behind_a_link
from hallway.core.tokens import read_request_link
from hallway.core.verb import HALLWAY
from hallway.people.models import Member
from hallway.schooltime.middleware import read_by

from ..choices import ANSWERS
from ..devices import device_of, new_device, remember, too_many
from ..forms_tips import AnswerForm
from ..models import Tip


def _published(**about):
    return Tip.objects.filter(state="published", **about).select_related("by", "campus", "idea").first()


def _answer(request, status=HTTPStatus.OK, **about):
    return behind_a_link(render(request, "ideas/tip_open.html", {"answers": ANSWERS, **about}, status=status))


@public
@require_http_methods(["GET", "HEAD", "POST"])
def open_tip(request, code):
    """Anybody with the code reads the tip, and nothing else, and may say without a name how it went. Members go to its page."""
    tip = _published(code=code.lower())
    if tip is None:
        return _answer(request, HTTPStatus.NOT_FOUND)
    if request.user.is_authenticated and request.user.is_active:
        return HttpResponseRedirect(tip.get_absolute_url())
    device, cookie = device_of(request, tip), None
    if request.method == "POST":
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return _answer(request, HTTPStatus.UNPROCESSABLE_ENTITY, tip=tip, wrong=True)
        if not device:
            cookie, device = new_device(tip)
        if too_many(request, device):
            return _answer(request, HTTPStatus.TOO_MANY_REQUESTS, tip=tip, braked=True)
        tip.count(by=HALLWAY, device=device, result=form.cleaned_data["result"])
    reply = tip.replies.filter(device=device).first() if device else None
    answer = _answer(request, tip=tip, said=reply.said if reply else "", just=request.method == "POST")
    if cookie:
        remember(answer, cookie)
    return answer


@public
@require_http_methods(["GET", "HEAD", "POST"])
def mailed_tip(request, token):
    """The link in a member's mail: whose it is, and their one answer. A link that was passed on to another member says so."""
    found = read_request_link(token, noun="tip")
    tip = _published(pk=found[0]) if found else None
    owner = Member.objects.filter(pk=found[1], is_active=True).first() if tip else None
    if tip is None or owner is None:
        return _answer(request, HTTPStatus.NOT_FOUND)
    with read_by(owner):
        if request.user.is_authenticated and request.user.pk != owner.pk:
            return _answer(request, tip=tip, owner=owner, others=True)
        said = ""
        if request.method == "POST" and request.POST.get("back"):
            tip.unanswer(by=owner)
        elif request.method == "POST":
            form = AnswerForm(request.POST)
            if not form.is_valid():
                return _answer(request, HTTPStatus.UNPROCESSABLE_ENTITY, tip=tip, owner=owner, wrong=True)
            said = tip.answer(by=owner, **form.cleaned_data).said
        context = {"tip": tip, "owner": owner, "said": said, "just": request.method == "POST"}
        return _answer(request, **context, asked=request.GET.get("say", ""))

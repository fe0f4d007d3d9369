"""The verbs of an idea, as small forms on its page."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hallway.core.page import go
from hallway.core.text import as_number

from ..forms import ReportForm
from ..models import Idea
from .arriving import as_own_idea, looked_at_anew, say_where, standing
from .idea import find, show


def _after(request, idea, words, undo=""):
    messages.success(request, words, extra_tags=f"undo={undo}" if undo else "")
    return go(request, idea.get_absolute_url())


@require_POST
def publish(request, number):
    return _after(request, find(request, number).publish(by=request.user), _("Shared. Thank you."))


@require_POST
def drop(request, number):
    find(request, number).drop(by=request.user)
    messages.success(request, _("Dropped. Nobody had seen it."))
    return go(request, reverse("ideas:mine"))


@require_POST
def bring_back(request, number):
    idea = find(request, number)
    before = idea.version
    number = as_number(request.POST.get("version") or request.GET.get("version")) or 0
    idea.bring_back(by=request.user, number=number)
    undo = f"{reverse('ideas:bring_back', args=[idea.pk])}?version={before}" if idea.version != before else ""
    return _after(request, idea, _("It says again what it said then."), undo)


@require_POST
@looked_at_anew
def report(request, number):
    idea, first = standing(request, number)
    if idea is None:
        return as_own_idea(request, text=request.POST.get("why", ""))
    form = ReportForm(request.POST, auto_id="report_%s")
    if not form.is_valid():
        return show(request, idea, HTTPStatus.UNPROCESSABLE_ENTITY, report_form=form)
    idea.report(by=request.user, why=form.cleaned_data["why"])
    say_where(request, first, idea)
    return _after(request, idea, _("Thank you. It stands on the idea until somebody has looked."))


@require_POST
def settle(request, number):
    outdated = request.POST.get("outdated") == "yes"
    idea = find(request, number).settle(by=request.user, outdated=outdated)
    return _after(request, idea, _("It is marked as outdated.") if outdated else _("It is fine as it stands."))


@require_POST
def merge(request, number):
    idea = find(request, number)
    into = Idea.objects.visible_to(request.user).open().filter(pk=as_number(request.POST.get("into")) or 0).first()
    if into is None:
        raise Http404
    idea.merge(by=request.user, into=into)
    return _after(request, into, _("They are one now."), reverse("ideas:part", args=[idea.pk]))


@require_POST
def part(request, number):
    return _after(request, find(request, number).part(by=request.user), _("They are two again."))


@require_POST
def put_away(request, number):
    idea = find(request, number).put_away(by=request.user)
    undo = reverse("ideas:take_out", args=[idea.pk])
    messages.success(request, _("Put away. Nobody finds it any more."), extra_tags=f"undo={undo}")
    return go(request, idea.get_absolute_url())


@require_POST
def take_out(request, number):
    return _after(request, find(request, number).take_out(by=request.user), _("It stands in the library again."))

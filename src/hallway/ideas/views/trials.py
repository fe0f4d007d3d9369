"""How it went: one tap on the page of an idea, more of it on a page of its own, and what never was in Hallway."""

import uuid
from http import HTTPStatus

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hallway.core.page import go, page
from hallway.core.verb import Refused
from hallway.people.where import campus_of

from ..forms_trials import AdviceForm, TrialForm
from ..models import Trial
from .arriving import as_advice, say_where, standing
from .idea import show

MOST = 100


@require_safe
def mine(request):
    """What I tried and want to try, newest first; and below it, for an ITS, who told them how it went."""
    member = request.user
    rows = Trial.objects.visible_to(member).select_related("idea", "its", "member", "campus").order_by("-at")
    own, told = rows.filter(member=member), rows.filter(its=member).exclude(member=member)  # each has its index
    return page(request, "ideas/trials.html", {"own": list(own[:MOST]), "told": list(told[:MOST])})


@require_POST
def note(request, number):
    """The one tap. A try that was only planned becomes what is said now; anything else is a try of its own. A wish is noted, and
    the form that asks an ITS to plan it comes next."""
    member, form = request.user, TrialForm(request.POST, member=request.user, auto_id="try_%s")
    idea, first = standing(request, number)
    before = _before(member, {number, idea and idea.pk}, request.POST)
    if idea is None and not (before and form.is_valid()):
        return as_advice(request)
    if not form.is_valid():
        return show(request, idea, HTTPStatus.UNPROCESSABLE_ENTITY, trial_form=form)
    said, key = form.what(), form.cleaned_data["key"]
    if before is not None:
        said = {name: value for name, value in said.items() if value not in ("", None)}
        trial = before.tell(by=member, key=key, **said)
    else:
        trial = Trial.note(by=member, campus=campus_of(member), idea=idea, key=key, **said)
    if trial.result == "not_yet" and idea and idea.is_shared and not member.seat.is_its:
        say_where(request, first, idea)
        return go(request, f"{reverse('appointments:consult_new')}?idea={idea.pk}&wish=1")
    undo = f"undo={reverse('ideas:take_back', args=[trial.pk])}"
    words = _("On your list to try.") if trial.result == "not_yet" else _("Thank you. It helps whoever comes next.")
    messages.success(request, words, extra_tags=undo)
    if idea is None:
        return go(request, reverse("ideas:trials"))
    say_where(request, first, idea)
    return go(request, idea.get_absolute_url() + "#tried")


def _before(member, ideas, said):
    """The try that a press is about: the one that its page showed as planned, the one that the same press told before, else one that is
    only planned so far; or None. However often somebody presses, and in however many windows, it stays one."""
    rows = list(Trial.objects.filter(member=member, idea__in=ideas - {None}).order_by("-at", "-pk")[:MOST])
    named = [each for each in rows if said.get("plan") == str(each.pk) or said.get("key") == str(each.told_with)]
    return next(iter([*named, *(each for each in rows if each.result == "not_yet")]), None)


def _own(request, number):
    return get_object_or_404(
        Trial.objects.filter(member=request.user).select_related("idea", "its", "campus"), pk=number
    )


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request, number):
    """Say more about it, or say it otherwise. The ITS it names reads it, too, and changes nothing."""
    trial = _own(request, number)
    kind = TrialForm if trial.idea_id else AdviceForm
    form = kind(request.POST or None, member=request.user, initial=TrialForm.of(trial))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    if form.is_bound and form.is_valid():
        try:
            trial.tell(by=request.user, **form.what())
        except Refused as refused:
            form.add_error(None, refused.sentence)
            status = HTTPStatus.CONFLICT
        else:
            messages.success(request, _("Kept."))
            return go(request, trial.idea.get_absolute_url() + "#tried" if trial.idea_id else reverse("ideas:trials"))
    return page(request, "ideas/trial.html", {"form": form, "trial": trial}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def tell_its(request):
    """Tell one's ITS how something went that never was in Hallway: what, from whom, how it went."""
    member = request.user
    form = AdviceForm(request.POST or None, member=member)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    if form.is_bound and form.is_valid():
        try:
            trial = Trial.note(by=member, campus=campus_of(member), key=form.cleaned_data["key"], **form.what())
        except Refused as refused:
            form.add_error(None, refused.sentence)
            form.data = form.data.copy()
            form.data["key"], status = str(uuid.uuid4()), HTTPStatus.CONFLICT
        else:
            said = _("%(name)s hears how it went.") % {"name": trial.its.short_name} if trial.its_id else _("Kept.")
            undo = f"undo={reverse('ideas:take_back', args=[trial.pk])}"
            messages.success(request, said, extra_tags=undo)
            return go(request, reverse("ideas:trials"))
    return page(request, "ideas/tell.html", {"form": form}, status=status)


@require_POST
def take_back(request, number):
    trial = Trial.objects.filter(member=request.user, pk=number).select_related("idea").first()
    to = reverse("ideas:trials")
    if trial is not None:
        to = trial.idea.get_absolute_url() + "#tried" if trial.idea_id else to
        trial.take_back(by=request.user)
    messages.success(request, _("Taken back, with its words."))
    return go(request, to)

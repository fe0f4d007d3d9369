"""Between consults, good news and the library."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hallway.core.page import go
from hallway.core.text import as_number
from hallway.core.verb import Refused
from hallway.ideas.models import Idea, Trial

from ..models import Consult
from ..whom import campus_of, its_for
from .brags import find as find_brag
from .consults import find


@require_POST
def fix_together(request, number):
    """One press: a consult with whoever helped, else with the ITS who is nearest today, that carries the try."""
    member = request.user
    trial = get_object_or_404(Trial.objects.filter(member=member).select_related("idea", "its"), pk=number)
    helped = trial.its if trial.its_id and trial.its.is_active and trial.its.seat.is_its else None
    near = [each["person"] for each in ([] if helped else its_for(member))]
    if not helped and not near:
        raise Refused(_("There is nobody to plan with at your campus just now. What you said stays as it is."))
    consult = Consult.fix_together(by=member, trial=trial, its=helped or near[0], campus=campus_of(member))
    messages.success(request, _("%(name)s is asked. Say more below if you like.") % {"name": consult.its.short_name})
    return go(request, consult.get_absolute_url())


@require_POST
def bring(request, number):
    consult = find(request, number)
    ideas = Idea.objects.visible_to(request.user).open()
    consult.bring(by=request.user, idea=get_object_or_404(ideas, pk=as_number(request.POST.get("idea"))))
    return go(request, consult.get_absolute_url() + "#ideas")


@require_POST
def take_to_library(request, number, idea):
    row = find(request, number).take_to_library(by=request.user, idea=idea)
    messages.success(
        request, _("Begun. Look at it once more: nothing of the lesson should stand in it. Then share it.")
    )
    return go(request, row.get_absolute_url())


@require_POST
def make_idea(request, number):
    idea = find_brag(request, number).make_idea(by=request.user)
    messages.success(request, _("It stands in the library. Say there how it is done, if you like."))
    return go(request, reverse("ideas:idea", args=[idea.pk]))

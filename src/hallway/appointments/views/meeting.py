"""When the two sides of a consult or a visit meet: one of the times that stand in both calendars, chosen in one press."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hallway.core.page import go
from hallway.core.text import as_number

from ..models import Appointment
from . import consults, visits


def _meet(request, noun):
    said = request.POST.get("appointment", "")
    appointment = None
    if said:
        pk = as_number(said) or 0
        appointment = get_object_or_404(
            Appointment.objects.visible_to(request.user).filter(consult=None, visit=None), pk=pk
        )
    noun.meet_at(by=request.user, appointment=appointment)
    messages.success(request, _("Kept."))
    return go(request, noun.get_absolute_url())


@require_POST
def meet_for_consult(request, number):
    return _meet(request, consults.find(request, number))


@require_POST
def meet_for_visit(request, number):
    return _meet(request, visits.find(request, number))

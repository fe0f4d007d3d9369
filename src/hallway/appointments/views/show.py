"""The page of one appointment, for those who take part in it."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from hallway.core.page import page

from ..models import Appointment


def found(request, number):
    """The appointment, for whoever takes part in it; 404 for everybody else."""
    return get_object_or_404(Appointment.objects.visible_to(request.user).with_people(), pk=number)


@require_safe
def show(request, number):
    return page(request, "appointments/appointment.html", about(found(request, number), request.user))


def about(row, member, **more):
    """What its page needs."""
    return {"row": row, "mine": row.party_of(member), "zone": row.zone, **more}

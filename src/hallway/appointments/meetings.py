"""The times at which the two sides of a consult or a visit meet."""

from .models import Appointment
from .models.party import STANDING

FEW = 4


def times(noun, member):
    """{linked, others} for the page of a consult or visit: its appointment when it stands, and others of the two sides that
    belong to none yet. Two statements."""
    linked = None
    if noun.appointment_id:
        linked = Appointment.objects.visible_to(member).filter(pk=noun.appointment_id).first()
    both = Appointment.objects.visible_to(member).coming()
    for side in (noun.teacher_id, noun.its_id):
        both = both.filter(parties__member=side, parties__answer__in=STANDING)
    return {"linked": linked, "others": [] if linked else list(both.filter(consult=None, visit=None)[:FEW])}

"""What happens to appointments without a person: holds that run out, and people who leave."""

from hallway.core.now import now
from hallway.core.verb import HALLWAY

from .afterwards import lose_its
from .models import Appointment

BATCH = 200


def somebody_left(event):
    """Hears ``member.deactivated``: what they were to come to takes place without them, or is off."""
    for appointment in Appointment.objects.of(event.subject).coming():
        appointment.go_without(by=HALLWAY, member=event.subject)


def post_ended(event):
    """Hears ``post.removed``: who helps nowhere any more hosts nothing, and the teachers whom they were to plan with or visit
    are told."""
    member = event.subject
    if event.data.get("role") != "its" or not member.is_active or member.seat.is_its:
        return
    for appointment in Appointment.objects.of(member).coming().filter(parties__member=member, parties__part="host"):
        appointment.go_without(by=HALLWAY, member=member)
    lose_its(member)


def began_to_lead(event):
    """Hears ``post.added``: who leads plans and visits with nobody any more, and the teachers are told."""
    if event.data.get("role") in ("lead", "district"):
        lose_its(event.root)


def sweep_holds():
    """Holds that ran out leave nothing behind. Returns how many."""
    due = [*Appointment.objects.filter(status="held", until__lte=now()).order_by("until")[:BATCH]]
    for appointment in due:
        try:
            appointment.sweep(by=HALLWAY)
        except Appointment.DoesNotExist:  # another worker was quicker
            continue
    return len(due)

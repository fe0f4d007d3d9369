"""What happens to appointments without a person: holds that run out, and people who leave."""

from django.db.models import Q

from hallway.core.now import now
from hallway.core.verb import HALLWAY
from hallway.people.models import Member, Post

from .afterwards import lose_its
from .models import Appointment, Consult, Visit
from .models.party import STANDING

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
    _helps_no_more(member)


def posts_over():
    """A post that has a last day ends without anybody's press; what ``post_ended`` does is done then. How many people it was."""
    helping = Post.objects.filter(role="its").not_over().values("member")
    over = Member.objects.filter(is_active=True, posts__role="its").exclude(pk__in=helping).distinct().order_by("pk")
    asked = Q(pk__in=Consult.objects.filter(state="open").values("its"))
    asked |= Q(pk__in=Visit.objects.filter(state__in=("asked", "coming")).values("its"))
    hosts = {"parties__part": "host", "parties__answer__in": STANDING}
    asked |= Q(pk__in=Appointment.objects.coming().order_by().filter(**hosts).values("parties__member"))
    people = [*over.filter(asked)]  # all: an open consult waits for its teacher, and would stand in the way of others
    for member in people:
        _helps_no_more(member)
    return len(people)


def _helps_no_more(member):
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

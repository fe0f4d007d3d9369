"""The times at which the two sides of a consult or a visit meet."""

from hallway.core.text import as_number

from .models import Appointment, Consult, Visit
from .models.party import STANDING
from .models.visible import COMING

FEW = 4
STANDS = (*COMING, "happened")
AIMS = {"consult": Consult, "visit": Visit}


def aim_of(noun):
    """What a time is looked for, as addresses and forms carry it: "consult:12"."""
    return f"{type(noun).__name__.lower()}:{noun.pk}"


def aimed_at(said, member):
    """The consult or visit that ``said`` (of an address or form, good or bad) names and ``member`` may find a time for; or None."""
    kind, _colon, number = str(said).partition(":")
    if kind not in AIMS or (number := as_number(number)) is None:
        return None
    noun = AIMS[kind].objects.visible_to(member).filter(pk=number).first()
    return noun if noun is not None and noun.is_open and member.can("meet_at", noun) else None


def meet(noun, appointment, by):
    """The meeting belongs to ``noun``, when both of its sides come and it belongs to nothing else. Whether it does."""
    others = (
        Consult.objects.filter(appointment=appointment).exists()
        or Visit.objects.filter(appointment=appointment).exists()
    )
    coming = {member.pk for member in appointment.people}
    if others or not {noun.teacher_id, noun.its_id} <= coming:
        return noun.appointment_id == appointment.pk
    noun.meet_at(by=by, appointment=appointment)
    return True


def times(noun, member):
    """{linked, others, aim} for the page of a consult or visit: its appointment when it stands, and others of the two sides that
    belong to none yet. Two statements."""
    linked = None
    if noun.appointment_id:
        linked = Appointment.objects.visible_to(member).filter(pk=noun.appointment_id, status__in=STANDS).first()
    both = Appointment.objects.visible_to(member).coming()
    for side in (noun.teacher_id, noun.its_id):
        both = both.filter(parties__member=side, parties__answer__in=STANDING)
    return {
        "aim": aim_of(noun),
        "linked": linked,
        "others": [] if linked else list(both.filter(consult=None, visit=None)[:FEW]),
    }

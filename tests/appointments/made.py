"""A consult and a visit of Tess with Iván, and good news of it: made when first asked for, found again after."""

from datetime import UTC, date, datetime, timedelta

from hallway.appointments.models import Appointment, Brag, Consult, Visit

TAUGHT = date(2026, 3, 5)


def consult(cast):
    """Tess asks Iván to plan a lesson with her, taught on Thursday."""
    found = Consult.objects.filter(teacher=cast.tess).first()
    return found or Consult.open(
        by=cast.tess, teacher=cast.tess, its=cast.ivan, campus=cast.oak, taught_on=TAUGHT,
        lesson={"line": "Comparing fractions", "wanted": ["ideas", "coplan"]},
    )  # fmt: skip


def visit(cast):
    """Tess invites Iván to watch who takes part, on Thursday in period 2."""
    found = Visit.objects.filter(teacher=cast.tess).first()
    return found or Visit.ask_in(
        by=cast.tess, teacher=cast.tess, its=cast.ivan, campus=cast.oak, room=cast.room, group="3B", period="Period 2",
        on=TAUGHT, focus={"named": "participation", "evidence": "A tally by table"},
    )  # fmt: skip


def meeting(cast, **about):
    """Iván enters a meeting with Tess, on Thursday at three."""
    start = datetime(TAUGHT.year, TAUGHT.month, TAUGHT.day, 21, tzinfo=UTC)
    who = {"by": cast.ivan, "hosts": [cast.ivan], "guests": [cast.tess], "campus": cast.oak, "agreed": True}
    return Appointment.book(**who, start=start, end=start + timedelta(minutes=30), **about)


def brag(cast):
    """Iván would like to tell the campus of Tess's number line; she has not said yes yet."""
    found = Brag.objects.filter(teacher=cast.tess).first()
    if found is None:
        found = Brag.draft(
            by=cast.ivan,
            teacher=cast.tess,
            campus=cast.oak,
            title="A number line one can walk on",
            text="The floor was it.",
        )
        found.propose(by=cast.ivan)
    return found

"""What every change of a calendar does besides its rows: one event, and the compiled calendars are made anew."""

from django.db import transaction

from hallway.history.models import record
from hallway.people.models import District


def changed():
    """This process reads the calendar anew: now, and again once the change is committed; others do within a minute."""
    from ..calendars import forget

    forget()
    transaction.on_commit(forget)


def tell(campus, *, by, what, first=None, last=None):
    """Record ``calendar.changed`` of a campus (None: the district). ``first``, ``last``: dates, None for all of them."""
    changed()
    return record(
        "calendar.changed",
        campus or District.get(),
        by=by,
        campus=campus.pk if campus else None,
        first=first.isoformat() if first else None,
        last=last.isoformat() if last else None,
        what=what,
    )

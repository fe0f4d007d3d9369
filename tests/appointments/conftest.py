"""Appointments of the cast: Tess and Iván at Oak, on a Monday in March at nine."""

from datetime import timedelta

import pytest

from hallway.appointments.models import Appointment


@pytest.fixture
def book(cast, monday):
    """``book(**values)``: Tess books Iván tomorrow at ten, for half an hour; ``at``: days and hours after Monday nine."""

    def make(**values):
        days, hours = values.pop("at", (1, 1))
        start = monday.instant + timedelta(days=days, hours=hours)
        long = timedelta(minutes=values.pop("minutes", 30))
        about = {"by": cast.tess, "campus": cast.oak, "hosts": [cast.ivan], "guests": [cast.tess], "start": start}
        return Appointment.book(**{**about, "end": start + long, **values})

    return make


@pytest.fixture
def taken():
    """``taken(member)``: how many stretches of their time are taken."""
    from hallway.diary.models import Taken

    return lambda member: Taken.objects.filter(person=member).standing().count()

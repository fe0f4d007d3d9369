"""A time that is looked for because of a consult or a visit belongs to it once it is booked."""

import pytest

from hallway.appointments.models import Appointment

from . import made
from .test_booking_pages import buttons, hidden


@pytest.fixture
def tess(as_, cast, monday):
    return as_(cast.tess)


def test_a_time_for_a_consult_belongs_to_it(cast, tess, as_):
    consult = made.consult(cast)
    page = tess.get(consult.get_absolute_url()).content.decode()
    address = f"/appointments/book/?with={cast.ivan.pk}&for=consult:{consult.pk}"
    assert address.replace("&", "&amp;") in page or address in page
    first = tess.get(address)
    held = tess.post("/appointments/hold/", {**hidden(first), "slot": buttons(first)[0]})
    booked = tess.post("/appointments/book/", hidden(tess.get(held["Location"])))
    assert booked["Location"] == consult.get_absolute_url()
    consult.refresh_from_db()
    assert (consult.appointment.kind, consult.appointment.guests) == ("consult", [cast.tess])


@pytest.mark.parametrize("aim", ["consult:x", "consult:", "visit:999999999", "ask:1", "\x00", "consult:" + "9" * 30])
def test_a_time_for_what_is_not_theirs_is_a_plain_meeting(cast, tess, as_, aim):
    first = tess.get("/appointments/book/", {"for": aim})
    assert first.status_code == 200
    said = {**hidden(first), "slot": buttons(first)[0], "aim": aim}
    assert tess.post("/appointments/book/", said).status_code == 303
    assert Appointment.objects.get().kind == "meeting"


def test_a_consult_of_others_is_no_aim(cast, as_, monday):
    consult = made.consult(cast)
    olga = as_(cast.olga)
    first = olga.get("/appointments/book/", {"for": f"consult:{consult.pk}"})
    said = {**hidden(first), "slot": buttons(first)[0]}
    assert olga.post("/appointments/book/", said).status_code == 303
    consult.refresh_from_db()
    assert consult.appointment is None

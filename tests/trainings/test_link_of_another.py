"""The link in one's mail, pressed in a browser in which somebody else is signed in."""

from hallway.trainings.models import Seat

from .made import announced


def test_nothing_is_said_in_anothers_name(cast, monday, as_):
    row = announced(cast)
    row.answer(by=cast.tess, said="maybe")
    url = row.link_for(cast.tess)
    act = url.rstrip("/") + "/answer/"
    answer = as_(cast.olga).post(act, {"said": "cannot"})
    assert (answer.status_code, answer["Location"]) == (303, row.get_absolute_url())
    assert Seat.objects.get(member=cast.tess).answer == "maybe"
    assert as_(cast.tess).post(act, {"said": "cannot"}).status_code == 303
    assert Seat.objects.get(member=cast.tess).answer == "cannot"

"""A capture becomes a consult in one verb, and a request again."""

import pytest

from hallway.asks.models import Ask
from hallway.capture.models import Capture
from hallway.core.verb import Denied
from hallway.threads.models import File, Message


def test_what_waits_becomes_a_consult(cast, monday):
    row = Capture.keep(by=cast.ivan, line="wants to try stations", name="Tess")
    consult = row.plan(by=cast.ivan, requester=cast.tess)
    assert (consult.teacher, consult.its, consult.lesson.line) == (cast.tess, cast.ivan, "wants to try stations")
    assert row.plan(by=cast.ivan, requester=cast.tess) == consult
    assert (row.state, row.get_absolute_url()) == ("consult", consult.get_absolute_url())
    assert not Capture.objects.visible_to(cast.kim).filter(pk=row.pk).exists()
    request = row.sort(by=cast.ivan, requester=cast.tess)
    assert (request.confidential, request.holder) == (True, cast.ivan)
    assert consult.came_from is None
    consult.refresh_from_db()
    assert consult.came_from == request


def test_a_photo_goes_along_with_its_words(cast, monday):
    row = Capture.keep(by=cast.ivan, line="this board", name="Tess")
    file = File.objects.create(noun=row, name="a.png", type="image/png", size=1, sha256="0", path="x", author=cast.ivan)
    consult = row.plan(by=cast.ivan, requester=cast.tess)
    file.refresh_from_db()
    assert (file.noun, file.message) == (consult, Message.objects.get())
    assert File.find(file.pk, cast.tess) == file


def test_a_capture_that_was_a_request_already(cast, monday):
    row = Capture.keep(by=cast.ivan, line="stations", requester=cast.tess)
    consult = row.plan(by=cast.ivan, requester=cast.tess)
    assert consult.came_from == Ask.objects.get()
    assert consult.came_from.outcome == "consult"


@pytest.mark.parametrize("who", ["tess", "olga", "lena", "dora"])
def test_who_may_not(cast, monday, who):
    row = Capture.keep(by=cast.ivan, line="stations", name="Tess")
    with pytest.raises(Denied):
        row.plan(by=getattr(cast, who), requester=cast.tess)


def test_from_its_page(cast, monday, as_):
    row = Capture.keep(by=cast.ivan, line="stations", name="somebody")
    answer = as_(cast.ivan).post(f"/asks/capture/{row.pk}/plan/", {"name": "Tess"})
    row.refresh_from_db()
    assert answer["Location"] == row.consult.get_absolute_url()

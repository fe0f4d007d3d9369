"""Capture at its edges: photos that are none, names of elsewhere, a clock that is wrong by a year, the way back for the teacher."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hallway.asks.models import Ask
from hallway.capture.models import Capture
from hallway.core.now import moved
from hallway.delivery.models import OutgoingMail
from hallway.delivery.working import deliver_events
from hallway.history.models import Event
from hallway.threads.models import File, Message


@pytest.mark.parametrize("days", [200, 364, 365, 366])
def test_a_clock_that_is_wrong_by_a_year_says_nothing(sent, monday, days):
    """Mended between catching and sending: nobody said it a year ago."""
    sent(name="tess", ago=str(days * 86400))
    row = Capture.objects.get()
    assert row.at == row.arrived
    assert not row.came_late


def test_a_photo_that_is_none_is_kept_as_what_it_is_or_said(sent, as_, cast):
    """Words of a program with the name of a photo: no browser is told that it is one."""
    fake = SimpleUploadedFile("door.jpg", b"<script>alert(1)</script>" * 50, "image/jpeg")
    answer = sent(name="tess", files=[fake])
    if answer.status_code == 422:
        assert answer.json()["sentence"]
        assert not Capture.objects.exists()
    else:
        file = File.objects.get()
        assert not file.type.startswith(("image/", "text/html"))
        got = as_(cast.tess).get(file.get_absolute_url())
        assert "attachment" in got["Content-Disposition"]


def test_a_cut_photo_loses_no_words(sent):
    cut = SimpleUploadedFile("door.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 300, "image/jpeg")
    answer = sent(name="tess", files=[cut])
    assert answer.status_code in (200, 422)
    if answer.status_code == 200:
        assert Ask.objects.exists()
    else:
        assert "door.jpg" in answer.json()["sentence"]


def test_twenty_megabytes_are_kept(sent):
    answer = sent(name="tess", files=[SimpleUploadedFile("large.bin", b"\x01" * (20 * 2**20), "image/jpeg")])
    assert answer.status_code == 200
    assert File.objects.get().size == 20 * 2**20


def test_somebody_of_another_campus_is_asked_for_there(sent, cast):
    """Iván meets Emil, of Elm, in Oak's hallway."""
    answer = sent(name="Emil Ekholm", person=cast.emil.pk)
    assert answer.status_code == 200
    row = Ask.objects.get()
    assert (row.requester, row.campus, row.holder) == (cast.emil, cast.elm, cast.ivan)


def test_the_same_capture_with_other_words_keeps_the_first(sent, cast):
    key = str(uuid.uuid4())
    sent(key=key, name="tess")
    answer = sent(key=key, name="tess", line="something else entirely")
    assert answer.status_code == 409
    assert answer.json()["sentence"]
    assert Ask.objects.get().line != "something else entirely"


class TestNote:
    def test_the_choice_is_on_the_form_and_in_the_phones_shell(self, as_, cast, client):
        for page in (as_(cast.ivan).get("/asks/capture/"), client.get("/asks/capture/shell/en/")):
            assert 'name="note_only"' in page.content.decode()

    def test_it_tells_nobody_and_never_becomes_a_request_by_itself(self, sent, as_, cast, monday):
        from hallway.capture import jobs

        sent(name="tess", line="xyzzy of Tess", note_only="on")
        for days in range(0, 40, 3):
            with moved(monday.instant.replace(day=1) + timedelta(days=days + 1)):
                jobs.remind()
                deliver_events()
        assert not Ask.objects.exists()
        assert not OutgoingMail.objects.exists()
        for who in ("kim", "lena", "dora", "ada", "tess", "opal", "cora"):
            for url in ("/", "/search/?q=xyzzy", "/asks/capture/waiting/", "/asks/slips/", "/asks/?q=xyzzy"):
                page = as_(getattr(cast, who)).get(url).content.decode()
                assert "xyzzy of Tess" not in page, (who, url)

    def test_its_author_throws_it_away(self, sent, as_, cast):
        sent(line="xyzzy", note_only="on")
        row = Capture.objects.get()
        for who in ("kim", "ada", "tess"):
            assert as_(getattr(cast, who)).post(f"/asks/capture/{row.pk}/throw_away/").status_code in (403, 404)
        assert as_(cast.ivan).post(f"/asks/capture/{row.pk}/throw_away/").status_code == 303
        assert "xyzzy" not in as_(cast.ivan).get("/asks/capture/waiting/").content.decode()


def test_the_teacher_corrects_it_by_the_link_of_the_mail(sent, cast, client):
    import re

    sent(name="tess", line="board pen is lost")
    deliver_events()
    letter = OutgoingMail.objects.get(event__kind="ask.caught")
    link = re.search(r"(/asks/link/\S+?/)(?:\s|$)", letter.text)[1]
    answer = client.post(f"{link}reply/", {"text": "It is the board, not the pen.", "key": str(uuid.uuid4())})
    assert answer.status_code in (302, 303), answer.status_code
    assert Message.objects.filter(noun_id=Ask.objects.get().pk, text="It is the board, not the pen.").exists()
    assert Event.objects.filter(kind="ask.replied").exists()

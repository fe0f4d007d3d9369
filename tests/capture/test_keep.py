"""What a phone sends is kept once, becomes a request or waits to be sorted, and is never refused for its person."""

import threading
import uuid
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from hallway.asks.models import Ask
from hallway.capture.models import Capture
from hallway.core.now import moved, now
from hallway.core.verb import Denied, Refused
from hallway.history.models import Event
from hallway.threads.models import File

from ..access import EVERYBODY


def photo(color="green"):
    out = BytesIO()
    Image.new("RGB", (40, 30), color).save(out, "JPEG")
    return SimpleUploadedFile("door.jpg", out.getvalue(), "image/jpeg")


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_may_keep(cast, who):
    member = getattr(cast, who)
    if who in ("ivan", "kim"):
        assert Capture.keep(by=member, line="x").by == member
    else:
        with pytest.raises(Denied):
            Capture.keep(by=member, line="x")


def test_a_known_person_becomes_a_request_at_once(sent, cast):
    answer = sent(name="Tess Tanaka", person=cast.tess.pk, teaching_stopped="on")
    row, ask = Capture.objects.get(), Ask.objects.get()
    assert answer.json() == {
        "state": "asked", "number": ask.pk, "url": f"/asks/{ask.pk}/", "said": f"Kept as #{ask.pk}. Tess is told.",
    }  # fmt: skip
    assert (row.ask, row.state, row.requester) == (ask, "asked", cast.tess)
    assert (ask.requester, ask.filed_by, ask.holder, ask.through) == (cast.tess, cast.ivan, cast.ivan, "capture")
    assert (ask.campus, ask.room, ask.teaching_stopped) == (cast.oak, cast.room, True)


def test_a_name_that_fits_one_person_is_them(sent, cast):
    sent(name="tanaka")
    assert Ask.objects.get().requester == cast.tess


@pytest.mark.parametrize("name", ["o", "Nobody Known", ""])
def test_a_name_that_fits_nobody_or_several_waits(sent, name):
    assert sent(name=name).json()["state"] == "waiting"
    assert not Ask.objects.exists()
    assert Capture.objects.to_sort().get().name == name


def test_somebody_who_left_since_waits_under_their_name(sent, cast):
    assert sent(name="Gus Gone", person=cast.gone.pk).json()["state"] == "waiting"
    assert Capture.objects.get().name == "Gus Gone"


def test_a_note_is_nobodys_request(sent, cast):
    assert sent(name="Tess Tanaka", person=cast.tess.pk, note_only="on").json()["state"] == "note"
    assert not Ask.objects.exists()


def test_sent_again_it_is_the_same(sent):
    same = {"key": str(uuid.uuid4()), "name": "tess"}
    answers = [sent(**same, ago=str(n), files=[photo()]).json() for n in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert (Capture.objects.count(), Ask.objects.count(), File.objects.count()) == (1, 1, 1)


def test_sent_again_with_other_words_is_refused_with_a_sentence(sent):
    key = str(uuid.uuid4())
    sent(key=key, name="tess")
    answer = sent(key=key, name="tess", line="something else")
    assert answer.status_code == 409
    assert "already sent" in answer.json()["sentence"]
    assert sent(key=key, name="tess", files=[photo()]).status_code == 409
    assert Capture.objects.count() == 1


def test_whom_a_name_means_may_change_between_two_sendings(sent, cast):
    same = {"key": str(uuid.uuid4()), "name": "Pat"}
    sent(**same)
    cast.tess.change(by=cast.ada, name="Pat Tanaka")
    assert sent(**same).json()["state"] == "waiting"
    assert Capture.objects.count() == 1


def test_somebody_elses_is_not_taken(sent, cast):
    answer = sent(cast.kim, member=cast.ivan.pk)
    assert (answer.status_code, answer.json()["code"]) == (409, "other")
    assert not Capture.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"key": "x"}, {"line": ""}, {"line": "x" * 201}, {"member": "x"}, {"person": "-3"}, {"person": "9" * 30}]
)
def test_what_makes_no_sense_comes_back_with_a_sentence(sent, wrong):
    answer = sent(**wrong)
    assert answer.status_code == 422
    assert answer.json()["sentence"]


def test_when_it_was_said(sent, monday):
    for ago, at in (
        ("0", timedelta(0)), (str(14 * 86400), timedelta(days=14)), ("-50", timedelta(0)),
        (str(380 * 86400), timedelta(0)), ("1e300", timedelta(0)), ("nan", timedelta(0)), ("", timedelta(0)),
    ):  # fmt: skip
        sent(ago=ago, name="nobody")
        row = Capture.objects.latest("pk")
        assert abs(row.arrived - at - row.at) < timedelta(seconds=5), ago
        assert row.came_late is (at > timedelta(0))


def test_two_weeks_later_the_promise_runs_from_arrival(cast, monday):
    later = monday.instant + timedelta(days=14)
    with moved(later):
        ask = Capture.keep(by=cast.ivan, line="x", requester=cast.tess, at=monday.instant).ask
    assert ask.opened_at == later
    assert ask.promised_at > later
    assert ask.capture.at == monday.instant


def test_a_photo_goes_with_it(sent, as_, cast):
    sent(name="tess", files=[photo()])
    file = File.objects.get()
    assert file.noun == Ask.objects.get()
    assert as_(cast.tess).get(file.get_absolute_url()).status_code == 200


def test_a_photo_without_room_is_tried_again_later(sent, monkeypatch):
    def full(_store, _data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("hallway.core.storage.Folder.write", full)
    answer = sent(name="tess", files=[photo()])
    assert (answer.status_code, answer.json()["code"]) == (503, "later")
    assert not Capture.objects.exists()


def test_a_photo_that_cannot_be_kept_is_said(sent):
    answer = sent(name="tess", files=[SimpleUploadedFile("huge.jpg", b"x" * (25 * 2**20 + 1), "image/jpeg")])
    assert answer.status_code == 422
    assert "25 MB" in answer.json()["sentence"]


def test_only_the_help_team(sent, cast):
    answer = sent(cast.tess)
    assert (answer.status_code, answer.json()["code"]) == (403, "denied")


def test_who_is_here(as_, cast, client):
    said = as_(cast.ivan).get("/asks/capture/here/")
    assert said.json()["member"] == cast.ivan.pk
    assert said.json()["its"]
    assert len(said.json()["token"]) > 20
    assert said["Cache-Control"] == "no-store, private"
    assert not as_(cast.tess).get("/asks/capture/here/").json()["its"]
    assert client.get("/asks/capture/here/").status_code == 302


def test_names_hold_names_and_places_only(as_, cast):
    browser = as_(cast.kim)
    answer = browser.get("/asks/capture/names/")
    assert answer.json() == {
        "people": [
            [cast.ed.pk, "Ed Eaton", "Elm Middle", ""],
            [cast.emil.pk, "Emil Ekholm", "Elm Middle", "B4"],
            [cast.ivan.pk, "Iván Núñez", "Elm Middle", ""],
        ]
    }
    again = browser.get("/asks/capture/names/", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    cast.emil.change(by=cast.ada, preferred_name="Milo")
    assert browser.get("/asks/capture/names/", headers={"If-None-Match": answer["ETag"]}).status_code == 200


def test_the_cost_of_names_does_not_grow_with_people(as_, cast, django_assert_num_queries):
    few, many = as_(cast.kim), as_(cast.ivan)
    for browser in (few, many):
        browser.get("/asks/capture/names/")
    with django_assert_num_queries(5):
        few.get("/asks/capture/names/")
    with django_assert_num_queries(5):
        many.get("/asks/capture/names/")


def test_the_shell_holds_nobody(as_, cast, client):
    said = as_(cast.ivan).get("/asks/capture/shell/en/").content
    assert said == client.get("/asks/capture/shell/en/").content
    assert b"csrfmiddlewaretoken" not in said
    assert (
        "Capturar" in client.get("/asks/capture/shell/es/").content.decode()
        or b'lang="es"' in client.get("/asks/capture/shell/es/").content
    )
    assert client.get("/asks/capture/shell/tlh/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_same_capture_from_two_tabs_at_once(cast):
    """Both wait for the other's row; one of them made it."""
    from django.db import connection

    key, found, start = uuid.uuid4(), [], threading.Barrier(4)

    def send():
        start.wait()
        found.append(Capture.keep(by=cast.ivan, line="x", name="tess", requester=cast.tess, key=key).pk)
        connection.close()

    threads = [threading.Thread(target=send) for _tab in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(found) == 4
    assert len(set(found)) == Capture.objects.count() == Ask.objects.count() == 1
    assert Event.objects.filter(kind="ask.caught").count() == 1


def test_the_teacher_hears_once_and_warmly(sent, cast):
    from hallway.delivery.models import Notice, OutgoingMail
    from hallway.delivery.working import deliver_events

    sent(name="tess")
    with moved(now() + timedelta(minutes=1)):
        deliver_events()
    assert [str(notice.event.sentence()) for notice in Notice.objects.filter(member=cast.tess)] == [
        "Iván kept what was said in the hallway"
    ]
    mail = OutgoingMail.objects.get()
    assert mail.to == cast.tess.email
    for words in ("I've got you", "board pen is lost", "I look after it myself", "/asks/new/", "/asks/link/"):
        assert words in mail.text
        assert words.replace("'", "&#x27;") in mail.html or words in mail.html
    assert "You told me" not in mail.text


def test_what_came_late_says_when_it_was_said(cast, monday):
    from hallway.delivery.models import OutgoingMail
    from hallway.delivery.working import deliver_events

    with moved(monday.instant + timedelta(days=14)):
        ask = Capture.keep(by=cast.ivan, line="x", requester=cast.tess, at=monday.instant).ask
        deliver_events()
    assert "You told me" in OutgoingMail.objects.get().text
    assert "March 2" in OutgoingMail.objects.get().text
    assert ask.pk


def test_the_right_door_is_the_procedures(cast, ask):
    from hallway.capture.templatetags.captures import right_door
    from hallway.procedures.terms import Channel, Terms

    row = ask()

    class Asked:
        terms = Terms(channels=(Channel("contact", words="Cora Cole, room 3."),))

    assert "/asks/new/" in right_door(row)
    assert right_door(Asked).endswith("first contact. Cora Cole, room 3.")
    Asked.terms = Terms(channels=(Channel("phone", words="555 0100"),))
    assert "555 0100" in right_door(Asked)
    Asked.terms = Terms(channels=(Channel("form", "discouraged"),))
    assert "/asks/new/" not in right_door(Asked)


def test_refused_again_names_no_row(cast):
    key = uuid.uuid4()
    Capture.keep(by=cast.ivan, line="x", key=key)
    with pytest.raises(Refused):
        Capture.keep(by=cast.kim, line="x", key=key)

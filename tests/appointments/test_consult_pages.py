"""A consult's pages: asking without script, what comes back with errors, two hands at the plan, statements."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hallway.appointments.models import Consult
from hallway.core.verb import HALLWAY
from hallway.people.models import Post
from hallway.threads.models import File

from . import made


@pytest.fixture
def tess(cast, monday, as_):
    return as_(cast.tess)


def test_one_line_is_enough(cast, tess):
    page = tess.get("/appointments/consults/new/")
    assert "Iván Núñez" in page.content.decode()
    said = {"key": str(uuid.uuid4()), "line": "Fractions", "its": cast.ivan.pk}
    answer = tess.post("/appointments/consults/new/", said)
    consult = Consult.objects.get()
    assert answer["Location"] == consult.get_absolute_url()
    assert (consult.campus, consult.teacher, consult.its) == (cast.oak, cast.tess, cast.ivan)
    assert tess.post("/appointments/consults/new/", said)["Location"] == consult.get_absolute_url()
    other = tess.post("/appointments/consults/new/", said | {"line": "Decimals"})
    assert other.status_code == 409
    assert "Decimals" in other.content.decode()
    assert Consult.objects.count() == 1


def test_what_is_missing_is_said_and_nothing_is_lost(cast, tess):
    said = {"key": str(uuid.uuid4()), "line": "", "its": cast.ivan.pk, "objectives": "explain tenths"}
    answer = tess.post("/appointments/consults/new/", said)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Write one line" in page
    assert "explain tenths" in page
    assert tess.post("/appointments/consults/new/", said | {"line": "x", "its": cast.olga.pk}).status_code == 422


def test_two_hands_at_the_plan_both_stand_on_the_page(cast, tess, as_):
    consult = made.consult(cast)
    address = f"{consult.get_absolute_url()}save_plan/"
    assert as_(cast.ivan).post(address, {"text": "His plan", "based_on": 0}).status_code == 303
    answer = tess.post(address, {"text": "Her plan", "based_on": 0})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Iván changed the plan while you wrote" in page
    assert "His plan" in page
    assert "Her plan" in page
    assert 'name="based_on" value="2"' in page
    assert tess.post(address, {"text": "Both", "based_on": 2}).status_code == 303
    assert consult.plan.text == "Both"
    paper = tess.get(f"{consult.get_absolute_url()}paper/").content.decode()
    assert "Both" in paper
    assert "Her plan" not in paper


@pytest.mark.parametrize(
    ("verb", "said", "status"),
    [
        ("say", {"text": ""}, 422),
        ("note_down", {"text": "", "reader": "mine"}, 422),
        ("suggest", {"title": ""}, 422),
        ("suggest", {"title": "x", "link": "javascript:alert(1)"}, 422),
        ("tell_outcome", {"outcome": "great"}, 422),
        ("invite", {"who": "Nobody"}, 422),
        ("invite", {"who": "Lena"}, 422),
        ("share", {"who": "Dora"}, 422),
        ("change_its", {"its": "no number"}, 404),
        ("change_lesson", {"line": ""}, 422),
    ],
)
def test_what_does_not_fit_is_said(cast, tess, verb, said, status):
    consult = made.consult(cast)
    answer = tess.post(f"{consult.get_absolute_url()}{verb}/", {"key": str(uuid.uuid4()), **said})
    assert answer.status_code == status


def test_words_and_a_file_in_the_conversation(cast, tess, as_):
    from django.core.files.uploadedfile import SimpleUploadedFile

    consult = made.consult(cast)
    file = SimpleUploadedFile("strips.txt", b"cut here", "text/plain")
    tess.post(f"{consult.get_absolute_url()}say/", {"key": str(uuid.uuid4()), "text": "Look", "files": file})
    page = as_(cast.ivan).get(consult.get_absolute_url()).content.decode()
    assert "strips.txt" in page
    row = File.objects.get()
    assert b"".join(as_(cast.ivan).get(row.get_absolute_url()).streaming_content) == b"cut here"
    for who in ("olga", "kim", "lena", "dora", "ada", "cora"):
        assert as_(getattr(cast, who)).get(row.get_absolute_url()).status_code == 404


def test_a_request_is_one_press_away(cast, ask, tess, as_):
    request = ask(line="How do I make groups?")
    assert "Plan it together" in tess.get(request.get_absolute_url()).content.decode()
    answer = tess.post(f"/appointments/consults/from/{request.pk}/")
    consult = Consult.objects.get()
    assert answer["Location"] == consult.get_absolute_url()
    assert "Open the consult" in tess.get(request.get_absolute_url()).content.decode()
    assert "Open the consult" not in as_(cast.cora).get(request.get_absolute_url()).content.decode()
    assert f"request #{request.pk}" in tess.get(consult.get_absolute_url()).content.decode()
    assert tess.post(f"{consult.get_absolute_url()}go_back/")["Location"] == request.get_absolute_url()


def test_statements_do_not_grow(cast, tess):
    def cost(address):
        with CaptureQueriesContext(connection) as said:
            assert tess.get(address).status_code == 200
        return len(said)

    consult = made.consult(cast)
    cost("/"), cost(consult.get_absolute_url())  # what is kept for a while is read once
    few = cost("/appointments/consults/"), cost(consult.get_absolute_url())
    for number in range(3):
        Consult.open(
            by=cast.tess, teacher=cast.tess, its=cast.ivan, campus=cast.oak, lesson={"line": f"Lesson {number}"}
        )
        consult.note_down(by=cast.ivan, text="note", reader="shared")
        consult.suggest(by=cast.ivan, title="idea")
        consult.say(by=cast.ivan, text="words")
        consult.save_plan(by=cast.ivan, text=f"plan {number}", based_on=number)
    many = cost("/appointments/consults/"), cost(consult.get_absolute_url())
    assert many[0] == few[0] <= 15
    assert many[1] <= few[1] + 1  # the plan's author


def test_finished_ones_come_page_by_page(cast, tess, monkeypatch):
    monkeypatch.setattr("hallway.appointments.views.parted.PER_PAGE", 2)
    whose = {"teacher": cast.tess, "its": cast.ivan, "campus": cast.oak}
    rows = [Consult.open(by=cast.tess, **whose, lesson={"line": f"Lesson {number}"}) for number in range(4)]
    for row in rows[:3]:
        row.withdraw(by=cast.tess)
    first = tess.get("/appointments/consults/")
    assert first.context["open"] == [rows[3]]
    assert first.context["done"] == [rows[2], rows[1]]
    assert first.context["earlier"] == f"/appointments/consults/?before={rows[1].pk}"
    then = tess.get(first.context["earlier"])
    assert (then.context["open"], then.context["done"], then.context["earlier"]) == ([], [rows[0]], "")


def test_search_finds_by_people_and_topic_for_who_takes_part(cast, tess, as_):
    consult = made.consult(cast)
    consult.change_lesson(by=cast.tess, lesson={}, topic="Tenths", taught_on=consult.taught_on)
    assert consult.get_absolute_url() in tess.get("/search/?q=tent").content.decode()
    assert consult.get_absolute_url() in as_(cast.ivan).get("/search/?q=tanaka").content.decode()
    assert consult.get_absolute_url() not in tess.get("/search/?q=fractions").content.decode(), (
        "the lesson is not searched"
    )
    for who in ("olga", "kim", "lena", "dora", "ada"):
        assert consult.get_absolute_url() not in as_(getattr(cast, who)).get("/search/?q=tenths").content.decode()


def test_a_time_that_stands_is_the_one_they_meet_at(cast, tess, book):
    consult, meeting = made.consult(cast), book()
    assert "We meet for it" in tess.get(consult.get_absolute_url()).content.decode()
    tess.post(f"{consult.get_absolute_url()}meet_at/", {"appointment": meeting.pk})
    page = tess.get(consult.get_absolute_url()).content.decode()
    assert meeting.get_absolute_url() in page
    visit = made.visit(cast)
    assert tess.post(f"{visit.get_absolute_url()}meet_at/", {"appointment": meeting.pk}).status_code == 404, (
        "it is taken"
    )
    tess.post(f"{consult.get_absolute_url()}meet_at/")
    tess.post(f"{visit.get_absolute_url()}meet_at/", {"appointment": meeting.pk})
    assert meeting.get_absolute_url() in tess.get(visit.get_absolute_url()).content.decode()


def test_an_its_begins_one_for_a_teacher_who_said_so(cast, monday, as_):
    ivan = as_(cast.ivan)
    said = {"key": str(uuid.uuid4()), "line": "Stations", "who": "Tess"}
    assert ivan.post("/appointments/consults/new/", said).status_code == 303
    consult = Consult.objects.get()
    assert (consult.teacher, consult.its, consult.campus) == (cast.tess, cast.ivan, cast.oak)
    again = said | {"key": str(uuid.uuid4()), "who": "Nobody"}
    assert ivan.post("/appointments/consults/new/", again).status_code == 422
    assert as_(cast.olga).post("/appointments/consults/new/", said | {"key": str(uuid.uuid4())}).status_code == 422


def test_another_its_from_the_page(cast, tess):
    consult = made.consult(cast)
    Post.add(by=HALLWAY, member=cast.kim, role="its", campus=cast.oak)
    assert "Kim Kaplan" in tess.get(consult.get_absolute_url()).content.decode()
    tess.post(f"{consult.get_absolute_url()}change_its/", {"its": cast.kim.pk})
    consult.refresh_from_db()
    assert consult.its == cast.kim

"""A list of thousands: the worker brings it in, the page tells how far it is, and a worker that dies is no harm."""

import os
import signal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hallway.people import bringing
from hallway.people.bringing import bring_in_lists
from hallway.people.models import Member, Post, Sheet

from ..cli.conftest import everything_below, new_box, until

HEAD = "email,name,campus,role,room\n"


def lines(many):
    return HEAD + "".join(f"p{n}@cedar.example,Person {n},OAK,teacher,{n % 7}\n" for n in range(many))


@pytest.fixture
def sent(cast, as_):
    """``sent(text)``: the list is let by Ada; her browser and the address of its page."""

    def send(text, who=cast.ada, **more):
        browser = as_(who)
        answer = browser.post("/settings/people/in/", {"file": SimpleUploadedFile("l.csv", text.encode()), **more})
        url = answer.url
        form = {"mark": browser.get(url).context["mark"], "leaving": browser.get(url).context["plan"].leaving}
        answer = browser.post(url, form | {"leaving": str(len(form["leaving"]))})
        assert (answer.status_code, answer.url) == (303, url)
        return browser, url

    return send


def test_the_page_answers_at_once_and_tells_how_far_it_is(sent):
    browser, url = sent(lines(120))
    assert not Member.objects.filter(email__startswith="p1@").exists()
    page = browser.get(url)
    assert "0 of 120" in page.content.decode()
    assert f'href="{url}"' in page.content.decode(), "a link looks again without script"
    assert browser.get(url, headers={"if-none-match": page["ETag"]}).status_code == 304
    assert browser.post(url, {"mark": "x"}).status_code == 200, "pressed twice is once"
    bring_in_lists()
    answer = browser.get(url, headers={"hx-request": "true", "if-none-match": page["ETag"]})
    said = answer.content.decode()
    assert "<html" not in said
    assert "120 changes are made" in said
    assert Member.objects.filter(source="roster").count() == 120
    assert bring_in_lists() == 0
    assert Sheet.objects.get().text == ""


def test_a_short_list_needs_no_worker(cast, as_):
    browser = as_(cast.ada)
    text = lines(5)
    url = browser.post("/settings/people/in/", {"file": SimpleUploadedFile("l.csv", text.encode())}).url
    assert browser.post(url, {"mark": browser.get(url).context["mark"]}).url == "/settings/people/"
    assert Member.objects.filter(source="roster").count() == 5


def test_time_is_up_and_the_next_turn_goes_on(sent, monkeypatch):
    monkeypatch.setattr(bringing, "SECONDS", -1)  # one part a turn
    sent(lines(120))
    turns = 0
    while Sheet.objects.waiting().exists():
        bring_in_lists()
        turns += 1
    assert turns == 120 // bringing.PART + 1
    assert Sheet.objects.get().done == 120
    assert Member.objects.filter(source="roster").count() == 120


def test_a_line_that_cannot_be_done_is_left_out_and_named(sent, cast):
    text = lines(120).replace("email,name,campus,role,room\n", "email,name,campus,role,room,active\n")
    text = "".join(f"{line},\n" if n else f"{line}\n" for n, line in enumerate(text.splitlines()))
    browser, url = sent(text + "ada@cedar.example,Ada Adler,,,,no\n")
    bring_in_lists()
    said = browser.get(url).content.decode()
    assert "You cannot switch yourself off" in said
    assert "120 changes are made" in said
    assert Member.objects.get(pk=cast.ada.pk).is_active


def test_it_stops_when_more_would_leave_than_was_agreed(sent, cast):
    browser, url = sent(lines(120), complete="on")
    Member.add(by=cast.ada, email="later@cedar.example", name="Came Later")
    Post.add(by=cast.ada, member=Member.objects.get(email="later@cedar.example"), role="teacher", campus=cast.oak)
    bring_in_lists()
    assert "has changed since you looked" in browser.get(url).content.decode()
    assert Member.objects.get(email="later@cedar.example").is_active
    assert not Member.objects.filter(email="p1@cedar.example").exists()


def test_whoever_left_brings_nothing_in(sent, cast):
    sent(lines(120))
    Member.objects.filter(pk=cast.ada.pk).update(is_active=False)
    bring_in_lists()
    assert not Member.objects.filter(email="p1@cedar.example").exists()


def test_nobody_reads_anothers(sent, cast, as_):
    _browser, url = sent(lines(120))
    assert as_(cast.opal).get(url).status_code == 404
    assert as_(cast.ada).get("/settings/people/in/123456/").status_code == 404
    assert as_(cast.ada).get(url.replace("people", "devices")).status_code == 404


def test_a_worker_killed_in_the_middle_leaves_it_to_the_next(tmp_path):
    many = 400
    with new_box(tmp_path / "data") as box:
        box.done(
            "createadmin", "ada@cedar.example", "--name", "Ada", "--password-stdin", input="a long enough password\n"
        )
        box.ask(
            "INSERT INTO people_campus (name, code, level, time_zone, address, phone, enabled)"
            " VALUES ('Oak', 'OAK', '', 'America/Chicago', '', '', true)"
        )
        box.ask(
            "INSERT INTO people_sheet (kind, by_id, made, text, complete, let_at, total, done, leaving, left_out, trouble)"
            " SELECT 'people', id, now(), %s, false, now(), %s, 0, 0, '[]', '' FROM people_member",
            lines(many), many,
        )  # fmt: skip

        def done():
            return box.ask("SELECT done FROM people_sheet")[0][0]

        kills = 0
        for goal in (1, many // 3):
            worker = box.start("work")
            until(lambda goal=goal: done() >= goal, 60, worker)
            for pid in everything_below(worker.pid):
                os.kill(pid, signal.SIGKILL)
            worker.wait()
            kills += done() < many
        assert kills, "it was killed in the middle"
        worker = box.start("work")
        until(lambda: box.ask("SELECT ended_at IS NOT NULL FROM people_sheet")[0][0], 60, worker)
        assert done() == many
        assert box.ask("SELECT count(*), count(DISTINCT email) FROM people_member") == [(many + 1, many + 1)]
        assert box.ask("SELECT count(*) FROM people_post WHERE role = 'teacher'") == [(many,)]
        assert box.ask("SELECT count(*) FROM people_room") == [(7,)]
        told = "SELECT count(*) FROM history_event WHERE kind = 'member.added'"
        assert box.ask(told)[0][0] in (many, many + 1), "each was added once"

"""Somebody's other calendars: read by the worker, only times kept, their trouble said, and nobody else's business."""

import json
import logging
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.delivery.models import Notice
from hallway.delivery.working import deliver_events
from hallway.diary.jobs import read_sources
from hallway.diary.models import Busy, Source
from hallway.history.models import Event
from hallway.people.models import Member

from ..schooltime.calendar_server import CalendarServer
from . import hostile

PAGE, ADD, BRING = "/calendar/elsewhere/", "/calendar/elsewhere/add/", "/calendar/elsewhere/bring/"
WEEK = (datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 31, tzinfo=UTC))


def meeting(day="03", hour=10, *more, uid="UID:1"):
    return hostile.event(
        f"DTSTART:202603{day}T{hour:02}0000",
        f"DTEND:202603{day}T{hour + 1:02}0000",
        "SUMMARY:zebradentist",
        *more,
        uid=uid,
    )


@pytest.fixture
def web(settings, monday):
    server = CalendarServer(hostile.ics(meeting()), etag='"1"')
    settings.FEEDS_OPEN_TO = (server.place,)
    yield server
    server.close()


@pytest.fixture
def source(cast, web):
    row = Source.add(by=cast.ivan, owner=cast.ivan, url=web.url, name="At home")
    assert read_sources() == 1
    row.refresh_from_db()
    return row


def busy(member):
    return [f"{row.start:%d %H:%M}-{row.end:%H:%M}" for row in Busy.of([member], *WEEK)]


def everything():
    """Each row of diary as text."""
    found = []
    for model in (Source, Busy, Event):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT to_json(each)::text FROM {model._meta.db_table} AS each")
            found += [row[0] for row in cursor.fetchall()]
    return "\n".join(found)


def test_read_by_the_worker_never_while_the_page_waits(cast, as_, web):
    browser = as_(cast.ivan)
    assert browser.post(ADD, {"url": web.url}).url == PAGE
    assert web.asked == []
    page = browser.get(PAGE)
    assert "It is being read" in page.content.decode()
    assert browser.get(PAGE, headers={"if-none-match": page["ETag"]}).status_code == 304
    assert read_sources() == 1
    assert read_sources() == 0
    said = browser.get(PAGE, headers={"hx-request": "true", "if-none-match": page["ETag"]}).content.decode()
    assert "<html" not in said
    assert "Last read" in said
    assert busy(cast.ivan) == ["03 16:00-17:00"], "ten o'clock in Chicago"
    assert busy(cast.tess) == []


def test_33_only_times_are_kept(cast, source, web, as_):
    assert busy(cast.ivan) == ["03 16:00-17:00"]
    assert "zebradentist" not in everything()
    assert web.url not in everything()
    assert "a-secret-key" not in everything()
    assert "a-secret-key" not in as_(cast.ivan).get(PAGE).content.decode()


def test_32_what_is_free_or_declined_by_them_does_not_count(cast, source, web):
    web.body, web.etag = (
        hostile.ics(
            meeting(
                "03",
                9,
                "ATTENDEE:mailto:a@b.example",
                "ATTENDEE;PARTSTAT=DECLINED:mailto:ivan@cedar.example",
                uid="UID:a",
            ),
            meeting("04", 9, "TRANSP:TRANSPARENT", uid="UID:b"),
            meeting("05", 9, uid="UID:c"),
        ),
        '"2"',
    )
    source.read_again(by=cast.ivan)
    read_sources()
    assert busy(cast.ivan) == ["05 15:00-16:00"]


def test_every_few_hours_and_whole_only_when_it_changed(cast, source, web, monday):
    with monday.at(monday.instant + timedelta(hours=5)):
        assert read_sources() == 1
        assert web.asked[-1][1]["If-None-Match"] == '"1"'
        assert busy(cast.ivan) == ["03 16:00-17:00"]
        assert read_sources() == 0
    with monday.at(monday.instant + timedelta(days=8)):
        read_sources()
        assert "If-None-Match" not in web.asked[-1][1], "the window moves on"


def test_failing_is_shown_told_once_after_days_and_keeps_what_was_said(cast, source, web, monday, as_):
    web.status, web.etag = 403, ""
    for hours in (5, 30, 60, 90, 120):
        with monday.at(monday.instant + timedelta(hours=hours)):
            read_sources()
            deliver_events()
    told = Notice.objects.filter(event__kind="source.silent")
    assert [notice.member for notice in told] == [cast.ivan]
    said = as_(cast.ivan).get(PAGE).content.decode()
    assert "error 403" in said
    assert busy(cast.ivan) == ["03 16:00-17:00"]
    web.status = 200
    with monday.at(monday.instant + timedelta(hours=130)):
        read_sources()
    source.refresh_from_db()
    assert (source.failing, source.trouble) == (None, "")


@pytest.mark.parametrize(
    ("name", "words"),
    [("a web page", "no calendar"), ("empty", "no calendar"), ("more bytes than are read", "larger than 5 MB")],
)
def test_what_is_no_calendar_says_so(cast, source, web, name, words):
    web.body, web.etag = hostile.EVERY[name][0], ""
    source.read_again(by=cast.ivan)
    read_sources()
    source.refresh_from_db()
    assert words in source.why
    assert busy(cast.ivan) == ["03 16:00-17:00"]


def test_36_one_broken_entry_is_said_and_the_others_count(cast, source, web, as_):
    web.body = hostile.ics(
        meeting(uid="UID:a"), meeting("04", 8, "RRULE:FREQ=SECONDLY", uid="UID:b"), hostile.event("DTSTART:soon")
    )
    web.etag = '"2"'
    source.read_again(by=cast.ivan)
    read_sources()
    said = as_(cast.ivan).get(PAGE).content.decode()
    assert "1 entry repeats every minute or second" in said
    assert "1 entry has no time that can be read" in said
    assert busy(cast.ivan) == ["03 16:00-17:00"]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/x.ics",
        "http://localhost/x",
        "file:///etc/passwd",
        "http://169.254.169.254/latest",
        "http://[::1]/",
        "gopher://x",
    ],
)
def test_35_nothing_inside_the_house_is_asked(cast, as_, monday, url):
    answer = as_(cast.ivan).post(ADD, {"url": url})
    if answer.status_code == 422:
        return
    read_sources()
    row = Source.objects.get()
    assert row.failing
    assert "private network" in row.why


def test_a_file_is_read_once_and_bringing_it_again_replaces_it(cast, as_, monday):
    browser = as_(cast.ivan)

    def bring(body, name="mine.ics"):
        return browser.post(BRING, {"file": SimpleUploadedFile(name, body, "text/calendar")})

    assert bring(hostile.ics(meeting())).status_code == 303
    assert busy(cast.ivan) == ["03 16:00-17:00"]
    bring(hostile.ics(meeting("04", 8)))
    assert busy(cast.ivan) == ["04 14:00-15:00"]
    row = Source.objects.get()
    assert row.is_file
    assert read_sources() == 0
    row.read_again(by=cast.ivan)
    assert read_sources() == 0
    answer = bring(b"<html>")
    assert answer.status_code == 422
    assert "no calendar" in answer.content.decode()
    assert "Choose a file" in browser.post(BRING, {}).content.decode()
    assert "read once" in browser.get(PAGE).content.decode()


def test_removed_is_gone(cast, source, as_):
    as_(cast.ivan).post(f"{PAGE}{source.pk}/forget/")
    assert not Source.objects.exists()
    assert not Busy.objects.exists()


def test_nobody_else_sees_or_changes_it(cast, source, as_):
    for who in (cast.tess, cast.lena, cast.ada, cast.dora):
        browser = as_(who)
        assert "At home" not in browser.get(PAGE).content.decode()
        for verb in ("read", "forget"):
            assert browser.post(f"{PAGE}{source.pk}/{verb}/").status_code == 404
        for verb in (source.read_again, source.forget, source.stay):
            with pytest.raises(Denied):
                verb(by=who)
        with pytest.raises(Denied):
            Source.add(by=who, owner=cast.ivan, url="https://a.example/", name="x")
        with pytest.raises(Denied):
            Source.bring(by=who, owner=cast.ivan, name="x", busy=[], problems=[])
        with pytest.raises(Denied):
            source.hear(by=who, busy=[])
        with pytest.raises(Denied):
            source.miss(by=who, trouble="x")
    assert Source.objects.visible_to(cast.ivan).get() == source


def test_the_same_address_is_one_and_five_are_enough(cast, source, web, as_):
    assert Source.add(by=cast.ivan, owner=cast.ivan, url=web.url, name="again") == source
    for number in range(4):
        Source.add(by=cast.ivan, owner=cast.ivan, url=f"https://a.example/{number}", name="x")
    with pytest.raises(Refused):
        Source.add(by=cast.ivan, owner=cast.ivan, url="https://a.example/more", name="x")
    answer = as_(cast.ivan).post(ADD, {"url": "https://a.example/more"})
    assert answer.status_code == 422
    assert "5 calendars" in answer.content.decode()


def test_who_left_is_not_read(cast, source, monday, web):
    cast.ivan.deactivate(by=HALLWAY)
    before = len(web.asked)
    with monday.at(monday.instant + timedelta(days=1)):
        assert read_sources() == 0
    assert len(web.asked) == before


def test_a_secret_that_cannot_be_opened_any_more(cast, source, settings, monday):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key", []
    with monday.at(monday.instant + timedelta(days=1)):
        read_sources()
    source.refresh_from_db()
    assert "another secret key" in source.why


def test_why_is_said_in_the_readers_language(cast, source, web, monday, as_):
    web.status, web.etag = 403, ""
    with monday.at(monday.instant + timedelta(days=1)):
        read_sources()
    assert "answers with error 403" in as_(cast.ivan).get(PAGE).content.decode()
    Member.objects.filter(pk=cast.ivan.pk).update(language="es")
    page = as_(cast.ivan).get(PAGE).content.decode()
    assert "answers with error" not in page
    assert "error 403" in page
    assert 'lang="es"' in page


def test_the_log_says_no_address_and_no_words(cast, source, web, monday, caplog, monkeypatch):
    def broken(*_all, **_more):
        raise RuntimeError(f"{web.url} zebradentist")

    monkeypatch.setattr("hallway.diary.jobs.understood", broken)
    web.etag = '"new"'
    with caplog.at_level(logging.DEBUG), monday.at(monday.instant + timedelta(days=1)):
        read_sources()
    said = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("hallway"))
    assert "RuntimeError" in said
    assert "secret-key" not in said
    assert "zebra" not in said


def test_the_page_costs_the_same_for_one_and_five(cast, source, as_, django_assert_max_num_queries):
    browser = as_(cast.ivan)
    browser.get(PAGE)
    with django_assert_max_num_queries(15) as one:
        browser.get(PAGE)
    for number in range(4):
        Source.add(by=cast.ivan, owner=cast.ivan, url=f"https://a.example/{number}", name="x")
    with django_assert_max_num_queries(15) as five:
        browser.get(PAGE)
    assert len(one) == len(five)


def test_taken_out_and_gone_with_the_person(cast, source):
    from hallway.privacy.models import Erasure

    from ..privacy.test_belonging import taken

    found = taken(cast.ivan)
    assert "At home" in json.dumps(found["calendars_elsewhere.owner.json"])
    assert len(found["busy_elsewhere.person.json"]) == 1
    assert "locked." not in json.dumps(found)
    Erasure.carry_out(by=cast.ada, member=cast.ivan, reason="asked for")
    assert not Source.objects.exists()
    assert not Busy.objects.exists()


def test_no_happening_is_left_that_tells_of_nothing(cast, source, web, monday):
    from hallway.cli.verify import dangling

    web.status, web.etag = 403, ""
    for hours in (5, 90):
        with monday.at(monday.instant + timedelta(hours=hours)):
            read_sources()
            deliver_events()
    assert Notice.objects.filter(event__kind="source.silent").exists()
    source.forget(by=cast.ivan)
    assert list(dangling()) == []
    assert Event.objects.filter(kind="source.forgotten").exists()


def test_a_worker_that_dies_leaves_it_to_the_next_a_minute_later(cast, source, web, monday):
    later = monday.instant + timedelta(hours=5)
    with monday.at(later):
        assert Source.claim() == source
        assert Source.claim() is None, "somebody has it in hand"
    with monday.at(later + timedelta(seconds=61)):
        assert read_sources() == 1
    source.refresh_from_db()
    assert (source.attempts, source.failing) == (0, None)

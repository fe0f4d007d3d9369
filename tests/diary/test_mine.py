"""Your calendar: the page, files, and the feed that only its owner can give away (numbers: points of the research)."""

import json
import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from hallway.core.logs import JsonFormatter
from hallway.core.verb import HALLWAY, Denied
from hallway.diary import showing
from hallway.diary.models import Link
from hallway.diary.showing import Entry, Person
from hallway.history.models import Event

from .reading import lines, understood, values


@pytest.fixture
def shown(cast, monday, monkeypatch):
    """What stands in Tess's and Iván's calendars: a list to be changed."""
    start = monday.instant + timedelta(days=1)
    about = [
        Entry("one@hallway", 1, start, start + timedelta(minutes=30), "Meeting", place="Oak Elementary, 12", updated=monday.instant,
              url="https://hallway.cedar.example/appointments/7/", people=(Person("Iván Núñez", "ivan@cedar.example"),)),
        Entry("two@hallway", 2, start + timedelta(days=40), start + timedelta(days=40, hours=1), "Meeting", updated=monday.instant),
        Entry("off@hallway", 3, start, start + timedelta(hours=1), "Meeting", status="cancelled", updated=monday.instant),
    ]  # fmt: skip

    def show(member, first, last):
        found = about if member in (cast.tess, cast.ivan) else []
        return [entry for entry in found if entry.start < last and entry.end > first]

    monkeypatch.setattr(showing, "_shown", [show])
    return about


def address(browser):
    """The path of a feed just made, as its page shows it."""
    page = browser.post("/calendar/feed/make/").content.decode()
    return page.partition('value="http')[2].partition('"')[0].partition("/calendar")[2].join(["/calendar", ""])


def test_what_others_booked_with_you(cast, as_, shown):
    said = as_(cast.tess).get("/calendar/").content.decode()
    assert "Meeting" in said
    assert "Oak Elementary, 12" in said
    assert "/appointments/7/" in said
    assert "Cancelled" in said
    assert "two@hallway" not in said, "in a later four weeks"
    later = as_(cast.tess).get("/calendar/?from=2026-03-30").content.decode()
    assert "two@hallway" in later
    assert "Nothing is booked" in as_(cast.olga).get("/calendar/").content.decode()
    assert as_(cast.olga).get("/calendar/?from=yesterday").status_code == 200


def test_27_files_to_take_along(cast, as_, shown):
    browser = as_(cast.tess)
    every, single = browser.get("/calendar/hallway.ics"), browser.get("/calendar/event/one@hallway.ics")
    for answer in (every, single):
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer["Content-Disposition"].endswith('.ics"')
        assert "private" in answer["Cache-Control"]
        assert not values(answer.content, "METHOD") + values(answer.content, "ATTENDEE")
    assert [event["uid"] for event in understood(every.content)] == ["one@hallway", "two@hallway"]
    assert [event["uid"] for event in understood(single.content)] == ["one@hallway"]
    assert as_(cast.olga).get("/calendar/event/one@hallway.ics").status_code == 404


def test_28_a_feed_says_how_often_to_look_and_keeps_what_is_cancelled(cast, as_, client, shown, monday):
    path = address(as_(cast.tess))
    answer = client.get(path)
    assert answer.status_code == 200
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in lines(answer.content)
    assert values(answer.content, "X-PUBLISHED-TTL") == ["PT1H"]
    found = {event["uid"]: event for event in understood(answer.content)}
    assert found["off@hallway"]["status"] == "CANCELLED"
    assert found["off@hallway"]["sequence"] == 3
    assert "off@hallway" not in client.get(f"{path}?cancelled=no").content.decode()
    with monday.at(monday.instant + timedelta(days=31)):
        assert "off@hallway" not in client.get(path).content.decode()


def test_28_and_29_nothing_new_is_said_in_one_line_and_a_change_moves_the_version(cast, as_, client, shown, monday):
    path = address(as_(cast.tess))
    first = client.get(path)
    with monday.at(monday.instant + timedelta(hours=3)):
        same = client.get(path, headers={"if-none-match": f'"x", W/{first["ETag"]}'})
        assert same.status_code == 304
        assert same.content == b""
        assert same["ETag"] == first["ETag"]
        assert client.head(path).status_code == 200
        shown[0] = replace(
            shown[0],
            start=shown[0].start + timedelta(minutes=5),
            sequence=2,
            updated=monday.instant + timedelta(hours=1),
        )
        changed = client.get(path, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]
    event = next(event for event in understood(changed.content) if event["uid"] == "one@hallway")
    assert event["sequence"] == 2
    assert values(changed.content, "LAST-MODIFIED")[0] == "20260302T150000Z"


def test_30_shown_once_and_only_its_digest_is_kept(cast, as_, client, shown):
    browser = as_(cast.tess)
    path = address(browser)
    word = path.rpartition("/")[2].removesuffix(".ics")
    assert len(word) >= 32, "192 bits"
    assert word not in browser.get("/calendar/").content.decode()
    assert "webcal:" not in browser.get("/calendar/").content.decode()
    assert word not in json.dumps(list(Link.objects.values("digest")) + list(Event.objects.values("data")), default=str)
    made = browser.post("/calendar/feed/make/")
    assert "no-store" in made["Cache-Control"]
    assert made.wsgi_request.path == "/calendar/feed/make/", "the word stands in no address that a browser keeps"


def test_30_a_new_one_ends_the_old_one_and_an_ended_one_is_404(cast, as_, client, shown):
    browser = as_(cast.tess)
    first = address(browser)
    second = address(browser)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    browser.post("/calendar/feed/revoke/")
    assert client.get(second).status_code == 404
    assert "Make my private address" in browser.get("/calendar/").content.decode()
    assert browser.post("/calendar/feed/revoke/").status_code == 303


def test_30_it_dies_with_the_account(cast, as_, client, shown):
    path = address(as_(cast.tess))
    cast.tess.deactivate(by=HALLWAY)
    answer = client.get(path)
    assert answer.status_code == 404
    assert b"VCALENDAR" not in answer.content


def test_30_only_by_its_owner(cast, as_, shown):
    for who in (cast.olga, cast.lena, cast.ada, cast.dora):
        with pytest.raises(Denied):
            Link.make(by=who, member=cast.tess)
    link = Link.make(by=cast.tess, member=cast.tess)
    with pytest.raises(Denied):
        link.revoke(by=cast.ada)
    as_(cast.olga).post("/calendar/feed/revoke/")
    assert Link.objects.get() == link


def test_30_no_cache_no_referrer_no_search_engine_and_no_log(cast, as_, client, shown, caplog):
    path = address(as_(cast.tess))
    for answer in (client.get(path), client.get(path, headers={"if-none-match": client.get(path)["ETag"]})):
        assert answer["Cache-Control"].startswith("private")
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex"
        assert "Set-Cookie" not in answer
    word = path.rpartition("/")[2]
    with caplog.at_level(logging.DEBUG):
        as_(cast.tess).post("/calendar/feed/revoke/")
        client.get(path)
    assert word not in "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("hallway"))
    record = logging.LogRecord("django.request", logging.ERROR, "", 1, "%s: %s", ("Internal Server Error", path), None)
    assert word not in JsonFormatter().format(record)
    assert "/calendar/feed/" in JsonFormatter().format(record)


def test_26_and_10_a_feed_names_nobody(cast, as_, client, shown):
    raw = client.get(address(as_(cast.tess))).content
    assert b"ATTENDEE" not in raw
    assert b"ivan" not in raw.lower()
    assert not values(raw, "METHOD")


def test_other_ways_in_are_none(cast, as_, client, shown):
    path = address(as_(cast.tess))
    assert client.post(path).status_code == 405
    assert client.get(path.replace(".ics", "x.ics")).status_code == 404
    assert client.get("/calendar/feed/%00%ff.ics").status_code == 404
    assert client.get("/calendar/").status_code == 302


def test_when_it_was_read_last(cast, as_, client, shown):
    browser = as_(cast.tess)
    path = address(browser)
    assert "No program has read it yet" in browser.get("/calendar/").content.decode()
    client.get(path)
    assert "A program read it last on March 2, 2026" in browser.get("/calendar/").content.decode()


def test_the_feed_speaks_its_owners_language(cast, as_, client, shown):
    path = address(as_(cast.tess))
    cast.tess.speak(by=cast.tess, language="es")
    assert values(client.get(path).content, "X-WR-CALNAME") == ["Tess Tanaka en Hallway"]


def test_a_feed_costs_few_statements(cast, as_, client, shown, django_assert_max_num_queries):
    path = address(as_(cast.tess))
    client.get(path)
    with django_assert_max_num_queries(4):
        client.get(path)

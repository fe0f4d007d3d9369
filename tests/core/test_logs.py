"""What the log says: nothing is an error that only was refused, and nobody's words are repeated."""

import io
import json
import logging

import pytest
from django.db import OperationalError, connection
from psycopg_pool import ConnectionPool, PoolTimeout

from hallway.cli import work
from hallway.config.outage import QUIET, ToldOnce
from hallway.core.logs import JsonFormatter


@pytest.fixture
def logged(monkeypatch):
    """Everything the house's own handler writes, as it is set up: [one dictionary a line]."""
    handler = next(each for each in logging.getLogger().handlers if isinstance(each.formatter, JsonFormatter))
    stream = io.StringIO()
    monkeypatch.setattr(handler, "stream", stream)
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_foreign_host_is_a_warning_without_its_name(db, client, settings, logged):
    settings.ALLOWED_HOSTS = ["help.cedar.example"]
    assert client.get("/account/login/", headers={"host": "tess-tanaka.example"}).status_code == 400
    lines = [line for line in logged() if line["from"] == "django.security.DisallowedHost"]
    assert [line["level"] for line in lines] == ["warning"]
    assert "tess" not in json.dumps(lines)
    assert "error" not in {line["level"] for line in logged()}


def test_thousands_of_fields_are_a_warning(db, client, settings, logged):
    fields = {f"tess{number}": "x" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    assert client.post("/account/login/", fields).status_code == 400
    lines = [line for line in logged() if line["from"].startswith("django.security.")]
    assert [line["level"] for line in lines] == ["warning"]
    assert "tess" not in json.dumps(lines)


def test_what_is_broken_stays_an_error(logged):
    logging.getLogger("django.request").error("it broke")
    assert [line["level"] for line in logged()] == ["error"]


def gone(*about):
    raise OperationalError("the database is away")


def a_minute_later():
    """It is long ago that the house said where it missed its database."""
    for one in (one for each in logging.getLogger().handlers for one in each.filters if isinstance(one, ToldOnce)):
        one.told -= QUIET


def test_an_outage_is_a_short_line_an_answer_and_says_where_once_a_minute(db, client, logged):
    client.raise_request_exception = False
    for _minute in range(2):
        a_minute_later()
        with connection.execute_wrapper(gone):
            answers = [client.get("/account/login/").status_code for _each in range(5)]
        assert answers == [503] * 5
        lines = logged()[-5:]
        assert ["trace" in line for line in lines] == [True, False, False, False, False]
        for line in lines:
            assert (line["level"], line["error"]) == ("error", "OperationalError")
            assert "/account/login/" in line["what"]
        assert max(len(json.dumps(line)) for line in lines[1:]) < 250


def test_an_outage_is_a_short_line_a_failed_pulse_and_says_where_once_a_minute(monkeypatch, logged):
    monkeypatch.setattr(work, "PAUSE_AT_MOST", 0.01)
    seen = []

    def look():
        seen.append(1)
        if len(seen) in (1, 6):
            a_minute_later()
        if len(seen) == 10:
            pulses.stop.set()
        gone()

    pulses = work.Pulses([("deliver", 1, look)])
    pulses.threads[0].start()
    pulses.threads[0].join(30)
    lines = logged()
    assert ["trace" in line for line in lines] == [True, False, False, False, False] * 2
    assert {(line["from"], line["level"], line["error"]) for line in lines} == {
        ("hallway.work", "error", "OperationalError")
    }
    assert all("the pulse deliver failed" in line["what"] for line in lines)
    assert max(len(json.dumps(line)) for line in lines[1:5]) < 250


def test_a_pool_without_a_database_leaves_the_saying_to_who_asks_it(logged):
    with ConnectionPool("host=127.0.0.1 port=9", min_size=1, open=True) as pool, pytest.raises(PoolTimeout):
        pool.wait(timeout=0.5)
    assert logged() == []


def test_a_pulse_that_fails_otherwise_says_where_each_time(monkeypatch, logged):
    monkeypatch.setattr(work, "PAUSE_AT_MOST", 0.01)
    seen = []

    def look():
        seen.append(1)
        if len(seen) == 3:
            pulses.stop.set()
        raise ValueError

    pulses = work.Pulses([("deliver", 1, look)])
    pulses.threads[0].start()
    pulses.threads[0].join(30)
    assert ["trace" in line for line in logged()] == [True] * 3

"""What the log says: nothing is an error that only was refused, and nobody's words are repeated."""

import io
import json
import logging

import pytest

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

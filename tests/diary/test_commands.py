"""``hallway calendar explain``: JSON for any bytes, and the exit codes of the contract."""

import json
import os
import subprocess
import sys

import pytest

from hallway.cli.main import main

from . import hostile

WEEK = ["--from", "2026-05-04", "--to", "2026-05-10"]


def explained(path, *more, capsys):
    code = main(["calendar", "explain", str(path), *WEEK, *more])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def file(tmp_path):
    def write(data):
        path = tmp_path / "their.ics"
        path.write_bytes(data)
        return path

    return write


def test_busy_in_utc_and_problems(file, capsys):
    bad = hostile.event("DTSTART:20261305T100000Z", uid="UID:bad")
    code, said = explained(file(hostile.ics(hostile.OK, bad)), capsys=capsys)
    assert code == 0
    assert said == {
        "busy": [{"start": "2026-05-05T15:00:00Z", "end": "2026-05-05T16:00:00Z"}],
        "problems": ["line 9: bad-date: its date cannot be read"],
    }


def test_the_owners_clock_and_what_they_declined(file, capsys):
    data = hostile.ics(hostile.event("DTSTART:20260505T100000", "DURATION:PT1H"))
    assert explained(file(data), capsys=capsys)[1]["busy"][0]["start"] == "2026-05-05T10:00:00Z"
    found = explained(file(data), "--zone", "America/Chicago", capsys=capsys)[1]
    assert found["busy"][0]["start"] == "2026-05-05T15:00:00Z"
    declined = hostile.EVERY["declined by the owner"][0]
    assert explained(file(declined), capsys=capsys)[1]["busy"]
    assert explained(file(declined), "--owner", "Tess@cedar.example", capsys=capsys)[1]["busy"] == []


def test_both_days_are_included(file, capsys):
    data = hostile.ics(
        hostile.event("DTSTART:20260510T230000Z", "DURATION:PT30M"),
        hostile.event("DTSTART:20260511T000000Z", "DURATION:PT1H", uid="UID:2"),
    )
    assert [each["start"] for each in explained(file(data), capsys=capsys)[1]["busy"]] == ["2026-05-10T23:00:00Z"]


@pytest.mark.parametrize(
    "name", ["empty", "a web page", "bytes", "bomb: every second", "bomb: every hour since the year 1", "cut off"]
)
def test_zero_for_any_bytes(name, file, capsys):
    code, said = explained(file(hostile.EVERY[name][0]), capsys=capsys)
    assert code == 0
    assert len(said["problems"]) == 1


def test_it_needs_no_settings_and_reads_standard_input():
    told = subprocess.run(
        [sys.executable, "-m", "hallway", "calendar", "explain", "-", *WEEK], input=hostile.ics(hostile.OK),
        capture_output=True, check=False, env={"PATH": os.environ["PATH"], "PYTHONPATH": "src"},
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    assert len(json.loads(told.stdout)["busy"]) == 1
    assert told.stderr == b""


def test_a_file_that_is_not_there_is_one(capsys):
    assert main(["calendar", "explain", "/nowhere/their.ics", *WEEK]) == 1
    said = capsys.readouterr()
    assert said.err == "hallway: /nowhere/their.ics cannot be read: No such file or directory.\n"
    assert said.out == ""


@pytest.mark.parametrize(
    "words",
    [
        [], ["explain"], ["explain", "x.ics"], ["explain", "x.ics", "--from", "soon", "--to", "2026-05-10"],
        ["explain", "x.ics", *WEEK, "--zone", "Nowhere/At_All"], ["explain", "x.ics", "--from", "0001-01-01", "--to", "2026-05-10"],
    ],
)  # fmt: skip
def test_wrong_words_are_two(words, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["calendar", *words])
    assert ended.value.code == 2
    assert "usage: hallway" in capsys.readouterr().err


def test_the_last_day_before_the_first_is_two(file, capsys):
    assert main(["calendar", "explain", str(file(b"")), "--from", "2026-05-10", "--to", "2026-05-04"]) == 2
    assert "Traceback" not in capsys.readouterr().err

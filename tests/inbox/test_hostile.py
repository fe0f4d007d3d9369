"""Every hostile mail is read as a person would want it, here and in the bounded child, within its time."""

import json
import time

import pytest

from hallway.inbox.bounded import read_bounded
from hallway.inbox.reading import as_line, read

from .hostile import CASES


def agrees(key, value, expected):
    if callable(expected):
        return expected(value)
    if key == "problems" and isinstance(expected, str):
        return expected in value
    return value == expected


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_mail(name):
    raw, expected = CASES[name]
    start = time.process_time()
    said = json.loads(as_line(read(raw)))
    assert time.process_time() - start < 5, "ten seconds is where the child is ended"
    wrong = {key: said[key] for key, value in expected.items() if not agrees(key, said[key], value)}
    assert not wrong
    assert not any(code.startswith(("unreadable", "too-deep")) for code in said["problems"])


def test_there_are_enough_of_them():
    assert len(CASES) >= 150


def test_one_child_reads_them_all():
    for name, (raw, _expected) in CASES.items():
        assert read_bounded(raw).kept() == read(raw).kept(), name

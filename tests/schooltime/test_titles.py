"""What a school means by the title of a calendar entry."""

import pytest

from hallway.schooltime.titles import letter_in, told, type_in


@pytest.mark.parametrize(
    ("title", "letter"),
    [
        ("A Day", "A"),
        ("B-Day", "B"),
        ("Day 3", "3"),
        ("day C", "C"),
        ("“A” Day", "A"),
        ("An A Day", "A"),
        ("Blue Day", "Blue"),
        ("A Days begin", "A"),
        ("Labor Day", ""),
        ("A great day", ""),
        ("Picture Day", ""),
        ("Day of service", ""),
        ("1st day of school", ""),
        ("Day 180: last day", ""),
    ],
)
def test_letters(title, letter):
    assert letter_in(title) == letter


@pytest.mark.parametrize(
    ("title", "type"),
    [
        ("No School - Labor Day", "holiday"),
        ("Winter Break", "holiday"),
        ("Thanksgiving Holiday", "holiday"),
        ("Schools closed for Good Friday", "holiday"),
        ("Staff Development Day (no students)", "teacher_only"),
        ("Teacher Workday / Student Holiday", "teacher_only"),
        ("Early Dismissal 12:30", "early_release"),
        ("Half-day", "early_release"),
        ("Two-hour delay", "late_start"),
        ("Snow day", "weather"),
        ("Snow Make-up Day", "make_up"),
        ("School resumes after Winter Break", None),
        ("Last day before spring break", None),
        ("Thanksgiving concert", None),
        ("Breakfast with grandparents", None),
        ("Board meeting", None),
    ],
)
def test_kinds(title, type):
    assert type_in(title) == type


def test_what_is_left_to_say():
    assert told("No School - Labor Day") == "Labor Day"
    assert told("Staff Development Day (no students)") == "Staff Development Day"
    assert told("No School") == ""

"""Numbers as people and programs send them: only plain digits count, and never more than a key has room for."""

import pytest

from hallway.core.text import as_number, as_numbers


@pytest.mark.parametrize(("said", "number"), [("7", 7), ("007", 7), (0, 0), (12, 12), ("9" * 18, int("9" * 18))])
def test_digits_are_a_number(said, number):
    assert as_number(said) == number


@pytest.mark.parametrize("said", [None, "", " 7", "-7", "+7", "7.0", "1e3", "²", "٧", "7\x00", "9" * 19, "seven", True])
def test_anything_else_is_none(said):
    assert as_number(said) is None


def test_a_place_may_have_fewer_digits():
    assert as_number("999", digits=3) == 999
    assert as_number("1000", digits=3) is None


def test_each_of_many_comes_once_in_its_order():
    assert as_numbers(["3", "x", "1", "03", "", "1"]) == [3, 1]

"""What is kept for some seconds, and how it is read anew."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from hallway.core import kept
from hallway.core.verb import HALLWAY
from hallway.people.models import Absence, Post
from hallway.people.where import on_duty
from hallway.procedures.models import Procedure


@pytest.fixture
def counted():
    """A kept function and the list of what it was asked."""
    asked = []

    @kept.kept
    def double(number):
        asked.append(number)
        return number * 2 if number else None

    return double, asked


class TestKept:
    def test_asks_once_for_each_value(self, counted):
        double, asked = counted
        assert [double(2), double(2), double(3)] == [4, 4, 6]
        assert asked == [2, 3]

    def test_nothing_found_is_not_kept(self, counted):
        double, asked = counted
        assert double(0) is None
        assert double(0) is None
        assert asked == [0, 0]

    def test_after_some_seconds_it_reads_again(self, counted, monkeypatch):
        double, asked = counted
        double(2)
        later = kept.time.monotonic() + kept.SECONDS + 1
        monkeypatch.setattr(kept.time, "monotonic", lambda: later)
        double(2)
        assert asked == [2, 2]

    def test_it_does_not_grow_for_ever(self, counted, monkeypatch):
        double, _asked = counted
        monkeypatch.setattr(kept, "MOST", 50)
        for number in range(1, 500):
            double(number)
        assert len(kept._kept) <= 50


class TestVerbsForget:
    def test_a_new_post_and_a_removed_one(self, cast, monday):
        day = monday.instant.date()
        assert on_duty(cast.oak, day)[0] == cast.ivan
        post = Post.objects.get(member=cast.ivan, campus=cast.oak)
        post.remove(by=HALLWAY)
        assert on_duty(cast.oak, day)[0] is None
        Post.add(by=HALLWAY, member=cast.kim, role="its", campus=cast.oak)
        assert on_duty(cast.oak, day)[0] == cast.kim

    def test_out_today_and_back(self, cast, monday):
        day = monday.instant.date()
        assert on_duty(cast.oak, day) == (cast.ivan, day)
        absence = Absence.be_out(by=cast.ivan, member=cast.ivan, first=day)
        assert on_duty(cast.oak, day)[1] == day + timedelta(days=1)
        absence.come_back(by=cast.ivan)
        assert on_duty(cast.oak, day) == (cast.ivan, day)

    def test_somebody_who_leaves(self, cast, monday):
        day = monday.instant.date()
        assert on_duty(cast.oak, day)[0] == cast.ivan
        cast.ivan.deactivate(by=cast.ada)
        assert on_duty(cast.oak, day)[0] is None

    def test_a_new_procedure(self, cast):
        before = Procedure.in_force()
        Procedure.newest().change(by=cast.ada, terms=replace(before.terms, step_days=9))
        assert Procedure.in_force().terms.step_days == 9
        assert Procedure.version_of(before.pk).terms.step_days == before.terms.step_days

"""Absence as the pages and the clock see it."""

from datetime import timedelta

import pytest

from hallway.asks import jobs
from hallway.core.now import moved
from hallway.history.models import Event
from hallway.people.models import Absence


def test_taken_back_within_twenty_seconds_moves_nobodys_work(cast, ask, monday):
    row = ask(campus=cast.elm, requester=cast.emil)
    absence = Absence.be_out(by=cast.kim, member=cast.kim, first=monday.instant.date())
    event = Event.objects.get(kind="member.out")
    assert event.due - monday.instant == timedelta(seconds=20)
    absence.come_back(by=cast.kim)
    event.refresh_from_db()
    jobs.somebody_is_out(event)
    row.refresh_from_db()
    assert row.holder == cast.kim


def test_two_absences_in_a_row_are_one(cast, ask, monday):
    from hallway.people.models import District

    District.objects.update(duty=None)
    row, first = ask(), monday.instant.date()
    Absence.be_out(by=cast.ivan, member=cast.ivan, first=first, last=first)
    Absence.be_out(by=cast.ivan, member=cast.ivan, first=first + timedelta(days=1), last=first + timedelta(days=2))
    jobs.mend()
    row.refresh_from_db()
    assert row.calendar.local_day(row.next_at) == first + timedelta(days=3)


def test_new_requests_pass_over_whoever_is_out(cast, ask, monday):
    Absence.be_out(by=cast.kim, member=cast.kim, first=monday.instant.date())
    row = ask(campus=cast.elm, requester=cast.emil)
    assert row.holder == cast.ivan


@pytest.mark.parametrize("days", [1, 2, 7])
def test_mend_is_quiet_when_all_is_well(cast, ask, monday, days):
    ask()
    with moved(monday.instant + timedelta(days=days)):
        assert jobs.mend() == 0


def test_who_was_here_is_forgotten(cast, ask, monday):
    from hallway.asks.models import Presence

    row = ask()
    Presence.seen(row, cast.ivan)
    jobs.mend()
    assert Presence.objects.count() == 1
    with moved(monday.instant + timedelta(hours=2)):
        jobs.mend()
    assert Presence.objects.count() == 0

"""The clocks of a request: seen, answered, solved; paused while the teacher is asked; moved with the calendar."""

from datetime import UTC, datetime, timedelta

import pytest

from hallway.asks import jobs
from hallway.asks.models import Ask
from hallway.core.verb import HALLWAY
from hallway.delivery.working import deliver_events
from hallway.history.models import Event
from hallway.procedures.models import Procedure
from hallway.procedures.terms import Priority, Rule, Terms
from hallway.schooltime import clock
from hallway.schooltime.calendars import forget
from hallway.schooltime.models import Day, Season

ALL = Terms(
    priorities=(Priority("usual", "Usual", respond="1 day", acknowledge="60 minutes", resolve="3 days"),),
    rules=(Rule("usual"),),
)


@pytest.fixture
def promised(cast, monday):
    Procedure.newest().change(by=HALLWAY, terms=ALL)


def at(day, hour, minute=0):
    """An instant in March 2026, Chicago's winter clock."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC) + timedelta(hours=6)


class TestPromised:
    def test_three_clocks_run(self, ask, promised, monday):
        row = ask()
        assert (row.seen_due, row.promised_at, row.solve_due) == (at(2, 10), at(3, 9), at(5, 9))

    @pytest.mark.parametrize(
        "act",
        [
            lambda row, cast: row.reply(by=cast.ivan, text="I see it."),
            lambda row, cast: row.wait(by=cast.ivan, on="you", until=at(4, 9)),
            lambda row, cast: row.solve(by=cast.ivan),
            lambda row, cast: row.work_on(by=cast.ivan),
        ],
    )  # fmt: skip
    def test_somebody_has_it_in_hand(self, cast, ask, promised, monday, act):
        row = ask()
        assert row.seen_at is None
        act(row, cast)
        assert row.seen_at == monday.instant

    def test_asking_the_teacher_stops_the_clocks(self, cast, ask, promised, monday):
        row = ask()
        with monday.at(at(2, 11)):
            row.wait(by=cast.ivan, on="you", until=at(6, 9))
            assert row.paused_at == at(2, 11)
        with monday.at(at(4, 11)):
            row.reply(by=cast.tess, text="Room 12, under the window.")
        assert row.paused_at is None
        assert row.paused_minutes == 2 * 510
        assert row.solve_due == clock.after_minutes(row.calendar, at(5, 9), 2 * 510)

    def test_waiting_for_a_part_stops_nothing(self, cast, ask, promised, monday):
        row = ask()
        row.wait(by=cast.ivan, on="other", until=at(6, 9))
        assert row.paused_at is None


class TestSlowWeeks:
    def test_a_promise_made_in_them_takes_longer(self, cast, ask, promised, monday):
        Season.add(by=cast.ada, campus=None, first=at(2, 9).date(), last=at(6, 9).date(), percent=150, words="Slower")
        forget()
        row = ask()
        assert (row.seen_due, row.promised_at, row.solve_due) == (at(2, 10, 30), at(4, 9), at(9, 8))
        row.redate(by=HALLWAY)
        assert row.promised_at == at(4, 9)
        with monday.at(at(9, 9)):
            assert ask(line="Later").promised_at == at(10, 9)


class TestCalendar:
    def closed(self, cast, *days):
        for day in days:
            Day.no_school(by=cast.ada, campus=cast.oak, dates=[at(day, 9).date()])

    def work(self):
        deliver_events()
        done = 0
        while n := jobs.recount():
            done += n
        return done

    def test_a_weather_day_entered_afterwards_moves_what_is_open_once(self, cast, ask, promised, monday):
        row, elsewhere = ask(), ask(requester=cast.emil, campus=cast.elm)
        with monday.at(at(3, 8)):
            self.closed(cast, 3)
            self.work()
            self.work()
        row.refresh_from_db()
        elsewhere.refresh_from_db()
        assert (row.next_at, row.promised_at, row.solve_due) == (at(4, 9), at(4, 9), at(6, 9))
        assert elsewhere.promised_at == at(3, 9)
        assert Event.objects.of(row).filter(kind="ask.shifted").count() == 1
        assert not Event.objects.of(elsewhere).filter(kind="ask.shifted").exists()

    def test_what_was_kept_stays_kept(self, cast, ask, promised, monday):
        row = ask()
        with monday.at(at(3, 8)):
            row.reply(by=cast.ivan, text="On my way.")
            self.closed(cast, 3)
            self.work()
        row.refresh_from_db()
        assert row.answered_at <= row.promised_at

    def test_what_only_the_weather_made_late_is_late_no_more(self, cast, ask, promised, monday):
        row = ask()
        with monday.at(at(3, 9, 30)):
            jobs.keep_promises()
            row.refresh_from_db()
            assert row.late_told
            assert (row, "late") in jobs.breaches()
            self.closed(cast, 3)
            self.work()
            row.refresh_from_db()
            assert not row.late_told
            assert jobs.breaches() == []

    def test_a_day_that_a_person_named_is_moved_by_nothing(self, cast, ask, promised, monday):
        row = ask()
        row.wait(by=cast.ivan, on="other", until=at(4, 9))
        with monday.at(at(3, 8)):
            self.closed(cast, 4)
            self.work()
        row.refresh_from_db()
        assert row.next_at == at(4, 9)

    def test_counted_days_of_waiting_move_with_it(self, cast, ask, promised, monday):
        row = ask()
        row.wait(by=cast.ivan, on="other", days=2)
        other = ask(line="As the procedure says")
        other.wait(by=cast.ivan, on="you")
        assert (row.next_at, other.next_at) == (at(4, 9), at(5, 9))
        with monday.at(at(3, 8)):
            self.closed(cast, 4)
            self.work()
        row.refresh_from_db()
        assert row.next_at == at(5, 9)

    def test_nothing_moves_into_the_past(self, cast, ask, promised, monday):
        self.closed(cast, 3)
        forget()
        row = ask()
        assert row.promised_at == at(4, 9)
        with monday.at(at(3, 12)):
            Day.objects.all().delete()
            forget()
            row.redate(by=HALLWAY)
        assert row.next_at == at(4, 9)


class TestReminders:
    def test_the_holder_hears_within_the_hour_once(self, ask, promised, monday):
        row = ask()
        with monday.at(at(3, 7, 45)):
            jobs.keep_promises()
            assert not Event.objects.of(row).filter(kind="ask.soon").exists()
        with monday.at(at(3, 8, 10)):
            assert jobs.keep_promises() == 1
            assert jobs.keep_promises() == 0
        assert Event.objects.of(row).filter(kind="ask.soon").count() == 1

    def test_what_falls_due_at_closing_time_is_told_that_day(self, cast, ask, monday):
        """The last bell before summer may ring at the very minute of a promise; its holder must not hear of it in August."""
        row = ask()
        closes = row.calendar.spans(at(2, 12).date())[-1][1]
        Ask.objects.filter(pk=row.pk).update(next_at=closes, promised_at=closes)
        with monday.at(closes + timedelta(minutes=1)):
            assert jobs.keep_promises() == 1
        assert Event.objects.of(row).filter(kind="ask.late").count() == 1
        Ask.objects.filter(pk=row.pk).update(late_told=False)
        with monday.at(closes + timedelta(minutes=61)):
            assert jobs.keep_promises() == 0

    def test_at_night_and_in_a_break_nothing_is_taken(self, cast, ask, promised, monday):
        row = ask()
        with monday.at(at(3, 20)):
            assert jobs.keep_promises() == 0
        for day in (4, 5, 6):
            Day.no_school(by=cast.ada, campus=None, dates=[at(day, 9).date()])
        forget()
        with monday.at(at(5, 10)):
            assert jobs.keep_promises() == 0
        row.refresh_from_db()
        assert not row.late_told
        with monday.at(at(9, 8)):
            assert jobs.keep_promises() == 1

    def test_a_long_stop_of_the_worker_closes_nothing_unasked(self, cast, ask, promised, monday):
        """Waiting on the teacher for weeks with nobody at work: first the reminder, then the days to answer it."""
        row = ask()
        row.wait(by=cast.ivan, on="you", until=at(4, 9))
        with monday.at(monday.instant + timedelta(days=28)):
            jobs.keep_promises()
            jobs.keep_promises()
            row.refresh_from_db()
            assert (row.status, row.step) == ("waiting_you", "close")
            assert row.next_at > monday.instant + timedelta(days=28 + 6)


def test_thousands_are_recounted_in_parts(cast, ask, promised, monday, monkeypatch):
    monkeypatch.setattr(jobs, "PART", 4)
    rows = [ask(line=f"Number {n}") for n in range(10)]
    with monday.at(at(3, 8)):
        Day.no_school(by=cast.ada, campus=cast.oak, dates=[at(3, 9).date()])
        deliver_events()
        assert [jobs.recount() for _turn in range(4)] == [4, 4, 2, 0]
    assert set(Ask.objects.filter(pk__in=[r.pk for r in rows]).values_list("promised_at", flat=True)) == {at(4, 9)}


def test_opened_again_the_answer_is_promised_anew(cast, ask, promised, monday):
    row = ask()
    row.reply(by=cast.ivan, text="Try now.")
    row.solve(by=cast.ivan)
    with monday.at(at(4, 9)):
        row.reopen(by=cast.tess)
    assert row.answered_at is None
    assert row.promised_at == at(5, 9)

"""The clocks where people push at them: the asker writes before the answer, after a pause, under an older version."""

from datetime import UTC, datetime, timedelta

import pytest

from hallway.asks import jobs
from hallway.asks.models import Ask
from hallway.asks.standing import clocks
from hallway.core.verb import HALLWAY
from hallway.delivery.models import OutgoingMail
from hallway.delivery.working import deliver_events
from hallway.history.models import Event
from hallway.procedures.models import Procedure
from hallway.procedures.terms import Nudging, Priority, Rule, Terms, Waiting
from hallway.schooltime.calendars import forget
from hallway.schooltime.models import Day

TERMS = Terms(
    priorities=(Priority("usual", "Usual", respond="120 minutes", acknowledge="30 minutes", resolve="3 days"),),
    rules=(Rule("usual"),),
    waiting=Waiting(remind_days=2, close_days=2, reopen_days=3),
    nudging=Nudging(after_days=1, every_days=1),
)


@pytest.fixture(autouse=True)
def promised(cast, monday):
    Procedure.newest().change(by=HALLWAY, terms=TERMS)


def at(day, hour, minute=0):
    """An instant in March 2026, before Chicago's summer clock."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC) + timedelta(hours=6)


class TestTheAskerWrites:
    def test_one_more_word_puts_no_answer_off(self, cast, ask, monday):
        """Whoever adds "the sound, too" ten minutes before the answer is due does not wait two hours more for it."""
        row = ask()
        rank = row.rank
        with monday.at(at(2, 10, 50)):
            row.reply(by=cast.tess, text="The sound, too.")
        assert (row.next_at, row.promised_at) == (at(2, 11), at(2, 11))
        assert row.rank <= rank
        with monday.at(at(2, 11, 1)):
            jobs.keep_promises()
        assert Event.objects.of(row).filter(kind="ask.late").exists()

    def test_a_late_one_stays_late(self, cast, ask, monday):
        row = ask()
        with monday.at(at(2, 11, 30)):
            jobs.keep_promises()
            row.refresh_from_db()
            row.reply(by=cast.tess, text="Hello?")
            assert (row, "late") in jobs.breaches()
        assert row.late_told

    def test_a_question_after_an_answer_is_answered_in_time(self, cast, ask, monday):
        row = ask()
        row.reply(by=cast.ivan, text="I come tomorrow.")
        assert row.next_at == at(4, 9)
        row.reply(by=cast.tess, text="Which lesson?")
        assert (row.step, row.next_at) == ("answer", at(2, 11))

    def test_after_waiting_what_was_left_is_left(self, cast, ask, monday):
        """Asked at 10:30 with half an hour to go, answered at 14:00: half an hour to go."""
        row = ask()
        with monday.at(at(2, 10, 30)):
            row.wait(by=cast.ivan, on="you")
        with monday.at(at(2, 14)):
            row.reply(by=cast.tess, text="Room 12.")
            assert (row.promised_at, row.next_at) == (at(2, 14, 30), at(2, 14, 30))
            assert row.paused_at is None

    def test_after_waiting_and_an_answer_it_is_a_fresh_one(self, cast, ask, monday):
        row = ask()
        row.reply(by=cast.ivan, text="Which room?")
        row.wait(by=cast.ivan, on="you")
        with monday.at(at(3, 9)):
            row.reply(by=cast.tess, text="Room 12.")
        assert row.next_at == at(3, 11)


def test_waiting_is_said_in_words_and_no_minutes_are_counted(cast, ask, as_, monday):
    row = ask()
    row.wait(by=cast.ivan, on="you")
    assert {each.state for each in clocks(row)} == {"kept", "paused"}
    page = as_(cast.tess).get(row.get_absolute_url()).content.decode()
    assert "stands still while" in page


class TestWaitingOnYou:
    def test_by_the_version_that_the_request_keeps(self, cast, ask, monday):
        """A newer version with other days is published in between: remind after 2, close after 2, reopen within 3."""
        row = ask()
        old = row.procedure_id
        Procedure.newest().change(by=HALLWAY, terms=Terms(waiting=Waiting(9, 9, 9), nudging=Nudging(9, 9)))
        assert ask(line="New").procedure_id != old
        row.wait(by=cast.ivan, on="you")
        assert row.next_at == at(4, 9)
        with monday.at(at(4, 9, 1)):
            jobs.keep_promises()
            row.refresh_from_db()
            assert (row.step, row.next_at) == ("close", at(6, 9, 1))
        with monday.at(at(6, 9, 2)):
            jobs.keep_promises()
            row.refresh_from_db()
            assert (row.status, row.outcome) == ("closed", "no_reply")
        assert row.is_long_over() is False
        with monday.at(at(11, 7)):  # Chicago's summer clock: 08:00 on the third school day
            assert not row.is_long_over()
        with monday.at(at(11, 9)):
            assert row.is_long_over()

    def test_within_c_it_opens_again_and_after_c_it_goes_on_as_another(self, cast, ask, as_, monday):
        row = ask()
        row.wait(by=cast.ivan, on="you")
        with monday.at(at(4, 10)):
            jobs.keep_promises()
        with monday.at(at(6, 12)):
            jobs.keep_promises()
            row.refresh_from_db()
            assert row.status == "closed"
        with monday.at(at(9, 10)):
            as_(cast.tess).post(
                f"/asks/{row.pk}/reply/", {"text": "I was ill.", "key": "6b5b6f0e-0000-4000-8000-00000000000a"}
            )
            row.refresh_from_db()
            assert row.is_open
            row.close(by=cast.ivan)
        with monday.at(at(20, 10)):
            as_(cast.tess).post(
                f"/asks/{row.pk}/reply/", {"text": "Again.", "key": "6b5b6f0e-0000-4000-8000-00000000000b"}
            )
            row.refresh_from_db()
        assert row.status == "closed"
        assert Ask.objects.filter(requester=cast.tess).count() == 2

    def test_a_break_in_the_middle_closes_nothing_and_brings_one_mail(self, cast, ask, monday):
        rows = [ask(line=f"Number {n}") for n in range(5)]
        for row in rows:
            row.wait(by=cast.ivan, on="you")
        deliver_events()
        OutgoingMail.objects.all().delete()
        for day in (4, 5, 6, 9, 10, 11, 12, 13):
            Day.no_school(by=cast.ada, campus=None, dates=[at(day, 9).date()])
        deliver_events()
        forget()
        while jobs.recount():
            pass
        for day in (4, 5, 9, 11, 13):
            with monday.at(at(day, 10)):
                assert jobs.keep_promises() == 0
                deliver_events()
        assert not Ask.objects.exclude(status="waiting_you").exists()
        assert not OutgoingMail.objects.filter(to=cast.tess.email, event__kind="ask.reminded").exists()
        with monday.at(at(16, 10)):
            jobs.keep_promises()
            deliver_events()
        assert not Ask.objects.exclude(status="waiting_you").exists()
        from hallway.delivery.bundling import claim

        with monday.at(at(16, 10, 5)):
            sent = [mail for _turn in range(12) for mail in claim(timedelta(minutes=5), 20)]
        assert len([mail for mail in sent if mail.to == cast.tess.email]) == 1

    def test_a_worker_stopped_for_a_week(self, cast, ask, monday):
        """Reminder and closing were both due: first it asks again, and the days to answer begin then."""
        row = ask()
        row.wait(by=cast.ivan, on="you")
        with monday.at(at(11, 9)):
            for _turn in range(3):
                jobs.keep_promises()
            row.refresh_from_db()
            assert (row.status, row.step) == ("waiting_you", "close")
            assert row.next_at > at(12, 9)
        assert Event.objects.of(row).filter(kind="ask.reminded").count() == 1

    def test_the_calendar_changes_while_it_waits(self, cast, ask, monday):
        row = ask()
        row.wait(by=cast.ivan, on="you")
        Day.no_school(by=cast.ada, campus=cast.oak, dates=[at(3, 9).date()])
        deliver_events()
        while jobs.recount():
            pass
        row.refresh_from_db()
        assert row.next_at == at(5, 9)
        with monday.at(at(4, 10)):
            jobs.keep_promises()
        assert not Event.objects.of(row).filter(kind="ask.reminded").exists()


class TestNudge:
    def press(self, as_, who, row):
        return as_(who).post(f"/asks/{row.pk}/nudge/")

    def test_a_minute_before_and_after_its_interval(self, cast, ask, as_, monday):
        row = ask()
        with monday.at(at(3, 8, 59)):
            assert self.press(as_, cast.tess, row).status_code == 409
        with monday.at(at(3, 9)):
            assert self.press(as_, cast.tess, row).status_code == 303
        with monday.at(at(4, 8, 59)):
            assert self.press(as_, cast.tess, row).status_code == 409
        with monday.at(at(4, 9, 1)):
            assert self.press(as_, cast.tess, row).status_code == 303
        row.refresh_from_db()
        assert row.nudges == 2

    def test_over_a_weekend_the_interval_is_school_time(self, cast, ask, as_, monday):
        with monday.at(at(6, 15)):
            row = ask()
        for day in (7, 8):
            with monday.at(at(day, 16)):
                assert self.press(as_, cast.tess, row).status_code == 409
        with monday.at(at(9, 14, 1)):  # 15:01 by the summer clock
            assert self.press(as_, cast.tess, row).status_code == 303

    def test_pressed_in_two_tabs_it_counts_once_and_says_so(self, cast, ask, as_, monday):
        row = ask()
        with monday.at(at(3, 9)):
            assert self.press(as_, cast.tess, row).status_code == 303
            second = self.press(as_, cast.tess, row)
        assert second.status_code == 409
        assert "You nudged already" in second.content.decode()
        assert Event.objects.of(row).filter(kind="ask.nudged").count() == 1

    def test_it_is_said_in_the_list(self, cast, ask, as_, monday):
        row = ask()
        with monday.at(at(3, 9)):
            row.nudge(by=cast.tess)
            assert "nudged" in as_(cast.ivan).get("/asks/").content.decode()


class TestTheAskersPage:
    def test_who_is_ahead_in_kind_and_never_who(self, cast, ask, as_, monday, django_assert_max_num_queries):
        row = ask(line="Mine")
        names = []
        for n in range(30):
            who = (cast.olga, cast.cora, cast.opal)[n % 3]
            ask(requester=who, line=f"hidden-words-{n}", teaching_stopped=n % 2 == 0, confidential=n % 5 == 0)
            names.append(who.short_name)
        browser = as_(cast.tess)
        browser.get("/")
        with django_assert_max_num_queries(15):
            page = browser.get(row.get_absolute_url()).content.decode()
        assert "15 requests are ahead of it" in page
        assert "teaching is stopped in all of them" in page
        assert "hidden-words" not in page
        assert not [name for name in ("Olga", "Cora", "Opal") if name in page]
        assert "Iván answers by" in page

    def test_with_one_it_is_first(self, cast, ask, as_, monday, django_assert_max_num_queries):
        row = ask()
        browser = as_(cast.tess)
        browser.get("/")
        with django_assert_max_num_queries(15):
            assert "First in Iván" in browser.get(row.get_absolute_url()).content.decode()


def test_a_nudge_by_the_link_of_a_mail(cast, ask, client, monday):
    """From a phone, not signed in: looking changes nothing, pressing does, and again within the interval says why not."""
    import re

    row = ask()
    deliver_events()
    letter = OutgoingMail.objects.get(event__kind="ask.received", to=cast.tess.email)
    link = re.search(r"(/asks/link/\S+?/)(?:\s|$)", letter.text)[1]
    with monday.at(at(3, 9)):
        assert "nudge/" in client.get(link).content.decode()
        row.refresh_from_db()
        assert row.nudges == 0
        assert client.post(f"{link}nudge/").status_code in (302, 303)
        assert client.post(f"{link}nudge/").status_code == 409
    row.refresh_from_db()
    assert row.nudges == 1

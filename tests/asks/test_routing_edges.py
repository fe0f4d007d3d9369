"""Routing at its edges: who is out, who stands in, whose post has ended, and doors with nobody behind them."""

from datetime import timedelta

import pytest

from hallway.asks import jobs
from hallway.asks.models import Ask
from hallway.asks.routing import because, walk
from hallway.core.kept import forget
from hallway.core.verb import HALLWAY, Refused
from hallway.history.models import Event
from hallway.people.models import Absence, District, Post
from hallway.procedures.models import Procedure
from hallway.procedures.terms import Door, Escalation, Terms
from hallway.threads.models import Message

CONTACT_FIRST = Terms(doors=(Door("first_contact"), Door("its"), Door("district")))


@pytest.fixture
def by(cast):
    return lambda terms: Procedure.newest().change(by=HALLWAY, terms=terms)


def out(member, monday, days=0, cover=None, first=0):
    day = monday.instant.date() + timedelta(days=first)
    return Absence.be_out(by=member, member=member, first=day, last=day + timedelta(days=days), cover=cover)


class TestSubstitute:
    def test_a_new_request_goes_to_the_substitute(self, cast, ask, monday):
        """Not to whoever is back tomorrow: somebody was named for today."""
        out(cast.ivan, monday, cover=cast.olga)
        row = ask()
        assert row.holder == cast.olga
        assert because(row.route_why) == "takes over while a colleague is out"

    def test_the_first_contact_s_substitute_too(self, cast, ask, by, monday):
        by(CONTACT_FIRST)
        out(cast.cora, monday, cover=cast.opal)
        assert ask().holder == cast.opal

    def test_the_substitute_is_out_too(self, cast, ask, monday):
        row = ask()
        out(cast.kim, monday)
        out(cast.ivan, monday, days=20, cover=cast.kim)
        assert ask(line="New").holder == cast.dora
        row.move_on(by=HALLWAY, away=cast.ivan)
        assert row.holder == cast.dora

    def test_the_substitute_has_left(self, cast, ask, monday):
        row = ask()
        out(cast.ivan, monday, days=20, cover=cast.kim)
        row.move_on(by=HALLWAY, away=cast.ivan)
        assert row.holder == cast.kim
        cast.kim.deactivate(by=cast.ada)
        jobs.mend()
        row.refresh_from_db()
        assert row.holder == cast.dora
        assert ask(line="New").holder == cast.dora

    def test_nobody_gets_their_own_as_a_substitute(self, cast, ask, monday):
        out(cast.ivan, monday, days=20, cover=cast.kim)
        assert ask(requester=cast.kim).holder == cast.dora

    def test_the_district_s_own_substitute(self, cast, ask, by, monday):
        by(Terms(doors=(Door("district"),)))
        out(cast.dora, monday, cover=cast.kim)
        assert ask().holder == cast.kim

    def test_the_substitute_may_work_on_it(self, cast, ask, as_, monday):
        row = ask()
        out(cast.ivan, monday, cover=cast.kim)
        row.move_on(by=HALLWAY, away=cast.ivan)
        assert as_(cast.kim).get(row.get_absolute_url()).status_code == 200
        assert row.line in as_(cast.kim).get("/asks/").content.decode()
        row.reply(by=cast.kim, text="I stand in for Iván.")
        assert row.answered_at
        jobs.mend()
        with monday.at(monday.instant + timedelta(days=1)):
            jobs.mend()
            row.refresh_from_db()
            assert row.holder == cast.kim, "what was begun stays with who began it"


class TestPosts:
    def test_one_that_ended_yesterday_is_none(self, cast, ask, by, monday):
        by(CONTACT_FIRST)
        day = monday.instant.date()
        Post.objects.filter(member=cast.cora, role="contact").update(until=day - timedelta(days=1))
        Post.objects.filter(member=cast.ivan, campus=cast.oak).update(until=day - timedelta(days=1))
        assert ask().holder == cast.dora
        Post.objects.filter(member=cast.cora).update(until=day)
        forget()
        assert ask(line="On its last day").holder == cast.cora

    def test_one_that_begins_tomorrow_is_the_next(self, cast, ask, monday):
        day = monday.instant.date()
        Post.objects.filter(member=cast.ivan, campus=cast.oak).update(since=day + timedelta(days=1))
        row = ask()
        assert (row.holder, because(row.route_why)) == (cast.ivan, "is the next one at your campus")

    def test_two_on_the_same_day_the_one_who_is_there_first(self, cast, ask, monday):
        """Kim is at Elm every day, Iván on Tuesdays and Thursdays: with both there it is always the same one."""
        with monday.at(monday.instant + timedelta(days=1)):
            rows = [ask(line=f"{n}", campus=cast.elm, requester=cast.emil) for n in range(3)]
        assert len({row.holder_id for row in rows}) == 1
        with monday.at(monday.instant + timedelta(days=2)):
            row = ask(line="On a Wednesday", campus=cast.elm, requester=cast.emil)
        assert row.holder == cast.kim

    def test_a_first_contact_of_other_weekdays(self, cast, ask, by, monday):
        by(CONTACT_FIRST)
        Post.objects.filter(member=cast.cora, role="contact").update(weekdays=[1])
        row = ask()
        assert row.holder == cast.ivan
        assert walk(row.route_why) == ["The first contact: is not there on this day"]

    def test_the_last_school_day_of_a_post_is_whole_in_every_zone(self, cast, ask, as_, monday):
        """14:30 in Honolulu is the next day in Greenwich."""
        cast.oak.time_zone = "Pacific/Honolulu"
        cast.oak.save()
        moment = monday.instant.replace(hour=0, minute=30) + timedelta(days=1)
        Post.objects.filter(member=cast.ivan, campus=cast.oak).update(until=monday.instant.date())
        with monday.at(moment):
            assert type(cast.ivan).objects.get(pk=cast.ivan.pk).seat.serves(cast.oak.pk)
        with monday.at(moment + timedelta(hours=12)):
            assert not type(cast.ivan).objects.get(pk=cast.ivan.pk).seat.serves(cast.oak.pk)


class TestReasons:
    def test_somebody_who_is_out_is_said_to_be_out(self, cast, ask, monday):
        out(cast.ivan, monday, days=20)
        row = ask()
        assert row.holder == cast.dora
        assert walk(row.route_why) == ["The campus’s ITS: is out today", "The district’s desk: nobody stands there"]

    def test_the_requester_reads_why(self, cast, ask, as_, by, monday):
        by(CONTACT_FIRST)
        out(cast.cora, monday)
        row = ask()
        page = as_(cast.tess).get(row.get_absolute_url()).content.decode()
        assert "Iván serves your campus." in page
        assert "The first contact: is out today" in page

    def test_nobody_at_all_waits_with_whoever_is_on_duty(self, cast, ask, as_, by, monday):
        """The duty holder asks: nobody else is there, and it does not bounce between queue and asker."""
        by(Terms(doors=(Door("district"),)))
        row = ask(requester=cast.dora)
        assert (row.holder, row.queue, row.duty) == (None, "district", [cast.dora])
        jobs.mend()
        row.refresh_from_db()
        assert row.holder is None
        assert jobs.breaches() == []
        assert "the district's help team" in as_(cast.dora).get(row.get_absolute_url()).content.decode().replace(
            "&#x27;", "'"
        ).replace("’", "'")


class TestEmptyDoor:
    def test_sent_on_to_nobody_it_stays_in_hand(self, cast, ask, by, monday):
        by(CONTACT_FIRST)
        District.objects.update(duty=None)
        row = ask()
        row.send_on(by=cast.cora)
        assert row.holder == cast.ivan
        with pytest.raises(Refused):
            row.send_on(by=cast.ivan)
        row.refresh_from_db()
        assert row.holder == cast.ivan

    def test_a_lapse_to_nobody_stays_in_hand_and_keeps_its_date(self, cast, ask, by, monday):
        by(
            Terms(
                doors=(Door("its"), Door("district")),
                escalations=(Escalation("lapsed", to="district", note="On it goes."),),
            )
        )
        District.objects.update(duty=None)
        row = ask()
        with monday.at(row.promised_at + timedelta(minutes=1)):
            row.lapse(by=HALLWAY)
        assert (row.holder, row.queue) == (cast.ivan, "")


class TestLeftNote:
    """A rule's note is there whichever way the rule came to hold."""

    def test_when_the_first_contact_asks(self, cast, ask, as_, by, monday):
        rule = Escalation("contact_asks", to="district", note="First contacts ask the district.")
        by(Terms(doors=(Door("first_contact"), Door("its"), Door("district")), escalations=(rule,)))
        row = ask(requester=cast.cora)
        assert row.holder == cast.dora
        assert "First contacts ask the district." in as_(cast.cora).get(row.get_absolute_url()).content.decode()
        assert not Message.objects.of(ask(line="Tess asks")).filter(through="rule").exists()

    def test_when_many_are_affected(self, cast, ask, by, monday):
        rule = Escalation("impact", to="district", affected="several", note="So many: the district has it.")
        by(Terms(doors=(Door("its"), Door("district")), escalations=(rule,)))
        row = ask(affected="campus")
        assert row.holder == cast.dora
        assert [m.text for m in Message.objects.of(row).filter(through="rule")] == ["So many: the district has it."]

    def test_when_it_turns_out_how_many(self, cast, ask, by, monday):
        """A mail says nothing of it; the helper who corrects that does what the form would have done."""
        rule = Escalation("impact", to="district", affected="several", note="So many: the district has it.")
        by(Terms(doors=(Door("its"), Door("district")), escalations=(rule,)))
        row = ask()
        assert row.holder == cast.ivan
        row.triage(by=cast.ivan, affected="class")
        assert row.holder == cast.ivan
        row.triage(by=cast.ivan, affected="several")
        assert row.holder == cast.dora
        assert [m.text for m in Message.objects.of(row).filter(through="rule")] == ["So many: the district has it."]
        row.triage(by=cast.dora, affected="campus")
        assert Event.objects.of(row).filter(kind="ask.escalated").count() == 1


class TestChained:
    CHAIN = Terms(
        doors=(Door("first_contact"), Door("its"), Door("district")),
        escalations=(
            Escalation("lapsed", to="its"),
            Escalation("lapsed", to="district"),
            Escalation("by_hand", to="district"),
        ),
    )

    def test_one_lapse_after_the_other(self, cast, ask, by, monday):
        by(self.CHAIN)
        row = ask()
        assert row.holder == cast.cora
        with monday.at(row.promised_at + timedelta(minutes=1)):
            jobs.keep_promises()
            jobs.keep_promises()
            row.refresh_from_db()
            assert row.holder == cast.ivan
            assert row.next_at > monday.instant
        with monday.at(row.next_at + timedelta(minutes=1)):
            jobs.keep_promises()
            jobs.keep_promises()
            row.refresh_from_db()
        assert row.holder == cast.dora
        assert Event.objects.of(row).filter(kind="ask.escalated").count() == 2

    def test_by_hand_after_a_lapse_and_no_word_is_lost(self, cast, ask, by, monday):
        by(self.CHAIN)
        row = ask()
        with monday.at(row.promised_at + timedelta(minutes=1)):
            jobs.keep_promises()
            row.refresh_from_db()
            row.escalate(by=cast.ivan, note="It is the switch.")
        assert row.holder == cast.dora
        assert Message.objects.of(row).filter(kind="note", text="It is the switch.").exists()

    def test_asked_twice_the_second_word_is_kept(self, cast, ask, by, monday):
        row = ask()
        row.escalate(by=cast.ivan, note="One.")
        row.escalate(by=cast.ivan, note="Two.")
        assert [m.text for m in Message.objects.of(row).filter(kind="note")] == ["One.", "Two."]
        assert Event.objects.of(row).filter(kind="ask.escalated").count() == 1


class TestLapseOverAWeekend:
    RULE = Terms(
        doors=(Door("its"), Door("district")),
        escalations=(Escalation("lapsed", to="district", note="The district has it."),),
    )

    def test_friday_afternoon_s_promise_lapses_on_monday_and_once(self, cast, ask, as_, by, monday):
        by(self.RULE)
        friday = monday.instant + timedelta(days=4, hours=6, minutes=30)  # 15:30
        with monday.at(friday):
            row = ask(teaching_stopped=True)
        for hours in (1, 12, 24, 48, 60):
            with monday.at(friday + timedelta(hours=hours)):
                jobs.keep_promises()
                row.refresh_from_db()
                assert (row.holder, row.escalated_at) == (cast.ivan, None), hours
        with monday.at(monday.instant + timedelta(days=7)):
            for _turn in range(3):
                jobs.keep_promises()
            row.refresh_from_db()
            page = as_(cast.tess).get(row.get_absolute_url()).content.decode()
        assert row.holder == cast.dora
        assert Message.objects.of(row).filter(through="rule").count() == 1
        assert "The district has it." in page
        assert cast.ivan not in Ask.objects.get(pk=row.pk).people

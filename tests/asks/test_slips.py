"""Nothing slips: breaches are found, named to those who may read, counted for the others, and mended by the house."""

from datetime import timedelta

import pytest

from hallway.asks import jobs
from hallway.asks.models import Ask
from hallway.core.now import moved
from hallway.core.verb import HALLWAY
from hallway.history.models import Event
from hallway.people.models import Absence, District


def words(answer):
    return answer.content.decode()


def test_zero_is_said_with_what_was_checked(as_, cast, ask):
    ask()
    said = words(as_(cast.ivan).get("/asks/slips/"))
    assert "One open request was checked" in said
    assert "needs a holder or a date" not in said


def test_a_late_one_is_named_to_its_team_and_counted_for_others(as_, cast, ask, monday):
    ask(line="late words")
    with moved(monday.instant + timedelta(days=3)):
        assert [code for _ask, code in jobs.breaches()] == ["late"]
        assert "late words" in words(as_(cast.ivan).get("/asks/slips/"))
        assert "late words" in words(as_(cast.cora).get("/asks/slips/"))
        for who in (cast.ada, cast.lena, cast.dora):
            said = words(as_(who).get("/asks/slips/"))
            assert "late words" not in said
            assert "Its next step is late" in said
            assert "Oak Elementary" in said
        for who in (cast.ed, cast.kim):
            said = words(as_(who).get("/asks/slips/"))
            assert "One request needs" not in said


@pytest.mark.parametrize("who", ["tess", "opal"])
def test_not_for_everybody(as_, cast, who):
    assert as_(getattr(cast, who)).get("/asks/slips/").status_code == 403


def test_keep_promises_tells_once_that_a_step_is_late(cast, ask, monday):
    row = ask()
    with moved(monday.instant + timedelta(days=3)):
        assert jobs.keep_promises() == 1
        assert jobs.keep_promises() == 0
    assert Event.objects.of(row).filter(kind="ask.late").count() == 1


def test_keep_promises_asks_again_then_closes_kindly(cast, ask, monday):
    row = ask()
    row.wait(by=cast.ivan, on="you", until=monday.instant + timedelta(days=3))
    with moved(monday.instant + timedelta(days=3, minutes=1)):
        jobs.keep_promises()
        row.refresh_from_db()
        assert (row.status, row.step) == ("waiting_you", "close")
    with moved(row.next_at - timedelta(minutes=1)):
        assert jobs.keep_promises() == 0
    with moved(row.next_at + timedelta(minutes=1)):
        assert jobs.keep_promises() == 1
    row.refresh_from_db()
    assert (row.status, row.outcome) == ("closed", "no_reply")


def test_one_failing_step_stops_no_other(cast, ask, monday, monkeypatch):
    bad, good = ask(line="bad"), ask(line="good")
    lapse = Ask.lapse

    def fails(self, *, by):
        if self.pk == bad.pk:
            raise RuntimeError("no")
        return lapse(self, by=by)

    monkeypatch.setattr(Ask, "lapse", fails)
    with moved(monday.instant + timedelta(days=3)):
        jobs.keep_promises()
    good.refresh_from_db()
    assert good.late_told


def test_a_queue_without_duty_is_a_breach_and_is_mended(cast, ask):
    District.objects.update(duty=None)
    for post in cast.ivan.posts.all():
        post.remove(by=HALLWAY)
    row = ask()
    assert (row.holder, row.queue) == (None, "district")
    assert [code for _ask, code in jobs.breaches()] == ["no_holder"]
    District.objects.update(duty=cast.dora)
    jobs.mend()
    row.refresh_from_db()
    assert row.holder == cast.dora
    assert not jobs.breaches()


def test_whoever_leaves_leaves_nothing_behind(cast, ask):
    row = ask()
    secret = ask(line="private", confidential=True)
    cast.ivan.deactivate(by=HALLWAY)
    jobs.somebody_left(Event.objects.filter(kind="member.deactivated").last())
    for one in (row, secret):
        one.refresh_from_db()
        assert one.holder == cast.dora
    assert not jobs.breaches()
    assert jobs.mend() == 0


def test_a_day_out_that_comes_later_moves_work_when_it_comes(cast, ask, monday):
    row = ask(campus=cast.elm, requester=cast.emil)
    day = monday.instant.date() + timedelta(days=1)
    Absence.be_out(by=cast.kim, member=cast.kim, first=day)
    jobs.somebody_is_out(Event.objects.filter(kind="member.out").last())
    jobs.mend()
    row.refresh_from_db()
    assert row.holder == cast.kim
    with moved(monday.instant + timedelta(days=1)):
        jobs.mend()
    row.refresh_from_db()
    assert row.holder == cast.ivan


def test_nobody_else_gives_an_honest_new_date_once(cast, ask, monday):
    """Iván is alone at Oak and the district has no duty: the asker hears when he is back, and hears it once."""
    District.objects.update(duty=None)
    row = ask()
    first = monday.instant.date()
    Absence.be_out(by=cast.ivan, member=cast.ivan, first=first, last=first + timedelta(days=2))
    for _turn in range(3):
        jobs.mend()
    row.refresh_from_db()
    assert row.holder == cast.ivan
    assert row.calendar.local_day(row.next_at) == first + timedelta(days=3)
    assert Event.objects.of(row).filter(kind="ask.redated").count() == 1
    assert not jobs.breaches()


def test_what_rests_until_they_are_back_stays_with_them(cast, ask, monday):
    row = ask(campus=cast.elm, requester=cast.emil)
    row.wait(by=cast.kim, on="other", until=monday.instant + timedelta(days=7))
    Absence.be_out(by=cast.kim, member=cast.kim, first=monday.instant.date())
    jobs.mend()
    row.refresh_from_db()
    assert row.holder == cast.kim


def test_a_confidential_one_waits_for_its_holder(cast, ask, monday):
    row = ask(campus=cast.elm, requester=cast.emil, confidential=True)
    Absence.be_out(by=cast.kim, member=cast.kim, first=monday.instant.date())
    jobs.mend()
    row.refresh_from_db()
    assert row.holder == cast.kim
    assert row.calendar.local_day(row.next_at) > monday.instant.date()


def test_a_near_deadline_rises_by_itself(cast, ask, monday):
    row = ask(deadline=monday.instant.date() + timedelta(days=8))
    assert row.reasons == []
    with moved(monday.instant + timedelta(days=4)):
        assert jobs.mend() == 1
        jobs.mend()
    row.refresh_from_db()
    assert [code for code, _minutes in row.reasons] == ["deadline"]


def test_a_confidential_one_in_the_queue_is_seen_by_whoever_is_on_duty(as_, cast, ask, monday):
    for post in cast.ivan.posts.all() | cast.kim.posts.all():
        post.remove(by=HALLWAY)
    cast.district.change(by=HALLWAY, duty=None)
    row = ask(confidential=True, line="quiet words")
    assert (row.holder, row.queue) == (None, "district")

    def readers():
        people = ("tess", "olga", "emil", "ivan", "kim", "lena", "ed", "opal", "cora", "dora", "ada")
        return {who for who in people if as_(getattr(cast, who)).get(row.get_absolute_url()).status_code == 200}

    assert readers() == {"tess"}
    cast.district.change(by=HALLWAY, duty=cast.dora)
    assert readers() == {"tess", "dora"}
    row.take(by=cast.dora)
    cast.district.change(by=HALLWAY, duty=cast.ada)
    assert readers() == {"tess", "dora"}, "held: its holder's alone again"

"""The life of a request through its verbs, on the house's clock."""

from datetime import timedelta

import pytest

from hallway.asks import jobs
from hallway.asks.models import Ask
from hallway.core.now import moved
from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.people.models import Absence


def test_open_is_routed_promised_and_ordered(cast, ask, monday):
    row = ask(teaching_stopped=True, room=cast.room)
    assert row.holder == cast.ivan
    assert row.promised_at - monday.instant == timedelta(minutes=60)
    assert [code for code, _ in row.reasons] == ["stopped"]
    assert row.place_in_list() == 1
    assert ask(line="later").place_in_list() == 2


def test_the_whole_road(cast, ask, monday):
    row = ask()
    row.reply(by=cast.ivan, text="On my way at ten.")
    assert row.answered_at
    assert row.step == "work"
    row.wait(by=cast.ivan, on="you", until=monday.instant + timedelta(days=1))
    assert row.status == "waiting_you"
    row.reply(by=cast.tess, text="It blinks red now.")
    assert (row.status, row.step) == ("open", "answer")
    row.solve(by=cast.ivan, outcome="fixed")
    row.confirm(by=cast.tess)
    assert row.status == "closed"
    row.reopen(by=cast.tess)
    assert row.is_open
    assert row.holder == cast.ivan
    assert not jobs.breaches()


def test_nudge_waits_for_its_time_and_lifts_once(cast, ask, monday):
    first, second = ask(line="first"), ask(line="second")
    with pytest.raises(Refused):
        second.nudge(by=cast.tess)
    with moved(monday.instant + timedelta(days=2, minutes=1)):
        second.nudge(by=cast.tess)
        with pytest.raises(Refused):
            second.nudge(by=cast.tess)
        assert list(Ask.objects.helped_by(cast.ivan).pressing()) == [second, first]


def test_a_nudge_never_passes_stopped_teaching(cast, ask, monday):
    quiet = ask(line="quiet")
    with moved(monday.instant + timedelta(days=2, minutes=1)):
        quiet.nudge(by=cast.tess)
        stopped = ask(line="stopped", teaching_stopped=True)
        assert Ask.objects.pressing().first() in (stopped, quiet)
        assert stopped.reasons[0][1] > quiet.reasons[0][1]


def test_out_moves_work_on(cast, ask, monday):
    row = ask(campus=cast.elm, requester=cast.emil)
    assert row.holder == cast.kim
    from hallway.history.models import Event

    Absence.be_out(by=cast.kim, member=cast.kim, first=monday.instant.date())
    jobs.somebody_is_out(Event.objects.filter(kind="member.out").last())
    row.refresh_from_db()
    assert row.holder == cast.ivan


def test_solved_closes_after_five_school_days(cast, ask, monday):
    row = ask()
    row.solve(by=cast.ivan)
    with moved(monday.instant + timedelta(days=6)):
        assert jobs.keep_promises() == 0
    with moved(monday.instant + timedelta(days=7, minutes=1)):
        assert jobs.keep_promises() == 1
    row.refresh_from_db()
    assert (row.status, row.outcome) == ("closed", "fixed")


def test_merge_and_apart_again(cast, ask):
    one, other = ask(line="one"), ask(line="two", requester=cast.olga)
    other.merge(by=cast.ivan, into=one)
    assert cast.olga in Ask.objects.get(pk=one.pk).people
    with pytest.raises(Refused):
        one.merge(by=cast.ivan, into=other)
    other.unmerge(by=cast.ivan)
    assert other.is_open
    assert cast.olga not in Ask.objects.get(pk=one.pk).people


def test_undo_within_twenty_seconds(cast, ask, monday):
    row = ask()
    message = row.reply(by=cast.ivan, text="oops")
    assert row.undo_message(by=cast.ivan, message=message) == "oops"
    assert row.step == "answer"
    message = row.reply(by=cast.ivan, text="again")
    with moved(monday.instant + timedelta(seconds=21)), pytest.raises(Refused):
        row.undo_message(by=cast.ivan, message=message)


def test_same_key_same_row_other_words_refused(cast, ask):
    import uuid

    key = uuid.uuid4()
    assert ask(key=key).pk == ask(key=key).pk
    with pytest.raises(Refused):
        ask(key=key, line="other words")


@pytest.mark.parametrize("who", ["emil", "kim", "lena", "ed", "opal", "cora", "ada", "dora", "olga"])
def test_others_may_not_solve(cast, ask, who):
    row = ask()
    with pytest.raises(Denied):
        row.solve(by=getattr(cast, who))


def test_confidential_is_seen_by_two(cast, ask):
    row = ask(confidential=True)
    who = [
        name
        for name in vars(cast)
        if hasattr(getattr(cast, name), "seat") and Ask.objects.visible_to(getattr(cast, name)).exists()
    ]
    assert sorted(who) == ["ivan", "tess"]
    assert row.words is None
    assert HALLWAY.pk is None


@pytest.mark.parametrize("day", ["2020-01-01", "0001-01-01", "9999-12-31", "2031-01-01"])
@pytest.mark.parametrize("verb", ["work_on", "wait"])
def test_a_next_step_is_neither_past_nor_years_away(cast, ask, as_, verb, day):
    row = ask()
    before = row.next_at
    answer = as_(cast.ivan).post(f"/asks/{row.pk}/{verb}/", {"date": day, "soon": "day", "on": "you", "note": ""})
    assert answer.status_code in (409, 422)
    row.refresh_from_db()
    assert row.next_at == before


def test_work_goes_on_today(cast, ask, as_, monday):
    row = ask()
    answer = as_(cast.ivan).post(f"/asks/{row.pk}/work_on/", {"date": "2026-03-02", "note": ""})
    assert answer.status_code == 303
    row.refresh_from_db()
    assert row.next_at > monday.instant


def test_signing_in_leads_back_to_us_only(client, db):
    answer = client.get("/asks/mine/", headers={"HX-Request": "true", "HX-Current-URL": "http://evil.example//x/?a=1"})
    assert answer["HX-Redirect"] == "/account/login/?next=/x/"

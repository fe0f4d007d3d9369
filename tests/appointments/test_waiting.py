"""Whoever finds no time that suits them is told when one comes free: in order, once, and only while they wait."""

from datetime import date, timedelta

import pytest

from hallway.appointments import waiting
from hallway.appointments.models import Appointment, Wait
from hallway.core.now import moved
from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.delivery.models import Notice
from hallway.delivery.working import deliver_events

UNTIL = date(2026, 3, 13)


def told():
    deliver_events()
    rows = Notice.objects.filter(event__kind="wait.freed").order_by("pk").select_related("member")
    return [notice.member.short_name for notice in rows]


@pytest.fixture
def waits(cast, monday):
    def make(member, host=cast.ivan, **more):
        about = {"campus": cast.oak, "length": 30, "host": host, "remote": False} | more
        known = waiting.free_for(Wait(member=member, until=UNTIL, **about), waiting.hosts_of(host, cast.oak, member))
        return Wait.wait(by=member, member=member, until=UNTIL, known=known, **about)

    return make


def test_what_comes_free_is_told_once_and_in_order(cast, book, waits, monday):
    row = book(by=HALLWAY, guests=[cast.cora])
    waits(cast.tess), waits(cast.olga)
    assert waiting.tell_waiting() == 0, "what was free before is no news"
    row.cancel(by=cast.cora)
    assert waiting.tell_waiting() == 2, "many times are free, so both hear, the first one first"
    assert told() == ["Tess", "Olga"]
    with moved(monday.instant + timedelta(hours=2)):
        assert waiting.tell_waiting() == 0
    assert told() == ["Tess", "Olga"]


def test_one_time_is_told_to_one_after_the_other(cast, book, waits, monday, monkeypatch):
    waits(cast.tess), waits(cast.olga)
    Wait.objects.update(known=[])
    only = [int((monday.instant + timedelta(hours=30)).timestamp() // 60)]
    monkeypatch.setattr(waiting, "free_for", lambda wait, hosts: only)
    for at, expected in ((0, ["Tess"]), (0.9, ["Tess"]), (1.1, ["Tess", "Olga"]), (3, ["Tess", "Olga"])):
        with moved(monday.instant + timedelta(hours=at)):
            waiting.tell_waiting()
            assert told() == expected


def test_nobody_hears_at_night_or_when_their_day_is_over(cast, book, waits, monday):
    row = book(by=HALLWAY, guests=[cast.cora])
    waits(cast.tess)
    row.cancel(by=cast.cora)
    for later in (timedelta(hours=12), timedelta(days=14)):
        with moved(monday.instant + later):
            assert waiting.tell_waiting() == 0
    assert told() == []


def test_back_and_forth_is_one_notice_a_day(cast, book, waits, monday):
    waits(cast.tess)
    for _again in range(4):
        row = book(by=HALLWAY, guests=[cast.cora])
        waiting.tell_waiting()
        row.cancel(by=HALLWAY)
        waiting.tell_waiting()
    assert told() == ["Tess"]


def test_whoever_books_waits_no_longer(cast, as_, waits, monday):
    waits(cast.tess), waits(cast.tess, host=None), waits(cast.olga)
    tess = as_(cast.tess)
    start = monday.instant + timedelta(hours=25)
    form = {"slot": f"{start.isoformat()} {cast.ivan.pk}", "length": 30, "campus": cast.oak.pk}
    assert tess.post("/appointments/book/", {**form, "key": "7b0f4c1e-0d2b-4b7b-9c55-0d6c1a2e3f40"}).status_code == 303
    assert [each.member for each in Wait.objects.open()] == [cast.olga]


def test_the_page_asks_shows_and_takes_back(cast, as_, monday):
    tess = as_(cast.tess)
    page = tess.get(f"/appointments/book/?with={cast.ivan.pk}&length=45").content.decode()
    assert "Tell me when something comes free" in page
    form = {"host": cast.ivan.pk, "campus": cast.oak.pk, "length": 45, "until": "2026-03-13"}
    for _twice in range(2):
        assert tess.post("/appointments/wait/", form).status_code == 303
    row = Wait.objects.get()
    assert (row.host, row.length, row.until, bool(row.known)) == (cast.ivan, 45, UNTIL, True)
    mine = tess.get("/appointments/").content.decode()
    assert "45 minutes with Iván Núñez" in mine
    assert "until Friday, March 13" in mine
    assert as_(cast.olga).post(f"/appointments/wait/{row.pk}/stop/").status_code == 404
    assert tess.post(f"/appointments/wait/{row.pk}/stop/").status_code == 303
    assert "45 minutes with" not in tess.get("/appointments/").content.decode()
    for wrong in ("2026-03-01", "2027-03-01", "soon", ""):
        answer = tess.post("/appointments/wait/", {**form, "until": wrong})
        assert answer.status_code == 422
        assert 'name="until"' in answer.content.decode()
    assert tess.post("/appointments/wait/", {**form, "host": cast.olga.pk}).status_code == 422


def test_the_notice_leads_to_the_times(cast, as_, book, waits, monday):
    row = book(by=HALLWAY, guests=[cast.cora])
    wait = waits(cast.tess)
    row.cancel(by=cast.cora)
    waiting.tell_waiting()
    assert told() == ["Tess"]
    page = as_(cast.tess).get(wait.get_absolute_url()).content.decode()
    assert page.count('class="meet-pick"') == 3
    assert "Book a time with Iván" in page


def test_the_words_of_waiting_are_ones_own(cast, waits, monday):
    row = waits(cast.tess)
    for who in (cast.ivan, cast.olga, cast.lena, cast.ada):
        assert not Wait.objects.visible_to(who).exists()
        with pytest.raises(Denied):
            row.stop(by=who)
    with pytest.raises(Denied):
        row.notice(by=cast.tess, free=[], tell=True)
    for minutes in (15, 45, 60, 90):
        waits(cast.tess, length=minutes)
    with pytest.raises(Refused, match="several"):
        waits(cast.tess, host=None)
    assert Appointment.objects.count() == 0


def test_those_who_wait_longest_hold_nobody_elses_time_up(cast, book, waits, monday, monkeypatch):
    monkeypatch.setattr(waiting, "BATCH", 1)
    waits(cast.tess, host=cast.ivan), waits(cast.olga, host=None)
    Wait.objects.filter(member=cast.olga).update(known=[])
    for _round in range(40):
        waiting.tell_waiting()
    assert told() == ["Olga"], "nothing comes free for Tess, who began before her"

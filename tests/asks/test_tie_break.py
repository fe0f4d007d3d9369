"""The adopted-team tie-break: off unless a district wants it, no trace then; on, it decides between equals and says so."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hallway.asks import jobs, pressing
from hallway.asks.models import Ask, Recount, Worth
from hallway.asks.pressing import WORTH
from hallway.asks.views import listing
from hallway.core.verb import HALLWAY, Denied
from hallway.delivery.working import deliver_events
from hallway.history.models import Event
from hallway.people.models import Adoption, Team, TeamMembership

from .test_pressing import MONDAY, PRIORITIES, minutes
from .test_pressing import request as made

SAID = "Olga’s team adopted Iván"
OWN = "your team adopted Iván"


@pytest.fixture
def three(cast, monday):
    """Olga's team has adopted Iván; Tess belongs to none."""
    team = Team.make(by=cast.lena, campus=cast.oak, name="Grade three", kind="grade")
    TeamMembership.add(by=cast.lena, team=team, member=cast.olga)
    Adoption.propose(by=cast.olga, team=team, its=cast.ivan).accept(by=cast.ivan)
    return team


@pytest.fixture
def on(cast, three):
    Worth.get().break_ties(by=cast.dora, adopted=True)
    jobs.recount()
    return three


def work():
    while deliver_events() or jobs.recount():
        pass


def order():
    return list(Ask.objects.still_open().pressing().values_list("line", flat=True))


def pair(cast, ask, **olgas):
    """Two requests asked in the same minute: Tess's first, then Olga's, whose team has adopted their holder."""
    return ask(line="Tess"), ask(line="Olga", requester=cast.olga, **olgas)


def test_off_it_leaves_no_trace(cast, ask, as_, three):
    assert Worth.get().adopted is False
    pair(cast, ask)
    work()
    assert order() == ["Tess", "Olga"]
    assert not [row for row in Ask.objects.all() if row.reasons or row.rank != row.next_at]
    for page in ("/asks/", f"/asks/{Ask.objects.get(line='Olga').pk}/"):
        assert "adopted" not in as_(cast.ivan).get(page).content.decode()
        assert "adopted" not in as_(cast.olga).get(page).content.decode()
    assert "Belonging to a team never moves a request." in as_(cast.tess).get("/asks/worth/").content.decode()


def test_off_it_costs_no_statement(cast, ask, three):
    ask(requester=cast.olga)
    with CaptureQueriesContext(connection) as seen:
        ask(line="another", requester=cast.olga)
    assert not [q for q in seen if "people_adoption" in q["sql"]]


def test_on_the_adopted_teams_request_stands_first_and_says_so(cast, ask, as_, on):
    tess, olga = pair(cast, ask)
    assert order() == ["Olga", "Tess"]
    assert olga.reasons == [["adopted", 0]]
    assert SAID in as_(cast.ivan).get("/asks/").content.decode()
    assert SAID in as_(cast.ivan).get(f"/asks/{olga.pk}/").content.decode()
    assert OWN in as_(cast.olga).get(f"/asks/{olga.pk}/").content.decode()
    olga.participants.create(member=cast.tess)
    read_along = as_(cast.tess).get(f"/asks/{olga.pk}/").content.decode()
    assert SAID in read_along
    assert OWN not in read_along
    assert "adopted" not in as_(cast.tess).get(f"/asks/{tess.pk}/").content.decode()


@pytest.mark.parametrize(
    "tess",
    [
        {"affected": "several"},
        {"teaching_stopped": True},
        {"deadline": MONDAY.date()},
    ],
)
def test_every_reason_beats_it(cast, ask, on, tess):
    ask(line="Olga", requester=cast.olga)
    ask(line="Tess", **tess)
    assert order() == ["Tess", "Olga"]


def test_a_nudge_an_escalation_and_a_known_issue_beat_it(cast, ask, on, monday):
    for verb in (
        lambda row: row.escalate(by=cast.ivan),
        lambda row: row.make_known(by=cast.ivan, words="Wi-Fi is down"),
        _nudged,
    ):
        rows = pair(cast, ask)
        assert order() == ["Olga", "Tess"]
        verb(rows[0])
        assert order() == ["Tess", "Olga"]
        for row in rows:
            row.refresh_from_db()
            row.withdraw(by=row.requester)


def _nudged(row):
    """As if it had been nudged; when that is allowed is the procedure's."""
    row.nudges = 1
    row.settle()


def test_what_is_due_a_minute_earlier_beats_it(cast, ask, on, monday):
    ask(line="Tess")
    with monday.at(MONDAY + timedelta(seconds=59)):
        ask(line="Same minute", requester=cast.olga)
    with monday.at(MONDAY + timedelta(seconds=60)):
        ask(line="A minute later", requester=cast.olga)
    assert order() == ["Same minute", "Tess", "A minute later"]


@given(minutes, st.integers(0, 59_999), minutes, st.integers(0, 59_999), st.sampled_from(PRIORITIES))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_it_passes_no_earlier_minute(one, ms, other, other_ms, priority):
    """Whatever the two are: the adopted one is first only when their keys fall into one minute, or it was first anyway."""
    plain, adopted = made(priority, one), made(priority, other)
    plain.next_at += timedelta(milliseconds=ms)
    adopted.next_at += timedelta(milliseconds=other_ms)
    adopted.adopted_here = lambda: True
    pressing.settle(plain)
    before = adopted.next_at - timedelta(minutes=sum(n for _c, n in plain.reasons))
    pressing.settle(adopted, WORTH | {"adopted": 0})
    same = plain.rank.replace(second=0, microsecond=0) == before.replace(second=0, microsecond=0)
    if same:
        assert adopted.rank < plain.rank
    else:
        assert (adopted.rank < plain.rank) == (before < plain.rank)


def test_switching_sorts_what_is_open_anew(cast, ask, three, monday):
    pair(cast, ask)
    Worth.get().break_ties(by=cast.dora, adopted=True)
    assert order() == ["Tess", "Olga"]
    assert jobs.recount() == 2
    assert order() == ["Olga", "Tess"]
    Worth.get().break_ties(by=cast.dora, adopted=True)
    assert not Recount.objects.filter(since=None).exists(), "on already: nothing to do"
    Worth.get().break_ties(by=cast.dora, adopted=False)
    work()
    assert order() == ["Tess", "Olga"]
    assert Ask.objects.get(line="Olga").reasons == []
    Ask.objects.filter(line="Olga").update(reasons=[["adopted", 0]])  # as a process that had not heard of it left it
    with monday.at(MONDAY + timedelta(seconds=30)):
        work()
    assert Ask.objects.get(line="Olga").reasons == []
    said = [event.sentence() for event in Event.objects.filter(kind="worth.ties").order_by("pk")]
    assert said == ["Dora switched on the adopted-team tie-break", "Dora switched off the adopted-team tie-break"]


def ended(cast, team):
    team.adoptions.get(status="accepted").end(by=cast.olga)


def left(cast, team):
    team.memberships.get(member=cast.olga).leave(by=cast.olga)


def put_away(cast, team):
    team.archive(by=cast.lena)


def switched_off(cast, team):
    cast.olga.deactivate(by=cast.opal)


@pytest.mark.parametrize("over", [ended, left, put_away, switched_off])
def test_what_ends_takes_it_away(cast, ask, on, over):
    pair(cast, ask)
    over(cast, on)
    work()
    assert order() == ["Tess", "Olga"]
    assert Ask.objects.get(line="Olga").reasons == []


def test_what_begins_brings_it(cast, ask, on):
    left(cast, on)
    work()
    pair(cast, ask)
    assert order() == ["Tess", "Olga"]
    TeamMembership.add(by=cast.lena, team=on, member=cast.olga)
    work()
    assert order() == ["Olga", "Tess"]
    ended(cast, on)
    work()
    assert order() == ["Tess", "Olga"]
    fresh = Adoption.propose(by=cast.olga, team=on, its=cast.ivan)
    work()
    assert order() == ["Tess", "Olga"], "asked is not adopted"
    fresh.accept(by=cast.ivan)
    work()
    assert order() == ["Olga", "Tess"]


def test_it_goes_with_the_holder(cast, ask, on):
    _tess, olga = pair(cast, ask)
    olga.hand_over(by=cast.ivan, to=cast.kim)
    assert olga.reasons == []
    olga.hand_over(by=cast.kim, to=cast.ivan)
    assert olga.reasons == [["adopted", 0]]


def test_a_confidential_request_shows_no_more_than_before(cast, ask, as_, on):
    _tess, olga = pair(cast, ask, confidential=True)
    work()
    olga.refresh_from_db()
    assert olga.reasons == []
    assert olga.rank == olga.next_at
    assert order() == ["Tess", "Olga"]
    assert "adopted" not in as_(cast.olga).get(f"/asks/{olga.pk}/").content.decode()


def test_reading_the_list_costs_no_statement_more(cast, ask, as_, on):
    client = as_(cast.ivan)

    def cost():
        client.get("/asks/")
        listing._menus.cache_clear()
        with CaptureQueriesContext(connection) as seen:
            answer = client.get("/asks/")
        return len(seen), answer.content.decode().count(SAID)

    ask(requester=cast.olga)
    on_one = cost()
    ask(line="two", requester=cast.olga)
    ask(line="three", requester=cast.olga)
    on_three = cost()
    Worth.get().break_ties(by=cast.dora, adopted=False)
    work()
    off = cost()
    assert (on_one[0], on_one[1], on_three[1], off[1]) == (on_three[0], 1, 3, 0)
    assert off[0] == on_one[0] <= 10


@pytest.mark.parametrize("key", ["tess", "ivan", "kim", "lena", "ed", "opal", "cora"])
def test_others_may_not_switch_it(cast, key):
    with pytest.raises(Denied):
        Worth.get().break_ties(by=getattr(cast, key), adopted=True)


def test_by_the_page(cast, as_):
    client = as_(cast.dora)
    page = client.get("/asks/worth/").content.decode()
    assert "Adopted team breaks a tie" in page
    assert "checked" not in page
    assert client.post("/asks/worth/", WORTH | {"adopted": "on"}).status_code == 303
    assert Worth.get().adopted
    assert Event.objects.filter(kind="worth.ties").count() == 1
    assert "checked" in client.get("/asks/worth/").content.decode()
    assert "the same minute" in as_(cast.tess).get("/asks/worth/").content.decode()
    assert client.post("/asks/worth/", WORTH).status_code == 303
    assert not Worth.get().adopted


def test_the_house_may_switch_it(cast):
    assert Worth.get().break_ties(by=HALLWAY, adopted=True).in_force == WORTH | {"adopted": 0}

"""The help list: its order, its filters, what it costs."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hallway.asks.views import listing
from hallway.core.now import now
from hallway.core.verb import HALLWAY
from hallway.people.models import Campus, Post

MOST_STATEMENTS = 10


@pytest.fixture
def page(as_, cast):
    browser = as_(cast.ivan)

    def get(query="", **headers):
        return browser.get(f"/asks/{query}", headers=headers)

    return get


def cost(get, warm=True):
    """Statements of one look at the list, the menus read anew (they are kept a minute, which may end at any time)."""
    if warm:
        get()
    listing._menus.cache_clear()
    with CaptureQueriesContext(connection) as queries:
        answer = get()
    assert answer.status_code == 200
    return len(queries), [q["sql"][:150] for q in queries]


def test_list_costs_the_same_at_one_and_three_rows(page, ask, cast):
    ask()
    page()
    one, said = cost(page)
    ask(line="two", requester=cast.olga)
    ask(line="three", campus=cast.elm, requester=cast.emil, room=cast.elm_room)
    three, said = cost(page)
    assert one == three <= MOST_STATEMENTS, said


def test_cold_calendars_cost_the_same_for_many_campuses(page, ask, cast):
    from hallway.schooltime.calendars import forget

    ask(campus=cast.elm, requester=cast.emil)
    forget()
    one, _said = cost(page, warm=False)
    for name in ("Fir", "Gum", "Ivy"):
        campus = Campus.add(by=HALLWAY, name=name)
        Post.add(by=HALLWAY, member=cast.ivan, role="its", campus=campus)
        ask(campus=campus, requester=cast.emil)
    forget()
    four, said = cost(page, warm=False)
    assert four == one, said


def test_fifty_rows_fit_in_sixty_kilobytes(page, ask, cast):
    for number in range(55):
        ask(line=f"The projector in room {number} is dark since this morning", teaching_stopped=number % 7 == 0)
    answer = page()
    assert answer.content.count(b"data-row") == 50
    assert len(answer.content) < 60_000


def test_pages_follow_each_other_without_gaps(page, ask, cast, monday):
    wanted = [ask(line=f"number {n}").pk for n in range(53)]  # all of one instant: the id decides
    first = page().content.decode()
    link = re.search(r'href="(/asks/\?[^"]*after=[^"]+)"', first).group(1).replace("&amp;", "&")
    second = page(link.removeprefix("/asks/")).content.decode()
    seen = [int(n) for n in re.findall(r'data-row.*?href="/asks/(\d+)/"', first + second)]
    assert seen == wanted


@pytest.mark.parametrize(
    "after", ["x", "1.", ".1", "9" * 40, "1.2.3", "-1.5", "999999999999999999.1", "².1", "--5.1", "1.፩"]
)
def test_a_spoilt_address_is_no_error(page, ask, after):
    ask()
    assert page(f"?after={after}").status_code == 200


def test_a_room_with_digits_of_another_script_is_no_error(page, ask):
    ask(place="Room ፩")  # str.isdigit says yes, int says no
    assert "Room ፩" in page("today/").content.decode()


def lines(answer):
    return re.findall(r'class="list-title"[^>]*>([^<]+?) <', answer.content.decode())


def test_filters(page, ask, cast):
    ask(line="mine at oak", topic=cast.topic)
    ask(line="stopped", teaching_stopped=True)
    elm = ask(line="kim at elm", campus=cast.elm, requester=cast.emil)
    elm.hand_over(by=elm.holder, to=cast.kim)
    waits = ask(line="waits")
    waits.wait(by=cast.ivan, on="you", until=now() + timedelta(days=3))
    solved = ask(line="solved one")
    solved.solve(by=cast.ivan)
    for query, wanted in {
        "": {"mine at oak", "stopped", "kim at elm", "waits"},
        "?holder=me": {"mine at oak", "stopped", "waits"},
        f"?holder={cast.kim.pk}": {"kim at elm"},
        "?holder=kapl": {"kim at elm"},
        "?holder=none": set(),
        f"?campus={cast.elm.pk}": {"kim at elm"},
        "?campus=elm": {"kim at elm"},
        "?state=waiting": {"waits"},
        "?state=you": {"waits"},
        "?state=other": set(),
        "?state=open": {"mine at oak", "stopped", "kim at elm"},
        "?state=stopped": {"stopped"},
        "?state=late": set(),
        "?state=solved": {"solved one"},
        f"?topic={cast.topic.pk}": {"mine at oak"},
        "?q=stop": {"stopped"},
        f"?q=%23{elm.pk}": {"kim at elm"},
        "?state=nonsense&topic=x&campus=zzz": set(),
    }.items():
        assert set(lines(page(query))) == wanted, query


def test_the_list_says_why_and_who(page, ask, cast):
    ask(teaching_stopped=True, room=cast.room)
    said = page().content.decode()
    for part in ("teaching stopped now", "Tess Tanaka", "12 · Oak Elementary", "Answer by", "Iván"):
        assert part in said


def test_asking_again_costs_no_body_until_something_changes(page, ask, cast):
    row = ask()
    first = page("", HX_Request="true")
    again = {"HX-Request": "true", "If-None-Match": first["ETag"]}
    assert "<html" not in first.content.decode()
    assert page("", **again).status_code == 304
    row.solve(by=cast.ivan)
    assert page("", **again).status_code == 200


def test_confidential_ones_stand_only_in_their_holders_list(as_, ask, cast):
    row = ask(campus=cast.elm, requester=cast.emil, confidential=True, line="private words")
    row.hand_over(by=row.holder, to=cast.kim)
    assert "private words" in as_(cast.kim).get("/asks/").content.decode()
    for query in ("", "?q=private", "?q=emil", f"?q={row.pk}", "?campus=elm"):
        assert "private words" not in as_(cast.ivan).get(f"/asks/{query}").content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("ivan", 200), ("kim", 200), ("cora", 200), ("tess", 403), ("lena", 403), ("ada", 403)]
)
def test_who_reads_a_list(as_, cast, ask, who, status):
    ask()
    for url in ("/asks/", "/asks/today/"):
        assert as_(getattr(cast, who)).get(url).status_code == status


def test_whoever_holds_one_reads_their_list(as_, cast, ask):
    ask(line="for the district").hand_over(by=cast.ivan, to=cast.dora)
    assert lines(as_(cast.dora).get("/asks/")) == ["for the district"]


def test_today_groups_by_campus_and_room(page, ask, cast):
    ask(room=cast.room, line="in twelve")
    ask(place="by the gym", line="in the gym")
    ask(campus=cast.elm, requester=cast.emil, room=cast.elm_room, line="at elm")
    said = page("today/?who=all").content.decode()
    assert said.index("Elm Middle") < said.index("<h3>B4") < said.index("at elm") < said.index("Oak Elementary")
    assert said.index("<h3>12") < said.index("in twelve") < said.index("by the gym") < said.index("in the gym")

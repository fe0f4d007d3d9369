"""The first page's small sections: what each app says there, in the order of the morning, read by one statement."""

import pytest

from hallway.appreciation.models import Thanks, Wave
from hallway.core import morning

from ..appointments import made


@pytest.mark.parametrize("home", ["teacher", "its", "lead"])
def test_all_sections_are_one_statement(cast, home, django_assert_num_queries):
    names = {one.name for one in morning.SECTIONS if home in one.homes}
    assert {"thanks", "waves", "good news"} <= names
    assert ("captures" in names) is (home == "its")
    cast.ivan.seat  # noqa: B018 - read beforehand, as on a page
    before = morning.SECTIONS[:]
    morning.SECTIONS[:] = [one for one in before if one.name != "mails"]  # asks who is on the help desk first
    try:
        with django_assert_num_queries(1):
            assert morning.read(cast.ivan, home) == {"first": [], "later": []}
    finally:
        morning.SECTIONS[:] = before


def test_thanks_come_before_waves_and_both_before_the_list(cast, as_):
    Wave.wave(by=cast.kim, to=cast.ivan)
    Thanks.give(by=cast.tess, receivers=[cast.ivan], reason="For the cable")
    page = as_(cast.ivan).get("/").content.decode()
    places = [page.index(words) for words in ("For the cable", "Somebody says hi", "What presses most")]
    assert places == sorted(places)


def test_a_row_is_plain_values_with_a_person_and_an_instant(cast):
    Wave.wave(by=cast.kim, to=cast.ivan)
    (waves,) = [each for each in morning.read(cast.ivan, "its")["first"] if each["template"].endswith("_waves.html")]
    (row,) = waves["rows"]
    assert (row.sender, row.sender.full_name) == (cast.kim, "Kim Kaplan")


def test_an_empty_tally_says_nothing(cast):
    from hallway.capture.models import Capture

    assert not list(morning.tally(Capture.objects.all()))


def test_lessons_and_visits_stand_there_opened(cast, as_, monday):
    made.consult(cast)
    made.visit(cast)
    for who, other in (("tess", "Iván Núñez"), ("ivan", "Tess Tanaka")):
        page = as_(getattr(cast, who)).get("/").content.decode()
        for words in ("Comparing fractions", "Period 2", f"with {other}", "Thursday", "Oak Elementary"):
            assert words in page, (who, words)
    assert "Comparing fractions" not in as_(cast.olga).get("/").content.decode()


@pytest.mark.parametrize("who", ["tess", "ivan", "lena", "dora"])
def test_a_full_first_page_is_fifteen_statements(cast, ask, as_, who, monday, django_assert_max_num_queries):
    from hallway.people.models import Team, TeamMembership
    from hallway.teams.models import Topic

    ask()
    made.consult(cast)
    made.visit(cast)
    made.brag(cast).consent(by=cast.tess)
    member = getattr(cast, who)
    team = Team.make(by=cast.ada, campus=cast.oak, name="Grade 3")
    for each in {member, cast.olga}:
        TeamMembership.add(by=cast.ada, team=team, member=each)
    Topic.open(by=cast.olga, team=team, title="Field trip", text="Who comes?")
    Wave.wave(by=cast.olga, to=member)
    Thanks.give(by=cast.olga, receivers=[member], reason="For the cable")
    browser = as_(member)
    said = browser.get("/").content.decode()
    assert "For the cable" in said
    with django_assert_max_num_queries(15):
        browser.get("/")


def test_a_title_that_looks_like_an_instant_stays_what_it_is(cast, as_):
    from hallway.ideas.models import Tip

    for title in ("2026-03-02T15:00:00+00:00", "2026-03-02T15:00:00 quiz"):
        Tip.draft(by=cast.ivan, campus=cast.oak, title=title).publish(by=cast.ivan)
    shown = {
        row.title
        for part in morning.read(cast.tess, "teacher")["later"]
        for row in part["rows"]
        if hasattr(row, "title")
    }
    assert shown == {"2026-03-02T15:00:00+00:00", "2026-03-02T15:00:00 quiz"}

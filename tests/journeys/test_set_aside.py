"""An entry that hurts: handed on, read alone by who leads, set aside with a word, and put back; and words on a card that is put away."""

import pytest

from hallway.people.models import TeamMembership
from hallway.teams.jobs import open_cards
from hallway.teams.models import Card, Concern, Topic

from ..teams import made
from ..teams.test_cards import say
from .conftest import LOOKS

pytestmark = pytest.mark.browser


@pytest.fixture
def team(house):
    row = made.team(house)
    TeamMembership.add(by=house.lena, team=row, member=house.olga)
    return row


@pytest.mark.parametrize("script", [True, False])
def test_handed_on_set_aside_and_put_back(house, team, visit, work, script):
    topic = Topic.open(by=house.olga, team=team, title="The copier", text="Works again.")
    topic.answer(by=house.olga, text="Unlike some people here.")
    tess, lena, olga = visit(house.tess, width=390, script=script), visit(house.lena, script=script), visit(house.olga)
    tess.goto(topic.get_absolute_url())
    tess.locator("details.marks summary").last.click()
    tess.get_by_role("link", name="This should not stand here").last.click()
    tess.get_by_label("Why do you think so?").fill("It hurts somebody.")
    tess.get_by_role("button", name="Hand it to who leads the campus").click()
    tess.get_by_text("Thank you for saying it").wait_for()
    work(ahead=60)
    lena.goto("/notices/")
    lena.get_by_role("link", name="Somebody asks you to look at an entry").first.click()
    lena.get_by_text("Unlike some people here.").wait_for()
    assert lena.get_by_text("Works again.").count() == 0
    lena.get_by_label("A word to its author").fill("Let us talk on Monday.")
    lena.get_by_role("button", name="Set it aside").click()
    lena.get_by_text("only its author reads it").wait_for()
    tess.goto(topic.get_absolute_url())
    assert tess.get_by_text("Unlike some people here.").count() == 0
    olga.goto(topic.get_absolute_url())
    olga.get_by_text("Let us talk on Monday.").wait_for()
    assert olga.get_by_text("It hurts somebody.").count() == 0
    lena.get_by_role("button", name="Put it back on the board").click()
    lena.get_by_text("It was looked at, and stands.").wait_for()
    tess.reload()
    tess.get_by_text("Unlike some people here.").wait_for()
    assert not lena.problems


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_how_they_look(house, team, visit, axe, shot, width, dark):
    topic = Topic.open(by=house.olga, team=team, title="The copier", text="Works again, unlike some people here.")
    Concern.say(by=house.tess, topic=topic, words="It hurts somebody.")
    say(house.olga, 3, 5)
    row = Card.objects.filter(occasion="birthday").first() or made.card(house)
    row.sign(by=house.tess, words="Hooray, dear one")
    row.put_away()
    look = f"{width}-{'dark' if dark else 'light'}"
    concern = Concern.objects.get()

    def see(member, path, name):
        page = visit(member, width=width, dark=dark)
        page.goto(path)
        axe(page)
        shot(page, f"aside-{name}-{look}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert not page.problems

    see(house.tess, topic.get_absolute_url(), "topic")
    see(house.tess, f"{topic.get_absolute_url()}concern/", "say")
    see(house.lena, concern.get_absolute_url(), "lead")
    see(house.lena, "/teams/concerns/", "list")
    concern.set_aside(by=house.lena, said="Let us talk on Monday.")
    see(house.olga, topic.get_absolute_url(), "author")
    see(house.tess, row.get_absolute_url(), "card")
    see(house.tess, "/teams/days/", "days")
    assert open_cards() is not None

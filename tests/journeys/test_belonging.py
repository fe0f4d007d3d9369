"""A team in a browser: its board, its gatherings, its days to celebrate."""

from datetime import date, timedelta

import pytest

from hallway.people.models import TeamMembership
from hallway.teams.models import Gathering, Topic

from ..teams import made
from .conftest import LOOKS

pytestmark = pytest.mark.browser


@pytest.fixture
def team(house):
    row = made.team(house)
    TeamMembership.add(by=house.lena, team=row, member=house.olga)
    return row


@pytest.mark.parametrize("script", [True, False])
def test_the_board(house, team, visit, script):
    """R1d, a base of support: written on a phone, answered by the adopted ITS at a desk, marked, pinned, and nobody else finds it."""
    teacher, helper = visit(house.tess, width=390, script=script), visit(house.ivan, script=script)
    teacher.goto(team.get_absolute_url())
    teacher.get_by_role("link", name="The board").click()
    teacher.get_by_text("Write to the team").click()
    teacher.get_by_label("In one line").fill("Cake in room 12")
    teacher.get_by_label("More of it").fill("Come by after school.")
    teacher.get_by_role("button", name="Put it on the board").click()
    teacher.get_by_text("It stands on the board.").wait_for()
    helper.goto("/")
    helper.get_by_role("link", name="Cake in room 12").click()
    helper.get_by_label("Your answer").fill("On my way.")
    helper.get_by_role("button", name="Answer Grade three").click()
    helper.get_by_text("On my way.").wait_for()
    teacher.goto(Topic.objects.get().get_absolute_url())
    teacher.get_by_text("React").last.click()
    teacher.get_by_role("button", name="Made me smile").last.click()
    teacher.get_by_text("Who?").click()
    teacher.get_by_role("button", name="Pin it to the top").click()
    teacher.get_by_text("It stays at the top.").wait_for()
    helper.reload()
    helper.get_by_text("Who?").click()
    helper.get_by_text("Tess Tanaka").last.wait_for()
    lead = visit(house.lena, script=script)
    assert lead.goto(Topic.objects.get().get_absolute_url()).status == 404
    assert not teacher.problems
    assert not helper.problems


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_every_page_of_the_board(house, team, visit, axe, shot, picture, width, dark):
    name = f"{width}-{'dark' if dark else 'light'}"
    teacher = visit(house.tess, width=width, dark=dark)
    teacher.goto(f"/teams/{team.pk}/")
    axe(teacher)
    shot(teacher, f"board-empty-{name}")
    topic = made.topic(house)
    topic.pin(by=house.olga)
    answer = topic.answer(by=house.ivan, text="In the library, on the top shelf. https://oak.example/globe")
    from hallway.teams.models import Reaction

    for member, mark, message in (
        (house.tess, "thanks", answer.pk),
        (house.olga, "thanks", answer.pk),
        (house.olga, "smile", None),
    ):
        Reaction.react(by=member, topic=topic, mark=mark, message=message)
    Topic.open(by=house.olga, team=team, title="Who comes to the museum on the twelfth of March, and who drives whom?")
    for path, what in (("/teams/", "mine"), (f"/teams/{team.pk}/", "full"), (topic.get_absolute_url(), "topic")):
        teacher.goto(path)
        axe(teacher)
        shot(teacher, f"board-{what}-{name}")
    if (width, dark) == (390, False):
        picture(teacher, "guide-board", most=640)
    teacher.locator(".marks summary").last.click()
    axe(teacher)
    shot(teacher, f"board-marks-{name}")
    teacher.goto(f"/teams/{team.pk}/")
    teacher.get_by_text("Write to the team").click()
    teacher.get_by_role("button", name="Put it on the board").click()
    teacher.evaluate("scrollTo(0, 0)")  # a link half under the header that stays is no small target
    axe(teacher)
    shot(teacher, f"board-write-{name}")
    teacher.goto("/")
    shot(teacher, f"board-home-{name}")


@pytest.mark.parametrize("script", [True, False])
def test_a_gathering(house, team, visit, work, picture, script):
    """R1c, gatherings: asked from the board, the adopted ITS answers and brings on a phone and has it in the calendar; moved,
    and called off: everybody hears it once."""
    host, guest = visit(house.tess, script=script), visit(house.ivan, width=390, script=script)
    host.goto(f"/teams/{team.pk}/")
    host.get_by_role("link", name="Ask people to come").click()
    host.get_by_label("What is it?").fill("Soup and stories")
    host.get_by_label("Which day?").fill(str(date.today() + timedelta(days=90)))
    host.get_by_label("From").fill("15:30")
    host.get_by_label("Until").fill("16:30")
    host.get_by_label("What would be good to have?").fill("Bread\nBowls")
    host.get_by_role("button", name="Ask them").click()
    host.get_by_text("1 is going.").wait_for()
    work(ahead=5)
    guest.goto("/notices/")
    guest.get_by_text("Tess invites Grade three to a gathering").click()
    guest.get_by_label("The others may read my name").check()
    guest.get_by_role("button", name="I am going").click()
    guest.get_by_text("2 are going.").wait_for()
    guest.get_by_role("button", name="I bring it: Bread").click()
    guest.get_by_role("button", name="Give it back: Bread").wait_for()
    picture(guest, "guide-gathering")
    row = Gathering.objects.get()
    guest.goto(f"/calendar/?from={row.start.date()}")
    guest.get_by_role("link", name="Download", exact=True).first.wait_for()
    guest.goto(row.get_absolute_url())
    host.reload()
    host.get_by_text("Iván Núñez").first.wait_for()
    host.get_by_role("link", name="Change it").click()
    host.get_by_label("Where?").fill("Room 14")
    host.get_by_role("button", name="Keep it so").click()
    host.get_by_text("Call it off", exact=True).click()
    host.get_by_label("Why? They read it.").fill("The stove is broken.")
    host.get_by_role("button", name="Call it off for everybody").click()
    host.get_by_text("It is off. Everybody who may come is told once.").wait_for()
    guest.reload()
    guest.get_by_text("The stove is broken.").wait_for()
    assert not host.problems
    assert not guest.problems


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_every_page_of_gatherings(house, team, visit, axe, shot, width, dark):
    name = f"{width}-{'dark' if dark else 'light'}"
    teacher = visit(house.olga, width=width, dark=dark)
    teacher.goto("/teams/gatherings/")
    axe(teacher)
    shot(teacher, f"gathering-none-{name}")
    teacher.goto(f"/teams/gathering/new/?whose=team:{team.pk}")
    axe(teacher)
    shot(teacher, f"gathering-new-{name}")
    row = made.gathering(house)
    row.rsvp(by=house.ivan, answer="going", listed=True)
    row.take_bring(by=house.ivan, bring=row.brings.first().pk)
    row.rsvp(by=house.olga, answer="maybe")
    for path, what in (
        ("/teams/gatherings/", "list"),
        (row.get_absolute_url(), "page"),
        (f"/teams/{team.pk}/", "board"),
        ("/", "home"),
    ):
        teacher.goto(path)
        axe(teacher)
        shot(teacher, f"gathering-{what}-{name}")
    row.cancel(by=house.tess, reason="The stove is broken.")
    teacher.goto(row.get_absolute_url())
    axe(teacher)
    shot(teacher, f"gathering-off-{name}")

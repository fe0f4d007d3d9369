"""A team in a browser: made, filled, asks somebody kindly, is answered, and breaks a tie once the district wants it."""

import pytest

from hallway.asks.models import Ask
from hallway.people.models import Adoption, Team, TeamMembership

from .conftest import LOOKS

pytestmark = pytest.mark.browser


def test_from_a_team_to_a_tie(house, visit, work, axe, shot, picture):
    """R1a, a team adopts its ITS; R1e, an adopted team breaks a tie once the district wants it, and the list says so."""
    lead = visit(house.lena)
    lead.goto("/people/teams/")
    lead.get_by_role("link", name="Make a team").first.click()
    lead.get_by_label("Name").fill("Grade three")
    lead.get_by_label("Kind").select_option("grade")
    lead.get_by_role("button", name="Make this team").click()
    lead.get_by_text("Add somebody").click()
    lead.get_by_label("Name or school e-mail").fill("olga")
    lead.get_by_role("button", name="Add to the team").click()
    lead.locator("#people").get_by_text("Olga Ortiz").wait_for()
    url = Team.objects.get().get_absolute_url()

    teacher = visit(house.olga, width=390)
    teacher.goto(url)
    teacher.get_by_label("Whom would you like to adopt?").select_option(label="Iván Núñez")
    teacher.get_by_role("button", name="Ask kindly").click()
    teacher.get_by_text("You asked Iván Núñez").wait_for()
    lead.goto(url)
    assert "Iván" not in lead.locator("main").inner_text()
    work(ahead=5)

    helper = visit(house.ivan)
    helper.goto("/notices/")
    helper.get_by_text("may we adopt you?").click()
    helper.get_by_label("A sentence for the team").fill("Gladly. See you on Tuesday.")
    axe(helper)
    shot(helper, "teams-asked")
    picture(helper, "guide-adopt", of="#adopting")
    helper.get_by_role("button", name="Yes, gladly").click()
    helper.locator("#people").get_by_text("Iván Núñez").wait_for()
    teacher.goto(url)
    teacher.get_by_text("Gladly. See you on Tuesday.").wait_for()

    for who in (house.tess, house.olga):
        Ask.open(by=who, requester=who, campus=house.oak, line=f"The board of {who.short_name} is dark")
    due = Ask.objects.earliest("pk").next_at.replace(second=30)
    Ask.objects.update(next_at=due, rank=due, step_from=None, step_span="")
    helper.goto("/asks/")
    assert titles(helper) == ["The board of Tess is dark", "The board of Olga is dark"]

    district = visit(house.dora)
    district.goto("/asks/worth/")
    box = district.get_by_label("Adopted team breaks a tie")
    assert not box.is_checked()
    box.check()
    axe(district)
    shot(district, "teams-switch")
    district.get_by_role("button", name="Sort the list by this").click()
    district.get_by_text("The help list is being sorted anew").wait_for()
    work(only=("recount",))
    helper.goto("/asks/")
    assert titles(helper) == ["The board of Olga is dark", "The board of Tess is dark"]
    helper.get_by_text("Olga’s team adopted Iván").wait_for()
    axe(helper)
    shot(helper, "teams-list")
    teacher.goto(Ask.objects.get(requester=house.olga).get_absolute_url())
    teacher.get_by_text("your team adopted Iván").wait_for()
    shot(teacher, "teams-request")
    for page in (lead, teacher, helper, district):
        assert not page.problems


def titles(page):
    return [each.split(" #")[0] for each in page.locator("[data-row] .list-title").all_inner_texts()]


def test_without_script(house, visit):
    team = Team.make(by=house.lena, campus=house.oak, name="Science")
    TeamMembership.add(by=house.lena, team=team, member=house.tess)
    Adoption.propose(by=house.tess, team=team, its=house.ivan)
    helper = visit(house.ivan, width=390, script=False)
    helper.goto(team.get_absolute_url())
    helper.get_by_label("A sentence for the team").fill("Next year, maybe.")
    helper.get_by_role("button", name="Not just now, thank you").click()
    helper.get_by_text("That is fine.").wait_for()
    teacher = visit(house.tess, width=390, script=False)
    teacher.goto(team.get_absolute_url())
    teacher.get_by_text("not just now, and thank you for asking").wait_for()
    assert "Iván" not in teacher.locator("main").inner_text()
    teacher.get_by_role("button", name="Leave the team").click()
    teacher.get_by_text("You no longer belong to Science.").wait_for()


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_every_page_of_it(house, visit, axe, shot, width, dark):
    name = f"{width}-{'dark' if dark else 'light'}"
    lead = visit(house.lena, width=width, dark=dark)
    lead.goto("/people/teams/")
    shot(lead, f"teams-empty-{name}")
    axe(lead)
    team = Team.make(by=house.lena, campus=house.oak, name="Grade three", kind="grade")
    Team.make(by=house.ada, campus=None, name="Makers", kind="other")
    for member in (house.tess, house.olga, house.cora):
        TeamMembership.add(by=house.lena, team=team, member=member)
    teacher = visit(house.tess, width=width, dark=dark)
    teacher.goto(team.get_absolute_url())
    shot(teacher, f"teams-alone-{name}")
    axe(teacher)
    adoption = Adoption.propose(by=house.tess, team=team, its=house.ivan)
    adoption.accept(by=house.ivan, words="Gladly. I am at Oak every day but Tuesday.")
    for page, path, what in (
        (teacher, team.get_absolute_url(), "member"),
        (teacher, "/people/teams/", "list"),
        (lead, team.get_absolute_url(), "lead"),
        (lead, "/people/teams/add/", "make"),
        (teacher, f"/people/{house.ivan.pk}/", "person"),
    ):
        page.goto(path)
        axe(page)
        shot(page, f"teams-{what}-{name}")
    lead.goto(team.get_absolute_url())
    lead.get_by_text("Add somebody").click()
    lead.get_by_label("Name or school e-mail").fill("nobody at all")
    lead.get_by_role("button", name="Add to the team").click()
    lead.get_by_text("Nobody of that name").first.wait_for()
    axe(lead)
    shot(lead, f"teams-wrong-{name}")

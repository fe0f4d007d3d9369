"""Days and cards in a browser: said by oneself, signed by the others, read on the morning."""

from datetime import date, timedelta

import pytest

from hallway.core.now import moved, now
from hallway.core.verb import HALLWAY
from hallway.people.models import TeamMembership
from hallway.schooltime.middleware import zone_of
from hallway.teams.jobs import ask_renewals, deliver_cards, open_cards
from hallway.teams.models import Birthday, Card, LifeEvent, Renewal

from ..teams import made
from .conftest import LOOKS

pytestmark = pytest.mark.browser
ON = "would you like to go on with Grade three?"


@pytest.fixture
def team(house):
    row = made.team(house)
    TeamMembership.add(by=house.lena, team=row, member=house.olga)
    return row


@pytest.mark.parametrize("script", [True, False])
def test_a_card_from_wish_to_thanks(house, team, visit, tuesday, picture, script):
    """R1b, birthdays, life events and cards: Olga says her day and that a card is welcome; Tess signs; Olga sees it on the
    morning and thanks once. Ivan, whom the team has adopted, reads of her birthday; what Olga tells of her life Tess reads, too."""
    olga, tess = visit(house.olga, width=390, script=script), visit(house.tess, script=script)
    olga.goto("/people/me/")
    olga.get_by_role("link", name="My days").click()
    day = now().astimezone(zone_of(house.olga)).date() + timedelta(days=4)
    olga.get_by_label("Month").select_option(str(day.month))
    olga.get_by_label("Day", exact=True).select_option(str(day.day))
    olga.get_by_label("My teams, with the ITS they have adopted").first.check()
    olga.get_by_label("A card from my teams is welcome").check()
    olga.get_by_role("button", name="Save it so").click()
    olga.get_by_text("You can change it or take it back").wait_for()
    open_cards()
    card = Card.objects.get(occasion="birthday")
    tess.goto("/")
    tess.get_by_role("link", name="A card for Olga Ortiz is being signed").click()
    tess.get_by_label("Your words on the card").fill("Another year of stories!")
    picture(tess, "guide-card-sign", of="h1", to=".composer")
    tess.get_by_role("button", name="Sign the card").click()
    tess.get_by_role("button", name="Keep these words").wait_for()
    assert olga.goto(card.get_absolute_url()).status == 404
    olga.goto("/")
    assert "card" not in olga.locator("main").inner_text().lower()
    with moved(card.deliver_at + timedelta(minutes=1)):
        assert deliver_cards() == 1
    olga.reload()
    olga.get_by_role("link", name="A card for you, from Grade three").click()
    olga.get_by_text("Another year of stories!").wait_for()
    picture(olga, "guide-card")
    olga.get_by_label("Thanks to all who signed").fill("You are kind.")
    olga.get_by_role("button", name="Thank them all").click()
    olga.get_by_text("You said to all of them: You are kind.").wait_for()
    tess.goto(card.get_absolute_url())
    tess.get_by_text("You are kind.").wait_for()
    olga.goto("/teams/days/")
    olga.get_by_label("Month").select_option(str(tuesday.month))
    olga.get_by_label("Day", exact=True).select_option(str(tuesday.day))
    olga.get_by_role("button", name="Save it so").click()
    olga.get_by_text("You can change it or take it back").wait_for()
    olga.get_by_text("Tell colleagues").click()
    olga.get_by_label("In your words").fill("Our daughter Mara was born on Sunday.")
    olga.get_by_text("Something happy").click()
    olga.get_by_role("button", name="Tell them").click()
    olga.get_by_role("button", name="Take it back").wait_for()
    tess.goto("/")
    tess.get_by_text("Our daughter Mara was born on Sunday.").wait_for()
    helper = visit(house.ivan, script=script)
    helper.goto("/")
    helper.get_by_role("link", name="It is Olga Ortiz’s birthday today.").wait_for()
    picture(helper, "guide-days", of="section:has(#home-birthdays)", to="section:has(#home-life)")
    helper.get_by_role("link", name="It is Olga Ortiz’s birthday today.").click()
    helper.get_by_role("button", name="Say hi").wait_for()
    assert not [*tess.problems, *helper.problems]


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_every_page_of_it(house, team, visit, axe, shot, tuesday, width, dark):
    name = f"{width}-{'dark' if dark else 'light'}"
    tess, olga = visit(house.tess, width=width, dark=dark), visit(house.olga, width=width, dark=dark)
    olga.goto("/teams/days/")
    axe(olga)
    shot(olga, f"days-empty-{name}")
    for member, audience in ((house.ivan, "team"), (house.cora, "campus")):
        Birthday.say_birthday(by=member, member=member, month=tuesday.month, day=tuesday.day, audience=audience)
    LifeEvent.tell(by=house.olga, kind="loss", words="My father died on Sunday. I am back on Thursday.")
    card = Card.open_card(
        by=house.tess, member=house.olga, team=team, occasion="loss", about=LifeEvent.objects.get(),
        deliver_at=now() + timedelta(days=2),
    )  # fmt: skip
    for path, what in (("/", "home"), (card.get_absolute_url(), "sign")):
        tess.goto(path)
        axe(tess)
        shot(tess, f"days-{what}-{name}")
    tess.goto("/")
    assert tess.get_by_text("’s birthday today").count() == 2
    card.sign(by=house.tess, words="I am thinking of you. Your Thursday bus duty is mine.")
    card.sign(by=house.ivan, words="With you, Olga.")
    with moved(card.deliver_at + timedelta(minutes=1)):
        deliver_cards()
    for path, what in (("/", "morning"), (card.get_absolute_url(), "card"), ("/teams/days/", "mine")):
        olga.goto(path)
        axe(olga)
        shot(olga, f"days-{what}-{name}")


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_around_an_adoption(house, team, visit, work, axe, shot, width, dark):
    """R1a, who has no team: a lead's quiet word to a team, and whether both go on in August; no script needed to answer."""
    name = f"{width}-{'dark' if dark else 'light'}"
    adoption = team.adoptions.get()
    Renewal.ask_again(by=HALLWAY, adoption=adoption, member=house.ivan, term=date(2026, 8, 1))
    his = Renewal.objects.get()
    helper = visit(house.ivan, width=width, dark=dark, script=False)
    helper.goto(his.get_absolute_url())
    axe_page = visit(house.ivan, width=width, dark=dark)
    axe_page.goto(his.get_absolute_url())
    axe(axe_page)
    shot(axe_page, f"adopting-renewal-{name}")
    helper.get_by_role("button", name="Let it go").click()
    helper.get_by_text("It has ended, and nobody is told.").wait_for()
    lead = visit(house.lena, width=width, dark=dark)
    lead.goto("/people/teams/")
    lead.get_by_role("link", name="Who has no team yet").click()
    lead.get_by_text("Iván Núñez").first.wait_for()
    axe(lead)
    shot(lead, f"adopting-without-{name}")
    lead.get_by_role("button", name="Say a quiet word to the team").click()
    lead.get_by_text("Nobody else learns of it.").wait_for()
    work(ahead=5)
    teacher = visit(house.olga, width=width, dark=dark)
    teacher.goto("/notices/")
    teacher.get_by_text("Lena asks whether Grade three would like to adopt Iván").click()
    teacher.get_by_role("button", name="Ask kindly").wait_for()
    helper.goto("/notices/")
    assert "Lena asks" not in helper.locator("main").inner_text()


def test_a_new_school_year_asks_once(house, august, visit, work):
    """R1a, going on in August: Tess, who asked for her team, says yes on a phone without script; Iván reads his own question, not
    her answer, and says nothing, which is a yes. Nobody is asked again before the next August, and then once."""
    with moved(now() - timedelta(days=100)):
        TeamMembership.add(by=house.lena, team=made.team(house), member=house.olga)
    assert ask_renewals() == 2
    work(ahead=60)
    tess = visit(house.tess, width=390, script=False)
    tess.goto("/notices/")
    tess.get_by_text(ON).click()
    tess.get_by_text("Saying nothing is a yes.").wait_for()
    tess.get_by_role("button", name="Gladly, we go on").click()
    tess.get_by_text("Glad to hear it. Nothing changes.").wait_for()
    ivan = visit(house.ivan)
    ivan.goto("/notices/")
    ivan.get_by_text(ON).click()
    ivan.get_by_text("Grade three has adopted you. Would you like to go on?").wait_for()
    assert "Tess" not in ivan.locator("main").inner_text()
    for days, asked in ((14, 0), (42, 0), (364, 2), (371, 0)):
        with moved(now() + timedelta(days=days)):
            assert ask_renewals() == asked, days
            work()
    ivan.goto("/teams/")
    ivan.get_by_text("has adopted you").wait_for()
    ivan.goto("/notices/")
    ivan.get_by_text(ON).nth(1).wait_for()
    assert ivan.get_by_text(ON).count() == 2
    assert set(Renewal.objects.values_list("member", "answer")) == {
        (house.tess.pk, "go_on"),
        (house.tess.pk, ""),
        (house.ivan.pk, ""),
    }

"""The pages of procedures in a real browser: no violation of WCAG 2.2 AA, no error, on phone and desktop, and on paper."""

import pytest

from hallway.core.verb import HALLWAY
from hallway.people.models import Campus, Room
from hallway.procedures import sharing
from hallway.procedures.models import Procedure
from hallway.procedures.terms import read_terms

from ..procedures.test_editor import FULL

PAGES = [
    ("list", "/settings/procedures/"),
    ("in", "/settings/procedures/in/"),
    ("paper", "/how/"),
    ("stickers", "/how/{oak}/stickers/"),
    ("how-usual", "/how/{elm}/"),
    ("how", "/how/{oak}/"),
    ("show", "/settings/procedures/{draft}/"),
    ("publish", "/settings/procedures/{draft}/publish/"),
    *((part, "/settings/procedures/{draft}/edit/" + part + "/") for part in (
        "words", "doors", "ways", "filing", "questions", "promises", "sending_on", "days", "emergency",
    )),
]  # fmt: skip


@pytest.fixture
def draft(house):
    row = Procedure.draft(by=house.ada, campus=house.oak)
    row.revise(by=house.ada, terms=read_terms(FULL.words()))
    row.publish(by=house.ada)
    row = Procedure.draft(by=house.ada, campus=house.oak)
    row.revise(by=house.ada, terms=sharing.shared_of(sharing.example("st_vrain"))[0].terms)
    for number in range(25):
        Room.add(by=HALLWAY, campus=house.oak, name=f"2{number:02}")
    return row


@pytest.mark.browser
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_every_page_is_for_everybody(house, draft, visit, axe, shot, width, dark):
    page, wrong = visit(house.ada, width=width, dark=dark), []
    for name, address in PAGES:
        answer = page.goto(address.format(draft=draft.pk, oak=house.oak.pk, elm=house.elm.pk))
        shot(page, f"procedures-{name}-{width}{'-dark' if dark else ''}")
        if answer.status != 200:
            wrong.append((name, answer.status))
        try:
            axe(page)
        except AssertionError as error:
            wrong.append((name, str(error)[:600]))
        across = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if across > 1:
            wrong.append((name, f"{across}px wider than the screen"))
        if page.problems:
            wrong.append((name, page.problems))
            page.problems = []
    assert not wrong, "\n".join(map(str, wrong))


def pages_of(pdf):
    return pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") or pdf.count(b"/Type/Page") - pdf.count(
        b"/Type/Pages"
    )


@pytest.mark.browser
@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_on_paper_it_is_one_sheet(house, draft, visit, shot, paper):
    page = visit(width=720)
    others = [Campus.add(by=HALLWAY, name=name) for name, _said in sharing.examples()]
    for campus in others:
        row = Procedure.draft(by=house.ada, campus=campus)
        row.revise(by=house.ada, terms=sharing.shared_of(sharing.example(campus.name))[0].terms)
        row.publish(by=house.ada)
    for campus in (house.oak, house.elm, *others):
        page.goto(f"/how/{campus.pk}/")
        pdf = page.pdf(format=paper, prefer_css_page_size=False)
        page.emulate_media(media="print")
        shot(page, f"procedures-how-{campus.name}-{paper}-printed")
        assert pages_of(pdf) == 1, campus


@pytest.mark.browser
def test_stickers_fill_their_sheets(house, draft, visit, shot):
    page = visit(house.opal, width=816)
    for paper, first, sheets in (("a4", 1, 2), ("letter", 1, 2), ("letter", 24, 3)):
        page.goto(f"/how/{house.oak.pk}/stickers/?paper={paper}&first={first}")
        pdf = page.pdf(prefer_css_page_size=True)
        page.emulate_media(media="print")
        shot(page, f"procedures-stickers-{paper}-{first}-printed")
        assert pages_of(pdf) == sheets, (paper, first)


@pytest.mark.browser
def test_without_network_the_sheet_is_still_there(house, draft, visit, shot):
    page = visit(house.tess, width=390, keeps=True)
    page.goto("/")
    page.wait_for_function(
        "navigator.serviceWorker.ready.then(() => caches.open('hallway-public')).then((s) => s.keys())"
        ".then((keys) => keys.some((one) => one.url.includes('/how/')))"
    )
    page.reload()
    page.context.set_offline(True)
    page.goto(f"/how/{house.oak.pk}/", wait_until="domcontentloaded")
    page.get_by_role("heading", name="How to get help here").wait_for()
    page.get_by_text("555 0100").wait_for()
    page.goto("/asks/mine/", wait_until="domcontentloaded")
    page.get_by_role("link", name="How to get help at Oak Elementary").click()
    page.get_by_text("555 0100").wait_for()


@pytest.mark.browser
def test_a_code_is_scanned_signed_in_and_asked(house, visit):
    """The code on the wall is read as a camera would: off the screen."""
    page = visit()
    page.goto(f"/asks/new/?at={house.room.pk}")
    page.get_by_label("E-mail").fill("tess@cedar.example")
    page.get_by_label("Password").fill("a long enough word")
    page.get_by_role("button", name="Sign in").first.click()
    page.wait_for_url(f"**/asks/new/?at={house.room.pk}")
    assert page.get_by_label("Where?").input_value() == "12"


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False])
def test_a_draft_is_written_and_published(house, visit, script):
    """R6c, the established procedure: its doors in order, drafted, compared, promised."""
    page = visit(house.dora, script=script)
    page.goto("/settings/procedures/")
    page.get_by_label("Where").select_option("Elm Middle")
    page.get_by_role("button", name="Begin the draft").click()
    page.get_by_role("link", name="Change Doors, in order").click()
    page.get_by_role("button", name="Add a door").click()
    page.locator("#doors-3 select").select_option("self_help")
    page.locator("#doors-3").get_by_label("A few words").fill("Restart it")
    for place in (3, 2, 1):
        page.locator(f"#doors-{place}").get_by_role("button", name="Up").click()
    page.get_by_role("button", name="Save in the draft").click()
    page.get_by_role("link", name="Look at the changes and publish").click()
    page.get_by_text("Restart it").wait_for()
    page.get_by_role("button", name="Promise this").click()
    page.get_by_text("In force from now on.").first.wait_for()
    assert Procedure.in_force(house.elm).terms.doors[0].note == "Restart it"
    assert not page.problems

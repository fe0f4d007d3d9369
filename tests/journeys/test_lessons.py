"""Planning a lesson, inviting somebody in, notes without network, good news: in a real browser, with axe, light and dark."""

from datetime import timedelta

import pytest

from hallway.appointments.models import Brag, Consult, Scratch, Visit
from hallway.core.now import now
from hallway.ideas.models import Idea

from ..appointments import made
from ..ideas import library
from .conftest import LOOKS

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_every_page_of_it(house, visit, axe, shot, width, dark):
    consult, watched = made.consult(house), made.visit(house)
    said = {
        "objectives": "explain why 1/2 is 2/4\nunderstand tenths", "subject": "Math", "grade": "3B", "devices": "24 Chromebooks",
        "used_before": "Worksheets", "constraints": "40 minutes, the bell at 10:20", "fallback": "Paper strips",
    }  # fmt: skip
    consult.change_lesson(by=house.tess, lesson=said, topic="Fractions", taught_on=now().date() - timedelta(days=1))
    consult.save_plan(by=house.tess, text="Warm-up: walk the line\nThen in pairs\nExit ticket", based_on=0)
    consult.save_plan(by=house.ivan, text="Warm-up\nStations", based_on=0)
    consult.suggest(
        by=house.ivan, title="A number line to walk on", link="https://example.org/line", why="They move, and see it."
    )
    consult.suggest(by=house.tess, title="Paper strips")
    for reader in ("mine", "shared", "other"):
        consult.note_down(by=house.ivan, text=f"A note ({reader})", reader=reader)
    consult.say(by=house.ivan, text="Shall we try it on Tuesday?")
    consult.share(by=house.tess, member=house.olga)
    watched.come(by=house.ivan)
    watched.jot(by=house.ivan, text="Table 3 waits")
    other = Visit.ask_in(
        by=house.tess, teacher=house.tess, its=house.ivan, campus=house.oak, period="Period 5", since=made.TAUGHT,
        until=made.TAUGHT + timedelta(days=30), focus={"named": "own", "words": "Do I talk too much?"},
    )  # fmt: skip
    other.give_feedback(
        by=house.ivan, text="You spoke for 14 of 40 minutes.\nTwice you waited ten seconds.", extra="The board"
    )
    brag = made.brag(house)
    brag.change(by=house.ivan, title="A number line one can walk on", text="Maya began, and then everybody walked.")
    kind = f"{width}{'-dark' if dark else ''}"
    for who in ("tess", "ivan"):
        page = visit(getattr(house, who), width=width, dark=dark)
        for name, path in (
            ("home", "/"), ("consults", "/appointments/consults/"), ("new", "/appointments/consults/new/"),
            ("consult", consult.get_absolute_url()), ("lesson", f"{consult.get_absolute_url()}change_lesson/"),
            ("paper", f"{consult.get_absolute_url()}paper/"), ("visits", "/appointments/visits/"),
            ("invite", "/appointments/visits/new/"), ("visit", watched.get_absolute_url()), ("feedback", other.get_absolute_url()),
            ("brags", "/appointments/brags/"), ("brag", brag.get_absolute_url()), ("brag-form", f"{brag.get_absolute_url()}change/"),
        ):  # fmt: skip
            page.goto(path)
            if name in ("new", "invite"):
                page.evaluate("document.querySelectorAll('main details.fold').forEach(fold => (fold.open = true))")
            axe(page)
            shot(page, f"lessons-{name}-{who}-{kind}")
        assert not page.problems
    page = visit(house.olga, width=width, dark=dark)
    page.goto(consult.get_absolute_url())
    axe(page)
    shot(page, f"lessons-shared-{kind}")


@pytest.mark.parametrize("script", [True, False])
def test_a_lesson_from_asking_to_how_it_went(house, visit, tuesday, picture, script):
    """R3a, asking for input with objectives; R3c, the ITS brings an idea of the library and a new one, she picks, and says after
    the lesson how it went. Two plans written at once are both kept."""
    shared = library.idea(house)
    page = visit(house.tess, width=390, script=script)
    page.goto("/")
    page.locator("a.door", has_text="Plan a lesson together").click()
    page.get_by_role("link", name="Plan a lesson together").first.click()
    page.get_by_label("What lesson is it about?").fill("Exit questions on colored paper")
    page.get_by_text("Plan it with me").click()
    page.get_by_label("When do you teach it?").fill((now().date() - timedelta(days=1)).isoformat())
    page.locator("summary", has_text="What students should be able to do").click()
    page.get_by_label("Students will be able to").fill("say what they can do alone")
    page.locator("summary", has_text="Your class").click()
    page.get_by_label("Subject").fill("Math")
    page.get_by_label("Grade or class").fill("3")
    page.locator("summary", has_text="What was, and what must fit").click()
    page.get_by_label("What did you use for it before?").fill("Exit questions on worksheets")
    picture(page, "guide-lesson-ask", most=640)
    page.get_by_role("button", name="Ask to plan it together").click()
    page.get_by_text("You and Iván Núñez plan it together.").wait_for()
    consult = Consult.objects.get()
    assert consult.lesson.wanted == "coplan"
    its = visit(house.ivan, script=script)
    its.goto(consult.get_absolute_url())
    its.get_by_text("say what they can do alone").first.wait_for()
    its.locator("summary", has_text="From the library").click()
    its.locator(".known-line", has_text=shared.title).get_by_role("button", name="Put it beside the others").click()
    its.locator("#ideas").get_by_text(shared.title).wait_for()
    its.locator("summary", has_text="Add an idea").click()
    its.locator("#ideas").get_by_label("An idea").fill("A number line to walk on")
    its.locator("#ideas").get_by_role("button", name="Put it beside the others").click()
    its.locator("#ideas").get_by_text("A number line to walk on").wait_for()
    page.reload()
    page.locator(".idea", has_text="A number line to walk on").get_by_role("button", name="Pick it").click()
    page.locator(".idea.is-picked", has_text="A number line to walk on").wait_for()
    picture(page, "guide-lesson-ideas", of="#ideas")
    page.locator("summary", has_text="Write the plan").click()
    page.locator("#plan_text").fill("Her plan")
    consult.save_plan(by=house.ivan, text="His plan", based_on=0)
    page.get_by_role("button", name="Keep the plan").click()
    page.get_by_text("Iván changed the plan while you wrote").wait_for()
    assert page.locator("#plan_text").input_value() == "Her plan"
    page.locator("#plan_text").fill("Both plans")
    page.get_by_role("button", name="Keep the plan").click()
    page.get_by_text("Both plans").first.wait_for()
    page.get_by_label("A line about it").fill("Strips first")
    page.get_by_role("button", name="It worked with changes").click()
    page.get_by_text("Kept. Thank you for telling.").wait_for()
    consult.refresh_from_db()
    assert (consult.state, consult.lesson.outcome_line) == ("over", "Strips first")
    assert consult.plan.text == "Both plans"
    its.reload()
    its.get_by_text("Strips first").wait_for()


def test_notes_of_a_visit_without_network(house, visit, axe, shot):
    watched = made.visit(house)
    page = visit(house.ivan, width=390, keeps=True)
    page.goto("/appointments/visits/notes/")
    page.locator("hw-scratches[ready]").wait_for()
    page.get_by_label("Whose classroom?").wait_for()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.context.set_offline(True)
    page.reload()
    page.get_by_label("What do you see?").fill("Table 3 waits")
    page.get_by_role("button", name="Keep the note").click()
    page.get_by_text("One note is still only on this phone.").wait_for()
    axe(page)
    shot(page, "lessons-notes-offline")
    assert not Scratch.objects.exists()
    page.context.set_offline(False)
    page.get_by_text("One note is still only on this phone.").wait_for(state="hidden")
    (note,) = Scratch.objects.all()
    assert (note.text, note.visit, note.author) == ("Table 3 waits", watched, house.ivan)
    page.goto(watched.get_absolute_url())
    page.get_by_text("Table 3 waits").wait_for()


def test_a_visit_and_its_good_news(house, visit, tuesday, axe, shot, picture):
    """R4a, an invitation with class, period, room and how; R4b, one thing to look at, answered to the teacher alone; R4c, good news
    with her yes, read by whom she chose, and an idea of the library with one press."""
    page = visit(house.tess, width=390, keeps=True)
    page.goto("/appointments/visits/new/")
    page.get_by_text("Who takes part, and who does not").click()
    page.get_by_label("Which day?").fill(made.TAUGHT.isoformat())
    page.get_by_label("Which period?").fill("period 2")
    page.get_by_label("Which class?").fill("3B")
    page.get_by_text("Be an extra pair of hands").click()
    picture(page, "guide-invite", most=765)
    page.get_by_role("button", name="Send the invitation").click()
    page.get_by_role("heading", name="Iván in your classroom").wait_for()
    watched = Visit.objects.get()
    other = visit(house.ivan, width=390)
    other.goto(watched.get_absolute_url())
    other.get_by_text("3B, 12").wait_for()
    other.get_by_text("Be an extra pair of hands, 20 minutes").wait_for()
    other.get_by_role("button", name="I come gladly").click()
    other.get_by_label("What you saw of it").fill("18 of 24 spoke")
    other.locator("summary", has_text="Something beyond it").click()
    other.locator("#feedback_extra").fill("The board is hard to read")
    other.get_by_role("button", name="Give it to Tess").click()
    other.get_by_text("Tess has it now, and nobody else.").wait_for()
    page.reload()
    page.get_by_text("18 of 24 spoke").wait_for()
    assert not page.get_by_text("The board is hard to read").count()
    axe(page)
    page.get_by_role("button", name="Yes, show me").click()
    page.get_by_text("The board is hard to read").wait_for()
    picture(page, "guide-seen", of="#feedback")
    other.get_by_role("button", name="Write good news").click()
    other.get_by_label("In one line").fill("Everybody spoke")
    other.get_by_label("What was good").fill("Maya began.")
    other.get_by_role("button", name="Keep it").click()
    other.get_by_role("button", name="Ask Tess").click()
    page.goto(Brag.objects.get().get_absolute_url())
    page.get_by_text("Could one of these be a student? Maya").wait_for()
    axe(page)
    shot(page, "lessons-consent")
    picture(page, "guide-good-news")
    page.get_by_label("I looked: no student is named or shown").check()
    page.get_by_role("button", name="Yes, let them read it").click()
    page.get_by_text("Published. You can take it back at any time.").wait_for()
    reader = visit(house.olga, width=1280)
    reader.goto("/")
    reader.get_by_role("link", name="Everybody spoke").click()
    reader.get_by_text("Maya began.").wait_for()
    axe(reader)
    page.get_by_role("button", name="Make it an idea for the whole district").click()
    page.get_by_role("heading", name="Everybody spoke").wait_for()
    assert Idea.objects.get().by == house.tess
    assert not [*page.problems, *other.problems, *reader.problems]

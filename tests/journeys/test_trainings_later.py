"""What comes after a training, in a browser: said in thirty seconds how it was, asked weeks later whether it was tried."""

import os
import re
import time
from datetime import UTC, datetime, timedelta

import pytest

from hallway.core.now import moved, now
from hallway.delivery.models import Notice, OutgoingMail
from hallway.ideas.models import Idea, Trial
from hallway.trainings import jobs
from hallway.trainings.models import Certificate, Meeting, Reaction, Session
from tests.trainings.made import TITLE, announced

from .conftest import LOOKS

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("SHOTS")


def began(row, ago):
    """As if it had begun so long ago; the browser's server has the day's own clock, so the rows move instead."""
    start = now() - ago
    Meeting.objects.filter(session=row).update(start=start, end=start + timedelta(minutes=50))
    Session.objects.filter(pk=row.pk).update(starts=start, ends=start + timedelta(minutes=50))


def school_morning(days=0):
    """Ten in the morning in Chicago of the next Monday to Friday, so many days on: nobody is asked at night."""
    moment = datetime.now(UTC).replace(hour=16, minute=0) + timedelta(days=1 + days)
    return moment + timedelta(days={5: 2, 6: 1}.get(moment.weekday(), 0))


def asked(work, days=0):
    """How many are asked now whether they tried it; the mails of it leave."""
    with moved(school_morning(days)):
        found = jobs.wonder()
    work(ahead=(school_morning(days) - now()).total_seconds() + 60, only=("deliver",))
    return found


@pytest.fixture
def row(house):
    """A training of Iván's that teaches an idea; Tess and Olga have a place, and it begins now."""
    idea = Idea.share(by=house.ivan, campus=house.oak, title="Three colors for exit questions")
    row = announced(house, ideas=[idea.pk], what_for="See at one look who can do it alone.")
    for who in (house.tess, house.olga):
        row.answer(by=who, said="going")
    began(row, timedelta(minutes=10))
    return row


def test_how_it_was_and_whether_it_was_tried(house, row, visit, work, axe, shot, picture):
    """R5a (hours, from the check-in to the certificate), R5c (said by one tap that it worked, from the mail), R5e (its ITS reads what
    became of it, with n and date), R7 (a thank-you about it)."""
    row = Session.objects.get(pk=row.pk)
    tess = visit(house.tess, width=390)
    tess.goto(f"/trainings/here/{row.code}/")
    tess.get_by_role("button", name="I am here: Tess").click()
    tess.get_by_text("You are checked in, Tess").wait_for()
    axe(tess)
    began(row, timedelta(minutes=51))

    tess.goto(row.get_absolute_url())
    since = time.monotonic()
    tess.get_by_label("One line").fill("Three colors. I use them tomorrow.")
    tess.get_by_role("button", name="I can use it").click()
    tess.get_by_text("You said: I can use it").wait_for()
    assert time.monotonic() - since < 30, "a line and a tap"
    assert Reaction.objects.get().line == "Three colors. I use them tomorrow."
    axe(tess)
    shot(tess, "trainings-afterwards")
    picture(tess, "guide-training-after", most=545)

    began(row, timedelta(days=24))
    assert asked(work) == 1, "Tess; Olga was not there"
    assert asked(work, days=1) == 0, "not twice for one occasion"
    assert Notice.objects.filter(event__kind="training.wondered", member=house.tess).count() == 1
    mail = OutgoingMail.objects.get(headers__contains={"X-Hallway-Event": "training.wondered"})
    address = re.search(r"http\S+/trainings/link/\S+/", mail.text).group(0)
    door = visit(None, width=390, script=False)
    door.goto(address)
    door.get_by_role("heading", name="Did you try it?").wait_for()
    shot(door, "trainings-tried-by-mail")
    with_script = visit(None, width=390)
    with_script.goto(address)
    axe(with_script)
    assert not Trial.objects.exists(), "looking says nothing"
    door.get_by_label("A line about it").fill("They sorted the slips themselves.")
    door.get_by_role("button", name="It worked", exact=True).click()
    door.get_by_text("You said: It worked").wait_for()
    trial = Trial.objects.get()
    assert (trial.member, trial.result, trial.its) == (house.tess, "worked", house.ivan)
    assert asked(work, days=28) == 0, "it stops when answered"

    its = visit(house.ivan)
    its.goto(row.get_absolute_url())
    its.get_by_text("You read how it was once five people have said so.").wait_for()
    assert its.get_by_text("Three colors. I use them tomorrow.").count() == 0
    shot(its, "trainings-heard-by-few")
    for who in (house.olga, house.lena, house.opal, house.cora):
        Reaction.objects.create(session=row, member=who, mark="partly")
    its.reload()
    its.get_by_text("Three colors. I use them tomorrow.").wait_for()
    axe(its)
    shot(its, "trainings-heard")
    its.goto("/ideas/outcomes/")
    its.get_by_text("They sorted the slips themselves.").wait_for()
    its.get_by_text("Tried by 1, worked for 1").last.wait_for()
    axe(its)
    shot(its, "trainings-outcomes")

    tess.goto("/trainings/hours/")
    tess.get_by_text("45 minutes").first.wait_for()
    axe(tess)
    shot(tess, "trainings-hours")
    tess.goto(f"/thanks/give/?to={house.ivan.pk}")
    tess.get_by_label("Was it about one of these?").select_option(f"trainings.session:{row.pk}")
    tess.get_by_role("button", name="Send the thank-you").click()
    tess.get_by_role("link", name="What it was about").click()
    tess.get_by_role("heading", name=TITLE).wait_for()
    for page in (tess, door, its):
        assert page.problems == []


def test_without_script_and_with_slips_of_the_hand(house, visit, shot):
    """R5a without script: what is wrong is said beside its question, nothing typed is lost, and the sheet keeps who scanned."""
    its = visit(house.ivan, width=390, script=False)
    its.goto("/trainings/new/")
    its.get_by_label("What is it called?").fill("Read aloud")
    its.locator("#id_start_1").fill("15:10")
    its.locator("#id_end_1").fill("14:10")
    its.get_by_text("Places, hours, cover").click()
    its.locator("#id_capacity").fill("0")
    its.get_by_role("button", name="Announce it").click()
    its.get_by_text("Write a whole number from 1 to 2000, or none.").last.wait_for()
    assert its.get_by_label("What is it called?").input_value() == "Read aloud"
    shot(its, "trainings-wrong")
    its.locator("#id_capacity").fill("12")
    its.get_by_role("button", name="Announce it").click()
    its.get_by_text("The end is before the beginning.").last.wait_for()
    its.locator("#id_end_1").fill("16:10")
    its.get_by_role("button", name="Announce it").click()
    its.get_by_role("heading", name="Read aloud").wait_for()
    row = Session.objects.get()
    assert row.capacity == 12

    began(row, timedelta(minutes=5))
    its.goto(f"{row.get_absolute_url()}attendance/")
    its.get_by_label("Who came without a place?").fill("olga")
    its.get_by_role("button", name="Note that they were there").click()
    its.locator("legend", has_text="Olga Ortiz").wait_for()
    Session.objects.get(pk=row.pk).check_in(by=house.tess)  # she scans while the page is open
    its.get_by_text("It was otherwise").first.click()
    its.get_by_label("Minutes").first.fill("1" + "0" * 20)
    its.get_by_role("button", name="Keep it").click()
    its.get_by_text("Write whole minutes, from 0 to 6000, or none.").last.wait_for()
    its.get_by_label("Minutes").first.fill("20")
    its.get_by_role("button", name="Keep it").click()
    its.get_by_text("was there for a part").or_(its.get_by_text("20 minutes")).first.wait_for()
    row = Session.objects.get(pk=row.pk)
    assert row.seat_of(house.olga).minutes == 20
    assert row.seat_of(house.tess).presences.count() == 1
    assert [said for said in its.problems if "422" not in said] == []


def looks_of_the_day():
    """Each width and each scheme, and one of them in Spanish; with pictures, each with each."""
    return [
        (width, dark, language)
        for width, dark in LOOKS
        for language in (["en", "es"] if PICTURES else [["en", "es"][dark]])
    ]


@pytest.mark.parametrize(("width", "dark", "language"), looks_of_the_day())
def test_the_day_and_what_is_left_of_it_read_well(house, row, visit, axe, shot, width, dark, language):
    for who in (house.ivan, house.tess, house.olga):
        type(who).objects.filter(pk=who.pk).update(language=language)
    row = Session.objects.get(pk=row.pk)
    row.check_in(by=house.tess)
    own = row.get_absolute_url()
    for who, name, address in (
        (house.olga, "here", f"/trainings/here/{row.code}/"),
        (house.ivan, "screen", f"{own}screen/"),
        (house.ivan, "sheet", f"{own}sheet/"),
    ):
        look(visit(who, width=width, dark=dark), address, f"trainings-{name}-{width}-{dark}-{language}", axe, shot)
    row.walk_in(by=house.ivan, member=house.cora)
    began(row, timedelta(minutes=90))
    row = Session.objects.get(pk=row.pk)
    row.keep_attendance(
        by=house.ivan, rows={row.seat_of(house.olga).pk: {"here": [], "state": "excused", "minutes": None}}
    )
    row.react(by=house.tess, mark="useful", line="Three colors. I use them tomorrow.")
    made = Certificate.issue(by=house.tess, seat=row.seat_of(house.tess))
    for who, name, address in (
        (house.ivan, "attendance", f"{own}attendance/"),
        (house.ivan, "heard", own),
        (house.tess, "after", own),
        (house.tess, "hours", "/trainings/hours/"),
        (None, "valid", f"/trainings/certificate/{made.number}/"),
        (None, "invalid", "/trainings/certificate/?number=ABCD-EFGH-JKLM"),
        (None, "check", "/trainings/certificate/"),
    ):
        look(visit(who, width=width, dark=dark), address, f"trainings-{name}-{width}-{dark}-{language}", axe, shot)


def look(page, address, name, axe, shot):
    page.goto(address)
    axe(page)
    shot(page, name)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
    assert [said for said in page.problems if "404" not in said] == []
    page.context.close()

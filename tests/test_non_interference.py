"""Two worlds that differ only in what is confidential give a principal and a district lead the same bytes, over every route."""

import re

import pytest
from django.db import transaction
from django.urls import reverse

from hallway.appointments.models import Brag, Consult, Feedback, Focus, Lesson, Scratch, Visit
from hallway.core.verb import HALLWAY
from hallway.delivery.models import Notice
from hallway.delivery.working import deliver_events
from hallway.people.models import Member, Post

from .access import ROUTES
from .appointments import made
from .teams import made as teams_made
from .trainings import made as trainings_made

# What is made anew for each answer: stamps of forms, keys, nonces.
FRESH = [
    re.compile(rb'(name="csrfmiddlewaretoken" value|"X-CSRFToken"|"token")(=|: ?)"[^"]+"'),
    re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
    re.compile(rb'nonce="[^"]+"'),
    re.compile(rb"X-CSRFToken&quot;: &quot;[^&]+|X-CSRFToken\\?\":\\?\"[^\"]+"),
]
# An administrator sees how many letters of all kinds left the house, and no more of them.
COUNTS_ALL_MAIL = {"ada": {"delivery:mail_out"}}
HEADERS = ("Content-Type", "Content-Length", "Location", "ETag", "Cache-Control", "Content-Disposition")


def quiet(cast):
    """A consult and a visit about which almost nothing is said, and a meeting for who knows what: its time is taken in both."""
    made.consult(cast), made.visit(cast), made.meeting(cast)


def loud(cast):
    """The same, about which everything is said."""
    consult, visit = made.consult(cast), made.visit(cast)
    meeting = made.meeting(cast, topic="Tenths again", kind="consult", period="Period 7")
    consult.meet_at(by=cast.tess, appointment=meeting)
    meeting.ask_otherwise(by=cast.tess)
    meeting.perhaps(by=cast.tess)
    meeting.remark(by=cast.tess, words="After lunch, please")
    consult.change_lesson(
        by=cast.tess, lesson={"line": "Decimals", "objectives": "add tenths"}, topic="Tenths", taught_on=made.TAUGHT
    )
    for number in range(3):
        consult.save_plan(by=cast.ivan, text=f"Plan {number}", based_on=number)
        consult.note_down(by=cast.ivan, text=f"Note {number}", reader="shared")
        consult.suggest(by=cast.ivan, title=f"Idea {number}")
        consult.say(by=cast.tess, text=f"Words {number}")
    consult.invite(by=cast.tess, member=cast.olga)
    consult.tell_outcome(by=cast.tess, outcome="did_not", line="Too long")
    visit.change(
        by=cast.tess, focus={"named": "management", "to_know": "A loud group"}, on=made.TAUGHT, period="Period 5",
        group="5A", room=None, mode="hands", minutes=45,
    )  # fmt: skip
    visit.come(by=cast.ivan)
    visit.jot(by=cast.ivan, text="Loud")
    visit.give_feedback(by=cast.ivan, text="Four were out of their seats", extra="The board is dirty")
    visit.share(by=cast.tess, member=cast.olga)
    made.brag(cast)


def seen(cast, ask, as_, who):
    """{route: (status, headers, body)} of every page as ``who`` gets it."""
    browser, found = as_(getattr(cast, who)), {}
    addresses = {
        name: reverse(name, kwargs=line.words(cast, ask)) for name, line in ROUTES.items() if line.method == "GET"
    }
    for query in ("tanaka", "tenths", "decimals", "iván"):
        addresses[f"search {query}"] = f"{reverse('home:search')}?q={query}"
    for home in ("lead", "teacher"):
        addresses[f"home {home}"] = f"/?as={home}"
    for name, address in addresses.items():
        answer = browser.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        for fresh in FRESH:
            body = fresh.sub(b"FRESH", body)
        found[name] = answer.status_code, {key: answer.headers.get(key) for key in HEADERS}, body
    return found


@pytest.mark.parametrize("who", ["lena", "ed", "dora", "opal", "ada"])
def test_nothing_of_it_shows(cast, ask, as_, monday, who):
    row = ask(room=cast.room)
    worlds, browser = [], as_(getattr(cast, who))
    as_ = lambda _member: browser  # noqa: E731 - signing in is seen on the page of people, to the minute
    seen(cast, row, as_, who)  # what is kept for a while, and what a first look marks as seen
    for _round in range(3):
        deliver_events()  # of what stands in both worlds (a tip, a training)
    for world in (quiet, loud):
        with transaction.atomic():
            world(cast)
            for _round in range(3):
                deliver_events()
            worlds.append(seen(cast, row, as_, who))
            transaction.set_rollback(True)
    one, other = worlds
    assert one.keys() == other.keys()
    unlike = {name for name in one if one[name] != other[name]} - COUNTS_ALL_MAIL.get(who, set())
    assert not unlike, {name: parting(one[name], other[name]) for name in unlike}


def parting(one, other):
    """Where two answers begin to differ: some letters of both."""
    if one[:2] != other[:2]:
        return one[:2], other[:2]
    place = max(0, next((at for at, (a, b) in enumerate(zip(one[2], other[2], strict=False)) if a != b), 0) - 60)
    return one[2][place : place + 160], other[2][place : place + 160]


def lead_now(member, campus):
    """An ITS becomes principal; what they were told before is put away."""
    for post in member.posts.filter(role="its"):
        post.remove(by=HALLWAY)
    Post.add(by=HALLWAY, member=member, role="lead", campus=campus)
    for _round in range(3):
        deliver_events()
    Notice.objects.filter(member=member).delete()


def test_an_its_who_becomes_principal_reads_nothing_of_it_any_more(cast, ask, as_, monday):
    row, worlds = ask(room=cast.room), []
    (
        trainings_made.session(cast),
        teams_made.gathering(cast),
        teams_made.concern(cast),
    )  # they stand on first pages, so they are the same in each world
    for world in (quiet, quiet, loud):
        with transaction.atomic():
            world(cast)
            Brag.objects.all().delete()  # good news stays its author's until the teacher says yes
            visit = made.visit(cast)
            assert Visit.objects.visible_to(Member.objects.get(pk=cast.ivan.pk)).filter(pk=visit.pk).exists()
            lead_now(Member.objects.get(pk=cast.ivan.pk), cast.oak)
            worlds.append(seen(cast, row, as_, "ivan"))
            ivan = Member.objects.get(pk=cast.ivan.pk)
            for kind in (Consult, Visit, Feedback, Scratch, Lesson, Focus):
                assert not kind.objects.visible_to(ivan).exists()
            assert not ivan.can("give_feedback", visit)
            assert not ivan.can("say", made.consult(cast))
            assert Visit.objects.visible_to(cast.tess).exists(), "the teacher keeps it"
            transaction.set_rollback(True)
    same, one, other = worlds
    anew = {name for name in one if one[name] != same[name]}  # rows that the addresses of the table make for each world
    assert {name for name in one if one[name] != other[name]} <= anew
    assert not [name for name in anew if "consult" in name or "visit" in name or name.startswith(("search", "home"))]


def test_what_a_teacher_shared_ends_with_their_account(cast, monday):
    loud(cast)
    assert Feedback.objects.visible_to(cast.olga).exists()
    assert Visit.objects.shown_to(cast.olga).exists()
    cast.tess.deactivate(by=HALLWAY)
    assert not Feedback.objects.visible_to(cast.olga).exists()
    assert not Visit.objects.shown_to(cast.olga).exists()


def test_the_worlds_do_differ(cast, ask, as_, monday):
    """For the teacher they are two worlds: the test above could fail."""
    row, worlds = ask(room=cast.room), []
    for world in (quiet, loud):
        with transaction.atomic():
            world(cast)
            worlds.append(seen(cast, row, as_, "tess"))
            transaction.set_rollback(True)
    differing = {name for name in worlds[0] if worlds[0][name] != worlds[1][name]}
    assert {"appointments:consult", "appointments:visit", "appointments:consults", "search tenths"} <= differing

"""Afterwards: how it was, without names; and whether somebody tried it, asked in school time, at most twice, answered by one tap."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from hallway.core.now import moved
from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.delivery.models import OutgoingMail, Prompt
from hallway.delivery.working import deliver_events
from hallway.ideas.models import Idea, Trial
from hallway.people.models import Member, Post
from hallway.trainings import jobs
from hallway.trainings.models import Reaction

from .made import TITLE, announced

SOON = timedelta(minutes=10)
BEFORE, DUE = (
    datetime(2026, 3, 20, 19, 0, tzinfo=UTC),
    datetime(2026, 3, 23, 15, 45, tzinfo=UTC),
)  # it ends March 9, 15:45 UTC
AGAIN = datetime(2026, 4, 6, 16, 0, tzinfo=UTC)


@pytest.fixture
def row(cast, monday):
    row = announced(cast, audience="district")
    row.answer(by=cast.tess, said="going")
    with moved(row.starts + SOON):
        row.check_in(by=cast.tess)
    return row


def test_how_it_was_said_and_said_otherwise(cast, row):
    with pytest.raises(Refused):
        row.react(by=cast.tess, mark="useful")
    with moved(row.ends):
        row.react(by=cast.tess, mark="useful", line="Timer\non the board")
        row.react(by=cast.tess, mark="partly", line="Too fast")
        with pytest.raises(Refused):
            row.react(by=cast.tess, mark="stars")
        for other in (cast.olga, cast.ivan, cast.lena):
            with pytest.raises(Denied):
                row.react(by=other, mark="useful")
    said = Reaction.objects.get()
    assert (said.mark, said.line) == ("partly", "Too fast")


def test_hosts_read_words_without_names_and_counts_both_from_five_on(cast, row, as_):
    people = [cast.tess]
    for number in range(4):
        member = Member.add(by=HALLWAY, email=f"r{number}@cedar.example", name=f"Rita{number} Rhodes")
        Post.add(by=HALLWAY, member=member, role="teacher", campus=cast.oak)
        people.append(member)
    with moved(row.starts + SOON):
        for number, member in enumerate(people[:4]):
            row.answer(by=member, said="going")
            row.react(by=member, mark="useful", line=f"line {9 - number}")
        page = as_(cast.ivan).get(row.get_absolute_url()).content.decode()
        heard = page[page.index('id="heard"') : page.index('id="who"')]
        assert "once five people have said so" in heard
        assert not re.search(r"line \d|I can use it|4 people", heard)
        row.answer(by=people[4], said="going")
        row.react(by=people[4], mark="not")
        heard = as_(cast.ivan).get(row.get_absolute_url()).content.decode()
        heard = heard[heard.index('id="heard"') : heard.index('id="who"')]
        assert "I can use it: 4" in heard
        assert re.findall(r"line (\d)", heard) == ["6", "7", "8", "9"], "not in the order they came"
        assert not [m for m in people if m.short_name in heard]
        assert "line 9" not in as_(cast.lena).get(row.get_absolute_url()).content.decode()
        assert "line 8" not in as_(cast.tess).get(row.get_absolute_url()).content.decode()


def wondered():
    deliver_events()
    return OutgoingMail.objects.filter(headers__contains={"X-Hallway-Event": "training.wondered"})


def test_asked_after_ten_school_days_and_twice_at_most(cast, row):
    with moved(BEFORE):
        assert jobs.wonder() == 0
    with moved(DUE - timedelta(hours=6)):
        assert jobs.wonder() == 0, "not at night"
    with moved(DUE):
        assert (jobs.wonder(), jobs.wonder()) == (1, 0)
        assert wondered().count() == 1
    with moved(DUE + timedelta(days=7)):
        assert jobs.wonder() == 0
    with moved(AGAIN):
        assert (jobs.wonder(), jobs.wonder()) == (1, 0)
    with moved(AGAIN + timedelta(days=28)):
        assert jobs.wonder() == 0
        assert row.wonder(by=HALLWAY, seat=row.seat_of(cast.tess)) is False


def test_one_question_a_week_over_all_of_hallway(cast, row):
    with moved(DUE):
        assert Prompt.may_ask(cast.tess, "lesson")
        assert jobs.wonder() == 0
    with moved(DUE + timedelta(days=7)):
        assert jobs.wonder() == 1


def test_nobody_is_asked_who_was_not_there_or_has_said_so(cast, row):
    idea = Idea.share(by=cast.tess, campus=cast.oak, title="Exit questions")
    row.course.ideas.add(idea)
    with moved(DUE - timedelta(days=3)):
        Trial.note(by=cast.tess, campus=cast.oak, idea=idea, result="worked")
    row.answer(by=cast.olga, said="going")
    with moved(DUE):
        assert jobs.wonder() == 0


@pytest.mark.parametrize(("result", "second"), [("worked", 0), ("did_not", 0), ("not_yet", 1)])
def test_the_answer_is_a_try_of_the_idea(cast, row, result, second):
    idea = Idea.share(by=cast.tess, campus=cast.oak, title="Exit questions")
    row.course.ideas.add(idea)
    with moved(DUE):
        jobs.wonder()
        trial = row.tell_tried(by=cast.tess, result=result, line="On paper")
        assert row.tell_tried(by=cast.tess, result=result) == trial
    found = Trial.objects.get()
    assert (found.idea, found.its, found.result, found.line, found.campus) == (
        idea,
        cast.ivan,
        result,
        "On paper",
        cast.oak,
    )
    with moved(AGAIN):
        assert jobs.wonder() == second, "it stops when answered; who wants to try it yet is asked once more"
        row.tell_tried(by=cast.tess, result="worked")
    assert Trial.objects.get().result == "worked"


def test_without_an_idea_it_is_what_they_heard_there(cast, row):
    with moved(DUE):
        row.tell_tried(by=cast.tess, result="changed")
        for other in (cast.olga, cast.ivan):
            with pytest.raises(Denied):
                row.tell_tried(by=other, result="worked")
        with pytest.raises(Refused):
            row.tell_tried(by=cast.tess, result="great")
    found = Trial.objects.get()
    assert (found.idea, found.advice, found.from_whom, found.its) == (None, TITLE, "Iván Núñez", cast.ivan)


def test_answered_from_the_mail_without_signing_in(cast, row, client):
    with moved(DUE):
        jobs.wonder()
        mail = wondered().get()
        address = re.search(r"/trainings/link/[^/\s]+/", mail.text).group(0)
        page = client.get(address).content.decode()
        assert not Trial.objects.exists(), "looking says nothing"
        (tell,) = set(re.findall(r'action="([^"]+tell_tried/)"', page))
        assert (
            "You said: It worked"
            in client.post(tell, {"result": "worked", "line": "Fine"}, follow=True).content.decode()
        )
        (react,) = set(re.findall(r'action="([^"]+react/)"', page))
        assert client.post(react, {"mark": "useful"}).status_code == 303
        assert client.post(react, {"mark": "x"}).status_code == 409
        assert client.post(address + "call_off/").status_code == 404
    assert Trial.objects.get().member == Reaction.objects.get().member == cast.tess


def test_on_its_page(cast, row, as_):
    one, two = (Idea.share(by=cast.tess, campus=cast.oak, title=f"Idea {n}") for n in (1, 2))
    row.course.ideas.add(one, two)
    with moved(DUE):
        browser = as_(cast.tess)
        assert "Which of the ideas?" in browser.get(row.get_absolute_url()).content.decode()
        browser.post(reverse("trainings:tell_tried", args=[row.pk]), {"result": "worked", "idea": two.pk})
        browser.post(reverse("trainings:react", args=[row.pk]), {"mark": "useful", "line": "Good"})
        assert "Did you try it?" not in as_(cast.olga).get(row.get_absolute_url()).content.decode()
    assert Trial.objects.get().idea == two
    assert Reaction.objects.get().line == "Good"


def test_said_again_another_idea_and_no_line_any_more(cast, row, as_):
    one, two = (Idea.share(by=cast.tess, campus=cast.oak, title=f"Idea {n}") for n in (1, 2))
    row.course.ideas.add(one, two)
    page, tell = row.get_absolute_url(), reverse("trainings:tell_tried", args=[row.pk])
    with moved(DUE):
        browser = as_(cast.tess)
        browser.post(tell, {"result": "worked", "line": "xylozebra", "idea": one.pk})
        shown = browser.get(page).content.decode()
        assert f'<option value="{one.pk}" selected>' in shown
        assert 'value="xylozebra"' in shown, "what is not touched stays"
        browser.post(tell, {"result": "worked", "line": "", "idea": two.pk})
        found = Trial.objects.get()
        assert (found.idea, found.line) == (two, "")
        assert f'<option value="{two.pk}" selected>' in browser.get(page).content.decode()
        browser.post(tell, {"result": "changed"})
    found.refresh_from_db()
    assert (found.idea, found.result) == (two, "changed")


def test_an_idea_that_is_gone_is_not_swapped_for_another(cast, row, as_):
    ideas = [Idea.share(by=cast.tess, campus=cast.oak, title=f"Idea {n}") for n in (1, 2, 3)]
    row.course.ideas.add(*ideas)
    with moved(DUE):
        row.tell_tried(by=cast.tess, result="worked", idea=ideas[0].pk)
        row.course.ideas.remove(ideas[0])
        assert "Which of the ideas?" not in as_(cast.tess).get(row.get_absolute_url()).content.decode()
        row.tell_tried(by=cast.tess, result="changed", idea=None)
    assert Trial.objects.get().idea == ideas[0]


def test_it_did_not_work_so_one_asks_to_fix_it_together(cast, row, as_, client):
    from hallway.appointments.models import Consult

    browser = as_(cast.tess)
    with moved(DUE):
        jobs.wonder()
        address = re.search(r"/trainings/link/[^/\s]+/", wondered().get().text).group(0)
        told = row.tell_tried(by=cast.tess, result="worked")
        fix = reverse("appointments:fix_together", args=[told.pk])
        assert fix not in browser.get(row.get_absolute_url()).content.decode()
        row.tell_tried(by=cast.tess, result="did_not", line="Nobody wrote anything")
        assert f'action="{fix}"' in browser.get(row.get_absolute_url()).content.decode()
        door = client.get(address).content.decode()
        assert fix not in door
        assert f'href="{told.get_absolute_url()}"' in door, "behind which one signs in"
        browser.post(fix)
    made = Consult.objects.get()
    assert (made.teacher, made.its) == (cast.tess, cast.ivan)

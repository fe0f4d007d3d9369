"""What is sent from the page of an idea that was put together with another, or put away, while somebody wrote: it arrives there, or its
words come back in a form. And however often a planned try is told, it stays one."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hallway.ideas.models import Idea, Report, Trial
from hallway.threads.models import File, Message

from . import library

WORDS = "xylocarp words"


def send(browser, name, idea, **said):
    return browser.post(reverse(f"ideas:{name}", args=[idea.pk]), {"key": str(uuid.uuid4()), **said})


def planned(cast):
    return Trial.note(by=cast.olga, campus=cast.oak, idea=library.idea(cast), result="not_yet")


def test_a_plan_told_twice_or_in_two_windows_is_one_try(cast, as_):
    plan, browser = planned(cast), as_(cast.olga)
    said = {"key": str(uuid.uuid4()), "result": "worked", "line": "Well"}
    for _press in range(2):  # a page that was opened before it was planned
        send(browser, "note", plan.idea, **said)
    assert [(one.pk, one.result) for one in Trial.objects.all()] == [(plan.pk, "worked")]
    send(browser, "note", plan.idea, result="changed", plan=plan.pk)  # the other window showed the plan
    assert [(one.pk, one.result, one.line) for one in Trial.objects.all()] == [(plan.pk, "changed", "Well")]
    send(browser, "note", plan.idea, result="did_not")
    assert Trial.objects.count() == 2, "trying it again is another try"


def test_the_page_names_the_plan_it_shows(cast, as_):
    plan = planned(cast)
    page = as_(cast.olga).get(plan.idea.get_absolute_url()).content.decode()
    assert f'name="plan" value="{plan.pk}"' in page
    assert 'name="plan"' not in as_(cast.cora).get(plan.idea.get_absolute_url()).content.decode()


def test_a_plan_that_is_somebody_elses_is_not_told_by_naming_it(cast, as_):
    plan = planned(cast)
    send(as_(cast.cora), "note", plan.idea, result="worked", plan=plan.pk)
    plan.refresh_from_db()
    assert plan.result == "not_yet"
    assert Trial.objects.get(member=cast.cora).result == "worked"


def test_what_was_written_on_a_merged_idea_arrives_at_the_other(cast, as_):
    gone, there = library.other(cast), library.idea(cast)
    plan = Trial.note(by=cast.kim, campus=cast.oak, idea=gone, result="not_yet")
    gone.merge(by=cast.olga, into=there)
    browser = as_(cast.cora)
    for name, said in (
        ("note", {"result": "worked", "line": WORDS}),
        ("say", {"text": WORDS}),
        ("report", {"why": WORDS}),
    ):
        answer = send(browser, name, gone, **said)
        assert (answer.status_code, answer["Location"].split("#")[0]) == (303, there.get_absolute_url())
        assert "is part of this idea now" in browser.get(answer["Location"]).content.decode()
    assert Trial.objects.get(member=cast.cora).idea == there
    assert Message.objects.of(there).get().text == WORDS
    assert Report.objects.get().idea == there
    send(as_(cast.kim), "note", gone, result="worked")
    plan.refresh_from_db()
    assert (plan.result, Trial.objects.filter(member=cast.kim).count()) == ("worked", 1)
    assert "You said: It worked" in as_(cast.kim).get(there.get_absolute_url()).content.decode()


def test_improving_a_merged_idea_shows_both_and_the_second_press_keeps(cast, as_):
    gone, there = library.other(cast), library.idea(cast)
    gone.merge(by=cast.olga, into=there)
    browser = as_(cast.cora)
    answer = send(browser, "improve", gone, title=gone.title, what_for=WORDS, based_on=1)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert WORDS in page
    assert there.what_for in page
    assert f'action="{reverse("ideas:improve", args=[there.pk])}"' in page
    assert send(browser, "improve", there, title=there.title, what_for=WORDS, based_on=1).status_code == 303
    there.refresh_from_db()
    assert there.what_for == WORDS


@pytest.mark.parametrize("who", ["cora", "olga", "ivan"])
def test_what_was_written_on_an_idea_put_away_comes_back_in_a_form(cast, as_, who):
    idea = library.other(cast)
    idea.put_away(by=cast.olga)
    browser = as_(getattr(cast, who))
    photo = SimpleUploadedFile("board.txt", b"what stood on the board", "text/plain")
    for name, said in (("note", {"result": "worked", "line": WORDS, "size": "24"}), ("say", {"text": WORDS, "files": photo}),
                       ("report", {"why": WORDS}), ("improve", {"title": "Mine", "text": WORDS})):  # fmt: skip
        answer = send(browser, name, idea, **said)
        page = answer.content.decode()
        assert (name, answer.status_code) == (name, 409)
        assert WORDS in page
        assert "does not stand in the library any more" in page
        assert name != "say" or "board.txt" in page
        assert idea.title not in page, "who may not read it learns nothing of it"
    assert not Trial.objects.exists()
    answer = browser.post(
        reverse("ideas:tell_its"), {"key": str(uuid.uuid4()), "result": "worked", "line": WORDS, "advice": "Colors"}
    )
    assert (answer.status_code, Trial.objects.get().line) == (303, WORDS)


def test_a_plan_of_an_idea_put_away_is_told_all_the_same(cast, as_):
    plan = planned(cast)
    plan.idea.put_away(by=cast.tess)
    answer = send(as_(cast.olga), "note", plan.idea, result="worked", line=WORDS)
    assert answer["Location"] == reverse("ideas:trials")
    plan.refresh_from_db()
    assert (plan.result, plan.line) == ("worked", WORDS)


def test_a_file_sent_to_an_idea_put_away_comes_along_as_an_idea_of_its_own(cast, as_):
    idea, browser = library.other(cast), as_(cast.cora)
    idea.put_away(by=cast.olga)
    page = send(
        browser, "say", idea, text=WORDS, files=SimpleUploadedFile("a.txt", b"abc", "text/plain")
    ).content.decode()
    kept = page.split('name="kept" value="')[1].split('"')[0]
    send_on = {"key": str(uuid.uuid4()), "title": "Colors", "text": WORDS, "kept": kept, "later": "yes"}
    assert browser.post(reverse("ideas:new"), send_on).status_code == 303
    draft = Idea.objects.get(by=cast.cora)
    assert [one.name for one in File.objects.of(draft)] == ["a.txt"]

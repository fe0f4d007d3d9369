"""Improving, bringing back, writing below, reporting, putting together, putting away."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hallway.core.storage import keep
from hallway.core.verb import Denied, Refused
from hallway.ideas.models import Idea
from hallway.threads.models import File, Message

from . import library


def test_anybody_improves_and_it_can_be_brought_back(cast, as_):
    idea = library.idea(cast)
    before = idea.values
    idea.improve(by=cast.emil, based_on=1, what_for="Two looks.")
    assert (idea.version, idea.what_for) == (2, "Two looks.")
    idea.bring_back(by=cast.cora, number=1)
    assert (idea.version, idea.values) == (3, before)
    assert [row.values["what_for"] for row in idea.revisions.order_by("number")] == [before["what_for"], "Two looks."]
    idea.bring_back(by=cast.cora, number=1)
    assert idea.version == 3


def test_two_who_improve_at_once_lose_nothing(cast, as_):
    idea = library.idea(cast)
    url = reverse("ideas:improve", args=[idea.pk])
    form = {"key": "5a1b5b0e-0000-4000-8000-000000000001", "title": idea.title, "subject": "math", "kind": "approach",
            "grades": [3, 4, 5], "based_on": 1}  # fmt: skip
    assert as_(cast.emil).post(url, form | {"what_for": "Emil’s words"}).status_code == 303
    second = as_(cast.cora).post(url, form | {"what_for": "Cora’s words"})
    said = second.content.decode()
    assert second.status_code == 409
    assert "Emil’s words" in said
    assert "Cora’s words" in said
    assert as_(cast.cora).post(url, form | {"what_for": "Cora’s words", "based_on": 2}).status_code == 303
    idea.refresh_from_db()
    assert (idea.what_for, idea.version) == ("Cora’s words", 3)


def test_a_draft_is_improved_by_its_writer_alone(cast):
    draft = Idea.draft(by=cast.tess, campus=cast.oak, link="https://quill.org/a")
    with pytest.raises(Denied):
        draft.improve(by=cast.olga, title="Mine")
    draft.improve(by=cast.tess, title="Sentences that combine")
    assert (draft.version, draft.revisions.count()) == (2, 0)


def test_files_come_and_go_with_an_improvement(cast, as_):
    idea = library.idea(cast)
    stored = [keep(SimpleUploadedFile("cards.txt", b"green yellow red", "text/plain"), "cards.txt", "text/plain")]
    idea.improve(by=cast.emil, stored=stored)
    file = File.objects.of(idea).get()
    assert as_(cast.kim).get(file.get_absolute_url()).status_code == 200
    assert "cards.txt" in as_(cast.kim).get(idea.get_absolute_url()).content.decode()
    idea.improve(by=cast.tess, without=[file.pk])
    assert not File.objects.of(idea).exists()


def test_writing_below_and_taking_it_back(cast, as_):
    idea, browser = library.idea(cast), as_(cast.ivan)
    browser.post(
        reverse("ideas:say", args=[idea.pk]), {"key": "5a1b5b0e-0000-4000-8000-000000000002", "text": "I will try it"}
    )
    message = Message.objects.of(idea).get()
    assert {each.pk for each in idea.talkers} == {cast.tess.pk, cast.ivan.pk}
    with pytest.raises(Denied):
        idea.unsay(by=cast.tess, message=message.pk)
    answer = browser.post(reverse("ideas:unsay", args=[idea.pk, message.pk]))
    assert "I will try it" in answer.content.decode()
    assert not Message.objects.of(idea).exists()
    assert browser.post(reverse("ideas:say", args=[idea.pk]), {"text": ""}).status_code == 422
    with pytest.raises(Refused):
        idea.say(by=cast.ivan, text=" ")


def test_outdated_is_said_once_and_settled(cast, as_):
    idea = library.idea(cast)
    first = idea.report(by=cast.emil, why="The site is gone")
    assert idea.report(by=cast.emil, why="Again") == first
    assert "The site is gone" in as_(cast.olga).get(idea.get_absolute_url()).content.decode()
    for other in (cast.emil, cast.olga, cast.lena, cast.opal):
        with pytest.raises(Denied):
            idea.settle(by=other, outdated=True)
    idea.settle(by=cast.kim, outdated=True)
    assert (idea.state, list(idea.doubts)) == ("outdated", [])
    assert "Outdated" in as_(cast.olga).get(reverse("ideas:list")).content.decode()
    idea.settle(by=cast.tess, outdated=False)
    assert idea.state == "shared"


def test_two_become_one_and_two_again(cast, as_):
    idea, other = library.idea(cast), library.other(cast)
    with pytest.raises(Denied):
        other.merge(by=cast.emil, into=idea)
    other.merge(by=cast.ivan, into=idea)
    assert other.merge(by=cast.ivan, into=idea).state == "merged"
    assert other.title not in as_(cast.emil).get(reverse("ideas:list")).content.decode()
    assert idea.title in as_(cast.emil).get(other.get_absolute_url()).content.decode()
    with pytest.raises(Refused):
        idea.merge(by=cast.ivan, into=other)
    third = Idea.share(by=cast.emil, campus=cast.elm, title="Cards")
    with pytest.raises(Refused):
        idea.merge(by=cast.ivan, into=third)
    other.part(by=cast.olga)
    assert (other.state, other.merged_into) == ("shared", None)


def test_what_was_put_together_with_one_that_is_put_away_stands_by_itself_again(cast, as_):
    idea, other = library.idea(cast), library.other(cast)
    other.merge(by=cast.ivan, into=idea)
    idea.put_away(by=cast.tess)
    other.refresh_from_db()
    assert (other.state, other.merged_into) == ("shared", None), "it would lead to a page that nobody finds"
    assert other.title in as_(cast.emil).get(reverse("ideas:list")).content.decode()


def test_put_away_is_found_by_nobody_and_comes_out_again(cast, as_):
    idea = library.idea(cast)
    with pytest.raises(Denied):
        idea.put_away(by=cast.olga)
    answer = as_(cast.tess).post(reverse("ideas:put_away", args=[idea.pk]))
    assert reverse("ideas:take_out", args=[idea.pk]) in as_(cast.tess).get(answer["Location"]).content.decode()
    assert as_(cast.olga).get(idea.get_absolute_url()).status_code == 404
    assert as_(cast.kim).get(idea.get_absolute_url()).status_code == 200
    idea.refresh_from_db()
    idea.take_out(by=cast.tess)
    assert as_(cast.olga).get(idea.get_absolute_url()).status_code == 200

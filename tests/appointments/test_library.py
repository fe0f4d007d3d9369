"""Between consults, good news and the library: what comes in, what goes out, and what is made to work together."""

import uuid

import pytest
from django.urls import reverse

from hallway.appointments.models import Brag, Consult
from hallway.core.verb import Denied, Refused
from hallway.ideas.models import Idea, Tool, Trial
from hallway.people.models import Post

from ..ideas import library
from . import made


def test_fix_it_together_carries_the_try_and_its_idea(cast, as_):
    idea = library.idea(cast)
    trial = Trial.note(by=cast.olga, campus=cast.oak, idea=idea, result="did_not", line="Too loud", grade=4, goal="Fractions",
                       what_changed="Pairs", device="None")  # fmt: skip
    browser, url = as_(cast.olga), reverse("appointments:fix_together", args=[trial.pk])
    assert url in browser.get(idea.get_absolute_url()).content.decode()
    first, again = browser.post(url), browser.post(url)
    consult = Consult.objects.get()
    assert first["Location"] == again["Location"] == consult.get_absolute_url()
    assert (consult.teacher, consult.its, consult.trial) == (cast.olga, cast.ivan, trial)
    lesson = consult.lesson
    assert idea.title in lesson.line
    assert lesson.used_before.splitlines() == ["It did not work", "Too loud", "Pairs"]
    assert (lesson.grade, lesson.objectives) == ("4", "Fractions")
    assert [(row.library, row.picked) for row in consult.ideas.all()] == [(idea, True)]
    assert "Too loud" in as_(cast.ivan).get(consult.get_absolute_url()).content.decode()
    for name in ("tess", "lena", "dora", "ada"):
        assert as_(getattr(cast, name)).get(consult.get_absolute_url()).status_code == 404


def test_one_that_was_taken_back_can_be_asked_anew(cast):
    trial = Trial.note(by=cast.olga, campus=cast.oak, advice="A timer on the board", result="changed", its=cast.ivan)
    first = Consult.fix_together(by=cast.olga, trial=trial, its=cast.ivan, campus=cast.oak)
    first.withdraw(by=cast.olga)
    second = Consult.fix_together(by=cast.olga, trial=trial, its=cast.ivan, campus=cast.oak)
    assert second.pk != first.pk
    assert "A timer on the board" in second.lesson.line


def test_who_may_fix_it_together(cast):
    trial = Trial.note(by=cast.olga, campus=cast.oak, idea=library.idea(cast), result="did_not", its=cast.ivan)
    for by, its in ((cast.tess, cast.ivan), (cast.ivan, cast.kim), (cast.lena, cast.ivan), (cast.olga, cast.tess)):
        with pytest.raises(Denied):
            Consult.fix_together(by=by, trial=trial, its=its, campus=cast.oak)


def wish(browser, idea, **said):
    said = {"key": str(uuid.uuid4()), "result": "not_yet"} | said
    return browser.post(reverse("ideas:note", args=[idea.pk]), said, follow=True)


def test_wanting_to_try_it_is_noted_and_opens_the_form_of_a_consult(cast, as_):
    idea, browser = library.idea(cast), as_(cast.olga)
    answer = wish(browser, idea, planned_on="2026-03-05", goal="Halves", grade=4, line="In period 4")
    trial, page = Trial.objects.get(), answer.content.decode()
    assert (trial.member, trial.result) == (cast.olga, "not_yet")
    assert answer.redirect_chain[-1][0].startswith(reverse("appointments:consult_new"))
    for words in (f"I want to try: {idea.title}", "Halves", "In period 4", 'value="2026-03-05"', "Only remember it"):
        assert words in page
    assert reverse("ideas:take_back", args=[trial.pk]) in page
    assert f'href="{idea.get_absolute_url()}#tried"' in page
    assert not Consult.objects.exists()
    said = {"key": str(uuid.uuid4()), "line": "", "its": cast.ivan.pk, "idea": idea.pk}
    wrong = browser.post(reverse("appointments:consult_new"), said)
    assert wrong.status_code == 422
    assert "Only remember it" in wrong.content.decode()
    browser.post(reverse("appointments:consult_new"), said | {"line": "Halves"})
    assert Consult.objects.get().ideas.get().library == idea


def test_who_has_nobody_to_ask_and_who_is_asked_stay_at_the_idea(cast, as_):
    idea = library.idea(cast)
    answer = wish(as_(cast.ivan), idea)
    assert answer.redirect_chain[-1][0] == f"{idea.get_absolute_url()}#tried"
    for post in Post.objects.filter(role="its"):
        post.remove(by=cast.ada)
    answer = wish(as_(cast.olga), idea)
    assert answer.redirect_chain[-1][0] == f"{idea.get_absolute_url()}#tried"
    page = answer.content.decode()
    assert "On your list to try." in page
    assert "You said: I want to try it" in page
    assert "Only remember it" not in page


def test_plan_it_with_my_its_brings_the_idea(cast, as_):
    idea, browser = library.idea(cast), as_(cast.olga)
    url = f"{reverse('appointments:consult_new')}?idea={idea.pk}"
    assert url not in browser.get(idea.get_absolute_url()).content.decode()  # "I want to try it" leads there
    assert url in as_(cast.ivan).get(idea.get_absolute_url()).content.decode()
    assert "Only remember it" not in browser.get(url).content.decode()
    Trial.note(by=cast.olga, campus=cast.oak, idea=idea, result="worked")
    assert url in browser.get(idea.get_absolute_url()).content.decode()
    assert f"I want to try: {idea.title}" in browser.get(url).content.decode()
    said = {"key": str(uuid.uuid4()), "line": "Fractions", "its": cast.ivan.pk, "idea": idea.pk}
    browser.post(reverse("appointments:consult_new"), said)
    assert Consult.objects.get().ideas.get().library == idea
    draft = Idea.draft(by=cast.tess, campus=cast.oak, title="Half")
    assert "Half" not in browser.get(f"{reverse('appointments:consult_new')}?idea={draft.pk}").content.decode()


def test_pick_from_the_library(cast, as_):
    Tool.add(by=cast.dora, name="Desmos", host="desmos.com", approval="in_review")
    idea = Idea.share(
        by=cast.emil, campus=cast.elm, title="Comparing fractions with sliders", link="https://desmos.com/f"
    )
    consult = made.consult(cast)
    page = as_(cast.ivan).get(consult.get_absolute_url()).content.decode()
    assert idea.title in page
    for _time in range(2):
        as_(cast.ivan).post(reverse("appointments:bring", args=[consult.pk]), {"idea": idea.pk})
    row = consult.ideas.get()
    assert (row.library, row.picked, row.by) == (idea, False, cast.ivan)
    assert "Desmos: In review" in as_(cast.tess).get(consult.get_absolute_url()).content.decode()
    idea.put_away(by=cast.emil)
    other = Idea.share(by=cast.emil, campus=cast.elm, title="Another")
    other.put_away(by=cast.emil)
    with pytest.raises(Refused):
        consult.bring(by=cast.tess, idea=other)


def test_what_one_brought_begins_an_idea_of_the_library(cast, as_):
    consult = made.consult(cast)
    row = consult.suggest(by=cast.ivan, title="A walk on the number line", why="They stand on it")
    with pytest.raises(Denied):
        consult.take_to_library(by=cast.tess, idea=row.pk)
    as_(cast.ivan).post(reverse("appointments:take_to_library", args=[consult.pk, row.pk]))
    draft = Idea.objects.get()
    assert (draft.state, draft.by, draft.title, draft.what_for) == (
        "draft", cast.ivan, "A walk on the number line", "They stand on it",
    )  # fmt: skip
    assert consult.take_to_library(by=cast.ivan, idea=row.pk) == draft
    with pytest.raises(Refused):
        consult.take_to_library(by=cast.ivan, idea=10**9)


def brag(cast, audience):
    row = Brag.draft(by=cast.ivan, teacher=cast.tess, campus=cast.oak, title="A number line one can walk on", text="The floor.",
                     audience=audience)  # fmt: skip
    row.propose(by=cast.ivan)
    return row


@pytest.mark.parametrize(("audience", "may"), [("district", {"tess", "ivan"}), ("campus", {"tess"})])
def test_good_news_becomes_an_idea_as_far_as_the_yes_reaches(cast, seen, audience, may):
    row = brag(cast, audience)
    for name in ("tess", "ivan"):
        with pytest.raises(Denied):
            row.make_idea(by=getattr(cast, name))
    row.consent(by=cast.tess, no_student=True)
    for name in ("tess", "ivan", "olga", "kim", "lena", "dora", "ada"):
        assert getattr(cast, name).can("make_idea", row) == (name in may)
    idea = row.make_idea(by=cast.tess)
    assert (idea.title, idea.state, idea.by) == (row.title, "shared", cast.tess)
    assert row.make_idea(by=cast.tess) == idea
    row.withdraw(by=cast.tess)
    assert seen(idea) == {"tess"}


EVERYBODY = ("tess", "olga", "emil", "ivan", "kim", "lena", "opal", "dora", "ada")


@pytest.fixture
def seen(cast):
    def whose(idea):
        return {who for who in EVERYBODY if Idea.objects.visible_to(getattr(cast, who)).filter(pk=idea.pk).exists()}

    return whose


def published(cast):
    row = brag(cast, "district")
    row.consent(by=cast.tess, no_student=True)
    return row, row.make_idea(by=cast.ivan)


def narrowed(row, cast):
    row.change(by=cast.tess, title=row.title, text=row.text, audience="campus")


TAKES_BACK = {
    "narrowed": narrowed,
    "withdrawn": lambda row, cast: row.withdraw(by=cast.tess),
    "a no after all": lambda row, cast: row.say_no(by=cast.tess),
    "dropped by its author": lambda row, cast: row.withdraw(by=cast.ivan),
}


@pytest.mark.parametrize("how", TAKES_BACK)
@pytest.mark.parametrize("before", ["shared", "merged", "away"])
def test_an_idea_goes_no_further_than_the_yes(cast, seen, how, before):
    row, idea = published(cast)
    better = Idea.share(by=cast.emil, campus=cast.elm, title="Walking on numbers")
    part = Idea.share(by=cast.emil, campus=cast.elm, title="A line on the floor")
    if before == "merged":
        idea.merge(by=cast.ivan, into=better)
    elif before == "away":
        idea.put_away(by=cast.kim)
    else:
        part.merge(by=cast.ivan, into=idea)
    TAKES_BACK[how](row, cast)
    assert seen(idea) == {"ivan"}
    assert seen(part) == set(EVERYBODY)
    idea.refresh_from_db()
    for who in EVERYBODY:  # nobody brings it back past the teacher
        for verb in ("take_out", "publish", "part", "settle", "drop", "hold", "free", "improve"):
            try:
                getattr(idea, verb)(by=getattr(cast, who), **({"outdated": False} if verb == "settle" else {}))
            except (Denied, Refused):
                continue
            assert seen(idea) == {"ivan"}, verb


def test_a_new_yes_brings_the_idea_back_and_never_the_old_words(cast, seen, as_):
    row, idea = published(cast)
    idea.improve(by=cast.emil, text="On the floor, with tape.")
    narrowed(row, cast)
    assert "taken back" in as_(cast.ivan).get(idea.get_absolute_url()).content.decode()
    row.change(by=cast.tess, title=row.title, text=row.text, audience="district")
    assert row.make_idea(by=cast.ivan) == idea
    assert seen(idea) == set(EVERYBODY)
    row.withdraw(by=cast.tess)
    row.change(by=cast.tess, title=row.title, text="On the carpet.", audience="district")
    row.consent(by=cast.tess, no_student=True)
    other = row.make_idea(by=cast.tess)
    assert (other.pk != idea.pk, other.text) == (True, "On the carpet.")
    assert seen(idea) == {"ivan"}


def test_to_more_readers_or_other_words_the_idea_stays(cast, as_):
    row, _idea = published(cast)
    said = {"title": row.title, "text": "The carpet.", "audience": "district", "key": str(uuid.uuid4())}
    url = reverse("appointments:change_brag", args=[row.pk])
    assert "out of the library" not in as_(cast.tess).post(url, said, follow=True).content.decode()
    assert Idea.objects.get().state == "shared"
    assert "out of the library" in as_(cast.tess).post(url, said | {"audience": "campus"}, follow=True).content.decode()
    assert Idea.objects.get().state == "held"


def test_good_news_page_offers_it(cast, as_):
    row = brag(cast, "district")
    row.consent(by=cast.tess, no_student=True)
    assert "whole district" in as_(cast.ivan).get(row.get_absolute_url()).content.decode()
    as_(cast.ivan).post(reverse("appointments:make_idea", args=[row.pk]))
    assert Idea.objects.get().by == cast.ivan


def test_what_may_help_meanwhile_stands_below_the_line_of_a_request(cast, as_):
    idea = Idea.share(by=cast.emil, campus=cast.elm, title="Questions inside a video with Edpuzzle")
    browser, url = as_(cast.tess), reverse("asks:similar")
    assert idea.title in browser.get(url, {"line": "How do I put questions into a video"}).content.decode()
    assert idea.title not in browser.get(url, {"line": "The projector is dark"}).content.decode()
    stopped = {"line": "How do I put questions into a video", "teaching_stopped": "yes"}
    assert idea.title not in browser.get(url, stopped).content.decode()

"""Finding: forty teachers' questions in the demo's library, synonyms in two languages, filters, "worked here", statements."""

import pytest
from django.urls import reverse

from hallway.demo.cast import named
from hallway.demo.ideas import entries
from hallway.ideas.finding import Wanted, looked_for, similar, suggested
from hallway.ideas.models import Idea, Tool, Trial
from hallway.ideas.searching import groups_of

from .questions import QUESTIONS
from .questions_more import LATER, MORE


@pytest.fixture
def shelf(cast):
    """The demo's library, shared by Olga."""
    for entry in entries():
        Idea.share(by=cast.olga, campus=cast.oak, key=named(entry.slug), **entry.values)
    return {named(entry.slug): entry.slug for entry in entries()}


def slugs(shelf, rows):
    return [shelf[row.key] for row in rows]


def test_the_library_is_large_and_nothing_in_it_is_twice():
    titles = [entry.values["title"] for entry in entries()]
    assert len(titles) >= 150
    assert len(set(titles)) == len(titles)


def test_forty_questions_find_their_idea_among_the_first_five(cast, shelf):
    assert len(QUESTIONS) == 40
    missed = {}
    for question, expected in QUESTIONS:
        found = slugs(shelf, looked_for(cast.tess, Wanted(q=question), most=5))
        if expected not in found:
            missed[question] = (expected, found)
    assert not missed, "\n" + "\n".join(f"{q}: {e} not in {f}" for q, (e, f) in missed.items())


@pytest.mark.parametrize(("asked", "least"), [(MORE, 30), (LATER, 17)])
def test_more_questions_find_one_of_their_ideas_among_the_first_five(cast, shelf, asked, least):
    missed = [q for q, ideas in asked if not {*ideas} & {*slugs(shelf, looked_for(cast.tess, Wanted(q=q), most=5))}]
    assert len(asked) - len(missed) >= least, missed


@pytest.mark.parametrize(("slip", "word"), [("multiplcation", "multiplication"), ("vocabulery", "vocabulary"), ("dislexic", "dislexia"),
                                            ("cuestionaro", "cuestionario"), ("microscoipe", "microscope")])  # fmt: skip
def test_a_slip_finds_what_was_meant_and_stays_what_was_typed(cast, shelf, slip, word):
    meant = {row.pk for row in looked_for(cast.tess, Wanted(q=word), most=100)}
    assert meant & {row.pk for row in looked_for(cast.tess, Wanted(q=slip), most=100)}
    Idea.share(by=cast.olga, campus=cast.oak, title=f"About {slip}")
    assert looked_for(cast.tess, Wanted(q=slip), most=1)[0].title == f"About {slip}"


def test_a_name_that_is_like_no_word_finds_only_itself(cast, shelf):
    for name in ("Nearpod", "Blooket", "Kahoot", "xylocarp"):
        assert looked_for(cast.tess, Wanted(q=name)) == [], name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("laptop", "chromebook"),
        ("quiz", "examen"),
        ("clip", "película"),
        ("newcomers", "recién llegados"),
        ("IEP", "504"),
    ],
)
def test_words_for_the_same_thing_find_the_same(cast, shelf, one, other):
    found = [set(slugs(shelf, looked_for(cast.tess, Wanted(q=word), most=200))) for word in (one, other)]
    assert found[0] == found[1] != set()


def test_grades_in_words_and_numbers(cast, shelf):
    for said in ("fractions 4th grade", "fractions grade 4", "fourth grade fractions", "fractions for fourth graders"):
        first = looked_for(cast.tess, Wanted(q=said), most=3)
        assert all(4 in idea.grades for idea in first), said


@pytest.mark.parametrize(
    "said", ["", "   ", "the of and", "'; drop table --", "a & b | !c:*", "\x00", "😀", "x" * 400, "g5", "12"]
)
def test_anything_can_be_typed(cast, shelf, as_, said):
    assert as_(cast.tess).get(reverse("ideas:list"), {"q": said}).status_code == 200


def test_only_some_of_it_is_better_than_nothing(cast, shelf):
    assert looked_for(cast.tess, Wanted(q="fractions trampoline"))
    assert not looked_for(cast.tess, Wanted(q="trampoline"))


def test_filters(cast):
    Tool.add(by=cast.dora, name="Quill.org", host="quill.org", approval="approved")
    one = Idea.share(by=cast.tess, campus=cast.oak, title="Commas", subject="ela", grades=[4], devices=["tablet"],
                     link="https://quill.org/x")  # fmt: skip
    other = Idea.share(by=cast.tess, campus=cast.oak, title="Cups", subject="math", grades=[8])
    anybody = Idea.share(by=cast.tess, campus=cast.oak, title="Chips")
    Trial.note(by=cast.olga, campus=cast.oak, idea=other, result="changed")
    Trial.note(by=cast.emil, campus=cast.elm, idea=one, result="worked")
    Trial.note(by=cast.olga, campus=cast.oak, idea=anybody, result="did_not")

    def found(**said):
        return {row.title for row in looked_for(cast.tess, Wanted.of(said))}

    assert found(subject="ela") == {"Commas", "Chips"}
    assert found(grade="8") == {"Cups", "Chips"}
    assert found(device="tablet") == {"Commas", "Cups", "Chips"}
    assert found(device="laptop") == {"Cups", "Chips"}
    assert found(approval="approved") == {"Commas"}
    assert found(here="yes") == {"Cups"}
    assert found(subject="nonsense", grade="99", approval="x") == {"Commas", "Cups", "Chips"}


def test_what_worked_here_stands_before_what_fits_as_well(cast):
    there = Idea.share(by=cast.emil, campus=cast.elm, title="Frog pond one")
    here = Idea.share(by=cast.emil, campus=cast.elm, title="Frog pond two")
    newest = Idea.share(by=cast.emil, campus=cast.elm, title="Frog pond three")
    Trial.note(by=cast.kim, campus=cast.elm, idea=there, result="worked")
    Trial.note(by=cast.olga, campus=cast.oak, idea=here, result="worked")
    assert looked_for(cast.tess, Wanted(q="frog pond")) == [here, newest, there]
    newest.settle(by=cast.emil, outdated=True)
    assert looked_for(cast.tess, Wanted(q="frog pond"))[-1] == newest


def test_similar_is_the_same_page_or_nearly_the_same_line(cast):
    link = Idea.share(by=cast.tess, campus=cast.oak, title="Lines", link="https://www.desmos.com/calculator")
    line = Idea.share(by=cast.tess, campus=cast.oak, title="Exit questions on three colors of paper")
    assert similar(cast.olga, "", "https://www.desmos.com/calculator/") == [link]
    assert similar(cast.olga, "exit questions in three colors") == [line]
    assert similar(cast.olga, "exit") == similar(cast.olga, "", "https://desmos.com/scientific") == []
    assert similar(cast.olga, "three colors exit questions", but=line.pk) == []


def test_before_sharing_what_is_like_it_is_shown_once(cast, as_):
    Idea.share(by=cast.tess, campus=cast.oak, title="Exit questions on three colors of paper")
    browser, said = (
        as_(cast.olga),
        {"key": "5a1b5b0e-0000-4000-8000-000000000009", "title": "Exit questions, three colors"},
    )
    assert (
        "three colors of paper" in browser.get(reverse("ideas:similar"), said, HTTP_HX_REQUEST="true").content.decode()
    )
    first = browser.post(reverse("ideas:new"), said)
    assert first.status_code == 409
    assert 'name="seen"' in first.content.decode()
    assert browser.post(reverse("ideas:new"), said | {"seen": "yes"}).status_code == 303
    assert Idea.objects.filter(by=cast.olga).count() == 1


def test_suggested_only_when_it_fits_well(cast, shelf):
    assert slugs(shelf, suggested(cast.tess, "video with questions for my class"))[0] == "questions-inside-a-video"
    assert suggested(cast.tess, "The projector is dark") == []
    assert suggested(cast.tess, "help") == []


def test_everybody_finds_it_in_the_search_of_everything(cast, shelf, as_):
    page = as_(cast.tess).get("/search/", {"q": "talking chips"}).content.decode()
    assert "A discussion with talking chips" in page


def test_a_list_costs_the_same_for_one_and_for_many(cast, as_, shelf, django_assert_max_num_queries):
    browser = as_(cast.tess)
    for said in ({}, {"q": "fractions"}, {"q": "quiz on video", "here": "yes"}):
        browser.get(reverse("ideas:list"), said)
        with django_assert_max_num_queries(15):
            browser.get(reverse("ideas:list"), said)


def test_groups_of_a_question():
    said = [group.query for group in groups_of("How do I use a Chromebook in 5th grade?")]
    assert any("lapto:*" in query for query in said)
    assert any("g5" in query and "gall" in query for query in said)

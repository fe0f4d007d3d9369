"""The page of outcomes: one's own, with n and date; opened to a leader and closed again; and the figures leaders may know."""

from datetime import timedelta

import pytest
from django.urls import reverse

from hallway.core.now import moved
from hallway.core.verb import HALLWAY, Denied
from hallway.history.models import Event
from hallway.ideas.models import Idea, Opened, Tip, Trial
from hallway.ideas.outcome_counts import figures
from hallway.ideas.outcomes import shared_by
from hallway.people.models import Member, Post

from . import tips

PAGE, ALL = reverse("ideas:outcomes"), reverse("ideas:outcomes_all")
SECRET = "xylocarp"


def idea_of(cast, member=None):
    return Idea.share(by=member or cast.ivan, campus=cast.oak, title="Timer on the board")


# one's own page


def test_what_was_shared_stands_with_n_campus_grades_and_date(cast, monday, as_):
    idea = idea_of(cast)
    Trial.note(by=cast.tess, campus=cast.oak, idea=idea, result="worked", grade=3)
    Trial.note(by=cast.emil, campus=cast.elm, idea=idea, result="did_not", grade=6)
    Trial.note(
        by=cast.ivan, campus=cast.elm, idea=idea, result="worked", grade=8
    )  # one's own try says nothing of others
    page = as_(cast.ivan).get(PAGE).content.decode()
    assert "Tried by 2, worked for 1 · Elm Middle · Oak Elementary · grades 3, 6" in page
    assert "Tess" not in page
    assert "Emil" not in page


@pytest.mark.parametrize("who", ["lena", "dora", "opal", "ada"])
def test_whoever_leads_and_shares_reads_no_more_than_leaders_may(cast, many, monday, as_, who):
    member = getattr(cast, who)
    idea = idea_of(cast, member)
    Trial.note(by=cast.tess, campus=cast.oak, idea=idea, result="did_not", grade=3)
    pages = [PAGE, reverse("ideas:outcomes_paper")]
    with moved(monday.instant + timedelta(days=7)):
        for url in pages:
            page = as_(member).get(url).content.decode()
            assert idea.title in page
            assert "Too few people to say how it went" in page
            assert not [words for words in ("Tried by", "grade 3", "Nobody has said") if words in page]
    for teacher in many.teachers(5):
        Trial.note(by=teacher, campus=cast.oak, idea=idea, result="worked", grade=4)
    with moved(monday.instant + timedelta(days=14)):
        for url in pages:
            page = as_(member).get(url).content.decode()
            assert "At least 5 tried it; it worked for at least 5." in page
            assert "grade" not in page.partition("<main")[2]


def test_answers_of_all_doors_count_for_a_tip(cast):
    tip = tips.tip(cast)
    tip.answer(by=cast.tess, result="worked")
    tip.answer(by=cast.olga, result="help")
    tip.count(by=HALLWAY, device="a" * 26, result="changed")
    tip.count(by=HALLWAY, device="b" * 26, result="help")
    line = next(line for line in shared_by(cast.ivan) if line.title == tip.title)
    assert (line.n, line.good, line.members, line.campuses) == (2, 2, 1, ["Oak Elementary"])


def test_what_people_told_by_name_and_who_wants_help(cast, as_):
    tip = tips.tip(cast)
    tip.answer(by=cast.tess, result="help", line="With the third color")
    tip.answer(by=cast.olga, result="did_not", line=f"{SECRET} line")
    Trial.note(by=cast.cora, campus=cast.oak, advice="Two screens", from_whom="The hallway", result="worked",
               its=cast.ivan, line="At once")  # fmt: skip
    page = as_(cast.ivan).get(PAGE).content.decode()
    assert page.index("Who would like help") < page.index("What people told you")
    assert "With the third color" in page
    assert "Two screens" in page
    assert SECRET not in page
    assert "Olga" not in page
    for name in ("kim", "lena", "dora", "ada", "tess"):
        assert "Two screens" not in as_(getattr(cast, name)).get(PAGE).content.decode()


def test_the_sheet_says_titles_and_figures_and_no_word_of_anybody(cast, monday, as_):
    from tests.trainings import made

    mine, other, session = idea_of(cast), idea_of(cast, cast.emil), made.announced(cast)
    Idea.objects.filter(pk=other.pk).update(title="Paper planes")
    secret = {"line": "As Cora said", "what_changed": "As Cora did", "goal": "For Cora"}
    for member in (cast.tess, cast.olga):
        Trial.note(by=member, campus=cast.oak, idea=mine, result="worked", its=cast.ivan, grade=3, **secret)
        Trial.note(by=member, campus=cast.oak, idea=other, result="did_not", its=cast.ivan, grade=3, **secret)
        Trial.note(
            by=member, campus=cast.oak, advice="Cora’s screens", from_whom="Cora", result="changed", its=cast.ivan
        )
    with moved(monday.instant + timedelta(days=20)):
        paper = as_(cast.ivan).get(reverse("ideas:outcomes_paper")).content.decode()
    paper = paper.partition("<article")[2].partition("</article>")[0]
    for words in (
        "<strong>Timer on the board</strong> (Idea): Tried by 2, worked for 2",
        "<strong>Paper planes</strong>: Tried by 2, worked for 0",
        "<strong>What was never in Hallway</strong>: Tried by 2, worked for 2",
        f"<strong>{session.course.title}</strong>",
    ):
        assert words in paper
    assert not [words for words in ("Cora", "Tess", "Olga", "grade", "March 2,", "Oak") if words in paper]


def test_a_lesson_planned_together_stands_there_too(cast, as_):
    from tests.appointments import made

    consult = made.consult(cast)
    consult.tell_outcome(by=cast.tess, outcome="worked")
    page = as_(cast.ivan).get(PAGE).content.decode()
    assert "Lessons planned together" in page
    assert consult.get_absolute_url() in page
    assert "Lessons planned together" not in as_(cast.kim).get(PAGE).content.decode()


def test_a_training_they_held_stands_there_once_it_is_over(cast, monday, as_):
    from tests.trainings import made

    session = made.announced(cast)
    assert "What you taught" not in as_(cast.ivan).get(PAGE).content.decode()
    with moved(monday.instant + timedelta(days=20)):
        page = as_(cast.ivan).get(PAGE).content.decode()
        assert "What you taught" in page
        assert session.get_absolute_url() in page
        assert "What you taught" not in as_(cast.kim).get(PAGE).content.decode()


def test_the_first_page_of_an_its_opens_with_it_worked(cast, monday, as_):
    trial = Trial.note(by=cast.tess, campus=cast.oak, advice="Two screens", result="worked", its=cast.ivan)
    Trial.note(by=cast.olga, campus=cast.oak, advice="Three screens", result="did_not", its=cast.ivan)
    page = as_(cast.ivan).get("/").content.decode()
    assert page.index("Tess Tanaka says: it worked") < page.index("What presses most")
    assert "Three screens" not in page.split("What presses most")[0]
    with moved(monday.instant + timedelta(days=9)):
        assert "says: it worked" not in as_(cast.ivan).get("/").content.decode()
    trial.take_back(by=cast.tess)
    assert "says: it worked" not in as_(cast.ivan).get("/").content.decode()


# opened to a leader


def test_opened_and_closed_again(cast, as_):
    ivan = as_(cast.ivan)
    for _time in range(2):
        ivan.post(reverse("ideas:open_outcomes"), {"lead": cast.lena.pk})
    row = Opened.objects.get()
    assert Event.objects.filter(kind="outcomes.opened").count() == 1
    url = row.get_absolute_url()
    assert as_(cast.lena).get(url).status_code == 200
    assert url in as_(cast.lena).get(ALL).content.decode()
    for name in ("ed", "dora", "tess", "kim", "ada"):
        assert as_(getattr(cast, name)).get(url).status_code == 404
    ivan.post(reverse("ideas:close_outcomes", args=[row.pk]))
    assert as_(cast.lena).get(url).status_code == 404
    assert not Event.objects.filter(kind="outcomes.opened").exists()


def test_who_may_open_to_whom(cast):
    for name in ("tess", "lena", "opal", "cora"):
        with pytest.raises(Denied):
            Opened.open_outcomes(by=getattr(cast, name), lead=cast.ed)
    for name in ("tess", "opal", "gone", "ivan"):
        with pytest.raises(Denied):
            Opened.open_outcomes(by=cast.ivan, lead=getattr(cast, name))
    row = Opened.open_outcomes(by=cast.ivan, lead=cast.dora)
    for name in ("dora", "lena", "ada", "kim"):
        with pytest.raises(Denied):
            row.close_outcomes(by=getattr(cast, name))
    row.close_outcomes(by=cast.ivan)


def test_a_leader_reads_no_name_no_words_and_no_small_figure(cast, many, monday, as_):
    idea = idea_of(cast)
    for teacher in many.teachers(4):
        Trial.note(by=teacher, campus=cast.oak, idea=idea, result="worked", line=f"{SECRET} line", its=cast.ivan)
    url = Opened.open_outcomes(by=cast.ivan, lead=cast.lena).get_absolute_url()
    page = as_(cast.lena).get(url).content.decode()
    assert "Too few people" in page
    assert SECRET not in page
    assert "Teacher" not in page.replace("teachers", "")
    for teacher in many.teachers(3, start=10):
        Trial.note(by=teacher, campus=cast.oak, idea=idea, result="worked")
    assert "Too few people" in as_(cast.lena).get(url).content.decode(), "this week's are in no figure yet"
    with moved(monday.instant + timedelta(days=7)):
        page = as_(cast.lena).get(url).content.decode()
    assert "At least 5 tried it; it worked for at least 5." in page
    assert "As of Monday, March 9" in page


def test_what_paper_said_is_not_put_into_the_mouths_of_teachers(cast, many, monday, as_):
    tip = tips.tip(cast)
    for number, teacher in enumerate(many.teachers(5)):
        tip.answer(by=teacher, result="did_not")
        tip.count(by=HALLWAY, device=f"device {number}", result="worked")
    url = Opened.open_outcomes(by=cast.ivan, lead=cast.lena).get_absolute_url()
    with moved(monday.instant + timedelta(days=7)):
        page = as_(cast.lena).get(url).content.decode()
        assert "At least 5 tried it." in page
        assert "it worked for" not in page
        assert "Tried by 10, worked for 5" in as_(cast.ivan).get(PAGE).content.decode()


def test_a_leader_does_not_read_what_was_withdrawn(cast, as_):
    tip = tips.tip(cast)
    url = Opened.open_outcomes(by=cast.ivan, lead=cast.lena).get_absolute_url()
    assert tip.title in as_(cast.lena).get(url).content.decode()
    tip.withdraw(by=cast.ivan)
    assert tip.title not in as_(cast.lena).get(url).content.decode()
    assert tip.title in as_(cast.ivan).get(PAGE).content.decode(), "what people said of it stays for its writer"


def test_of_a_tip_a_leader_reads_five_or_more_as_of_monday(cast, many, monday, as_):
    tip = tips.tip(cast)
    for teacher in many.teachers(5):
        tip.answer(by=teacher, result="worked")
    said = {"worked": "It worked: 5 · the latest", "leader": "It worked: 5 or more · as of Monday, March 9"}
    for days, seen in ((0, False), (6, False), (7, True)):
        with moved(monday.instant + timedelta(days=days)):
            pages = {
                name: as_(getattr(cast, name)).get(tip.get_absolute_url()).content.decode() for name in ("lena", "cora")
            }
        assert (said["leader"] in pages["lena"], "It worked: 5" in pages["lena"]) == (seen, seen)
        assert said["worked"] in pages["cora"]
    tip.answer(by=cast.kim, result="did_not")
    for number in range(4):
        tip.count(by=HALLWAY, device=f"device {number}", result="did_not")
    with moved(monday.instant + timedelta(days=14)):
        page = as_(cast.lena).get(tip.get_absolute_url()).content.decode()
        assert said["leader"].partition(" · ")[0] in page
        assert "It did not work:" not in page, "nobody taps on paper until the one who said so shows"
    many.teachers(5)[0].trials.get().replies.get().tip.unanswer(by=many.teachers(5)[0])
    with moved(monday.instant + timedelta(days=8)):
        assert "It worked: 4" not in as_(cast.lena).get(tip.get_absolute_url()).content.decode(), "four are too few"


@pytest.mark.parametrize("who", ["lena", "dora", "ada"])
def test_whoever_leads_reads_no_more_of_a_tip_of_their_own(cast, many, monday, as_, who):
    writer = getattr(cast, who)
    tip = Tip.draft(by=writer, campus=cast.oak, title="Of a leader").publish(by=writer)
    tip.count(by=HALLWAY, device="a" * 26, result="did_not")
    for teacher in many.teachers(7):
        tip.answer(by=teacher, result="worked")

    def told(days):
        with moved(monday.instant + timedelta(days=days)):
            page = as_(writer).get(tip.get_absolute_url()).content.decode()
        return page.partition('id="told"')[2].partition("</section>")[0]

    for days in (0, 6):
        assert "once five people have said so" in told(days)
        assert "<dd>" not in told(days)
    assert "<dd>5 or more</dd>" in told(7)
    assert "As of Monday, March 9" in told(7)
    assert not [words for words in ("<dd>7", "answers", "from the sheet", "the latest", "did not") if words in told(7)]


@pytest.mark.parametrize("how", ["the line", "the result", "the answer", "help"])
def test_a_leader_does_not_see_on_which_day_somebody_changed_theirs(cast, many, monday, as_, how):
    idea, tip = idea_of(cast), tips.tip(cast)
    opened = Opened.open_outcomes(by=cast.ivan, lead=cast.lena)
    for teacher in many.teachers(5):
        Trial.note(by=teacher, campus=cast.oak, idea=idea, result="worked")
        tip.answer(by=teacher, result="worked")
    one = many.teachers(5)[0]

    def seen(days):
        with moved(monday.instant + timedelta(days=days)):
            pages = (opened.get_absolute_url(), idea.get_absolute_url(), tip.get_absolute_url())
            text = [as_(cast.lena).get(page).content.decode() for page in pages]
        listed = text[0].count("At least 5 tried it; it worked for at least 5.")
        return listed, "Tried by 5 or more, worked for 5 or more" in text[1], "It worked: 5 or more · as of" in text[2]

    for days in (9, 10):
        with moved(monday.instant + timedelta(days=days)):
            for trial in one.trials.all() if how in ("the line", "the result") else ():
                trial.tell(
                    by=one, **({"result": "did_not"} if how == "the result" else {"line": f"In a line, day {days}"})
                )
            if how in ("the answer", "help"):
                tip.answer(by=one, result="help" if how == "help" else "did_not")
                one.trials.get(idea=idea).tell(by=one, result="did_not")
        assert seen(days) == (2, True, True), days
    if how != "the line":
        assert seen(14) == (0, False, False)


# figures for leaders


@pytest.fixture
def many(cast, monday):
    """People by the dozen, and tries of what three ITS shared."""

    class Many:
        def person(self, name, role, campus):
            member = Member.objects.filter(email=f"{name}@cedar.example").first()
            if member is None:
                member = Member.add(by=HALLWAY, email=f"{name}@cedar.example", name=name.title())
                Post.add(by=HALLWAY, member=member, role=role, campus=campus)
            return member

        def teachers(self, n, campus=None, start=0):
            campus = campus or cast.oak
            return [self.person(f"{campus.code.lower()}teacher{start + i}", "teacher", campus) for i in range(n)]

        def tries(self, teachers, its, campus, result="worked"):
            ideas = [idea_of(cast, self.person(f"helper{i}", "its", campus)) for i in range(its)]
            for number, teacher in enumerate(self.teachers(teachers, campus)):
                for turn in range(its):
                    idea = ideas[(number + turn) % its]
                    Trial.note(by=teacher, campus=campus, idea=idea, result=result)

    return Many()


@pytest.fixture
def later(monday):
    with moved(monday.instant + timedelta(days=40)):
        yield


@pytest.mark.parametrize(
    ("teachers", "its", "figure"), [(5, 3, 5), (9, 3, 5), (10, 3, 10), (4, 3, None), (5, 2, None), (0, 3, None)]
)
def test_enough_people_behind_a_figure(cast, many, monday, teachers, its, figure):
    many.tries(teachers, its, cast.oak)
    with moved(monday.instant + timedelta(days=40)):
        found = figures({cast.oak.pk})
        assert [each.tried for _campus, each in found.campuses] == ([figure] if figure else [])
        assert found.all is None
        assert (figures().all.tried if figures().all else None) == figure


def test_what_is_tried_this_month_is_in_no_figure_yet(cast, many):
    many.tries(6, 3, cast.oak)
    assert figures().all is None


def test_a_small_campus_cannot_be_read_by_taking_one_page_from_another(cast, many, monday, as_):
    """All minus Oak is Elm: with four teachers there, every page of every leader must be as if nobody there had tried anything."""
    many.tries(9, 3, cast.oak)
    with moved(monday.instant + timedelta(days=40)):
        before = _pages(cast, as_)
    assert "At least 5 teachers" in before["dora"]
    many.tries(4, 3, cast.elm)
    with moved(monday.instant + timedelta(days=40)):
        assert _pages(cast, as_) == before
    many.tries(5, 3, cast.elm)
    with moved(monday.instant + timedelta(days=40)):
        after = _pages(cast, as_)
    assert "Elm Middle" in after["dora"]
    assert "At least 10 teachers" in after["dora"]
    assert "Oak Elementary" not in after["ed"]


def _pages(cast, as_):
    pages = {}
    for name in ("lena", "ed", "dora"):
        pages[name] = as_(getattr(cast, name)).get(ALL).content.decode().split('<main id="main"')[1].split("</main>")[0]
    return pages


def test_two_small_campuses_that_are_enough_together_are_in_the_figure_for_all(cast, many, monday):
    """Then what is left when the others are taken away is a group that is large enough by itself."""
    from hallway.people.models import Campus

    fir = Campus.add(by=HALLWAY, name="Fir", code="FIR", time_zone="America/Chicago")
    many.tries(6, 3, cast.oak)
    many.tries(4, 3, cast.elm)
    many.tries(4, 3, fir)
    with moved(monday.instant + timedelta(days=40)):
        found = figures()
        assert [campus.name for campus, _figure in found.campuses] == ["Oak Elementary"]
        assert found.all.tried == 10


def test_what_no_its_had_to_do_with_is_in_no_figure(cast, many, monday):
    idea = idea_of(cast, cast.tess)
    for teacher in many.teachers(8):
        Trial.note(by=teacher, campus=cast.oak, idea=idea, result="worked")
    with moved(monday.instant + timedelta(days=40)):
        assert figures().all is None


def test_the_page_costs_the_same_for_one_and_three(cast, as_, django_assert_max_num_queries):
    browser = as_(cast.ivan)
    for _number in range(3):
        Trial.note(by=cast.tess, campus=cast.oak, idea=idea_of(cast), result="worked", its=cast.ivan)
        browser.get(PAGE)
        with django_assert_max_num_queries(15):
            browser.get(PAGE)

"""How it went: one tap, counts for everybody, lines for colleagues, all of it for oneself and the ITS it names."""

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse

from hallway.core.now import moved
from hallway.core.verb import Denied, Refused
from hallway.history.models import Event
from hallway.ideas.models import Idea, Trial
from hallway.ideas.tried import tried

from . import library

SECRET = "xylocarp"


def tap(browser, idea, result="worked", **said):
    return browser.post(reverse("ideas:note", args=[idea.pk]), {"key": str(uuid.uuid4()), "result": result, **said})


def test_one_tap_is_a_try_and_can_be_undone(cast, as_):
    idea, browser = library.idea(cast), as_(cast.olga)
    answer = tap(browser, idea)
    trial = Trial.objects.get()
    assert (trial.member, trial.idea, trial.result, trial.campus) == (cast.olga, idea, "worked", cast.oak)
    assert trial.tried_on is not None
    after = browser.get(answer["Location"]).content.decode()
    assert "Tried by 1, worked for 1" in after
    assert reverse("ideas:take_back", args=[trial.pk]) in after
    for _time in range(2):
        assert browser.post(reverse("ideas:take_back", args=[trial.pk])).status_code == 303
    assert not Trial.objects.exists()
    assert not Event.objects.filter(kind="trial.noted").exists()


def test_the_same_tap_twice_is_one_try_and_a_tap_without_a_result_is_told(cast, as_):
    idea, browser, key = library.idea(cast), as_(cast.olga), str(uuid.uuid4())
    tap(browser, idea, key=key)
    tap(browser, idea, key=key)
    assert Trial.objects.count() == 1
    answer = tap(browser, idea, result="", line="Half a line")
    assert answer.status_code == 422
    assert "Half a line" in answer.content.decode()


def test_a_plan_becomes_what_came_of_it(cast, as_):
    idea, browser = library.idea(cast), as_(cast.olga)
    tap(browser, idea, "not_yet", planned_on="2026-03-05", goal="Fractions")
    assert tried([idea], cast.tess)[idea.pk].n == 0
    tap(browser, idea, "changed", line="With two colors only")
    trial = Trial.objects.get()
    assert (trial.result, trial.planned_on, trial.goal, trial.line) == (
        "changed", date(2026, 3, 5), "Fractions", "With two colors only",
    )  # fmt: skip


def test_the_line_counts_people_once_and_names_nobody(cast, monday, as_):
    idea = library.idea(cast)
    said = [(cast.olga, "worked", 6), (cast.olga, "worked", 7), (cast.emil, "did_not", 8), (cast.cora, "changed", None),
            (cast.kim, "not_yet", 3)]  # fmt: skip
    for member, result, grade in said:
        Trial.note(by=member, campus=cast.oak, idea=idea, result=result, grade=grade, tried_on=date(2026, 3, 2))
    assert tried([idea], cast.tess)[idea.pk].words == "Tried by 3, worked for 2 · grades 6–8 · latest March 2026"
    page = as_(cast.tess).get(idea.get_absolute_url()).content.decode()
    assert "Tried by 3, worked for 2" in page
    assert "%" not in page.split('id="tried"')[1].split("</section>")[0].replace("%}", "")
    assert "Emil" not in page


def test_what_is_put_together_is_counted_together(cast):
    idea, other = library.idea(cast), library.other(cast)
    for one in (idea, other):
        Trial.note(by=cast.emil, campus=cast.elm, idea=one, result="worked")
    Trial.note(by=cast.cora, campus=cast.oak, idea=other, result="did_not")
    other.merge(by=cast.olga, into=idea)
    assert (tried([idea], cast.tess)[idea.pk].n, tried([idea], cast.tess)[idea.pk].good) == (2, 1)
    other.part(by=cast.olga)
    assert (tried([idea], cast.tess)[idea.pk].n, tried([other], cast.tess)[other.pk].n) == (1, 2)


def test_colleagues_read_the_line_unsigned_and_leaders_never(cast, as_):
    idea = library.idea(cast)
    Trial.note(by=cast.olga, campus=cast.oak, idea=idea, result="did_not", line=f"{SECRET} line", its=cast.ivan,
               what_changed=f"{SECRET} changed", goal=f"{SECRET} goal", device=f"{SECRET} device")  # fmt: skip
    url = idea.get_absolute_url()
    page = as_(cast.emil).get(url).content.decode()
    assert f"{SECRET} line" in page
    assert f"{SECRET} changed" not in page
    assert "Olga" not in page
    for name in ("lena", "ed", "opal", "dora", "ada"):
        seen = as_(getattr(cast, name)).get(url).content.decode()
        assert SECRET not in seen
        assert "Tried by" not in seen, "one who tried it is somebody"


def test_own_and_named_read_all_of_it(cast, as_):
    Trial.note(
        by=cast.olga, campus=cast.oak, advice=f"{SECRET} advice", from_whom="A video", result="worked", its=cast.ivan
    )
    page = reverse("ideas:trials")
    for name in ("olga", "ivan"):
        assert f"{SECRET} advice" in as_(getattr(cast, name)).get(page).content.decode()
    for name in ("tess", "kim", "lena", "dora", "ada"):
        assert SECRET not in as_(getattr(cast, name)).get(page).content.decode()
    trial = Trial.objects.get()
    assert as_(cast.ivan).get(reverse("ideas:tell", args=[trial.pk])).status_code == 404


def test_tell_my_its_how_it_went(cast, as_):
    browser, url = as_(cast.tess), reverse("ideas:tell_its")
    assert "Iván" in browser.get(url).content.decode()
    answer = browser.post(url, {"key": str(uuid.uuid4()), "advice": "Timer on the board", "from_whom": "Iván, in the hallway",
                                "result": "worked", "its": cast.ivan.pk, "line": "Groups change in one minute"})  # fmt: skip
    trial = Trial.objects.get()
    assert answer.status_code == 303
    assert (trial.idea, trial.its, trial.from_whom) == (None, cast.ivan, "Iván, in the hallway")
    assert Event.objects.get(kind="trial.noted").data == {}
    assert browser.post(url, {"key": str(uuid.uuid4()), "result": "worked"}).status_code == 422


def test_who_may_tell(cast):
    trial = Trial.note(by=cast.tess, campus=cast.oak, idea=library.idea(cast), result="worked", its=cast.ivan)
    for other in (cast.ivan, cast.olga, cast.lena, cast.ada):
        with pytest.raises(Denied):
            trial.tell(by=other, line="mine")
        with pytest.raises(Denied):
            trial.take_back(by=other)
    trial.tell(by=cast.tess, line="It held", again=True)
    assert Trial.objects.get().again is True
    with pytest.raises(Refused):
        trial.tell(by=cast.tess, result="marvelous")
    draft = Idea.draft(by=cast.tess, campus=cast.oak, title="Half")
    with pytest.raises(Denied):
        Trial.note(by=cast.olga, campus=cast.oak, idea=draft, result="worked")
    with pytest.raises(Denied):
        Trial.note(by=cast.ivan, campus=cast.oak, advice="x", result="worked", its=cast.ivan)


def test_whoever_leads_reads_of_five_or_more_as_of_monday_and_not_where(cast, monday, as_):
    idea, five = library.idea(cast), (cast.olga, cast.cora, cast.emil, cast.kim, cast.ivan)
    for who in five[:4]:
        Trial.note(by=who, campus=cast.oak, idea=idea, result="worked", grade=7)
    pages = [idea.get_absolute_url(), "/ideas/", "/ideas/?q=exit", "/ideas/?q=exit&here=yes", "/ideas/?here=yes"]
    for name in ("lena", "opal", "dora", "ada"):
        browser = as_(getattr(cast, name))
        seen = [browser.get(url).content.decode() for url in pages]
        assert not any("Tried by" in page or "Worked at your campus" in page for page in seen), name
        assert not any(idea.title in page for page in seen[3:]), "which ideas worked at their campus"
        assert not any("ideas-here" in page for page in seen), "so they are not offered it"
        assert "Nobody has said yet" not in seen[0], "it would not be true"
        assert "stands here once five people have said so" in seen[0]
    assert "Worked at your campus" in as_(cast.tess).get("/ideas/?q=exit").content.decode()
    assert idea.title in as_(cast.tess).get("/ideas/?here=yes").content.decode()
    Trial.note(by=five[4], campus=cast.oak, idea=idea, result="did_not", grade=7)
    assert "Tried by 5" in as_(cast.tess).get(idea.get_absolute_url()).content.decode()
    for days, seen in ((0, False), (4, False), (6, False), (7, True)):  # the first day is a Monday
        with moved(monday.instant + timedelta(days=days)):
            page = as_(cast.lena).get(idea.get_absolute_url()).content.decode()
            assert ("Tried by 5 or more" in page) == seen, "who looks each day does not see when the fifth came"
            assert ("as of Monday, March 9" in page) == seen
            assert "grade 7" not in page
            assert "worked for" not in page, "four are too few"
    with moved(monday.instant + timedelta(days=8)):
        Trial.note(by=cast.tess, campus=cast.oak, idea=idea, result="did_not")
    with moved(monday.instant + timedelta(days=14)):
        page = as_(cast.lena).get(idea.get_absolute_url()).content.decode()
        assert "Tried by 5 or more" in page, "what one week adds is not read off two Mondays"


def test_an_old_word_says_that_it_is_old(cast, monday, as_):
    idea = library.idea(cast)
    for who, day in ((cast.olga, date(2024, 5, 6)), (cast.cora, date(2025, 2, 26))):
        Trial.note(by=who, campus=cast.oak, idea=idea, result="worked", tried_on=day)
        page = as_(cast.tess).get(idea.get_absolute_url()).content.decode()
        assert "a while ago" in page
        assert "more than a year old" in page
    assert "latest February 2025, a while ago" in as_(cast.tess).get("/ideas/").content.decode()
    Trial.note(by=cast.kim, campus=cast.oak, idea=idea, result="did_not")
    page = as_(cast.tess).get(idea.get_absolute_url()).content.decode()
    assert "latest March 2026" in page
    assert "a while ago" not in page
    assert "more than a year old" not in page


def test_a_day_to_come_is_not_when_it_was_tried(cast, as_):
    idea, browser = library.idea(cast), as_(cast.olga)
    answer = tap(browser, idea, tried_on="2206-03-01")
    assert answer.status_code == 422
    assert "That day has not come yet." in answer.content.decode()
    assert tap(browser, idea, tried_on="2026-03-01").status_code == 303

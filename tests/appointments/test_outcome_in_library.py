"""How a lesson went counts in the library for what was picked from it: once, without its words, and only when its teacher says so."""

import pytest
from django.urls import reverse

from hallway.delivery.models import Notice
from hallway.delivery.working import deliver_events
from hallway.ideas.models import Idea, Trial
from hallway.ideas.outcomes import told_to
from hallway.ideas.tried import tried

from ..ideas import library
from . import made

SECRET = "xylocarp lesson"


@pytest.fixture
def planned(cast):
    """Tess's consult with Iván; she picked Olga's idea of the library."""
    consult, idea = made.consult(cast), library.other(cast)
    return consult, consult.bring(by=cast.tess, idea=idea), idea


def tell(browser, consult, outcome, *rows, line=""):
    said = {"outcome": outcome, "line": line, "tried": [row.pk for row in rows]}
    return browser.post(reverse("appointments:tell_outcome", args=[consult.pk]), said)


def test_it_counts_once_however_often_it_is_said(cast, as_, planned):
    consult, row, idea = planned
    page = as_(cast.tess)
    assert tell(page, consult, "did_not", row, line=SECRET).status_code == 303
    for _press in range(2):
        tell(page, consult, "worked", row, line=SECRET)
    trial = Trial.objects.get()
    assert (trial.member, trial.idea, trial.result, trial.line, trial.its) == (cast.tess, idea, "worked", "", None)
    assert tried([idea], cast.emil)[idea.pk].parts[0] == "Tried by 1, worked for 1"
    assert told_to(cast.ivan) == [], "the lesson's outcome stands on that page already"
    deliver_events()
    kinds = set(Notice.objects.filter(member=cast.ivan).values_list("event__kind", flat=True))
    assert "consult.told" in kinds
    assert not {"trial.noted", "trial.told"} & kinds
    for name in ("emil", "lena", "dora", "olga"):
        assert SECRET not in as_(getattr(cast, name)).get(idea.get_absolute_url()).content.decode()


def test_only_when_the_teacher_leaves_it_ticked(cast, as_, planned):
    consult, row, idea = planned
    browser = as_(cast.tess)
    tell(browser, consult, "worked")
    assert not Trial.objects.exists()
    tell(browser, consult, "worked", row)
    assert Trial.objects.get().idea == idea
    page = browser.get(consult.get_absolute_url()).content.decode()
    assert f'name="tried" value="{row.pk}" checked' in page
    tell(browser, consult, "worked")
    assert not Trial.objects.exists()
    row.refresh_from_db()
    assert row.trial is None


def test_a_plan_becomes_what_came_of_it_and_a_plan_again(cast, as_, planned):
    consult, row, idea = planned
    plan = Trial.note(by=cast.tess, campus=cast.oak, idea=idea, result="not_yet", goal="Fractions")
    tell(as_(cast.tess), consult, "changed", row)
    plan.refresh_from_db()
    assert (plan.result, plan.goal, Trial.objects.count()) == ("changed", "Fractions", 1)
    tell(as_(cast.tess), consult, "changed")
    plan.refresh_from_db()
    assert (plan.result, plan.goal) == ("not_yet", "Fractions")


def test_what_was_told_on_the_ideas_page_is_not_told_again(cast, as_, planned):
    consult, row, idea = planned
    Trial.note(by=cast.tess, campus=cast.oak, idea=idea, result="worked", line="Mine")
    tell(as_(cast.tess), consult, "changed", row)
    assert [(one.result, one.line) for one in Trial.objects.all()] == [("worked", "Mine")]


def test_it_counts_for_the_idea_it_became_part_of_and_for_none_that_was_put_away(cast, as_, planned):
    consult, row, idea = planned
    there = library.idea(cast)
    idea.merge(by=cast.olga, into=there)
    tell(as_(cast.tess), consult, "worked", row)
    assert Trial.objects.get().idea == there
    gone = Idea.share(by=cast.emil, campus=cast.elm, title="A timer for groups")
    other = consult.bring(by=cast.tess, idea=gone)
    gone.put_away(by=cast.emil)
    tell(as_(cast.tess), consult, "changed", row, other)
    assert [(one.idea, one.result) for one in Trial.objects.all()] == [(there, "changed")]


def test_others_rows_and_what_is_no_number_count_nothing(cast, as_, planned):
    consult, row, _idea = planned
    url = reverse("appointments:tell_outcome", args=[consult.pk])
    said = {"outcome": "worked", "tried": ["9" * 30, "x", "\x00", str(10**9)]}
    assert as_(cast.tess).post(url, said).status_code == 303
    assert as_(cast.ivan).post(url, {"outcome": "worked", "tried": row.pk}).status_code == 403
    assert not Trial.objects.exists()

"""An idea that was begun and left alone is spoken of once on the first page: not at once, not for ever, and to nobody else."""

from datetime import timedelta

import pytest
from django.urls import reverse

from hallway.core.now import now
from hallway.ideas.models import Idea

WORDS = "there is no hurry"


def draft(cast, days, **said):
    row = Idea.draft(by=cast.tess, campus=cast.oak, title="Half a thought", **said)
    Idea.objects.filter(pk=row.pk).update(changed_at=now() - timedelta(days=days))
    return row


@pytest.mark.parametrize(("days", "shown"), [(0, False), (2, True), (59, True), (61, False)])
def test_a_draft_is_spoken_of_after_a_day_and_let_be_after_sixty(cast, as_, days, shown):
    draft(cast, days)
    assert (WORDS in as_(cast.tess).get("/").content.decode()) is shown
    assert WORDS not in as_(cast.olga).get("/").content.decode()


@pytest.mark.parametrize("act", ["publish", "drop"])
def test_it_is_gone_when_it_is_finished_or_thrown_away(cast, as_, act):
    row, browser = draft(cast, 2), as_(cast.tess)
    page = browser.get("/").content.decode()
    assert row.get_absolute_url() in page
    assert page.count("Half a thought") == 1
    browser.post(reverse(f"ideas:{act}", args=[row.pk]))
    assert "Half a thought" not in browser.get("/").content.decode()

"""The library when somebody is taken out or erased: ideas stay without a name, tries and drafts go."""

from hallway.ideas.models import Idea, Trial
from hallway.privacy.models import Erasure

from ..ideas import library
from .test_export import opened, words


def filled(cast):
    idea = library.idea(cast)
    idea.improve(by=cast.tess, what_for="Two looks.")
    idea.report(by=cast.tess, why="My own doubt")
    Idea.draft(by=cast.tess, campus=cast.oak, title="Half a thought")
    Trial.note(by=cast.tess, campus=cast.oak, idea=library.other(cast), result="worked", line="It held", its=cast.ivan)
    Trial.note(by=cast.olga, campus=cast.oak, idea=idea, result="worked", line="Of Olga")
    return idea


def test_an_idea_stays_without_its_sharers_name_and_tries_go(cast, as_):
    idea = filled(cast)
    Erasure.carry_out(by=cast.ada, member=cast.tess, reason="left")
    idea.refresh_from_db()
    assert (idea.by, idea.state) == (None, "shared")
    assert not Idea.objects.filter(title="Half a thought").exists()
    assert [trial.line for trial in Trial.objects.all()] == ["Of Olga"]
    assert [(row.by, row.why) for row in idea.reports.all()] == [(None, "")]
    assert [row.by for row in idea.revisions.all()] == [None]
    page = as_(cast.olga).get(idea.get_absolute_url()).content.decode()
    assert "A former colleague at Oak Elementary" in page
    assert "Tess" not in page


def test_own_export_has_all_of_it_and_an_administrators_no_word_of_a_try(cast, as_):
    filled(cast)
    own = words(opened(as_(cast.tess).post("/privacy/me/")))
    for said in ("It held", "Half a thought", "Two looks.", "My own doubt"):
        assert said in own
    assert "Of Olga" not in own
    theirs = words(opened(as_(cast.ada).post(f"/privacy/{cast.tess.pk}/take_out/", {"reason": "asked"})))
    assert "It held" not in theirs
    assert "Half a thought" not in theirs

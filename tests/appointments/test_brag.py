"""Good news: nobody reads it before the teacher's yes, and then its audience only."""

import pytest

from hallway.appointments.models import Brag
from hallway.appointments.naming import names_in
from hallway.core.storage import Stored
from hallway.core.verb import Denied, Refused
from hallway.delivery.models import Notice
from hallway.delivery.working import deliver_events
from hallway.people.models import Team, TeamMembership

from . import made

EVERYBODY = ("tess", "olga", "emil", "ivan", "kim", "lena", "ed", "opal", "cora", "dora", "ada")


def readers(cast):
    return {who for who in EVERYBODY if Brag.objects.visible_to(getattr(cast, who)).exists()}


def test_nobody_else_reads_it_before_the_yes(cast, monday):
    brag = Brag.draft(by=cast.ivan, teacher=cast.tess, campus=cast.oak, title="A number line one can walk on")
    assert readers(cast) == {"ivan"}
    brag.propose(by=cast.ivan)
    assert readers(cast) == {"ivan", "tess"}
    deliver_events()
    assert set(Notice.objects.values_list("member", flat=True)) == {cast.tess.pk}
    brag.consent(by=cast.tess)
    assert readers(cast) == {"ivan", "tess", "olga", "lena", "opal", "cora"}
    brag.withdraw(by=cast.tess)
    assert readers(cast) == {"ivan", "tess"}
    with pytest.raises(Refused):
        brag.propose(by=cast.ivan)
    assert brag.consent(by=cast.tess).state == "published", "the teacher's word, at any time"


def test_what_its_author_drops_is_a_draft_again(cast, monday):
    brag = Brag.draft(by=cast.ivan, teacher=cast.tess, campus=cast.oak, title="A number line one can walk on")
    brag.withdraw(by=cast.ivan)
    assert readers(cast) == {"ivan"}
    with pytest.raises(Refused):
        brag.consent(by=cast.tess)
    brag.propose(by=cast.ivan)
    brag.withdraw(by=cast.ivan)
    assert readers(cast) == {"ivan"}


def test_a_yes_is_to_the_words_that_were_read(cast, monday):
    brag = made.brag(cast)
    read = brag.seen
    brag.change(by=cast.ivan, title="Other words", audience="district")
    with pytest.raises(Refused):
        brag.consent(by=cast.tess, seen=read)
    assert brag.consent(by=cast.tess, seen=brag.seen).state == "published"


def test_the_audience_can_be_a_team_or_the_district(cast, monday):
    team = Team.make(by=cast.lena, campus=cast.oak, name="Grade three", kind="grade")
    TeamMembership.add(by=cast.lena, team=team, member=cast.olga)
    brag = made.brag(cast)
    brag.change(by=cast.tess, title="Walking on numbers", audience="team", team=team)
    brag.consent(by=cast.tess)
    assert readers(cast) == {"ivan", "tess", "olga"}
    brag.change(by=cast.tess, title="Walking on numbers", audience="district")
    assert readers(cast) == set(EVERYBODY)
    with pytest.raises(Refused):
        brag.change(by=cast.tess, title="Walking on numbers", audience="team")


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_the_teacher_consents(cast, monday, who):
    brag = made.brag(cast)
    if who == "tess":
        assert brag.consent(by=cast.tess).state == "published"
        return
    for verb in (brag.consent, brag.say_no):
        with pytest.raises(Denied):
            verb(by=getattr(cast, who))


def test_its_author_changes_it_only_before_the_yes(cast, monday):
    brag = made.brag(cast)
    brag.change(by=cast.ivan, title="Other words")
    brag.consent(by=cast.tess)
    with pytest.raises(Denied):
        brag.change(by=cast.ivan, title="My words after all")
    with pytest.raises(Denied):
        brag.propose(by=cast.tess)


def test_what_was_looked_at_does_not_keep_it_wide(cast, monday):
    """Fewer readers, fewer names and fewer pictures are one press; a new name or picture asks for a new yes."""
    brag, said = made.brag(cast), {"title": "Walking on numbers", "text": "Maya Lopez walked on it."}
    picture = Stored("x/y", 10, "0" * 64, "image/png", "floor.png")
    brag.change(by=cast.tess, **said, audience="district", stored=[picture])
    brag.consent(by=cast.tess, no_student=True)
    brag.change(by=cast.tess, **said, audience="campus")
    assert readers(cast) == {"ivan", "tess", "olga", "lena", "opal", "cora"}
    brag.change(by=cast.tess, **said | {"text": "Maya walked on it."}, without=[brag.pictures[0].pk])
    assert (brag.names, brag.pictures) == (["Maya"], [])
    with pytest.raises(Refused):
        brag.change(by=cast.tess, **said | {"text": "Maya and Jayden walked on it."})
    with pytest.raises(Refused):
        brag.change(by=cast.tess, **said | {"text": "Maya walked on it."}, stored=[picture])


def test_after_a_no_it_is_not_asked_again(cast, monday):
    brag = made.brag(cast)
    brag.say_no(by=cast.tess)
    with pytest.raises(Refused):
        brag.propose(by=cast.ivan)
    assert readers(cast) == {"ivan", "tess"}


def test_a_name_and_a_picture_ask_for_a_second_look(cast, monday):
    brag = made.brag(cast)
    brag.change(by=cast.tess, title="Walking on numbers", text="Then Maya Lopez showed Tess how.")
    assert brag.names == ["Maya", "Lopez"]
    with pytest.raises(Refused):
        brag.consent(by=cast.tess)
    brag.change(by=cast.tess, title="Walking on numbers", text="Then they showed me how.")
    assert brag.names == []
    picture = Stored("x/y", 10, "0" * 64, "image/png", "floor.png")
    brag.change(by=cast.tess, title="Walking on numbers", text="Then they showed me how.", stored=[picture])
    with pytest.raises(Refused):
        brag.consent(by=cast.tess)
    brag.consent(by=cast.tess, no_student=True)
    assert brag.state == "published"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The class used Chromebooks on Tuesday at Oak.", []),
        ("Today Jayden asked why.", ["Jayden"]),
        ("Jayden asked why.", ["Jayden"]),
        ("Magic! It was magic.", []),
        ("Jayden Smith asked why.", ["Jayden", "Smith"]),
        ("We saw Ana’s tower. Great!", ["Ana"]),
        ("Hoy vimos a Lucía y a Tess.", ["Lucía"]),
    ],
)
def test_what_looks_like_a_name(cast, text, found):
    assert names_in(text, but=(cast.tess,)) == found


@pytest.mark.parametrize(
    ("by", "teacher"), [("tess", "tess"), ("olga", "tess"), ("lena", "tess"), ("ivan", "ivan"), ("ivan", "gone")]
)
def test_who_may_not_draft(cast, monday, by, teacher):
    with pytest.raises(Denied):
        Brag.draft(by=getattr(cast, by), teacher=getattr(cast, teacher), campus=cast.oak, title="x")


def test_of_a_visit_only_its_visitor(cast, monday):
    visit = made.visit(cast)
    with pytest.raises(Denied):
        Brag.draft(by=cast.kim, teacher=cast.tess, campus=cast.oak, title="x", visit=visit)
    with pytest.raises(Refused):
        Brag.draft(by=cast.ivan, teacher=cast.tess, campus=cast.oak, title=" ", visit=visit)

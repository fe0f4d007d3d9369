"""A team adopts somebody: asked, answered or not, ended by either side, and nobody else reads what came of the question."""

from datetime import timedelta

import pytest

from hallway.core.now import moved, now
from hallway.core.verb import HALLWAY, Refused
from hallway.delivery.models import Notice
from hallway.delivery.working import deliver_events
from hallway.history.models import Event
from hallway.people.forgetting import forget_old
from hallway.people.models import Adoption, Post, Team, TeamMembership

EVERYBODY = ["tess", "olga", "emil", "ivan", "kim", "lena", "ed", "opal", "cora", "dora", "ada"]


@pytest.fixture
def three(cast):
    """Oak's grade three: Tess and Olga."""
    team = Team.make(by=cast.lena, campus=cast.oak, name="Grade three", kind="grade")
    for member in (cast.tess, cast.olga):
        TeamMembership.add(by=cast.lena, team=team, member=member)
    return team


def readers(cast, adoption):
    return {key for key in EVERYBODY if Adoption.objects.visible_to(getattr(cast, key)).filter(pk=adoption.pk).exists()}


def ask(cast, three):
    return Adoption.propose(by=cast.tess, team=three, its=cast.ivan)


def heard(member):
    while deliver_events():
        pass
    return [n.event.sentence() for n in Notice.objects.filter(member=member, event__kind__startswith="adoption.")]


def test_asked_and_accepted_everybody_may_know(cast, three):
    adoption = ask(cast, three)
    assert readers(cast, adoption) == {"tess", "olga", "ivan"}
    assert ask(cast, three).pk == adoption.pk
    adoption.accept(by=cast.ivan, words="Gladly. See you at lunch.")
    assert readers(cast, adoption) == set(EVERYBODY)
    assert not Adoption.objects.visible_to(cast.gone).exists()
    assert (adoption.words, adoption.proposer) == ("Gladly. See you at lunch.", cast.tess)
    assert heard(cast.ivan) == ["Tess asks for the team Grade three: may we adopt you?"]
    assert heard(cast.tess) == ["Iván is happy to be adopted by the team Grade three"]
    assert heard(cast.olga) == []


def test_who_declined_is_named_nowhere(cast, three):
    adoption = ask(cast, three)
    adoption.decline(by=cast.ivan, words="Next year, maybe.")
    assert readers(cast, adoption) == {"tess", "olga", "ivan"}
    event = Event.objects.get(kind="adoption.declined")
    assert event.actor is None
    assert event.data == {"team": "Grade three"}
    assert heard(cast.tess) == ["The team Grade three has an answer: not just now, and thank you for asking"]
    assert heard(cast.olga) == heard(cast.lena) == []
    shown = [each.kind for each in Event.objects.of(three) if each.about.shown != "none"]
    assert shown == ["team.made", "team.joined", "team.joined"]


def test_not_just_now_is_not_asked_again_at_once(cast, three):
    ask(cast, three).decline(by=cast.ivan)
    with pytest.raises(Refused, match="not long ago"):
        ask(cast, three)
    Adoption.propose(by=cast.olga, team=three, its=_second_its(cast))
    with moved(now() + timedelta(days=91)):
        assert ask(cast, three).status == "proposed"


def test_that_somebody_declined_is_forgotten(cast, three):
    ask(cast, three).decline(by=cast.ivan)
    forget_old()
    assert Adoption.objects.count() == 1
    with moved(now() + timedelta(days=91)):
        forget_old()
    assert not Adoption.objects.exists()


def test_either_side_ends_it(cast, three):
    for by in ("ivan", "olga"):
        adoption = ask(cast, three)
        adoption.accept(by=cast.ivan)
        adoption.end(by=getattr(cast, by))
        assert readers(cast, adoption) == {"tess", "olga", "ivan"}
        assert adoption.since <= adoption.until
    assert "Iván and the team Grade three go their own ways again" in heard(cast.tess)
    assert "Iván and the team Grade three go their own ways again" in heard(cast.ivan)


def test_taken_back_before_an_answer_nobody_is_told(cast, three):
    adoption = ask(cast, three)
    adoption.end(by=cast.olga)
    assert adoption.status == "ended"
    assert len(heard(cast.ivan)) == 1
    with pytest.raises(Refused, match="no longer asked"):
        adoption.accept(by=cast.ivan)
    with pytest.raises(Refused, match="no longer asked"):
        adoption.decline(by=cast.ivan)


def test_what_is_over_stays_as_it_is(cast, three):
    adoption = ask(cast, three)
    adoption.accept(by=cast.ivan)
    before = Event.objects.count()
    adoption.accept(by=cast.ivan)
    with pytest.raises(Refused):
        adoption.decline(by=cast.ivan)
    assert Event.objects.count() == before
    adoption.end(by=cast.ivan)
    adoption.end(by=cast.tess)
    assert Event.objects.count() == before + 1


def test_a_team_adopts_who_helps_at_its_campus(cast, three):
    for other in (cast.kim, cast.lena, cast.olga, cast.gone):
        with pytest.raises(Refused, match="helps at its campus"):
            Adoption.propose(by=cast.tess, team=three, its=other)
    makers = Team.make(by=cast.ada, campus=None, name="Makers")
    TeamMembership.add(by=cast.ada, team=makers, member=cast.tess)
    assert Adoption.propose(by=cast.tess, team=makers, its=cast.kim).status == "proposed"
    TeamMembership.add(by=cast.lena, team=three, member=cast.ivan)
    with pytest.raises(Refused):
        Adoption.propose(by=cast.ivan, team=three, its=cast.ivan)


def test_a_team_that_is_put_away_adopts_nobody(cast, three):
    adoption = ask(cast, three)
    adoption.accept(by=cast.ivan)
    three.archive(by=cast.lena)
    adoption.refresh_from_db()
    assert adoption.status == "ended"
    with pytest.raises(Refused, match="put away"):
        ask(cast, three)
    three.bring_back(by=cast.lena)
    assert ask(cast, three).status == "proposed"


def test_whoever_helps_nowhere_any_more_is_adopted_by_nobody(cast, three):
    adoption = ask(cast, three)
    adoption.accept(by=cast.ivan)
    first, last = cast.ivan.posts.filter(role="its")
    first.remove(by=HALLWAY)
    adoption.refresh_from_db()
    assert adoption.status == "accepted"
    last.remove(by=HALLWAY)
    adoption.refresh_from_db()
    assert adoption.status == "ended"


def _second_its(cast):
    Post.add(by=HALLWAY, member=cast.kim, role="its", campus=cast.oak)
    return type(cast.kim).objects.get(pk=cast.kim.pk)

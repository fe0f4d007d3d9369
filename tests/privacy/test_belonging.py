"""Teams and adoptions in what somebody takes out, and gone when they are erased."""

import json
import zipfile

import pytest

from hallway.history.models import Event
from hallway.people.models import Adoption, Team, TeamMembership
from hallway.privacy.collecting import bundle
from hallway.privacy.models import Erasure

from .test_erase import everything


@pytest.fixture
def three(cast):
    team = Team.make(by=cast.lena, campus=cast.oak, name="Grade three", kind="grade")
    for member in (cast.tess, cast.olga):
        TeamMembership.add(by=cast.lena, team=team, member=member)
    adoption = Adoption.propose(by=cast.tess, team=team, its=cast.ivan)
    adoption.accept(by=cast.ivan, words="zebragladly")
    return team


def taken(member):
    with zipfile.ZipFile(bundle(member, whole=True)) as made:
        return {name: json.loads(made.read(name)) for name in made.namelist() if name.endswith(".json")}


def test_what_they_take_out(cast, three):
    of_tess, of_ivan = taken(cast.tess), taken(cast.ivan)
    assert [row["team"] for row in of_tess["people.teammembership.member.json"]] == ["Grade three"]
    (spoke,) = of_tess["teams_they_spoke_for.proposed_by.json"]
    assert spoke["its"] == "Iván Núñez"
    assert "zebragladly" not in json.dumps(of_tess)
    assert "status" not in spoke, "how it was answered is the other's"
    (asked,) = of_ivan["teams_that_asked_them.its.json"]
    assert (asked["team"], asked["status"], asked["words"]) == ("Grade three", "accepted", "zebragladly")


def test_nothing_is_left_of_who_belonged(cast, three):
    Erasure.carry_out(by=cast.ada, member=cast.tess, reason="asked for")
    assert list(three.memberships.values_list("member", flat=True)) == [cast.olga.pk]
    assert Adoption.objects.get().proposed_by is None
    joined = Event.objects.filter(kind__in=["team.joined", "team.left"]).order_by("pk")
    assert [event.data["who"] for event in joined] == ["", "Olga", ""]
    assert Adoption.objects.get().status == "accepted", "the team and Iván go on"


def test_nothing_is_left_of_who_was_adopted(cast, three):
    assert any("zebragladly" in line for line in everything())
    Erasure.carry_out(by=cast.ada, member=cast.ivan, reason="asked for")
    assert not Adoption.objects.exists()
    assert not [line for line in everything() if "zebragladly" in line or "núñez" in line]
    assert Event.objects.get(kind="adoption.ended").data["its"] == ""

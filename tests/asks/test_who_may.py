"""Who may do what to a request, verb by verb; also the same role on another campus, and a confidential one."""

from datetime import timedelta

import pytest

from hallway.asks.models import Ask, ReplyTemplate
from hallway.core.now import now
from hallway.core.verb import HALLWAY, Denied

STAFF = {
    "take": {},
    "hand_over": {"to": "kim"},
    "note": {"text": "a note"},
    "wait": {"on": "you", "until": now() + timedelta(days=2)},
    "work_on": {},
    "solve": {},
    "close": {},
    "merge": {"into": "other"},
    "unmerge": {},
    "escalate": {},
    "make_known": {"words": "Wi-Fi is down"},
    "triage": {"line": "other words"},
    "include": {"member": "olga"},
}
HOUSE = {"move_on": {"away": "ivan"}, "lapse": {}, "remind": {}, "find_holder": {}, "press": {}}
EVERYBODY = ["tess", "olga", "emil", "ivan", "kim", "lena", "ed", "opal", "cora", "dora", "ada", "gone"]


def may(row, verb, values, who, cast, other):
    names = {"other": other} | vars(cast)
    values = {key: names.get(value, value) if isinstance(value, str) else value for key, value in values.items()}
    try:
        getattr(Ask.objects.get(pk=row.pk), verb)(by=who, **values)
    except Denied:
        return False
    return True


@pytest.mark.parametrize("verb", STAFF)
def test_only_its_own_help_team(cast, ask, verb):
    """At Oak: Iván. Kim is ITS too, of Elm only; Cora is Oak's first contact and reads."""
    allowed = set()
    for who in EVERYBODY:
        row, other = ask(requester=cast.tess), ask(requester=cast.tess, line="another")
        if may(row, verb, STAFF[verb], getattr(cast, who), cast, other):
            allowed.add(who)
    assert allowed == {"ivan"}


@pytest.mark.parametrize("verb", STAFF)
def test_at_the_other_campus_its_team(cast, ask, verb):
    allowed = set()
    for who in EVERYBODY:
        row = ask(requester=cast.emil, campus=cast.elm)
        other = ask(requester=cast.emil, campus=cast.elm, line="another")
        if may(row, verb, STAFF[verb], getattr(cast, who), cast, other):
            allowed.add(who)
    assert allowed == {"ivan", "kim"}


@pytest.mark.parametrize("verb", [verb for verb in STAFF if verb not in ("make_known", "merge")])
def test_a_confidential_one_is_its_holders(cast, ask, verb):
    allowed = set()
    for who in EVERYBODY:
        row = ask(requester=cast.emil, campus=cast.elm, confidential=True)
        row.hand_over(by=row.holder, to=cast.kim)
        if may(row, verb, STAFF[verb], getattr(cast, who), cast, row):
            allowed.add(who)
    assert allowed == {"kim"}


@pytest.mark.parametrize("verb", HOUSE)
def test_only_the_house_by_itself(cast, ask, verb):
    row = ask()
    assert not any(may(row, verb, HOUSE[verb], getattr(cast, who), cast, row) for who in EVERYBODY)
    assert may(row, verb, HOUSE[verb], HALLWAY, cast, row)


def test_whoever_holds_it_helps_wherever_it_is(cast, ask):
    row = ask()
    row.hand_over(by=cast.ivan, to=cast.kim)
    row.solve(by=cast.kim)
    assert row.status == "solved"


def test_the_district_lead_helps_once_escalated(cast, ask):
    row = ask()
    assert not cast.dora.can("take", row)
    row.escalate(by=cast.ivan)
    assert cast.dora.can("take", row)
    assert not cast.lena.can("take", row)


def test_the_duty_holder_hears_of_an_escalation(cast, ask):
    row = ask()
    assert row.duty == [cast.dora]


@pytest.mark.parametrize(
    ("who", "own", "districts"),
    [("ivan", True, False), ("dora", False, True), ("ada", False, True), ("tess", False, False)],
)
def test_templates_are_ones_own_or_the_districts(cast, who, own, districts):
    member = getattr(cast, who)
    for owner, may_it in ((member, own), (None, districts)):
        if may_it:
            row = ReplyTemplate.add(by=member, owner=owner, name="x", text="y")
            row.change(by=member, name="z", text="y")
            row.remove(by=member)
        else:
            with pytest.raises(Denied):
                ReplyTemplate.add(by=member, owner=owner, name="x", text="y")


def test_nobody_changes_somebody_elses_template(cast):
    row = ReplyTemplate.add(by=cast.kim, owner=cast.kim, name="x", text="y")
    with pytest.raises(Denied):
        row.change(by=cast.ivan, name="mine", text="y")
    with pytest.raises(Denied):
        row.remove(by=cast.ada)

"""A new training is told to those it is for: one calm notice each, by the daily summary unless they choose otherwise, never twice."""

from datetime import UTC, datetime, timedelta
from unittest.mock import Mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hallway.core.now import moved, now
from hallway.core.verb import HALLWAY
from hallway.delivery import telling, working
from hallway.delivery.digests import send_digests
from hallway.delivery.models import Choice, Notice, OutgoingMail
from hallway.delivery.working import deliver_events
from hallway.history.models import Event
from hallway.people.models import Member, Post

from .made import TITLE, announced, at

AT_OAK = {"tess", "olga", "lena", "opal", "cora"}  # and Iván, who hosts it and hears that
TUESDAY = datetime(2026, 3, 3, 13, 30, tzinfo=UTC)  # half past seven in Chicago, the day after


def told():
    deliver_events()
    rows = Notice.objects.filter(event__kind="training.announced").select_related("member")
    return [row.member.email.partition("@")[0] for row in rows], {row.mail for row in rows}


def mails():
    return OutgoingMail.objects.filter(headers__contains={"X-Hallway-Event": "training.announced"})


def test_each_once_and_in_the_summary(cast, monday):
    row = announced(cast)
    who, how = told()
    assert (sorted(who), how) == (sorted(AT_OAK), {"digest"})
    assert not mails().exists()
    row.change(by=cast.ivan, dates=[at()], hosts=[cast.ivan], title="Another title")
    assert sorted(told()[0]) == sorted(AT_OAK), "a change is not announced again"
    with moved(TUESDAY):
        send_digests()
    (mail,) = OutgoingMail.objects.filter(member=cast.tess)
    assert "Iván announced a training" in mail.text
    assert "Another title, Monday, March 9" in mail.text


def test_the_district(cast, monday):
    announced(cast, audience="district", campus=cast.elm)
    assert sorted(told()[0]) == sorted([*AT_OAK, "emil", "kim", "ed", "dora", "ada"])


def test_whoever_came_to_lead_or_left(cast, monday):
    Post.add(by=HALLWAY, member=cast.emil, role="teacher", campus=cast.oak, since=(now() + timedelta(days=9)).date())
    cast.cora.deactivate(by=HALLWAY)
    announced(cast)
    assert sorted(told()[0]) == sorted(AT_OAK - {"cora"}), "whose post there has begun, and who has not left"


def test_called_off_before_anybody_heard(cast, monday):
    announced(cast).call_off(by=cast.ivan)
    assert told()[0] == []


def test_chosen_otherwise(cast, monday):
    for who, how in ((cast.tess, "now"), (cast.olga, "off")):
        Choice.objects.create(member=who, group="training.announced", how=how)
    announced(cast, what_for="See who can do it alone.")
    told()
    mail = mails().get()
    assert mail.member == cast.tess
    assert mail.subject == f"{TITLE}, Monday, March 9"
    for words in (TITLE, "Library, Oak Elementary", "See who can do it alone.", "Not to answer is fine, too."):
        assert words in mail.text
        assert words in mail.html
    assert Notice.objects.get(member=cast.olga, event__kind="training.announced").mail == "off"


@pytest.mark.parametrize("how", ["digest", "now"])
def test_three_hundred_cost_what_five_cost(cast, monday, how):
    def cost(**said):
        announced(cast, **said)
        if how == "now":
            known = Choice.objects.values("member")
            people = Member.objects.exclude(pk__in=known)
            Choice.objects.bulk_create(Choice(member=who, group="training.announced", how=how) for who in people)
        with CaptureQueriesContext(connection) as seen:
            deliver_events()
        return len(seen)

    cost(title="So that everything is read once")
    few = cost(dates=[at(8)])
    people = [
        Member(email=f"m{n}@cedar.example", name=f"Mo{n} May", folded=f"mo{n} may", is_active=True) for n in range(300)
    ]
    Post.objects.bulk_create(
        Post(member=who, role="teacher", campus=cast.oak) for who in Member.objects.bulk_create(people)
    )
    many = cost(dates=[at(9)], title="The three hundred")
    told_of = Notice.objects.filter(event__kind="training.announced", member__email__startswith="m")
    assert told_of.values("event").distinct().count() == 1
    assert told_of.count() == 300
    assert mails().filter(member__email__startswith="m").count() == (300 if how == "now" else 0)
    assert many <= few + 2, "what is kept for a while may be read anew; no statement a person"


def test_a_slice_at_a_time_each_once(cast, monday, monkeypatch):
    monkeypatch.setattr(telling, "SLICE", 2)
    announced(cast, by=cast.lena)
    for _twice in range(2):
        assert sorted(told()[0]) == sorted(AT_OAK - {"lena"}), "Lena announced it"


def widen(row, by):
    row.change(by=by, dates=[(m.start, m.end, "") for m in row.dates], hosts=row.hosts, audience="district")


@pytest.mark.parametrize("first", [True, False], ids=["told before", "told together"])
def test_widened_is_told_on(cast, monday, first):
    """Those who come to be invited read the same line, once; nobody reads it twice, and who answered already not at all."""
    row = announced(cast)
    row.answer(by=cast.dora, said="maybe")
    Choice.objects.create(member=cast.kim, group="training.announced", how="now")
    if first:
        told()
    with moved(now() + timedelta(days=1 if first else 0)):
        widen(row, cast.ivan)
        told()
        widen(row, cast.ivan)
        who, how = told()
        assert sorted(who) == sorted([*AT_OAK, "emil", "kim", "ed", "ada"]), "not Dora, who answered; nobody twice"
        assert how == {"digest", "now"}
        assert mails().get().member == cast.kim
    with moved(TUESDAY + timedelta(days=2)):
        send_digests()
    for member in (cast.emil, cast.tess):
        (mail,) = OutgoingMail.objects.filter(member=member)
        assert mail.text.count("Iván announced a training") == 1
    assert not Event.objects.filter(told=None, due__lte=now()).exists()


def test_widened_twice_or_to_a_campus(cast, monday):
    row = announced(cast, audience="district")
    row.change(by=cast.ivan, dates=[at()], hosts=[cast.ivan], audience="campus")
    assert not Event.objects.filter(kind="training.widened").exists()
    assert sorted(told()[0]) == sorted(AT_OAK)


def test_killed_in_the_middle(cast, monday, monkeypatch):
    """Of two slices the first is told; the worker dies in the second, and the next one goes on where it was."""
    monkeypatch.setattr(telling, "SLICE", 2)
    monkeypatch.setattr(working, "ROUNDS", 1)
    announced(cast)
    assert len(told()[0]) == 2
    with monkeypatch.context() as dying:
        dying.setattr(telling.OutgoingMail.objects, "bulk_create", Mock(side_effect=KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            told()
    for _time in range(3):
        told()
    assert sorted(told()[0]) == sorted(AT_OAK)

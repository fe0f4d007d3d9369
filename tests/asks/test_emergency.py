"""The emergency door: who may use it, whom it reaches and how, and that no brake holds it back."""

from datetime import timedelta

import pytest

from hallway.asks.models import Ask
from hallway.core.verb import HALLWAY, Refused
from hallway.delivery.models import Choice, Notice, OutgoingMail
from hallway.delivery.working import deliver_events
from hallway.history.models import Event
from hallway.people.models import Post
from hallway.procedures.models import Procedure
from hallway.procedures.terms import Emergency, Terms


def publish(tell=("its", "lead"), may=()):
    Procedure.newest().change(by=HALLWAY, terms=Terms(emergency=Emergency(phone="911", tell=tell, may=may)))


@pytest.fixture
def door(cast, monday):
    """Everybody may use it; the ITS and the lead hear of it."""
    publish()


@pytest.fixture
def narrow_door(cast, monday):
    publish(may=("lead", "office"))


def call(cast, who=None, **values):
    who = who or cast.tess
    return Ask.open(by=who, requester=who, campus=cast.oak, line="Sparks in the lab", emergency=True, **values)


def told():
    deliver_events()
    bell = Notice.objects.filter(event__kind="ask.emergency").values_list("member__email", flat=True)
    mail = OutgoingMail.objects.filter(event__kind="ask.emergency").values_list("to", flat=True)
    return sorted(bell), sorted(mail)


def test_the_listed_people_by_every_channel(cast, ask, door, monday):
    call(cast)
    both = ["ivan@cedar.example", "lena@cedar.example"]
    assert told() == (both, both)
    ask()
    assert told() == (both, both), "an ordinary request is none"


def test_somebody_listed_twice_gets_one(cast, door, monday):
    Post.add(by=HALLWAY, member=cast.ivan, role="its", campus=None)
    Post.add(by=HALLWAY, member=cast.ivan, role="lead", campus=cast.oak)
    call(cast)
    assert told()[1].count("ivan@cedar.example") == 1
    assert told()[0].count("ivan@cedar.example") == 1


def test_whose_post_has_ended_or_not_begun_is_none_of_them(cast, door, monday):
    day = monday.instant.date()
    Post.objects.filter(member=cast.lena).update(until=day - timedelta(days=1))
    Post.add(by=HALLWAY, member=cast.opal, role="lead", campus=cast.oak, since=day + timedelta(days=1))
    call(cast)
    assert told()[0] == ["ivan@cedar.example"]


def test_no_choice_and_no_brake_holds_it_back(cast, ask, door, monday):
    """Mail is paused, twenty went out this hour, and the news is late as the worker had stopped: it leaves at once."""
    Choice.objects.create(member=cast.lena, group="", how="off")
    rows = [
        OutgoingMail(
            to=cast.ivan.email,
            member=cast.ivan,
            subject="x",
            text="x",
            state="sent",
            attempts=1,
            message_id=f"<{n}@x>",
            created=monday.instant,
            next_at=monday.instant,
        )
        for n in range(40)
    ]
    OutgoingMail.objects.bulk_create(rows)
    call(cast)
    with monday.at(monday.instant + timedelta(minutes=1)):
        assert told()[1] == ["ivan@cedar.example", "lena@cedar.example"]


def test_however_late_it_is_told_at_once(cast, door, monday):
    call(cast)
    with monday.at(monday.instant + timedelta(hours=20)):
        assert told()[1] == ["ivan@cedar.example", "lena@cedar.example"]


def test_it_leaves_as_a_mail_of_its_own(cast, ask, door, monday):
    """Much is due to one address at once; the emergency is not a line in a summary of it."""
    from hallway.delivery.bundling import claim

    for n in range(6):
        ask(line=f"Number {n}")
    call(cast)
    deliver_events()
    with monday.at(monday.instant + timedelta(minutes=2)):
        mails = [mail for _turn in range(10) for mail in claim(timedelta(minutes=5), 20)]
    mine = [mail for mail in mails if mail.to == cast.ivan.email]
    assert "ask.emergency" in [mail.event and mail.event.kind for mail in mine]
    assert OutgoingMail.objects.get(to=cast.ivan.email, event__kind="ask.emergency").state != "bundled"


@pytest.mark.parametrize("who", ["tess", "olga", "lena", "opal", "cora"])
def test_only_whom_the_procedure_allows(cast, narrow_door, who):
    member = getattr(cast, who)
    if who in ("lena", "opal"):
        assert call(cast, member).emergency
    else:
        with pytest.raises(Refused):
            call(cast, member)
        assert not Event.objects.filter(kind="ask.emergency").exists()


def test_a_lead_elsewhere_is_none_here(cast, narrow_door):
    with pytest.raises(Refused):
        call(cast, cast.ed)

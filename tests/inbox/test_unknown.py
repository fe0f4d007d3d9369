"""People nobody here knows: kept, let in, or told politely, as the district chose; and never more than that."""

import pytest

from hallway.asks.models import Ask
from hallway.core.verb import HALLWAY, Denied
from hallway.delivery.models import OutgoingMail
from hallway.inbox import refusing
from hallway.inbox.models import Gate
from hallway.inbox.taking import take
from hallway.people.models import Campus, Member

from .conftest import raw

pytestmark = pytest.mark.usefixtures("help_address")
PAT = "Pat Parent <pat@elsewhere.example>"
MX = "mx.cedar.example"


def answers():
    return OutgoingMail.objects.filter(answer=True)


def test_polite_refusal_once_a_day_without_their_words(cast, monday):
    Gate.set(by=HALLWAY, unknown="refuse")
    mail = take(raw(sender=PAT, subject="quokka", text="quokka"))
    assert (mail.verdict, mail.reason) == ("refused", "not-for-you")
    take(raw(sender=PAT, text="quokka again"))
    letter = answers().get()
    assert letter.to == "pat@elsewhere.example"
    assert "quokka" not in letter.subject + letter.text
    assert letter.headers["Auto-Submitted"] == "auto-replied"
    assert not letter.secret


def test_no_refusal_to_machines_forgers_and_floods(cast, monkeypatch):
    Gate.set(by=HALLWAY, unknown="refuse", receivers=MX)
    assert take(raw(sender=PAT, Auto_Submitted="auto-replied")).verdict == "automatic"
    bad = f"{MX}; dmarc=fail header.from=elsewhere.example"
    assert take(raw(sender=PAT, Authentication_Results=bad)).verdict == "parked"
    assert not answers().exists()
    monkeypatch.setattr(refusing, "AN_HOUR", 3)
    for n in range(6):
        take(raw(sender=f"p{n}@elsewhere.example", text=f"words {n}"))
    assert answers().count() == 3


def only_oak(cast):
    Campus.objects.exclude(pk=cast.oak.pk).update(enabled=False)


def test_let_in_they_ask_and_can_do_nothing_else(cast, client):
    only_oak(cast)
    Gate.set(by=HALLWAY, unknown="open")
    mail = take(raw(sender=PAT))
    pat = Member.objects.get(email="pat@elsewhere.example")
    assert (mail.verdict, mail.ask.requester, pat.source, pat.name) == ("opened", pat, "mail", "Pat Parent")
    assert take(raw(sender=PAT, text="More about it.", References=mail.message_id)).ask == mail.ask
    assert not pat.seat.campuses
    pat.set_password("a long enough word")
    pat.save()
    client.post("/account/login/", {"login": pat.email, "password": "a long enough word"})
    assert client.get("/").status_code in (302, 403)
    assert "_auth_user_id" not in client.session


def test_let_in_only_with_a_campus_proof_and_room(cast, monkeypatch):
    from hallway.inbox import around

    Gate.set(by=HALLWAY, unknown="open", receivers=MX)
    assert take(raw(sender=PAT)).reason == "unknown-sender", "two campuses: nobody knows which"
    only_oak(cast)
    assert take(raw(sender=PAT, text="no proof")).reason == "unknown-sender"
    monkeypatch.setattr(around, "STRANGERS", 2)
    good = f"{MX}; dmarc=pass header.from=elsewhere.example"
    ends = [
        take(raw(sender=f"p{n}@elsewhere.example", text=f"words {n}", Authentication_Results=good)) for n in range(4)
    ]
    assert [mail.verdict for mail in ends] == ["opened", "opened", "parked", "parked"]
    assert Ask.objects.count() == 2


def test_who_may_set_it(cast, as_):
    for who in ("tess", "ivan", "lena", "dora", "opal"):
        with pytest.raises(Denied):
            Gate.set(by=getattr(cast, who), unknown="open")
        assert as_(getattr(cast, who)).get("/inbox/from/").status_code == 403
    client = as_(cast.ada)
    assert (
        client.post(
            "/inbox/from/", {"receivers": "MX.cedar.example, mx2.cedar.example", "unknown": "refuse"}
        ).status_code
        == 303
    )
    assert (Gate.get().receivers, Gate.get().unknown) == ("mx.cedar.example mx2.cedar.example", "refuse")
    assert client.post("/inbox/from/", {"receivers": "not a host!", "unknown": "park"}).status_code == 422

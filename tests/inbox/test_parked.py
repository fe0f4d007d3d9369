"""The page of parked mail: who sees it, what each button does, and the sum that must be right."""

from datetime import UTC, datetime, timedelta

import pytest

from hallway.asks.models import Ask
from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.history.models import Event
from hallway.inbox.counting import faults, summed
from hallway.inbox.models import Mail
from hallway.inbox.taking import take
from hallway.threads.models import File, Message

from .conftest import raw, token_address

pytestmark = pytest.mark.usefixtures("help_address")
EVERYBODY = ["tess", "olga", "emil", "ivan", "kim", "lena", "opal", "cora", "dora", "ada"]


def stranger(**values):
    return take(raw(sender="Pat Parent <pat@elsewhere.example>", **values))


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_sees_parked_mail(cast, as_, who):
    mail = stranger(subject="quokka matter", text="quokka words")
    client = as_(getattr(cast, who))
    page, one = client.get("/inbox/"), client.get(f"/inbox/{mail.pk}/")
    if who in ("ivan", "kim", "dora"):
        assert page.status_code == one.status_code == 200
        assert b"quokka" in one.content
        assert b"quokka" in client.get(f"/inbox/{mail.pk}/raw/").content
    elif who == "ada":
        assert page.status_code == one.status_code == 200
        assert b"quokka" not in page.content + one.content
        assert client.get(f"/inbox/{mail.pk}/raw/").status_code == 404
    else:
        assert page.status_code == one.status_code == 404


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("verb", ["accept", "join", "ignore"])
def test_who_may_sort(cast, ask, who, verb):
    row, mail = ask(), stranger()
    member = getattr(cast, who)
    about = {"accept": {"requester": cast.tess}, "join": {"ask": row}, "ignore": {}}[verb]
    allowed = who in ("ivan", "kim", "dora") or (who == "ada" and verb == "ignore")
    if verb == "join" and who in (
        "kim",
        "dora",
    ):  # an ITS of another campus and the duty holder may join mail, but not into this request
        allowed = False
    if allowed:
        getattr(mail, verb)(by=member, **about)
        return
    with pytest.raises(Denied):
        getattr(mail, verb)(by=member, **about)
    mail.refresh_from_db()
    assert mail.verdict == "parked"


def test_what_looks_like_a_confidential_request_is_only_for_its_holder(cast, ask, as_):
    row = ask(confidential=True)
    assert row.holder == cast.ivan
    mail = take(raw(sender="olga@cedar.example", To=token_address(row, cast.tess), text="numbat words"))
    assert as_(cast.ivan).get(f"/inbox/{mail.pk}/").status_code == 200
    assert as_(cast.kim).get(f"/inbox/{mail.pk}/").status_code == 404
    assert b"numbat" not in as_(cast.kim).get("/inbox/").content
    with pytest.raises(Denied):
        mail.accept(by=cast.kim, requester=cast.tess)


def test_accept_makes_a_request_once(cast, as_):
    mail = stranger(subject="Fwd: Smartboard")
    client = as_(cast.ivan)
    assert client.post(f"/inbox/{mail.pk}/accept/", {"who": "nobody at all"}).status_code == 422
    answer = client.post(f"/inbox/{mail.pk}/accept/", {"who": "tess@cedar.example"})
    ask = Ask.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, ask.get_absolute_url())
    assert (ask.requester, ask.filed_by, ask.line, ask.through) == (cast.tess, cast.ivan, "Smartboard", "mail")
    mail.refresh_from_db()
    assert (mail.verdict, mail.ask) == ("opened", ask)
    assert mail.accept(by=cast.ivan, requester=cast.tess) == ask
    assert Ask.objects.count() == 1
    assert Event.objects.of(ask).filter(kind="mail.accepted").exists()


def test_join_puts_a_strangers_words_into_a_note(cast, ask, as_):
    row, mail = ask(), stranger(text="I saw smoke in room 12.")
    answer = as_(cast.ivan).post(f"/inbox/{mail.pk}/join/", {"number": f"#{row.pk}"})
    assert answer.status_code == 303
    message = Message.objects.of(row).last()
    assert (message.kind, message.author) == ("note", cast.ivan)
    assert "pat@elsewhere.example" in message.text
    assert "smoke" in message.text


def test_join_lets_a_colleague_take_part(cast, ask):
    row = ask()
    mail = take(raw(sender="olga@cedar.example", To=token_address(row, cast.tess), text="Mine, too."))
    mail.join(by=cast.ivan, ask=row)
    message = Message.objects.of(row).last()
    assert (message.kind, message.author, message.text) == ("reply", cast.olga, "Mine, too.")
    assert row.is_party(cast.olga)


def test_join_needs_a_request_one_can_open(cast, ask, as_):
    row, mail = ask(), stranger()
    assert as_(cast.kim).post(f"/inbox/{mail.pk}/join/", {"number": row.pk}).status_code == 422
    assert as_(cast.ivan).post(f"/inbox/{mail.pk}/join/", {"number": "seven"}).status_code == 422


def test_files_follow_a_sorted_mail(cast):
    from .mails import PLAIN, PNG, multipart

    head = raw(sender="pat@elsewhere.example").partition(b"\r\n\r\n")[0] + b"\r\n"
    mail = take(multipart(b"mixed", PLAIN, PNG, head=head))
    from hallway.inbox import acting

    ask = mail.accept(by=cast.ivan, requester=cast.tess, stored=acting.files_of(mail))
    assert File.objects.of(ask).get().name == "dot.png"


def test_ignore_keeps_it_and_two_people_sorting_meet(cast, as_):
    mail = stranger()
    assert as_(cast.ada).post(f"/inbox/{mail.pk}/ignore/").status_code == 303
    mail.refresh_from_db()
    assert mail.verdict == "refused"
    with pytest.raises(Refused):
        mail.accept(by=HALLWAY, requester=cast.tess)
    assert b"Bring it back" in as_(cast.ivan).get(f"/inbox/{mail.pk}/").content
    assert bytes(Mail.objects.get(pk=mail.pk).raw)


def test_the_sum_is_right_and_the_administrator_sees_it(cast, ask, as_):
    row = ask()
    for words in (
        raw(),
        raw(),
        raw(To=token_address(row, cast.tess)),
        raw(Auto_Submitted="auto-replied"),
        b"",
        raw(sender="x@y.example"),
    ):
        take(words)
    take(raw(sender="a@b.example")).ignore(by=cast.ada)
    total = summed()
    assert total.whole
    assert total.taken == 7
    assert total.ended == {
        "opened": 1,
        "added": 1,
        "automatic": 1,
        "bounced": 0,
        "parked": 2,
        "refused": 1,
        "duplicate": 1,
    }
    page = as_(cast.ada).get("/inbox/all/").content.decode()
    assert "It adds up" in page
    assert "numbat" not in page
    assert as_(cast.ada).get("/inbox/all/?verdict=opened&before=x").status_code == 200
    for who in set(EVERYBODY) - {"ada"}:
        assert as_(getattr(cast, who)).get("/inbox/all/").status_code == 404
    assert not list(faults())


def test_the_sum_holds_for_any_period_and_a_lost_row_shows(cast, as_):
    from hallway.core.now import moved
    from hallway.inbox.models import Copy

    monday = datetime(2026, 3, 2, 23, 50, tzinfo=UTC)
    for number in range(6):
        with moved(monday + timedelta(minutes=7 * number)):
            take(raw(subject=f"Number {number}"))
            take(raw(subject=f"Number {number // 2}"))
    tuesday = monday.replace(day=3, hour=0, minute=0)
    for since, until, taken in (
        (None, None, 12),
        (None, tuesday, 4),
        (tuesday, None, 8),
        (monday, tuesday, 4),
        (tuesday, tuesday, 0),
    ):
        total = summed(since, until)
        assert (total.taken, total.whole) == (taken, True)
    page = as_(cast.ada).get("/inbox/all/", {"first": "2026-03-01", "last": "2026-03-03"}).content.decode()
    assert "It adds up" in page
    assert as_(cast.ada).get("/inbox/all/", {"first": "2026-03-04", "last": "2026-03-03"}).status_code == 422
    assert as_(cast.ada).get("/inbox/all/", {"first": "nonsense"}).status_code == 422
    assert not list(faults())
    Copy.objects.filter(received_at__gte=tuesday).first().delete()
    assert list(faults()) == ["on 2026-03-03 (UTC) 8 mails were handed over, and 7 are accounted for"]
    assert not summed().whole
    assert summed(None, tuesday).whole
    page = as_(cast.ada).get("/inbox/all/", {"first": "2026-03-01", "last": "2026-03-03"}).content.decode()
    assert "It does not add up" in page


def test_pages_keep_the_days_and_the_end_that_were_asked_for(cast, as_, monkeypatch):
    monkeypatch.setattr("hallway.inbox.views.mails.LONG", 2)
    for number in range(3):
        take(raw(sender=f"number{number}@elsewhere.example"))
    ada, asked = as_(cast.ada), {"verdict": "parked", "first": "2026-03-01", "last": "2026-03-03"}
    first = ada.get("/inbox/all/", asked)
    assert "number0@" not in first.content.decode()
    then = ada.get("/inbox/all/" + first.context["next_url"])
    assert "number0@" in then.content.decode()
    assert "number1@" not in then.content.decode()
    assert then.context["next_url"] == ""
    for page in (first, then):
        assert page.context["verdict"] == "parked"
        assert "March 1, 2026 to March 3, 2026" in page.content.decode()


def test_one_and_three_rows_cost_the_same(cast, as_, django_assert_max_num_queries):
    client = as_(cast.ivan)
    stranger(text="one")
    with django_assert_max_num_queries(15):
        client.get("/inbox/")
    stranger(text="two")
    stranger(text="three")
    with django_assert_max_num_queries(15):
        client.get("/inbox/")


def test_nobody_waiting_is_said_kindly(cast, as_):
    assert "No mail waits" in as_(cast.ivan).get("/inbox/").content.decode()

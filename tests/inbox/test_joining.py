"""Whose words go where: helpers by mail, copies, lists, several addresses of ours, and the people in To and Cc."""

import pytest

from hallway.asks.models import Ask
from hallway.core.verb import HALLWAY
from hallway.delivery.headers import event_id, thread_id
from hallway.delivery.models import OutgoingMail
from hallway.history.models import Event
from hallway.inbox.models import Copy, Gate
from hallway.inbox.taking import take
from hallway.threads.models import Message

from .conftest import raw, token_address

pytestmark = pytest.mark.usefixtures("help_address")


def last(row):
    return Message.objects.of(row).last()


def thread_of(row):
    return thread_id(Event.objects.of(row).first().root_type_id, row.pk)


def test_a_helpers_mail_is_a_reply_to_the_teacher(cast, ask):
    row = ask()
    about = {"To": token_address(row, cast.ivan), "In_Reply_To": thread_of(row)}
    assert take(raw(sender="ivan@cedar.example", text="I come at ten.", **about)).reason == "answer"
    assert (last(row).kind, last(row).author) == ("reply", cast.ivan)


@pytest.mark.parametrize(
    "about",
    [
        {"subject": "Fwd: #1 The projector"},
        {"subject": "RV: El proyector"},
        {"To": "Kim <kim@cedar.example>", "Cc": "help@cedar.example"},
        {"To": "friend@elsewhere.example", "Delivered_To": "help@cedar.example"},
    ],
)
def test_what_a_helper_passes_on_is_never_read_by_the_teacher(cast, ask, about):
    row = ask()
    mail = take(
        raw(sender="ivan@cedar.example", text="She is always like this.", **{"In_Reply_To": thread_of(row), **about})
    )
    assert (mail.verdict, mail.reason) == ("added", "for-the-team")
    assert (last(row).kind, last(row).author) == ("note", cast.ivan)
    row.refresh_from_db()
    assert row.answered_at is None


def test_a_helper_who_writes_to_the_teacher_with_a_copy_to_us_has_replied(cast, ask):
    row = ask()
    about = {"To": "tess@cedar.example", "Cc": token_address(row, cast.ivan)}
    assert take(raw(sender="ivan@cedar.example", text="I come at ten.", **about)).reason == "answer"
    assert last(row).kind == "reply"


def test_a_helper_who_asks_for_themselves_is_an_asker(cast, ask):
    row = ask(requester=cast.ivan)
    take(raw(sender="ivan@cedar.example", subject="Fwd: from the vendor", In_Reply_To=thread_of(row)))
    assert last(row).kind == "reply"


def test_a_helpers_new_mail_to_somebody_else_waits_with_whom_it_was_for(cast, as_):
    mail = take(raw(sender="ivan@cedar.example", To="tess@cedar.example", Cc="help@cedar.example", text="I fixed it."))
    assert (mail.verdict, mail.reason, mail.proposed) == ("parked", "copy", "tess@cedar.example")
    assert b"Open it for Tess" in as_(cast.ivan).get(f"/inbox/{mail.pk}/").content


def test_a_teachers_mail_to_a_colleague_with_a_copy_to_us_opens(cast):
    mail = take(raw(To="olga@cedar.example", Cc="help@cedar.example"))
    assert mail.verdict == "opened"
    assert mail.ask.is_party(cast.olga)


@pytest.mark.parametrize(
    "about",
    [
        {"sender": "help@cedar.example"},
        {"sender": "Cedar <HELP+abc@Cedar.example>"},
        {"sender": "ivan@cedar.example", "Message_ID": "ours"},
    ],
)
def test_our_own_mail_that_comes_back_says_nothing(cast, ask, about):
    row = ask()
    about = dict(about)
    if about.get("Message_ID"):
        about["Message_ID"] = event_id(Event.objects.of(row).first().pk, cast.ivan.pk)
    mail = take(raw(To=token_address(row, cast.tess), **about))
    assert (mail.verdict, mail.reason) == ("automatic", "own")
    assert Message.objects.of(row).count() == 1


@pytest.mark.parametrize(
    "about",
    [
        {"Thread_Index": "AdpRb0S1jv1mLIt1T8W7d1kM3tQXGw==", "Thread_Topic": "Projector is dark"},
        {"Thread_Topic": "Projector is dark", "subject": "RE: Projector is dark"},
        {"X_Hallway_Event": None, "X_Priority": "1", "subject": "Re: Projector is dark", "X_Hallway_Ask": "1"},
    ],
)
def test_lookalikes_join_nothing(cast, about):
    first = take(raw(Thread_Index="AdpRb0S1jv1mLIt1T8W7d1kM3tQXGw==", Thread_Topic="Projector is dark")).ask
    other = take(raw(sender="olga@cedar.example", text="Mine, too, in room 9.", **about)).ask
    assert other not in (None, first)
    assert Message.objects.of(first).count() == 1


def test_one_mail_at_two_of_our_addresses_is_one_request(cast):
    both = raw(To="help@cedar.example, it@cedar.example")
    take(b"Delivered-To: help@cedar.example\r\n" + both)
    take(b"Delivered-To: it@cedar.example\r\nReceived: by mx\r\n" + both)
    assert (Ask.objects.count(), Copy.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "about",
    [
        {"List_Id": "<staff.cedar.example>"},
        {
            "List_Id": "<staff.cedar.example>",
            "sender": "Tess via Staff <staff@cedar.example>",
            "Reply_To": "tess@cedar.example",
        },
        {"Precedence": "list", "List_Post": "<mailto:staff@cedar.example>"},
    ],
)
def test_a_list_opens_and_joins_nothing(cast, ask, about):
    row = ask()
    mail = take(raw(In_Reply_To=thread_of(row), **about))
    assert mail.verdict == "automatic"
    assert (Ask.objects.count(), Message.objects.of(row).count()) == (1, 1)


def test_a_list_that_rewrites_the_sender_and_hides_is_a_stranger(cast, ask):
    row = ask()
    mail = take(raw(sender="Tess via Staff <staff@cedar.example>", To=token_address(row, cast.tess)))
    assert (mail.verdict, mail.reason, mail.looks_like) == ("parked", "not-party", row)


def test_colleagues_in_to_and_cc_take_part_and_strangers_are_named(cast, ask):
    mail = take(
        raw(
            To="help@cedar.example, Olga <olga@cedar.example>",
            Cc="mum@home.example, ivan@cedar.example, gone@cedar.example, no-reply@x.example",
        )
    )
    row = mail.ask
    assert {m.pk for m in row.people} == {cast.tess.pk, cast.olga.pk}, (
        "Iván helps with it anyway; who left takes no part"
    )
    named = Event.objects.of(row).get(kind="mail.named")
    assert named.data["who"] == "mum@home.example, gone@cedar.example"
    assert not OutgoingMail.objects.exclude(member=None).filter(to="mum@home.example").exists()
    take(raw(text="And one more thing.", To=token_address(row, cast.tess), Cc="mum@home.example, emil@cedar.example"))
    assert Event.objects.of(row).filter(kind="mail.named").count() == 1, "named once"
    assert row.is_party(cast.emil)


def test_company_is_bounded_and_never_taken_into_a_confidence(cast, ask):
    row = ask(confidential=True)
    take(raw(To=token_address(row, cast.tess), Cc="olga@cedar.example, mum@home.example"))
    assert not row.is_party(cast.olga)
    assert not Event.objects.of(row).filter(kind="mail.named").exists()
    many = ", ".join(f"p{n}@home.example" for n in range(40))
    ask_ = take(raw(subject="Many", Cc=many)).ask
    assert Event.objects.of(ask_).get(kind="mail.named").data["who"].endswith("(+30)")


def test_who_was_not_believed_takes_nobody_in(cast, ask):
    Gate.set(by=HALLWAY, receivers="mx.cedar.example")
    row = ask()
    bad = "mx.cedar.example; dmarc=fail header.from=cedar.example"
    take(raw(To=token_address(row, cast.tess), Cc="olga@cedar.example", Authentication_Results=bad))
    assert not row.is_party(cast.olga)


def test_a_stranger_in_cc_who_answers_waits(cast, ask):
    row = take(raw(Cc="mum@home.example")).ask
    mail = take(raw(sender="mum@home.example", To=token_address(row, cast.tess), text="Let me add."))
    assert (mail.verdict, mail.reason, mail.looks_like) == ("parked", "not-party", row)


def test_who_lost_the_part_lost_the_pen(cast, ask):
    """A helper who left the campus answers an old notice."""
    row = ask()
    row.hand_over(by=HALLWAY, to=cast.dora) if row.holder == cast.ivan else None
    cast.ivan.posts.all().delete()
    mail = take(raw(sender="ivan@cedar.example", To=token_address(row, cast.ivan)))
    assert (mail.verdict, mail.reason) == ("parked", "not-party")


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1)])
def test_one_persons_thread_is_one_request_in_any_order(cast, order):
    thread = [
        raw(subject="Projector", text="It is dark.", Message_ID="<1@phone>"),
        raw(subject="Re: Projector", text="Still dark.", Message_ID="<2@phone>", References="<1@phone>"),
        raw(subject="Re: Projector", text="Now loud, too.", Message_ID="<3@phone>", References="<1@phone> <2@phone>"),
    ]
    ended = [take(thread[n]) for n in order]
    assert len({mail.ask_id for mail in ended}) == 1
    assert {m.text for m in Message.objects.of(Ask.objects.get())} == {"It is dark.", "Still dark.", "Now loud, too."}


def test_a_thread_of_two_people_is_not_one_person(cast):
    """Olga answers a mail that we have not got, in a thread that Tess brings later: nobody joins the other's."""
    olga = take(raw(sender="olga@cedar.example", Message_ID="<2@phone>", References="<1@phone>"))
    tess = take(raw(Message_ID="<1@phone>", text="The first words of the thread."))
    assert olga.ask != tess.ask

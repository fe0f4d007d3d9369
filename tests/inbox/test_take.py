"""Mail becomes requests and answers: who may, which request, what never happens."""

import signal
from dataclasses import replace
from datetime import timedelta

import pytest

from hallway.asks.models import Ask
from hallway.core.tokens import ask_address_token
from hallway.core.verb import HALLWAY
from hallway.delivery.headers import event_id, thread_id
from hallway.history.models import Event
from hallway.inbox.keeping import keep
from hallway.inbox.models import Copy, Mail
from hallway.inbox.taking import take, work
from hallway.threads.models import File, Message

from .conftest import raw, token_address

pytestmark = pytest.mark.usefixtures("help_address")


def test_a_teachers_mail_opens_a_request(cast):
    mail = take(raw(sender="Tess Tanaka <tess@cedar.example>", subject="Fwd: Re: Projector is dark"))
    ask = mail.ask
    assert (mail.verdict, mail.reason) == ("opened", "new")
    assert (ask.requester, ask.campus, ask.room, ask.through) == (cast.tess, cast.oak, cast.room, "mail")
    assert ask.line == "Projector is dark"
    assert ask.holder == cast.ivan
    assert Message.objects.of(ask).get().text == "It shows no picture since this morning."


def test_the_same_mail_again_is_only_counted(cast):
    first = take(raw())
    again = take(b"Received: from elsewhere\r\n" + raw().replace(b"\r\n", b"\n"))
    assert again.pk == first.pk
    assert (Mail.objects.count(), Ask.objects.count(), Copy.objects.count()) == (1, 1, 1)


def test_same_message_id_with_other_words_is_another_mail(cast):
    take(raw(Message_ID="<1@x>"))
    take(raw(Message_ID="<1@x>", text="Now the sound is gone, too."))
    assert Ask.objects.count() == 2


@pytest.mark.parametrize(
    "way", ["token in To", "token in Cc", "token as delivered", "event", "thread", "own mail", "subject"]
)
def test_answers_join(cast, ask, way):
    row = ask()
    event = Event.objects.of(row).first()
    about = {
        "token in To": {"To": token_address(row, cast.tess)},
        "token in Cc": {"Cc": token_address(row, cast.tess).upper()},
        "token as delivered": {"Delivered_To": token_address(row, cast.tess)},
        "event": {"In_Reply_To": event_id(event.pk, cast.tess.pk)},
        "thread": {"References": f"<a@b> {thread_id(event.root_type_id, row.pk)}"},
        "own mail": {"References": "<mine@phone>"},
        "subject": {"subject": f"Re: [#{row.pk}] The projector"},
    }[way]
    if way == "own mail":
        row = take(raw(Message_ID="<mine@phone>", subject="first")).ask
    mail = take(raw(text="Still dark.", **about))
    assert (mail.verdict, mail.ask) == ("added", row)
    assert Message.objects.of(row).last().text == "Still dark."


def test_its_answer_by_mail_keeps_the_promise(cast, ask):
    row = ask()
    take(raw(sender="ivan@cedar.example", To=token_address(row, cast.ivan), text="I come at ten."))
    row.refresh_from_db()
    assert row.answered_at
    assert row.step == "work"


@pytest.mark.parametrize("who", ["emil", "kim", "lena", "opal", "ada", "stranger", "gone"])
@pytest.mark.parametrize("way", ["token", "thread", "subject"])
def test_who_does_not_take_part_joins_nothing(cast, ask, who, way):
    """A right token, a right reference, the same number: none of them helps somebody who has no part in it."""
    row = ask()
    sender = "stranger@elsewhere.example" if who == "stranger" else getattr(cast, who).email
    root = Event.objects.of(row).first().root_type_id
    about = {
        "token": {"To": token_address(row, cast.tess)},
        "thread": {"In_Reply_To": thread_id(root, row.pk)},
        "subject": {"subject": f"Re: [#{row.pk}]"},
    }[way]
    before = Message.objects.of(row).count()
    mail = take(raw(sender=sender, text="Let me in.", **about))
    assert (mail.verdict, mail.reason, mail.looks_like) == ("parked", "not-party", row)
    assert Message.objects.of(row).count() == before
    assert Ask.objects.count() == 1


def test_a_confidential_request_hears_only_its_two(cast, ask):
    row = ask(confidential=True)
    assert take(raw(sender="ivan@cedar.example", To=token_address(row, cast.ivan))).verdict == "added"
    row.hand_over(by=HALLWAY, to=cast.dora) if row.holder != cast.dora else None
    assert take(raw(sender="ivan@cedar.example", To=token_address(row, cast.ivan), text="Me again")).verdict == "parked"


@pytest.mark.parametrize("change", ["seal", "ask", "member", "short"])
def test_a_tampered_token_joins_nothing(cast, ask, change):
    row, other = ask(line="one"), ask(line="two")
    number, member, seal = ask_address_token(row.pk, cast.tess.pk).split("-")
    token = {
        "seal": f"{number}-{member}-{seal[:-1]}{'a' if seal[-1] != 'a' else 'b'}",
        "ask": ask_address_token(other.pk, cast.tess.pk).split("-")[0] + f"-{member}-{seal}",
        "member": f"{number}-1-{seal}" if member != "1" else f"{number}-2-{seal}",
        "short": f"{number}-{member}-{seal[:12]}",
    }[change]
    before = Message.objects.count()
    mail = take(raw(To=f"help+{token}@cedar.example"))
    assert mail.ask not in (row, other)
    assert mail.verdict == ("opened" if change == "short" else "parked")
    assert Message.objects.count() == before + (change == "short")


def test_a_made_up_reference_joins_nothing(cast, ask):
    row = ask()
    genuine = thread_id(Event.objects.of(row).first().root_type_id, row.pk)
    forged = genuine.replace(genuine.split(".")[3][:4], "aaaa")
    assert forged != genuine
    assert take(raw(In_Reply_To=forged)).ask != row


def test_the_same_subject_is_not_the_same_request(cast):
    first = take(raw(subject="Projector")).ask
    second = take(raw(sender="olga@cedar.example", subject="Re: Projector")).ask
    assert first != second


def test_a_number_in_a_new_subject_is_no_answer(cast, ask):
    row = ask()
    assert take(raw(subject=f"#{row.pk} printer is broken")).ask != row
    assert take(raw(subject=f"RE: #{row.pk} The projector", text="more")).ask == row


def test_mail_follows_the_survivor_of_a_merge(cast, ask):
    gone, stays = ask(line="one"), ask(line="two")
    gone.merge(by=cast.ivan, into=stays)
    assert take(raw(To=token_address(gone, cast.tess), text="More about it")).ask == stays


def test_thanks_confirms_and_does_not_reopen(cast, ask):
    row = ask()
    row.solve(by=cast.ivan)
    mail = take(raw(To=token_address(row, cast.tess), subject="Re: x", text="It works now, thank you!\r\n\r\nTess"))
    row.refresh_from_db()
    assert (mail.verdict, mail.reason, row.status) == ("added", "thanks", "closed")
    assert Message.objects.of(row).last().confirms
    again = take(raw(To=token_address(row, cast.tess), subject="Re: x", text="Muchas gracias!"))
    row.refresh_from_db()
    assert (again.reason, row.status) == ("thanks", "closed")


def test_thanks_of_a_colleague_ends_nothing(cast, ask):
    row = ask()
    row.include(by=cast.ivan, member=cast.olga)
    row.solve(by=cast.ivan)
    take(raw(sender="olga@cedar.example", To=token_address(row, cast.olga), text="Thanks!"))
    row.refresh_from_db()
    assert row.status == "solved"
    assert Message.objects.of(row).last().author == cast.olga


def test_a_question_reopens(cast, ask):
    row = ask()
    row.solve(by=cast.ivan)
    take(raw(To=token_address(row, cast.tess), text="Thanks, but there is no sound. Can you come again?"))
    row.refresh_from_db()
    assert row.is_open


def test_an_answer_long_after_becomes_a_new_request(cast, ask, monday):
    row = ask(confidential=True)
    row.solve(by=cast.ivan)
    row.confirm(by=cast.tess)
    with monday.at(monday.instant + timedelta(days=60)):
        thanks = take(raw(To=token_address(row, cast.tess), text="Thank you!"))
        first = take(raw(To=token_address(row, cast.tess), text="It is dark again."))
        second = take(raw(To=token_address(row, cast.tess), text="The sound, too."))
    assert (thanks.verdict, thanks.ask) == ("added", row)
    assert (first.verdict, first.reason, first.ask.confidential) == ("opened", "came-back", True)
    assert (second.verdict, second.ask) == ("added", first.ask)
    assert Message.objects.of(first.ask).first().text == "It is dark again."
    row.refresh_from_db()
    assert (row.status, Ask.objects.count()) == ("closed", 2)
    assert Event.objects.of(row).filter(kind="ask.followed", data__other=first.ask.pk).exists()


def test_thanks_without_a_request_waits_for_a_person(cast):
    assert take(raw(subject="Thanks", text="Thank you so much!")).reason == "lone-thanks"
    assert not Ask.objects.exists()


@pytest.mark.parametrize(
    "about",
    [
        {"Auto_Submitted": "auto-replied"}, {"subject": "Automatic reply: Projector"}, {"subject": "Fuera de la oficina: hola"},
        {"X_Auto_Response_Suppress": "All"}, {"Return_Path": "<>"}, {"Precedence": "bulk"},
    ],
)  # fmt: skip
def test_automatic_mail_changes_nothing(cast, ask, about):
    row = ask()
    row.solve(by=cast.ivan)
    before = Message.objects.count()
    mail = take(raw(To=token_address(row, cast.tess), text="I am away until Monday. Is it urgent?", **about))
    row.refresh_from_db()
    assert (mail.verdict, row.status, mail.ask) == ("automatic", "solved", row)
    assert Message.objects.count() == before
    assert take(raw(text="I am away until Monday.", **about)).verdict == "automatic"
    assert Ask.objects.count() == 1


def test_a_question_about_automatic_answers_waits_for_a_person(cast):
    mail = take(raw(subject="Out of office: how do I set it up?", text="I leave on Friday."))
    assert (mail.verdict, mail.reason, mail.member) == ("parked", "may-be-away", cast.tess)


def test_our_own_mail_coming_back_changes_nothing(cast, ask):
    row = ask()
    mine = event_id(Event.objects.of(row).first().pk, cast.tess.pk)
    assert take(raw(Message_ID=mine)).reason == "own"
    assert take(raw(sender="help@cedar.example")).reason == "own"
    assert take(raw(sender="help+abc@cedar.example")).reason == "own"
    assert Ask.objects.count() == 1


@pytest.mark.parametrize(
    ("mail", "reason"),
    [
        (raw(sender="stranger@elsewhere.example"), "unknown-sender"), (raw(sender="gone@cedar.example"), "inactive-sender"),
        (raw(sender="dora@cedar.example"), "no-campus"), (b"Subject: x\r\n\r\nhi", "no-sender"), (b"", "empty"),
        (b"From: ivan@cedar.example\r\n" + raw(), "several-senders"),
    ],
)  # fmt: skip
def test_what_a_person_must_look_at_is_parked(cast, mail, reason):
    row = take(mail)
    assert (row.verdict, row.reason) == ("parked", reason)
    assert not Ask.objects.exists()


def test_somebody_who_floods_a_request_is_parked(cast, ask):
    row = ask()
    ends = [take(raw(To=token_address(row, cast.tess), text=f"Number {n}, is it done?")) for n in range(14)]
    assert [m.verdict for m in ends] == ["added"] * 12 + ["parked"] * 2


def test_files_come_along(cast, settings):
    from .mails import PLAIN, PNG, multipart

    head = raw().partition(b"\r\n\r\n")[0] + b"\r\n"
    pdf = b"Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=plan.pdf\r\n\r\n%PDF-1.4"
    ask = take(multipart(b"mixed", PLAIN, PNG, pdf, head=head)).ask
    files = File.objects.of(ask)
    assert [f.name for f in files] == ["dot.png", "plan.pdf"]
    assert files[0].cid == "dot@x"
    assert files[1].type == "application/pdf"


def test_work_twice_is_work_once(cast):
    mail = keep(raw())
    assert work(mail.pk).ask == work(mail.pk).ask
    assert Ask.objects.count() == 1


def test_a_bounce_marks_the_address_only_for_our_mail_and_for_good(cast, ask):
    from hallway.delivery.models import OutgoingMail

    from .mails_meaning import bounce

    row = ask()
    event = Event.objects.of(row).first()
    ours = event_id(event.pk, cast.tess.pk)
    OutgoingMail.objects.create(event=event, member=cast.tess, to=cast.tess.email, message_id=ours, state="sent")
    made_up = take(bounce(b"failed", b"5.1.1"))
    assert made_up.verdict == "bounced"
    cast.tess.refresh_from_db()
    assert not cast.tess.mail_bad
    late = take(bounce(b"delayed", b"4.4.1").replace(b"<event.1.2.x@cedar.example>", ours.encode()))
    assert late.reason == "bounced-later"
    cast.tess.refresh_from_db()
    assert not cast.tess.mail_bad
    dead = take(bounce(b"failed", b"5.1.1").replace(b"<event.1.2.x@cedar.example>", ours.encode()))
    cast.tess.refresh_from_db()
    assert cast.tess.mail_bad
    assert dead.ask == row
    assert Event.objects.of(row).filter(kind="mail.bounced").exists()
    assert OutgoingMail.objects.get().state == "bounced"


def test_a_file_too_large_to_keep_is_named_in_the_words(cast, monkeypatch):
    from hallway.core import storage

    from .mails import PLAIN, multipart

    monkeypatch.setattr(storage, "LIMIT", 100)
    head = raw().partition(b"\r\n\r\n")[0] + b"\r\n"
    film = b"Content-Type: video/mp4; name=film.mp4\r\n\r\n" + b"x" * 200
    ask = take(multipart(b"mixed", PLAIN, film, head=head)).ask
    assert not File.objects.of(ask)
    assert "film.mp4" in Message.objects.of(ask).get().text


def test_a_full_disk_makes_the_mail_wait_and_not_lose_its_file(cast, settings, tmp_path):
    from .mails import PLAIN, PNG, multipart

    (tmp_path / "blocked").write_text("a file where the folder should be")
    fine, settings.ENV = settings.ENV, replace(settings.ENV, files=str(tmp_path / "blocked"))
    mail = take(multipart(b"mixed", PLAIN, PNG, head=raw().partition(b"\r\n\r\n")[0] + b"\r\n"))
    assert (mail.verdict, mail.attempts) == (None, 0), "no fault of the mail, so no try is counted"
    assert not Ask.objects.exists()
    settings.ENV = fine
    assert work(mail.pk).verdict == "opened"
    assert File.objects.get().name == "dot.png"


def test_trouble_with_one_mail_is_its_own(cast, monkeypatch):
    """One mail of a batch breaks in the middle of its verb; the others are done, and it waits for another try."""
    from hallway.inbox import acting
    from hallway.inbox.keeping import keep_many
    from hallway.inbox.taking import work_through

    kept = [one.mail_id for one in keep_many([raw(subject=f"Number {n}") for n in range(5)])]
    whole = acting.open_ask

    def breaks(mail, **values):
        ask = whole(mail, **values)
        if mail.subject == "Number 2":
            raise RuntimeError("in the middle")
        return ask

    monkeypatch.setattr(acting, "open_ask", breaks)
    ended = work_through(kept)
    assert [ended[pk].verdict for pk in kept] == ["opened", "opened", None, "opened", "opened"]
    assert Ask.objects.count() == 4
    for _try in range(2):
        Mail.objects.filter(verdict=None).update(next_at="2020-01-01T00:00:00Z")
        work(kept[2])
    assert Mail.objects.get(pk=kept[2]).verdict == "parked"


def test_a_poison_mail_is_parked_and_the_next_goes_on(cast, monkeypatch):
    from hallway.inbox import taking
    from hallway.inbox.bounded import Reader

    reader = Reader()
    reader.read(b"warm")

    def read(data, own=()):
        if b"poison" in data:
            reader.patience = 0.3
            reader.child.send_signal(signal.SIGSTOP)  # as if it thought for ever
        else:
            reader.patience = 60
        return reader.read(data, own)

    monkeypatch.setattr(taking, "read_bounded", read)
    first, second = take(raw(subject="poison")), take(raw(subject="fine"))
    assert (first.verdict, first.reason) == ("parked", "too-slow")
    assert second.verdict == "opened"
    reader.stop()

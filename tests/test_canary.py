"""The confidentiality canary: words that only a confidential request holds, looked for as everybody else, in every channel."""

import json

import pytest
from django.urls import reverse

from hallway.core.verb import HALLWAY

from .access import EVERYBODY, ROUTES
from .canary import CANARY, sing

PARTIES = {"tess", "ivan"}


@pytest.fixture
def secret(cast, ask):
    row = ask(
        line=f"{CANARY} line", hello=f"{CANARY} hello", detail=f"{CANARY} detail", place=f"{CANARY} place",
        device_tag=f"{CANARY}-7", best_time=f"{CANARY} o'clock", deadline_why=f"{CANARY} why", confidential=True,
        teaching_stopped=True,
    )  # fmt: skip
    row.reply(by=cast.ivan, text=f"{CANARY} reply")
    row.note(by=cast.ivan, text=f"{CANARY} note")
    row.reply(by=cast.tess, text=f"{CANARY} again")
    return row


def pages(cast, ask):
    """Every page that can be looked at, with the secret request's number where an address wants one."""
    for name, line in ROUTES.items():
        if line.method == "GET":
            yield reverse(name, kwargs=line.words(cast, ask))
    for query in (CANARY, CANARY[:4], str(ask.pk), f"#{ask.pk}", "tanaka"):
        yield reverse("home:search") + f"?q={query.replace('#', '%23')}"
        yield reverse("home:search") + f"?q={query.replace('#', '%23')}&quick=1"
        yield reverse("asks:list") + f"?words={query.replace('#', '%23')}&q={query.replace('#', '%23')}&state=any"
    for home in ("lead", "teacher", "its"):
        yield f"/?as={home}"


def sings(address, said, row):
    """Whether a page tells of it. A search repeats what was typed; a row found would bring its other words along."""
    if CANARY[:4] not in address:
        return CANARY in said
    said = said.replace(f'value="{CANARY}"', "").replace(f"“{CANARY}”", "")
    return any(f"{CANARY}{after}" in said for after in (" ", "-7", ".")) or f"#{row.pk} {CANARY}" in said


@pytest.mark.parametrize("who", [name for name in EVERYBODY if name not in PARTIES])
def test_no_page_sings(monday, cast, secret, as_, who):
    """Neither of the request, nor of a consult, a visit and good news between the same two, all of which sing."""
    sing(cast)
    browser, heard = as_(getattr(cast, who)), []
    for address in pages(cast, secret):
        answer = browser.get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if sings(address, content.decode("utf-8", "replace"), secret):
            heard.append(address)
    assert not heard


def test_the_parties_hear_it(cast, secret, as_):
    """The canary lives: the test above could fail."""
    for who in PARTIES:
        assert f"{CANARY} reply" in as_(getattr(cast, who)).get(secret.get_absolute_url()).content.decode()


def test_no_event_notice_mail_or_log_sings(cast, secret, caplog, monday):
    from datetime import timedelta

    from hallway.core.now import moved
    from hallway.delivery.models import Notice, OutgoingMail
    from hallway.delivery.sending import send_mail
    from hallway.delivery.working import deliver_events
    from hallway.history.models import Event

    with moved(monday.instant + timedelta(minutes=5)):
        secret.solve(by=cast.ivan)
        secret.confirm(by=cast.tess)
        for _round in range(5):
            deliver_events()
        send_mail()
    told = set(Notice.objects.values_list("member__email", flat=True))
    assert told <= {cast.tess.email, cast.ivan.email}
    assert not [event.pk for event in Event.objects.all() if CANARY in json.dumps(event.data)]
    for mail in OutgoingMail.objects.all():
        assert mail.to in (cast.tess.email, cast.ivan.email)
        assert CANARY not in f"{mail.subject} {mail.text} {mail.html} {json.dumps(mail.headers)}"
    assert CANARY not in caplog.text


def test_an_absence_does_not_hand_it_to_others(cast, secret, monday):
    secret.move_on(by=HALLWAY, away=cast.ivan)
    secret.refresh_from_db()
    assert secret.holder == cast.ivan

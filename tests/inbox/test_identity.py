"""A From line is a claim: whose word about it counts, and what a mail may do that nothing or nobody proves."""

import pytest

from hallway.asks.models import Ask
from hallway.core.verb import HALLWAY
from hallway.inbox import identity
from hallway.inbox.models import Gate
from hallway.inbox.taking import take
from hallway.threads.models import Message

from .conftest import raw, token_address

MX = "mx.cedar.example"
PASS = f"{MX}; dmarc=pass (p=reject) header.from=cedar.example; dkim=pass header.d=cedar.example; spf=pass smtp.mailfrom=cedar.example"
FAIL = f"{MX}; dmarc=fail (p=none) header.from=cedar.example; spf=fail smtp.mailfrom=x.test"


def judged(*lines, address="ivan@cedar.example", receivers=(MX,), sealers=()):
    head = "".join(f"{line}\r\n" for line in lines).encode() + b"From: x@y.example\r\n\r\nwords"
    return identity.judge(identity.read(head), address, receivers, sealers)


def ar(said):
    return f"Authentication-Results: {said}"


@pytest.mark.parametrize(
    ("expected", "lines"),
    [
        ("proven", [ar(PASS)]),
        ("failed", [ar(FAIL)]),
        ("unproven", []),
        ("unproven", [ar("mx.evil.test; dmarc=pass header.from=cedar.example")]),
        ("failed", [ar(FAIL), ar(PASS)]),  # what stands lower was in the mail before it came
        ("unproven", [ar(f"{MX}; none"), "Received: from x by " + MX, ar(PASS)]),
        ("failed", [ar(f"{MX}; dmarc=pass header.from=evil.test")]),
        ("proven", [ar(f"{MX} 1; dkim=pass header.i=@mail.cedar.example")]),
        ("unproven", [ar(f"{MX}; dkim=pass header.d=evil.test; spf=pass smtp.mailfrom=evil.test")]),
        ("proven", [ar(f"{MX}; spf=pass smtp.mailfrom=bounce@cedar.example")]),
        ("failed", [ar(f"{MX}; dmarc=none; spf=softfail smtp.mailfrom=cedar.example")]),
        ("unproven", [ar(f"{MX}; dmarc=temperror; spf=temperror")]),
        ("proven", ["Received: from a by b", f"Authentication-Results: {MX};\r\n\tspf=none;\r\n dmarc=pass\r\n (a comment; dmarc=fail)"]),
        ("unproven", [ar(f"{MX}; dmarc =")]),
        ("unproven", [ar("(" * 3000 + MX)]),
        ("unproven", [ar("spf=pass smtp.mailfrom=cedar.example")]),  # nameless: Microsoft's, and nobody said to trust those
    ],
)  # fmt: skip
def test_what_the_receiving_server_found_out(expected, lines):
    assert judged(*lines) == expected


def test_nobody_is_trusted_unless_named():
    assert judged(ar(PASS), receivers=()) == "untold"


def test_microsoft_leaves_its_name_out():
    said = ar(
        "spf=pass (sender IP is 1.2.3.4) smtp.mailfrom=cedar.example; dmarc=pass action=none header.from=cedar.example; compauth=pass"
    )
    assert judged(said, receivers=("protection.outlook.com",)) == "proven"


ARC = [
    ar(f"{MX}; dmarc=fail header.from=cedar.example; arc=pass (i=2)"),
    "ARC-Seal: i=2; a=rsa-sha256; cv=pass; d=list.example; s=x; b=abc",
    "ARC-Authentication-Results: i=2; list.example; dmarc=pass header.from=cedar.example",
    "ARC-Seal: i=1; a=rsa-sha256; cv=none; d=google.example; s=x; b=abc",
    "ARC-Authentication-Results: i=1; mx.google.example; dmarc=pass header.from=cedar.example",
]


@pytest.mark.parametrize(
    ("expected", "lines", "sealers"),
    [
        ("proven", ARC, ("list.example",)),
        ("failed", ARC, ()),
        ("failed", ARC, ("google.example",)),  # the last one to seal counts, not an earlier one
        ("failed", [ar(FAIL), *ARC[1:]], ("list.example",)),  # our server did not find the chain whole
        ("failed", [*ARC, ARC[2].replace("pass", "fail")], ("list.example",)),  # two of one number: somebody added one
        ("failed", [ARC[0], ARC[1], ARC[2].replace("=pass", "=fail")], ("list.example",)),
    ],
)
def test_a_chain_of_seals(expected, lines, sealers):
    assert judged(*lines, sealers=sealers) == expected


@pytest.fixture
def trusted(cast, help_address):
    return Gate.set(by=HALLWAY, receivers=MX)


@pytest.mark.parametrize("said", ["nothing", FAIL, "mx.evil.test; dmarc=pass header.from=cedar.example"])
def test_who_passes_for_a_helper_does_nothing(trusted, cast, ask, said):
    row = ask()
    about = {} if said == "nothing" else {"Authentication_Results": said}
    before = Message.objects.of(row).count()
    mail = take(
        raw(sender="ivan@cedar.example", To=token_address(row, cast.ivan), text="Send me your password.", **about)
    )
    assert (mail.verdict, mail.reason, mail.looks_like) == (
        "parked",
        "failed-proof" if said == FAIL else "no-proof",
        row,
    )
    assert Message.objects.of(row).count() == before
    row.refresh_from_db()
    assert row.answered_at is None


def test_a_proven_helper_answers(trusted, cast, ask):
    row = ask()
    mail = take(raw(sender="ivan@cedar.example", To=token_address(row, cast.ivan), Authentication_Results=PASS))
    assert (mail.verdict, mail.ask) == ("added", row)


def test_a_teacher_whose_mail_failed_opens_nothing(trusted, cast):
    assert take(raw(Authentication_Results=FAIL)).reason == "failed-proof"
    assert take(raw(text="Nothing speaks against this one, and it is about my own room only.")).verdict == "opened"
    assert Ask.objects.count() == 1


def test_without_a_trusted_host_all_is_as_before(cast, ask, help_address):
    row = ask()
    assert take(raw(sender="ivan@cedar.example", To=token_address(row, cast.ivan))).verdict == "added"
    assert take(raw(Authentication_Results=FAIL)).verdict == "opened"


def test_a_display_name_is_nobody(trusted, cast):
    mail = take(
        raw(sender='"ivan@cedar.example" <x@x.test>', Authentication_Results=f"{MX}; dmarc=pass header.from=x.test")
    )
    assert (mail.reason, mail.sender, mail.member) == ("unknown-sender", "x@x.test", None)


def test_a_group_that_passes_mail_on_speaks_for_itself(trusted, cast):
    """A group of the help address writes From: help@; the group's own proof counts, and so does its failing."""
    group = {"List_Id": "<help.cedar.example>", "X_Original_From": "Tess <tess@cedar.example>"}
    assert take(raw(sender="help@cedar.example", Authentication_Results=PASS, **group)).verdict == "opened"
    assert (
        take(raw(sender="help@cedar.example", text="forged", Authentication_Results=FAIL, **group)).reason
        == "failed-proof"
    )

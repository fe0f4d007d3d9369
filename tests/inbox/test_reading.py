"""Any bytes become a reading: a table of nasty mails, then whatever hypothesis thinks of."""

import json
import signal
from email.message import EmailMessage

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hallway.inbox import charsets
from hallway.inbox.bounded import Reader, Unreadable, read_bounded
from hallway.inbox.reading import Reading, as_line, read

from .mails_meaning import MAILS

FIELDS = [
    "from", "from_name", "to", "cc", "subject", "date", "message_id", "references", "text", "full_text", "html",
    "attachments", "automatic", "bounce", "forwarded_from", "problems",
]  # fmt: skip
MANY = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("name", MAILS)
def test_nasty_mail(name):
    raw, expected = MAILS[name]
    said = json.loads(as_line(read(raw)))
    for key, value in expected.items():
        assert value(said[key]) if callable(value) else said[key] == value, (key, said[key])


def test_explained_has_exactly_the_promised_fields():
    assert list(read(MAILS["a picture in place"][0]).explained()) == FIELDS
    file = read(MAILS["a picture in place"][0]).explained()["attachments"][0]
    assert list(file) == ["name", "type", "size", "sha256", "inline"]


def test_the_child_reads_the_same_and_gives_the_files():
    for name, (raw, _expected) in MAILS.items():
        here, there = read(raw), read_bounded(raw)
        assert there.kept() == here.kept(), name
        assert [a.content for a in there.attachments] == [a.content for a in here.attachments]


def test_a_mail_that_takes_too_long_costs_one_child():
    reader = Reader(patience=10)
    reader.read(MAILS["plain"][0])
    reader.patience = 0.2
    reader.child.send_signal(signal.SIGSTOP)
    with pytest.raises(Unreadable) as told:
        reader.read(MAILS["plain"][0])
    assert told.value.code == "too-slow"
    reader.patience = 60
    assert reader.read(MAILS["plain"][0]).text == "The projector is dark."
    reader.stop()


def test_computing_is_bounded_however_busy_the_machine_is():
    """A second of computing, with a mail that takes longer in the part that has no limit of its own."""
    reader = Reader(seconds=0.01)
    slow = b"From: a@b.example\nContent-Type: text/html\n\n" + b"&" * 500_000
    with pytest.raises(Unreadable) as told:
        [reader.read(slow) for _more in range(20)]
    assert told.value.code == "too-slow"
    reader.stop()


def test_an_idle_child_is_let_go():
    reader = Reader()
    reader.read(MAILS["plain"][0])
    reader.rest()
    assert reader.child
    reader.rest(idle=0)
    assert reader.child is None
    assert reader.read(MAILS["plain"][0]).subject == "Projector"
    reader.stop()


def test_a_child_killed_between_two_mails_is_replaced():
    reader = Reader()
    reader.read(MAILS["plain"][0])
    reader.child.kill()
    reader.child.wait()
    assert reader.read(MAILS["plain"][0]).subject == "Projector"
    reader.stop()


def test_memory_of_the_child_is_bounded():
    reader = Reader(memory=160 * 1024 * 1024)
    big = (
        b"From: a@b.example\nContent-Type: application/zip\nContent-Transfer-Encoding: base64\n\n"
        + b"QUJD" * 30_000_000
    )
    try:
        problems = reader.read(big).problems
    except Unreadable as told:
        problems = [told.code]
    assert set(problems) & {"too-large", "reader-died"}
    assert reader.read(MAILS["plain"][0]).subject == "Projector"
    reader.stop()


def test_our_own_group_address_is_no_mailing_list():
    raw = MAILS["plain"][0].replace(b"\r\n\r\n", b"\r\nPrecedence: list\r\nList-Id: <help.cedar.example>\r\n\r\n")
    assert read(raw).automatic == "precedence list"
    assert read(raw, own=("help@cedar.example",)).automatic is None


@pytest.mark.parametrize(
    "charset", ["utf-8", "iso-8859-1", "iso-8859-15", "windows-1252", "utf-16", "utf-7", "macintosh"]
)
def test_declared_charsets_decode_exactly(charset):
    text = "Señor Núñez – das Gerät"[: 11 if charset.startswith(("iso", "mac")) else None]
    assert charsets.text_of(text.encode(charset), charset) == (text, None)


def _sound(reading):
    """What holds for every reading: JSON that PostgreSQL takes, at most once each problem, sizes in bounds."""
    text = as_line(reading)
    about = json.loads(text)
    assert list(about) == FIELDS
    assert "\x00" not in json.dumps(reading.kept(), ensure_ascii=False)
    assert not any(p.startswith("unreadable") for p in reading.problems), reading.problems
    assert (
        Reading.of(json.loads(json.dumps(reading.kept())), [a.content for a in reading.attachments]).kept()
        == reading.kept()
    )
    assert len(reading.to) <= 50
    assert len(reading.subject) <= 500
    reading.subject.encode()
    reading.full_text.encode()


@MANY
@given(st.binary(max_size=3000))
def test_any_bytes(raw):
    _sound(read(raw))


NAMES = st.sampled_from(
    [
        "From",
        "To",
        "Cc",
        "Subject",
        "Date",
        "Message-ID",
        "References",
        "In-Reply-To",
        "Content-Type",
        "Content-Disposition",
        "Content-Transfer-Encoding",
        "Return-Path",
        "Auto-Submitted",
        "Precedence",
        "List-Id",
        "X-Failed-Recipients",
        "Content-ID",
        "Sender",
        "MIME-Version",
        "X",
    ]
)
VALUES = st.one_of(
    st.binary(max_size=80),
    st.sampled_from(
        [
            b"multipart/mixed; boundary=b",
            b'multipart/alternative; boundary="b"',
            b"message/rfc822",
            b"text/html; charset=utf-7",
            b"text/plain; format=flowed; delsp=yes",
            b"multipart/report; report-type=delivery-status; boundary=b",
            b"message/delivery-status",
            b"base64",
            b"quoted-printable",
            b"x-uuencode",
            b"=?utf-8?b?8J+Y?= =?x?q?=?=",
            b"attachment; filename*0*=utf-8''a%; filename*1=\"b",
            b"<a@b> <c@d",
            b'"a" (b <c@d>',
            b"text/html",
            b"no",
            b"a@b.c, d: e@f;",
        ]
    ),
)
BODIES = st.one_of(
    st.binary(max_size=200),
    st.sampled_from(
        [
            b"--b\n",
            b"--b--\n",
            b"> quoted\n",
            b"On x wrote:\n",
            b"<div><p>hi</blockquote>",
            b"begin 644 a\n#0V%T\n`\nend\n",
            b"From: a@b.c\nSent: x\n",
            b"=-=-= x =-=-=\n",
            b"-- \n",
        ]
    ),
)
PARTS = st.lists(st.tuples(NAMES, VALUES), max_size=6)


@MANY
@given(st.lists(st.tuples(PARTS, st.lists(BODIES, max_size=5)), max_size=5), st.sampled_from([b"\n", b"\r\n", b"\r"]))
def test_any_tree_of_parts(parts, end):
    pieces = []
    for headers, bodies in parts:
        pieces += [name.encode() + b": " + value for name, value in headers] + [b""] + bodies + [b"--b"]
    _sound(read(end.join(pieces)))


@MANY
@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60),
    st.binary(max_size=300),
    st.sampled_from(["utf-8", "utf-16", "utf-7"]),
)
def test_what_an_honest_mailer_makes_comes_back(text, name, content, charset):
    made = EmailMessage()
    made["From"] = "tess@cedar.example"
    made.set_content(text, charset=charset)
    made.add_attachment(content, maintype="application", subtype="zip", filename=name)
    reading = read(made.as_bytes())
    _sound(reading)
    assert reading.attachments[0].content == content
    for word in text.split():
        if word.isalnum():
            assert word in reading.full_text or not word.isascii()

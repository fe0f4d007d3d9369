# ruff: noqa: E501 - tables of pieces read better in long lines
"""Trees of parts as hypothesis thinks of them: right, wrong, deep, lying. Nothing raises, and each is read within a second.

    TREES=10000 .venv/bin/python -m pytest -q tests/inbox/test_trees.py

reads that many; the suite reads a few.
"""

import base64
import json
import os
import re
import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hallway.core import markup
from hallway.inbox.reading import as_line, read

from .hostile.making import head, tree

MANY = settings(
    max_examples=int(os.environ.get("TREES", "60")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
CHARSETS = st.sampled_from(
    ["utf-8", "us-ascii", "iso-8859-1", "utf-16", "utf-7", "iso-2022-jp", "shift_jis", "klingon", "", '"', "utf-8; x=y"]
)
KINDS = st.sampled_from(
    [
        "text/plain", "text/html", "text/plain; format=flowed", "text/plain; format=flowed; delsp=yes", "text/enriched", "text/calendar", "image/png",
        "application/octet-stream", "application/ms-tnef", "application/pkcs7-mime", "message/rfc822", "message/delivery-status", "message/partial",
        "text", "multipart/mixed", "TEXT/HTML", "x/y/z",
    ]
)  # fmt: skip
CODINGS = st.sampled_from(
    [None, "base64", "quoted-printable", "8bit", "7bit", "x-uuencode", "binary", "BASE64 (x)", "rot13"]
)
NAMES = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.sampled_from(["../x", "a\u202eb.exe", "winmail.dat", "=?utf-8?B?8J+Y?=", "a;b", '"']),
)
WORDS = st.one_of(
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
    st.binary(max_size=200),
    st.lists(
        st.sampled_from(
            [
                b"<div>", b"</p>", b"<a href='https://x.example/'>", b"<img src=cid:a@b>", b"<img src=https://x.example/y>", b"<table><tr><td>", b"<svg><style>",
                b"> quoted\n", b"On Mon, Ivan wrote:\n", b"From: a@b.example\nSent: now\nTo: x\n\n", b"-- \n", b"--\n", b"CONFIDENTIALITY NOTICE: this e-mail is for its reader only\n\n",
                b"begin 644 a\n#0V%T\n`\nend\n", b"\x1b$B65\x1b(B", b"\xc3", b"\0", b"Final-Recipient: rfc822; a@b.example\nStatus: 5.1.1\n\n", b"data:image/png;base64,iVBORw0KGgo",
                b"-----BEGIN PGP SIGNED MESSAGE-----\nHash: x\n\n", b"-----BEGIN PGP SIGNATURE-----\n", b"---------- Forwarded message ---------\n", b"Sent from my iPhone\n", b"words and ", b"\n",
            ]
        ),
        max_size=12,
    ).map(b"".join),
)  # fmt: skip
MARKS = st.sampled_from(["b", "bb", "B B", "=_x", "b-", "\u00e9"])


@st.composite
def leaves(draw):
    kind, charset, coding, name = draw(KINDS), draw(CHARSETS), draw(CODINGS), draw(NAMES)
    said = (
        f"Content-Type: {kind}"
        + (f"; charset={charset}" if charset else "")
        + (f'; name="{name}"' if name is not None else "")
    )
    said += f"\r\nContent-Transfer-Encoding: {coding}" if coding else ""
    said += draw(
        st.sampled_from(
            [
                "",
                "\r\nContent-ID: <a@b>",
                "\r\nContent-Disposition: attachment",
                "\r\nContent-Disposition: inline; filename*0*=utf-8''%C3",
            ]
        )
    )
    words = draw(WORDS)
    if coding == "base64" and draw(st.booleans()):
        words = base64.b64encode(words)
    return said.encode("utf-8", "replace") + b"\r\n\r\n" + words + b"\r\n"


BRANCHES = st.sampled_from(["mixed", "alternative", "related", "signed", "report", "digest", "x-other", "encrypted"])
TREES = st.recursive(
    leaves(),
    lambda inner: st.builds(
        lambda kind, parts, mark, end: tree(kind, *parts, mark=mark, end=end),
        BRANCHES,
        st.lists(inner, max_size=5),
        MARKS,
        st.booleans(),
    ),
    max_leaves=20,
)


@MANY
@given(
    TREES,
    st.sampled_from(["Projector", "Re: x", "Fwd: x", "Automatic reply: x", "Undelivered"]),
    st.sampled_from([b"\r\n", b"\n", b"\r"]),
)
def test_any_tree(made, subject, end):
    raw = (head(subject=subject, In_Reply_To="<e@x.example>") + made).replace(b"\r\n", end)
    start = time.process_time()
    reading = read(raw)
    assert time.process_time() - start < 1
    assert not any(code.startswith(("unreadable", "too-")) for code in reading.problems), reading.problems
    assert "\0" not in json.dumps(reading.kept(), ensure_ascii=False)
    json.loads(as_line(reading))
    shown = markup.shown(reading.html, {"a@b": "data:image/png;base64,"}, far=False)
    assert not any(text in shown.lower() for text in ("<script", "<style", "<svg", "remote:"))
    assert not re.search(r"<[^<>]*\s(?:on\w+|style|src|href)=(?!\"(?:data:image/|https?://|mailto:|tel:))", shown)
    assert all(len(file.name) <= 200 and "/" not in file.name and "\\" not in file.name for file in reading.attachments)
    assert sum(file.size for file in reading.attachments) <= 4 * len(raw)

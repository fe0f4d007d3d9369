# ruff: noqa: E501 - a table of mails reads better in long lines
"""Nasty mails, made here and named by their symptom: ``MAILS[name] = (bytes, {field: expected})``.

An expected value may be a function of the field's value that must come out true.
"""

import base64

HEAD = b"From: Tess Tanaka <tess@cedar.example>\r\nTo: help@cedar.example\r\nSubject: Projector\r\nMessage-ID: <m1@cedar.example>\r\n"
BODY = b"\r\nThe projector is dark.\r\n"
MAILS = {}


def mail(name, raw, **expected):
    assert name not in MAILS
    MAILS[name] = (raw, expected)


def has(text):
    return lambda value: text in value


def multipart(kind, *parts, boundary=b"BB", head=HEAD, end=True):
    pieces = b"".join(b"--" + boundary + b"\r\n" + part + b"\r\n" for part in parts)
    closing = b"--" + boundary + b"--\r\n" if end else b""
    return (
        head
        + b'MIME-Version: 1.0\r\nContent-Type: multipart/%s; boundary="%s"\r\n\r\n' % (kind, boundary)
        + pieces
        + closing
    )


PLAIN = b"Content-Type: text/plain; charset=utf-8\r\n\r\nHello from the plain part."
HTML = b"Content-Type: text/html; charset=utf-8\r\n\r\n<p>Hello from the <b>HTML</b> part.</p>"
PNG = (
    b'Content-Type: image/png; name="dot.png"\r\nContent-ID: <dot@x>\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    + base64.b64encode(b"\x89PNG\r\n\x1a\n....")
)

mail("plain", HEAD + BODY, **{"from": "tess@cedar.example"}, from_name="Tess Tanaka", to=["help@cedar.example"], subject="Projector",
     message_id="<m1@cedar.example>", text="The projector is dark.", problems=[], automatic=None, bounce=None, attachments=[])  # fmt: skip
mail("nothing at all", b"", problems=["empty"], text="")
mail("only line ends", b"\r\n\r\n\n\n", problems=["empty"])
mail("headers only", HEAD, subject="Projector", text="", problems=[])
mail(
    "no blank line before the text",
    HEAD + b"The projector is dark.\r\nReally.\r\n",
    text=has("Really."),
    problems=has("headers-broken"),
)
mail(
    "junk line among the headers", b"garbage here\r\n" + HEAD + BODY, subject="Projector", text="The projector is dark."
)
mail("mbox From line first", b"From tess@cedar.example Mon Mar  2 10:00:00 2026\r\n" + HEAD + BODY, subject="Projector")
mail("byte order mark first", b"\xef\xbb\xbf" + HEAD + BODY, subject="Projector", text="The projector is dark.")
mail("bare CR for line ends", (HEAD + BODY).replace(b"\r\n", b"\r"), subject="Projector", text="The projector is dark.")
mail("bare LF for line ends", (HEAD + BODY).replace(b"\r\n", b"\n"), subject="Projector", text="The projector is dark.")
mail(
    "CR CR LF for line ends",
    (HEAD + BODY).replace(b"\r\n", b"\r\r\n"),
    subject="Projector",
    text="The projector is dark.",
)
mail(
    "NUL in the text",
    HEAD + b"\r\nThe pro\x00jector is dark.\r\n",
    text="The projector is dark.",
    problems=has("nul-removed"),
)
mail("NUL in the subject", b"From: a@b.example\r\nSubject: Pro\x00jector\r\n\r\nx", subject="Projector")
mail("no From", b"To: help@cedar.example\r\nSubject: x\r\n\r\nhi", **{"from": ""}, problems=has("no-from"))
mail("two From lines", b"From: ivan@cedar.example\r\n" + HEAD + BODY, problems=has("several-from"))
mail("two people in From", b"From: a@b.example, c@d.example\r\nSubject: x\r\n\r\nhi", problems=has("several-from"))
mail("name that looks like an address", b"From: \"ivan@cedar.example\" <x@x.test>\r\nSubject: x\r\n\r\nhi",
     **{"from": "x@x.test"}, from_name="ivan@cedar.example")  # fmt: skip
mail("name hidden in encoded words with a line break", b"From: =?utf-8?q?Tess=0d=0aBcc:_evil=40x.test?= <tess@cedar.example>\r\nSubject: x\r\n\r\nhi",
     **{"from": "tess@cedar.example"}, from_name="Tess Bcc: evil@x.test")  # fmt: skip
mail("address with quotes and comments", b"From: \"O'Hara, Pat (Room 4)\" (she (her)) <Pat.OHara@Cedar.Example>\r\n\r\nhi",
     **{"from": "pat.ohara@cedar.example"}, from_name="O'Hara, Pat (Room 4)")  # fmt: skip
mail("old style address", b"From: tess@cedar.example (Tess Tanaka)\r\n\r\nhi", from_name="Tess Tanaka")
mail(
    "group in To",
    HEAD.replace(b"help@cedar.example", b"Team: a@b.example, c@d.example;") + BODY,
    to=["a@b.example", "c@d.example"],
)
mail(
    "300 open comments in From",
    b"From: " + b"(" * 300 + b" tess@cedar.example\r\n\r\nhi",
    **{"from": "tess@cedar.example"},
)
mail(
    "20,000 addresses in Cc",
    HEAD + b"Cc: " + b", ".join(b"p%d@b.example" % i for i in range(20_000)) + b"\r\n" + BODY,
    cc=lambda v: len(v) == 50,
)
mail("a subject of 40,000 encoded words", b"From: a@b.example\r\nSubject: " + b"=?utf-8?q?abcdefg?= " * 40_000 + b"\r\n\r\nhi",
     subject=lambda v: v.startswith("abcdefgabcdefg") and len(v) <= 500, text="hi", problems=has("subject-too-long"))  # fmt: skip
mail(
    "a character cut across encoded words",
    b"From: a@b.example\r\nSubject: =?utf-8?B?8J+Y?=\r\n =?utf-8?B?gA==?= yes\r\n\r\nhi",
    subject="😀 yes",
)
mail("8-bit subject", "From: a@b.example\r\nSubject: Señor Núñez\r\n\r\nhi".encode(), subject="Señor Núñez")
mail(
    "8-bit subject in Latin-1",
    "From: a@b.example\r\nSubject: Señor Núñez\r\n\r\nhi".encode("latin-1"),
    subject="Señor Núñez",
)
mail(
    "direction override in the subject",
    "From: a@b.example\r\nSubject: invoice\u202egnp.exe\r\n\r\nhi".encode(),
    subject="invoicegnp.exe",
)
mail(
    "Latin-1 text, declared",
    HEAD + b"Content-Type: text/plain; charset=iso-8859-1\r\n\r\n" + "Señor Núñez".encode("latin-1"),
    text="Señor Núñez",
    problems=[],
)
mail(
    "Latin-1 text, not declared",
    HEAD + b"\r\n" + "Señor Núñez".encode("latin-1"),
    text="Señor Núñez",
    problems=has("charset-wrong"),
)
mail(
    "says Latin-1, is UTF-8",
    HEAD + b"Content-Type: text/plain; charset=iso-8859-1\r\n\r\n" + "Señor Núñez".encode(),
    text="Señor Núñez",
)
mail(
    "says UTF-8, is Latin-1",
    HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + "Señor Núñez".encode("latin-1"),
    text="Señor Núñez",
    problems=has("charset-wrong"),
)
mail(
    "charset nobody knows",
    HEAD + b"Content-Type: text/plain; charset=klingon-8\r\n\r\nqapla\x92",
    text="qapla\u2019",
    problems=has("charset-unknown"),
)
mail(
    "Japanese by escapes",
    HEAD + b"Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n" + "教室".encode("iso-2022-jp"),
    text="教室",
    problems=[],
)
mail(
    "curly quotes declared as Latin-1",
    HEAD + b"Content-Type: text/plain; charset=iso-8859-1\r\n\r\nit\x92s dark",
    text="it\u2019s dark",
)
mail("a Windows path", HEAD + b"\r\nLook in C:\\new\\table\\x please\r\n", text="Look in C:\\new\\table\\x please")
mail(
    "quoted-printable with a broken end",
    HEAD + b"Content-Transfer-Encoding: quoted-printable\r\n\r\nThe projector =\r\nis dark=\r\n =E2=82=AC =XY =",
    text=has("The projector is dark €"),
)
mail(
    "base64 with rubbish in it",
    HEAD + b"Content-Transfer-Encoding: base64\r\n\r\nVGhl!IHBy\r\n??b2plY3Rvcg==",
    text="The projector",
)
mail(
    "base64 that lost its end",
    HEAD + b"Content-Transfer-Encoding: base64\r\n\r\nVGhlIHByb2plY3Rvc",
    text=has("The projecto"),
)
mail(
    "format flowed",
    HEAD + b"Content-Type: text/plain; format=flowed\r\n\r\nThe projector \r\nis dark \r\ntoday.\r\n From here.\r\n",
    text="The projector is dark today.\nFrom here.",
)
mail(
    "alternative",
    multipart(b"alternative", PLAIN, HTML),
    text="Hello from the plain part.",
    html=has("<b>HTML</b>"),
    attachments=[],
)
mail(
    "HTML only",
    HEAD + b"Content-Type: text/html\r\n\r\n<div>One</div><div>Two &amp; three</div>",
    text="One\nTwo & three",
)
mail(
    "boundary with a space at its end",
    multipart(b"mixed", PLAIN, PNG).replace(b'boundary="BB"', b'boundary="BB "'),
    text=has("Hello"),
)
mail(
    "boundary never closed",
    multipart(b"mixed", PLAIN, PNG, end=False),
    text=has("Hello"),
    attachments=lambda v: len(v) == 1,
    problems=has("mail-cut-off"),
)
mail(
    "boundary that never comes",
    HEAD + b"Content-Type: multipart/mixed; boundary=zz\r\n" + BODY,
    text="The projector is dark.",
    problems=has("boundary-missing"),
)
mail(
    "multipart without a boundary",
    HEAD + b"Content-Type: multipart/mixed\r\n" + BODY,
    text="The projector is dark.",
    problems=has("boundary-missing"),
)
mail(
    "one boundary is the beginning of another",
    multipart(
        b"mixed",
        b'Content-Type: multipart/alternative; boundary="BBB"\r\n\r\n--BBB\r\n'
        + PLAIN
        + b"\r\n--BBB\r\n"
        + HTML
        + b"\r\n--BBB--",
        PNG,
    ),
    text="Hello from the plain part.",
    attachments=lambda v: len(v) == 1,
)
mail(
    "50,000 parts",
    HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 50_000,
    problems=has("too-many-parts"),
)
mail(
    "5,000 multiparts inside each other",
    HEAD
    + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i) for i in range(5000))
    + b"\r\nhi",
    problems=has("parts-too-deep"),
)
mail("100,000 header fields", HEAD + b"X-A: b\r\n" * 100_000 + b"\r\nhi", text="hi", problems=has("headers-too-long"))
mail(
    "100,000 nested divs",
    HEAD + b"Content-Type: text/html\r\n\r\n" + b"<div>" * 100_000 + b"dark",
    text="dark",
    html="",
    problems=has("html-too-deep"),
)
mail(
    "200,000 attributes on a tag",
    HEAD + b"Content-Type: text/html\r\n\r\n<p " + b"x=1 " * 200_000 + b">dark",
    html="",
    problems=has("html-too-deep"),
)
mail("script and handlers in HTML", HEAD + b"Content-Type: text/html\r\n\r\n<p onclick=x()>Hi</p><script>alert(1)</script><a href=\"java\tscript:x\">l</a><style>p{}</style><form action=x><input name=csrf></form>",
     html=lambda v: not any(w in v for w in ("script", "onclick", "alert", "style", "form", "input")), text=has("Hi"))  # fmt: skip
mail(
    "remote pictures",
    HEAD + b'Content-Type: text/html\r\n\r\n<p>Hi<img src="https://spy.test/p.gif"><img src="cid:dot@x" alt="dot"></p>',
    html='<p>Hi<img src="cid:dot@x" alt="dot"></p>',
)
mail(
    "a file with a name in pieces",
    multipart(
        b"mixed",
        PLAIN,
        b"Content-Type: application/pdf\r\nContent-Disposition: attachment; filename*0*=UTF-8''na%C3%AFve%20; filename*1=\"plan.pdf\"\r\n\r\n%PDF",
    ),
    attachments=lambda v: v[0]["name"] == "naïve plan.pdf",
)
mail(
    "a file named like a path",
    multipart(
        b"mixed",
        PLAIN,
        b'Content-Type: text/x-sh\r\nContent-Disposition: attachment; filename="..\\..\\etc/passwd"\r\n\r\nx',
    ),
    attachments=lambda v: v[0]["name"] == "passwd",
)
mail(
    "a file without a name",
    multipart(b"mixed", PLAIN, b"Content-Type: application/pdf\r\n\r\n%PDF"),
    attachments=lambda v: v[0]["name"] == "file-1.pdf" and v[0]["size"] == 4,
)
mail(
    "a picture in place",
    multipart(b"related", HTML, PNG),
    attachments=lambda v: v[0]["inline"] and v[0]["name"] == "dot.png",
)
mail(
    "uuencoded file in the text",
    HEAD + b"\r\nSee this.\r\nbegin 644 note.txt\r\n#0V%T\r\n`\r\nend\r\n",
    text="See this.",
    attachments=lambda v: (v[0]["name"], v[0]["size"]) == ("note.txt", 3),
)
mail(
    "winmail.dat",
    multipart(b"mixed", PLAIN, b"Content-Type: application/ms-tnef\r\n\r\n\x78\x9f\x3e\x22"),
    attachments=lambda v: v[0]["name"] == "winmail.dat",
)
mail(
    "encrypted",
    HEAD + b"Content-Type: application/pkcs7-mime; name=smime.p7m\r\n\r\nxyz",
    text="",
    attachments=lambda v: v[0]["name"] == "smime.p7m",
    problems=has("encrypted"),
)
mail(
    "date of the 32nd",
    HEAD + b"Date: Mon, 32 Foo 2026 25:61:00 +9999\r\n" + BODY,
    date=None,
    problems=has("date-unreadable"),
)
mail("date with a zone", HEAD + b"Date: Mon, 2 Mar 2026 09:00:00 -0600\r\n" + BODY, date="2026-03-02T15:00:00+00:00")
mail(
    "20,000 references",
    HEAD + b"References: " + b" ".join(b"<r%d@x>" % i for i in range(2500)) + b"\r\n" + BODY,
    references=lambda v: len(v) == 50 and v[0] == "<r0@x>" and v[-1] == "<r2499@x>",
)
mail("binary", bytes(range(256)) * 40, text=lambda v: isinstance(v, str))

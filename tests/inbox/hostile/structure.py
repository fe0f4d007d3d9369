# ruff: noqa: E501 - a table of mails reads better in long lines
"""Broken MIME: boundaries, transfer encodings, nesting, line ends, sizes."""

import base64

from .making import BOLD, HELLO, PDF, both, case, coded, files, has, head, lacks, mixed, part, plain, tree

DARK = "The projector is dark."
BASE64 = "base64"

case(
    "both forms of the same words",
    mixed(HELLO, BOLD, kind="alternative"),
    text="Hello from the plain part.",
    html=has("<b>HTML</b>"),
    attachments=[],
)
case(
    "the same boundary on two levels",
    mixed(tree("alternative", HELLO, BOLD), PDF),
    text=has("Hello from the plain part."),
    attachments=files("plan.pdf"),
)
case(
    "the inner boundary never closes",
    mixed(tree("alternative", HELLO, BOLD, mark="CC", end=False), PDF),
    text="Hello from the plain part.",
    attachments=files("plan.pdf"),
)
case("the outer boundary closes too early", mixed(HELLO) + b"--BB\r\n" + PDF, text="Hello from the plain part.")
case(
    "text before the first boundary",
    mixed(HELLO, PDF).replace(b"--BB", b"This is a multi-part message in MIME format.\r\n--BB", 1),
    text="Hello from the plain part.",
    attachments=files("plan.pdf"),
)
case(
    "a boundary with brackets and a slash",
    mixed(HELLO, PDF, mark="=_(a/b)+c?d"),
    text="Hello from the plain part.",
    attachments=files("plan.pdf"),
)
case(
    "a boundary that stands inside the text",
    mixed(part("see --BB in the log"), PDF),
    text="see --BB in the log",
    attachments=files("plan.pdf"),
)
case(
    "a boundary without quotes and with a comment",
    mixed(HELLO, PDF).replace(b'"BB"', b"BB (made by x)"),
    text="Hello from the plain part.",
    attachments=files("plan.pdf"),
)
case("a boundary of 60,000 letters", mixed(HELLO, PDF, mark="b" * 60_000), text=has("Hello"))
case(
    "boundary lines with blanks behind",
    mixed(HELLO, PDF).replace(b"--BB\r\n", b"--BB  \t\r\n"),
    text="Hello from the plain part.",
    attachments=files("plan.pdf"),
)
case(
    "Content-Type twice, the second one wrong",
    mixed(HELLO, PDF).replace(b"\r\n\r\n", b"\r\nContent-Type: text/plain\r\n\r\n", 1),
    attachments=files("plan.pdf"),
)
case("Content-Type without a slash", plain(DARK, Content_Type="text"), text=DARK, problems="type-malformed")
case("Content-Type that is a sentence", plain(DARK, Content_Type="just some text, really"), text=DARK)
case(
    "a type nobody has heard of, with words in it",
    plain(DARK, Content_Type="text/x-unheard"),
    full_text=lambda v: isinstance(v, str),
    attachments=lambda v: len(v) == 1,
)
case(
    "parts in CR LF under a head in LF",
    head().replace(b"\r\n", b"\n") + b"MIME-Version: 1.0\n" + tree("mixed", HELLO, PDF),
    text="Hello from the plain part.",
    attachments=files("plan.pdf"),
)
case(
    "bare CR line ends and several parts",
    mixed(HELLO, PDF).replace(b"\r\n", b"\r"),
    text="Hello from the plain part.",
    attachments=files("plan.pdf"),
)
case("a line of 200,000 letters", plain("word " * 40_000), text=has("word word"))
case(
    "cut off in the middle of a file",
    mixed(HELLO, PDF)[:-20],
    text="Hello from the plain part.",
    attachments=files("plan.pdf"),
    problems="mail-cut-off",
)
case("cut off in the middle of its head", head()[:60], sender="tess@cedar.example")
case("no head at all", b"\r\nThe projector is dark.\r\n", text=DARK, problems="no-from")
case("nothing but words", b"The projector is dark.", text=has("dark"))
case(
    "an mbox line before the head and in the text",
    b"From tess Mon Mar  2 10:00:00 2026\r\n" + plain("First.\r\n>From here on it is dark."),
    text="First.\nFrom here on it is dark.",
)
case("a blank line before the head", b"\r\n\r\n" + plain(DARK), subject="Projector", text=DARK)
case(
    "a head folded with blank lines of spaces",
    plain(DARK).replace(b"Subject: Projector", b"Subject: Projector\r\n \r\n in room 12"),
    subject="Projector in room 12",
)

# --- transfer encodings that lie ---
b64 = base64.b64encode(DARK.encode())
case("base64 with its end missing", plain(b64[:-3], Content_Transfer_Encoding=BASE64), text=has("The projector is da"))
case(
    "base64 in one line of 200,000 letters",
    plain(base64.b64encode(DARK.encode() * 6000), Content_Transfer_Encoding=BASE64),
    text=has(DARK),
)
case("base64 that is plain text after all", plain(DARK, Content_Transfer_Encoding=BASE64), text=DARK)
case("base64 in capital letters of the header", plain(b64, Content_Transfer_Encoding="BASE64"), text=DARK)
case(
    "base64 with a list's footer below",
    plain(b64 + b"\r\n\r\n_______________\r\nStaff mailing list\r\n", Content_Transfer_Encoding=BASE64),
    text=has(DARK),
)
case(
    "two pieces of base64 after each other",
    plain(
        base64.b64encode(b"The projector") + b"\r\n" + base64.b64encode(b" is dark!."), Content_Transfer_Encoding=BASE64
    ),
    text=has("The projector", "dark"),
)
case(
    "quoted-printable that was never encoded",
    plain("a=b and c = d", Content_Transfer_Encoding="quoted-printable"),
    text=has("c = d"),
)
case(
    "quoted-printable with small letters",
    plain("se=c3=b1or", Content_Transfer_Encoding="quoted-printable"),
    text="señor",
)
case("quoted-printable with a soft end last", plain("dark=", Content_Transfer_Encoding="quoted-printable"), text="dark")
case(
    "quoted-printable on the whole multipart",
    mixed(HELLO, PDF, Content_Transfer_Encoding="quoted-printable"),
    text="Hello from the plain part.",
    attachments=files("plan.pdf"),
)
case(
    "base64 on the whole multipart",
    mixed(HELLO, PDF, Content_Transfer_Encoding=BASE64),
    text="Hello from the plain part.",
    attachments=files("plan.pdf"),
)
case("an encoding nobody knows", plain(DARK, Content_Transfer_Encoding="rot13"), text=DARK, problems="encoding-unknown")
case("8bit written with a typing error", plain("Señor", Content_Transfer_Encoding="8bits"), text="Señor")
case("NUL all through the text", plain("d\0a\0r\0k\0"), text="dark", problems="nul-removed")
case(
    "a text of controls and bells",
    plain("da\x07r\x08k \x1b[31mred\x1b[0m"),
    text=lambda v: "\x07" not in v and "\x1b" not in v and "red" in v,
)

# --- nesting ---
inner = b"From: Olga Ortiz <olga@cedar.example>\r\nSubject: Inner\r\n\r\nWords of the inner mail.\r\n"
case(
    "a mail inside the mail",
    mixed(part("See below."), part(inner, "message/rfc822")),
    text="See below.",
    attachments=lambda v: v[0]["type"] == "message/rfc822" and v[0]["name"].endswith(".eml"),
)
case(
    "a mail inside, in base64",
    mixed(part("See below."), coded(inner, "message/rfc822")),
    attachments=lambda v: v[0]["size"] == len(inner),
)
case(
    "300 mails inside each other",
    mixed(part("hi"), part(b"Content-Type: message/rfc822\r\n\r\n" * 300 + inner, "message/rfc822")),
    text="hi",
    attachments=lambda v: len(v) == 1,
)
case("a digest of mails", mixed(b"\r\n" + inner, b"\r\n" + inner, kind="digest"), attachments=lambda v: len(v) == 2)
case(
    "a part of a mail that lies elsewhere",
    mixed(part("hi"), part("", 'message/external-body; access-type=URL; URL="http://x.example/"')),
    text="hi",
    problems="part-elsewhere",
)
case(
    "a mail cut into pieces by its sender",
    head(Content_Type='message/partial; id="x@y"; number=1; total=3') + b"\r\n" + inner,
    problems="part-elsewhere",
    attachments=lambda v: len(v) == 1,
)
case(
    "several texts one after another",
    mixed(part("First."), part("Second."), part("Third.")),
    text="First.\n\nSecond.\n\nThird.",
    attachments=[],
)
case(
    "a text, a file, and a text below it",
    mixed(part("Above."), PDF, part("Below.")),
    text="Above.\n\nBelow.",
    attachments=files("plan.pdf"),
)
case(
    "HTML, a picture, and HTML again",
    mixed(part("<p>Above", "text/html"), coded(b"x" * 9, "image/png"), part("<p>Below", "text/html")),
    text="Above\n\nBelow",
    html=has("Above", "Below"),
)
case(
    "an empty plain form beside HTML",
    mixed(part(" \r\n"), BOLD, kind="alternative"),
    text="Hello from the HTML part.",
    html=has("<b>HTML</b>"),
)
case(
    "forms in the wrong order",
    mixed(BOLD, HELLO, kind="alternative"),
    text="Hello from the plain part.",
    html=has("<b>HTML</b>"),
)
case(
    "a calendar among the forms",
    mixed(HELLO, BOLD, part("BEGIN:VCALENDAR\r\nEND:VCALENDAR", "text/calendar; method=REQUEST"), kind="alternative"),
    text="Hello from the plain part.",
    attachments=files("invite.ics"),
)
case(
    "only a calendar",
    head(Content_Type="text/calendar; method=REPLY") + b"\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    text="",
    attachments=files("invite.ics"),
)
case(
    "a text that says it is a file",
    mixed(part("The log.", 'text/plain; name="log.txt"', **{"Content-Disposition": "attachment"})),
    text="",
    attachments=files("log.txt"),
)
case(
    "a text shown inline with a name",
    mixed(part("Words."), part("The log.", "text/plain", **{"Content-Disposition": 'inline; filename="log.txt"'})),
    text=has("Words."),
    attachments=files("log.txt"),
)
case("enriched text", head(Content_Type="text/enriched") + b"\r\n<bold>dark</bold> room", text="dark room")

case("all at once", mixed(tree("alternative", HELLO.replace(b"utf-8", b"klingon"), tree("related", BOLD, coded(b"GIF89a", 'image/gif; name="a.gif"', **{"Content-ID": "<a@b>"}), mark="DD"), mark="CC"), PDF, end=False),
     text=both(has("Hello"), lacks("<b>")), html=has("<b>HTML</b>"), attachments=files("a.gif", "plan.pdf"), problems="charset-unknown")  # fmt: skip

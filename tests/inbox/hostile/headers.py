"""Headers: missing, doubled, folded, encoded in odd ways, misleading."""

from .making import case, has, head, lacks, plain

case("no Message-ID", plain(ident=None), message_id="", problems="no-message-id", text="The projector is dark.")
case("a Message-ID without angles", plain(ident="abc@phone"), message_id="<abc@phone>")
case("a Message-ID with a blank in it", plain(ident="<abc @phone>"), message_id=lambda v: isinstance(v, str))
case(
    "two Message-IDs",
    plain().replace(b"To:", b"Message-ID: <second@x>\r\nTo:"),
    message_id=lambda v: v in ("<m1@cedar.example>", "<second@x>"),
)
case("a Message-ID of 10,000 letters", plain(ident="<" + "x" * 10_000 + "@y>"), message_id=lambda v: len(v) <= 260)
case("no Date", plain(), date=None, problems=lacks("date-unreadable"))
case("a date in 1969", plain(Date="Wed, 31 Dec 1969 23:59:59 +0000"), date=None)
case("a date in the year 9999", plain(Date="Fri, 31 Dec 9999 23:59:59 +0000"), date=None)
case("a date with two digits for the year", plain(Date="Mon, 2 Mar 26 09:00:00 GMT"), date="2026-03-02T09:00:00+00:00")
case("a date with a comment", plain(Date="Mon, 2 Mar 2026 09:00:00 -0600 (CST)"), date="2026-03-02T15:00:00+00:00")
case("a date without a zone", plain(Date="Mon, 2 Mar 2026 09:00:00"), date="2026-03-02T09:00:00+00:00")
case(
    "a date in Spanish",
    plain(Date="lun, 2 mar 2026 09:00:00 +0000"),
    date=lambda v: v in (None, "2026-03-02T09:00:00+00:00"),
)
case("no subject", plain(subject=None), subject="", text="The projector is dark.")
case("an empty subject", plain(subject=""), subject="")
case(
    "two subjects", plain().replace(b"To:", b"Subject: Another\r\nTo:"), subject=lambda v: v in ("Projector", "Another")
)
case(
    "a folded subject",
    plain(subject="The projector\r\n in room 12\r\n\tis dark"),
    subject="The projector in room 12 is dark",
)
case(
    "a subject folded inside an encoded letter", plain(subject="=?utf-8?B?U2XD?=\r\n =?utf-8?B?sW9y?="), subject="Señor"
)
case("an encoded word without its end", plain(subject="=?utf-8?Q?dark"), subject="=?utf-8?Q?dark")
case("an encoded word glued to letters", plain(subject="a=?utf-8?Q?=C3=B1?=o"), subject="año")
case("an encoded word with blanks inside", plain(subject="=?utf-8?Q?the projector?="), subject="the projector")
case("an encoded word with a language", plain(subject="=?utf-8*en?Q?dark?="), subject="dark")
case("an encoded word of an unknown kind", plain(subject="=?utf-8?X?dark?="), subject="=?utf-8?X?dark?=")
case(
    "an encoded word inside an encoded word",
    plain(subject="=?utf-8?Q?=3D=3Futf-8=3FQ=3Fdark=3F=3D?="),
    subject="=?utf-8?Q?dark?=",
)
case("base64 of a subject with its end missing", plain(subject="=?utf-8?B?ZGFyaw?="), subject="dark")
case(
    "a subject that hides a header",
    plain(subject="=?utf-8?Q?dark=0D=0ABcc:_x=40y.example?="),
    subject="dark Bcc: x@y.example",
    to=["help@cedar.example"],
)
case("a subject of invisible letters", plain(subject="da\u200brk\u2060 \ufeffroom"), subject="dark room")
case("a subject of emoji with joiners", plain(subject="👩\u200d🏫 is 👍🏽"), subject=has("👩", "🏫", "👍🏽"))
case("a subject from right to left", plain(subject="המקרן בכיתה 12 חשוך"), subject="המקרן בכיתה 12 חשוך")
case("a subject of a NUL and a bell", plain(subject="da\0r\x07k"), subject="dark")
case(
    "a header without a colon",
    plain().replace(b"To:", b"This is no header\r\nTo:"),
    to=["help@cedar.example"],
    text="The projector is dark.",
    problems="headers-broken",
)
case(
    "a header with an empty name",
    plain().replace(b"To:", b": nothing\r\nTo:"),
    to=["help@cedar.example"],
    text="The projector is dark.",
)
case(
    "a header name in foreign letters",
    plain().replace(b"To:", "Tëma: x\r\nTo:".encode()),
    to=["help@cedar.example"],
    text="The projector is dark.",
)
case("headers in capital letters", head().upper() + b"\r\ndark", subject="PROJECTOR", sender="tess@cedar.example")
case(
    "a blank line with a blank in it after the head",
    head() + b" \r\nThe projector is dark.",
    text="The projector is dark.",
)
case(
    "references with commas and comments",
    plain(References="<a@x>, <b@x> (older)", In_Reply_To="<c@x> from Tess's message of Monday"),
    references=["<a@x>", "<b@x>", "<c@x>"],
)
case("references cut by a proxy", plain(References="<a@x> <b@"), references=["<a@x>"])
case(
    "In-Reply-To that is an address", plain(In_Reply_To="help@cedar.example"), references=lambda v: isinstance(v, list)
)
case(
    "our own control headers from outside",
    plain(X_Hallway_Internal="true", X_Hallway_Status="closed"),
    text="The projector is dark.",
    subject="Projector",
)

# ruff: noqa: E501 - a table of mails reads better in long lines
"""Files: names, places, uuencode, TNEF, signatures and locks, pictures in place."""

import struct

from .making import (
    BOLD,
    CASES,
    HELLO,
    PDF,
    case,
    coded,
    files,
    has,
    head,
    html,
    lacks,
    mixed,
    part,
    plain,
    png,
    sized,
    tree,
)


def named(symptom, said, name, **more):
    case(
        symptom,
        mixed(HELLO, coded(b"data", "application/zip", **{"Content-Disposition": said})),
        attachments=files(name),
        **more,
    )


named(
    "a file's name in three pieces out of order",
    "attachment; filename*2*=c%C3%B1; filename*0*=utf-8''a; filename*1=b",
    "abcñ",
)
named("a file's name in pieces without a charset", 'attachment; filename*0="plan "; filename*1="B.zip"', "plan B.zip")
named("a file's name with a broken escape", "attachment; filename*=utf-8''pla%ZZn%C3.zip", "pla%ZZnÃ.zip")
named("a file's name in both forms", "attachment; filename=\"old.zip\"; filename*=utf-8''n%C3%A9w.zip", "néw.zip")
named("a file's name with a semicolon in quotes", 'attachment; filename="a;b.zip"', "a;b.zip")
named("a file's name without quotes and with spaces", "attachment; filename=my plan.zip", "my plan.zip")
named("a file's name that climbs", 'attachment; filename="../../../etc/passwd"', "passwd")
named("a file's name with a drive", 'attachment; filename="C:\\\\Users\\\\tess\\\\plan.zip"', "plan.zip")
named("a file's name that turns around", "attachment; filename*=utf-8''invoice%E2%80%AEgnp.exe", "invoicegnp.exe")
named("a file's name with a NUL and a line break", "attachment; filename*=utf-8''a%00b%0D%0Ac.zip", "ab c.zip")
named("a file's name of dots", 'attachment; filename="..."', "file-1.zip")
named("a file's name of 5,000 letters", 'attachment; filename="' + "n" * 5000 + '.zip"', "n" * 189 + ".zip")
named("a file's name in 3,000 pieces", "attachment" + "".join(f'; filename*{i}="x"' for i in range(3000)), "x" * 100)
named(
    "a file's name numbered beyond all numbers",
    'attachment; filename*99999999999999999999="x"; filename="plan.zip"',
    "x",
)
case("ten files of one name", mixed(HELLO, *[PDF] * 10), attachments=files(*["plan.pdf"] * 10))
case(
    "a file of no bytes",
    mixed(HELLO, coded(b"", "application/pdf", **{"Content-Disposition": 'attachment; filename="empty.pdf"'})),
    attachments=sized(empty_pdf=0),
)
case(
    "a file without a type",
    mixed(HELLO, b'Content-Disposition: attachment; filename="plan.pdf"\r\n\r\n%PDF-1.4'),
    attachments=lambda v: v[0]["name"] == "plan.pdf",
)
case(
    "octet-stream with a telling name",
    mixed(HELLO, coded(b"%PDF", 'application/octet-stream; name="plan.pdf"')),
    attachments=lambda v: v[0]["type"] == "application/pdf",
)
case(
    "the whole mail is a file",
    head(Content_Type='application/pdf; name="plan.pdf"', Content_Transfer_Encoding="base64") + b"\r\nJVBERi0=",
    text="",
    attachments=sized(plan_pdf=5),
)

# --- pictures in place ---
logo = coded(
    png(90, 30),
    'image/png; name="image001.png"',
    **{"Content-ID": "<image001.png@01DA>", "Content-Disposition": "inline"},
)
shot = coded(
    png(1200, 800),
    'image/png; name="image002.png"',
    **{"Content-ID": "<image002.png@01DA>", "Content-Disposition": "inline"},
)
page = part('<p>See <img src="cid:image002.png@01DA"></p><p>Tess <img src="cid:image001.png@01DA"></p>', "text/html")
case("a screenshot and a logo in place", mixed(tree("alternative", part("See [cid:image002.png@01DA]\r\nTess [cid:image001.png@01DA]"), page, mark="CC"), shot, logo, kind="related"),
     html=has('src="cid:image002.png@01DA"'), attachments=lambda v: all(each["inline"] for each in v) and len(v) == 2, text="See\nTess")  # fmt: skip
case("an inline picture that nothing shows", mixed(HELLO, shot), attachments=lambda v: v[0]["name"] == "image002.png")
case(
    "a picture written into the HTML itself",
    html('<p>Look <img src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAE="></p>'),
    html=has('src="cid:'),
    attachments=lambda v: v[0]["type"] == "image/png" and v[0]["inline"],
)
case(
    "a page written into a picture's place",
    html('<p>Look <img src="data:text/html;base64,PHNjcmlwdD4="></p>'),
    html=lacks("data:"),
    attachments=[],
)
case(
    "a cid with capital letters and escapes",
    mixed(
        part('<img src="cid:A%20B@X">', "text/html"),
        coded(png(900, 900), "image/png", **{"Content-ID": "<A B@X>"}),
        kind="related",
    ),
    attachments=lambda v: len(v) == 1,
)

# --- uuencode ---
uu = "begin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\n"
case(
    "two uuencoded files with words between",
    plain(f"One.\r\n{uu}Two.\r\n{uu.replace('cat', 'dog')}Three."),
    text="One.\nTwo.\nThree.",
    attachments=files("cat.txt", "dog.txt"),
)
case(
    "words that begin like a uuencoded file",
    plain("We\r\nbegin 644 miles from here\r\nand the end\r\n"),
    text=has("begin 644 miles"),
    attachments=[],
)
case("a uuencoded file that never ends", plain("See.\r\nbegin 644 cat.txt\r\n#0V%T\r\n"), text=has("See."))
case(
    "uuencode as a transfer encoding",
    mixed(HELLO, part(uu, 'text/plain; name="cat.txt"', **{"Content-Transfer-Encoding": "x-uuencode"})),
    attachments=sized(cat_txt=3),
)
case(
    "uuencoded with a path in its name",
    plain("See.\r\n" + uu.replace("cat.txt", "../../etc/cat.txt")),
    attachments=files("cat.txt"),
)


# --- winmail.dat ---
def attribute(level, ident, data):
    return struct.pack("<BII", level, ident, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def tnef(*attributes):
    return struct.pack("<IH", 0x223E9F78, 1) + b"".join(attributes)


def a_file(title, data):
    return (
        attribute(2, 0x00069002, b"\x01\0" + b"\0" * 12)
        + attribute(2, 0x00018010, title + b"\0")
        + attribute(2, 0x0006800F, data)
    )


TNEF = "application/ms-tnef; name=winmail.dat"
case(
    "winmail.dat with two files in it",
    mixed(HELLO, coded(tnef(a_file(b"plan.doc", b"one"), a_file(b"class.xls", b"three")), TNEF)),
    attachments=sized(plan_doc=3, class_xls=5),
    text="Hello from the plain part.",
)
case(
    "winmail.dat with the words in it",
    mixed(part(""), coded(tnef(attribute(1, 0x0002800C, b"The projector is dark.\r\n\0")), TNEF)),
    text="The projector is dark.",
)
case(
    "winmail.dat that breaks off",
    mixed(HELLO, coded(tnef(a_file(b"plan.doc", b"x" * 5000))[:200], TNEF)),
    attachments=files("winmail.dat"),
    problems="winmail-unreadable",
)
case(
    "winmail.dat that is something else",
    mixed(HELLO, coded(b"not that at all", TNEF)),
    attachments=files("winmail.dat"),
    problems="winmail-unreadable",
)
case(
    "winmail.dat whose sizes lie",
    mixed(HELLO, coded(struct.pack("<IHBII", 0x223E9F78, 1, 2, 0x0006800F, 0xFFFFFFFF) + b"x", TNEF)),
    attachments=files("winmail.dat"),
    problems="winmail-unreadable",
)
case("winmail.dat with nothing in it", mixed(HELLO, coded(tnef(), TNEF)), attachments=[])
case(
    "winmail.dat under a plain type",
    mixed(HELLO, coded(tnef(a_file(b"plan.doc", b"one")), 'application/octet-stream; name="winmail.dat"')),
    attachments=sized(plan_doc=3),
)
case(
    "winmail.dat with a path in a name",
    mixed(HELLO, coded(tnef(a_file(b"..\\..\\plan.doc", b"one")), TNEF)),
    attachments=sized(plan_doc=3),
)

# --- locked and signed ---
case("signed by S/MIME, apart", mixed(HELLO, coded(b"0\x82", 'application/pkcs7-signature; name="smime.p7s"'), kind='signed; micalg=sha256; protocol="application/pkcs7-signature"').replace(b'signature"; boundary', b'signature"; boundary').replace(b'multipart/signed; micalg=sha256; protocol="application/pkcs7-signature"; boundary', b"multipart/signed; micalg=sha256; boundary"),
     text="Hello from the plain part.", attachments=files("smime.p7s"), problems=lacks("encrypted"))  # fmt: skip
case(
    "signed by S/MIME, the mail inside the seal",
    head(
        Content_Type='application/pkcs7-mime; smime-type=signed-data; name="smime.p7m"',
        Content_Transfer_Encoding="base64",
    )
    + b"\r\nMIIB",
    attachments=files("smime.p7m"),
    text="",
)
case(
    "locked by S/MIME",
    head(
        Content_Type='application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"',
        Content_Transfer_Encoding="base64",
    )
    + b"\r\nMIIB",
    attachments=files("smime.p7m"),
    problems="encrypted",
    text="",
)
case(
    "signed by PGP, apart",
    mixed(
        HELLO,
        part(
            "-----BEGIN PGP SIGNATURE-----\r\n=x\r\n-----END PGP SIGNATURE-----",
            'application/pgp-signature; name="signature.asc"',
        ),
        kind="signed",
    ),
    text="Hello from the plain part.",
    attachments=files("signature.asc"),
)
case(
    "locked by PGP",
    mixed(
        part("Version: 1", "application/pgp-encrypted"),
        part("-----BEGIN PGP MESSAGE-----", 'application/octet-stream; name="encrypted.asc"'),
        kind="encrypted",
    ),
    problems="encrypted",
    attachments=files("version.asc", "encrypted.asc"),
)
case("signed by PGP, in the text", plain("-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\nThe projector is dark.\r\n- -- at nine\r\n-----BEGIN PGP SIGNATURE-----\r\n\r\niQEz\r\n=x\r\n-----END PGP SIGNATURE-----\r\n"),
     text="The projector is dark.\n-- at nine", full_text=has("BEGIN PGP SIGNATURE"))  # fmt: skip
case(
    "locked by PGP, in the text",
    plain("-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA\r\n-----END PGP MESSAGE-----\r\n"),
    problems="encrypted",
    full_text=has("BEGIN PGP MESSAGE"),
)

__all__ = ["BOLD", "CASES"]

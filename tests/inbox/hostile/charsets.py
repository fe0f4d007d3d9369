# ruff: noqa: E501 - a table of mails reads better in long lines
"""Charsets: rightly named, wrongly named, not named, unknown, and in other places than the text."""

from .making import CASES, case, files, has, head, html, mixed, part, plain

SENTENCES = {
    "windows-1252": "“Señor” – 20 €", "iso-8859-2": "Žluťoučký kůň", "iso-8859-5": "Класс сегодня", "iso-8859-7": "Ο προβολέας", "iso-8859-8": "המקרן חשוך",
    "iso-8859-9": "Öğretmen ışığı", "iso-8859-15": "garçon œuvre €", "windows-1250": "Příliš žluťoučký", "windows-1251": "Проектор не работает",
    "windows-1253": "Ο προβολέας", "windows-1255": "המקרן חשוך", "windows-1256": "جهاز العرض", "koi8-r": "Проектор не работает", "koi8-u": "Їжак ґанок",
    "euc-jp": "教室のプロジェクター", "shift_jis": "教室のプロジェクター", "iso-2022-jp": "教室のプロジェクター", "euc-kr": "프로젝터가 어둡다", "ks_c_5601-1987": "프로젝터가 어둡다",
    "gb2312": "投影仪坏了", "gbk": "投影儀壞了", "gb18030": "投影仪坏了😀", "big5": "投影機壞了", "tis-620": "โปรเจคเตอร์", "utf-16": "Señor 教室", "utf-16le": "Señor 教室",
    "utf-7": "Señor 教室", "utf-32": "Señor 😀", "macintosh": "Señor Núñez", "cp850": "Señor Núñez", "cp437": "Señor Ñ",
}  # fmt: skip
CODECS = {"macintosh": "mac-roman", "ks_c_5601-1987": "euc-kr", "utf-16le": "utf-16-le"}
for charset, text in SENTENCES.items():
    case(
        f"text in {charset}, rightly named",
        plain(text.encode(CODECS.get(charset, charset)), Content_Type=f"text/plain; charset={charset}"),
        text=text,
        problems=[],
    )

SENOR = "Señor Núñez: el proyector está oscuro"
case("UTF-8 that nobody named", plain(SENOR), text=SENOR, problems=[])
case("UTF-8 named US-ASCII", plain(SENOR, Content_Type="text/plain; charset=us-ascii"), text=SENOR)
case(
    "windows-1252 named US-ASCII",
    plain(SENOR.encode("cp1252"), Content_Type="text/plain; charset=us-ascii"),
    text=SENOR,
    problems="charset-wrong",
)
case(
    "windows-1252 named UTF-8",
    plain(SENOR.encode("cp1252"), Content_Type="text/plain; charset=UTF-8"),
    text=SENOR,
    problems="charset-wrong",
)
case(
    "UTF-8 named windows-1252",
    plain(SENOR, Content_Type="text/plain; charset=windows-1252"),
    text=SENOR,
    problems="charset-wrong",
)
case(
    "UTF-8 named Shift_JIS",
    plain("教室は暗い、プロジェクター", Content_Type="text/plain; charset=shift_jis"),
    text=has("教室"),
)
case(
    "charset in quotes with spaces",
    plain(SENOR.encode("cp1252"), Content_Type='text/plain; charset=" Windows-1252 "'),
    text=SENOR,
    problems=[],
)
case(
    "charset named twice",
    plain(SENOR.encode("cp1252"), Content_Type="text/plain; charset=iso-8859-1; charset=utf-8"),
    text=SENOR,
)
case(
    "charset that is a codec but no charset",
    plain("aGVsbG8=", Content_Type="text/plain; charset=base64"),
    text="aGVsbG8=",
    problems="charset-unknown",
)
case(
    "charset of 60,000 letters",
    plain("dark", Content_Type="text/plain; charset=" + "x" * 60_000),
    text="dark",
    problems="charset-unknown",
)
case("charset named unknown-8bit", plain(SENOR, Content_Type="text/plain; charset=unknown-8bit"), text=SENOR)
case(
    "UTF-8 with one broken letter",
    plain(SENOR.encode() + b" \xff end" + " über".encode()),
    text=has("end", "über"),
    problems="charset-wrong",
)
case(
    "UTF-8 cut in the middle of a letter",
    plain("El salón está oscuro, señ".encode()[:-1], Content_Type="text/plain; charset=utf-8"),
    text=has("salón está oscuro"),
)
case("a lone surrogate in UTF-8", plain(b"dark \xed\xa0\x80 room"), text=has("dark", "room"))
case(
    "byte order mark before the text",
    plain(b"\xef\xbb\xbfdark", Content_Type="text/plain; charset=utf-8"),
    text="dark",
    problems=[],
)
case("Japanese escapes that nobody named", plain("教室は暗い".encode("iso-2022-jp")), text="教室は暗い")
case(
    "Japanese escapes never closed",
    plain(b"\x1b$B65<<", Content_Type="text/plain; charset=iso-2022-jp"),
    text=has("教室"),
)
case("accents put together from pieces", plain("Sen\u0303or Nu\u0301n\u0303ez"), text="Señor Núñez")
case(
    "HTML that names its charset in a meta tag",
    head(Content_Type="text/html") + b"\r\n<meta charset=windows-1251><p>" + "Проектор".encode("cp1251"),
    text="Проектор",
)
case("HTML whose meta tag lies against the header", html('<meta charset="windows-1251"><p>Señor'), text="Señor")
case(
    "HTML in UTF-16",
    head(Content_Type="text/html; charset=utf-16") + b"\r\n" + "<p>Señor".encode("utf-16"),
    text="Señor",
)
case(
    "script hidden in UTF-7",
    head(Content_Type="text/html; charset=utf-7") + b"\r\n+ADw-script+AD4-alert(1)+ADw-/script+AD4-dark",
    html=lambda v: "script" not in v,
    text="dark",
)

# --- in headers and names ---
case("a subject in Latin-1 without a word of warning", plain(subject="Señor".encode("latin-1")), subject="Señor")
case("a subject in KOI8-R, encoded", plain(subject="=?koi8-r?B?8NLPxcvUz9I=?="), subject="Проектор")
case("a subject in Japanese, encoded", plain(subject="=?iso-2022-jp?B?GyRCNjU8PBsoQg==?="), subject="教室")
case("a subject in a charset nobody knows", plain(subject="=?klingon?Q?qapla=92?="), subject="qapla\u2019")
case("a sender's name in Shift_JIS", plain(sender="=?shift_jis?B?i7OOug==?= <tess@cedar.example>"), from_name="教室")
case(
    "a file's name in raw UTF-8",
    mixed(part("hi"), part("x", 'application/zip; name="señal 教室.zip"')),
    attachments=files("señal 教室.zip"),
)
case(
    "a file's name in raw Latin-1",
    mixed(part("hi"), part("x", "application/zip").replace(b"zip\r\n", b'zip; name="se\xf1al.zip"\r\n', 1)),
    attachments=files("señal.zip"),
)
case(
    "a file's name as an encoded word",
    mixed(part("hi"), part("x", 'application/zip; name="=?utf-8?Q?se=C3=B1al.zip?="')),
    attachments=files("señal.zip"),
)

__all__ = ["CASES"]
for said in ("utf-16", "utf-16le", "utf-32"):
    case(
        f"says {said}, is plain letters",
        plain("The projector is dark.", Content_Type=f"text/plain; charset={said}"),
        text="The projector is dark.",
        problems=["charset-wrong"],
    )
case(
    "says utf-16 and is",
    plain("教室の電灯".encode("utf-16"), Content_Type="text/plain; charset=utf-16", Content_Transfer_Encoding="binary"),
    text="教室の電灯",
    problems=[],
)

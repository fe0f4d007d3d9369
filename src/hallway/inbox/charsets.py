"""From bytes to text, whatever the mail claims. Never raises."""

import codecs

NAMES = """
ascii utf-8 utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be utf-7 latin-1 iso8859-2 iso8859-3 iso8859-4
iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 iso8859-10 iso8859-11 iso8859-13 iso8859-14 iso8859-15
iso8859-16 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp437 cp850 cp852 cp855 cp857 cp858
cp860 cp861 cp862 cp863 cp864 cp865 cp866 cp869 cp874 cp932 cp949 cp950 koi8-r koi8-u koi8-t kz1048 mac-roman
mac-cyrillic mac-greek mac-latin2 mac-turkish mac-iceland big5 big5hkscs gb2312 gbk gb18030 hz euc-jp
euc-jis-2004 shift_jis shift_jis_2004 iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_3 iso2022_jp_ext
iso2022_kr euc-kr johab tis-620 ptcp154 hp-roman8
"""
# Only these are asked of Python: its codec list also holds things that are no charsets (zip, rot13) or that take a
# square of time (punycode, idna).
KNOWN = {codecs.lookup(name).name for name in NAMES.split()}
# Names that mails use and Python does not know, and names that in practice mean a larger set.
ALSO = {
    "utf8mb4": "utf-8", "utf-8mb4": "utf-8", "unicode-1-1-utf-7": "utf-7", "unicode-1-1-utf-8": "utf-8", "unicode": "utf-16",
    "gb2312": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "gbk": "gb18030", "chinesebig5": "big5hkscs",
    "ks_c_5601-1987": "cp949", "ks_c_5601": "cp949", "euc-kr": "cp949", "x-windows-949": "cp949", "shift_jis": "cp932",
    "shift-jis": "cp932", "x-sjis": "cp932", "sjis": "cp932", "windows-31j": "cp932", "windows-874": "cp874", "x-windows-874": "cp874",
    "iso-8859-8-i": "iso8859-8", "iso-8859-8-e": "iso8859-8", "iso-8859-6-i": "iso8859-6", "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman", "x-mac-cyrillic": "mac-cyrillic", "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252",
    "latin-1": "cp1252", "l1": "cp1252", "ansi": "cp1252", "ansi_x3.4-1968": "ascii", "x-user-defined": "cp1252", "x-ansi": "cp1252",
    "8859_1": "cp1252", "iso8859_1": "cp1252", "cp-1252": "cp1252", "win-1252": "cp1252", "win-1251": "cp1251", "cp-850": "cp850",
}  # fmt: skip
WESTERN = {"ascii", "cp1252", "iso8859-1"}
CP1252 = {i: bytes([i]).decode("cp1252", "ignore") or chr(i) for i in range(0x80, 0xA0)}


def charset_named(name):
    """The codec for a charset's name as a mail wrote it, or None when it is no charset we know."""
    name = (name or "").strip().strip("\"'").lower().replace(" ", "")[:40]
    name = ALSO.get(name, name)
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError, UnicodeError):
        return None
    return found if found in KNOWN else None


def windows(data):
    """windows-1252, with the five bytes it lacks as the browser reads them. Never fails."""
    return data.decode("latin-1").translate(CP1252)


def _escaped(data):
    """The codec of text that changes its letters by escapes (Japanese, Korean), whatever it is called; else None."""
    if b"\x1b$" not in data[:4096] or not data.isascii():
        return None
    return "iso2022_kr" if b"\x1b$)C" in data[:4096] else "iso2022_jp_2"


def _mostly_utf8(data):
    """UTF-8 with a broken letter here and there, or cut off in one: the text with marks in their place; else ""."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = len(data) - len(text)  # the bytes that letters of several bytes have more than one
    return text.removeprefix("\ufeff") if 0 < broken <= whole else ""


def text_of(data, charset=None):
    """``(text, problem or None)``: as declared if that holds, then UTF-8, then windows-1252.

    A mail that says Western and holds well-formed UTF-8 beyond ASCII is lying: it is read as UTF-8.
    """
    codec = charset_named(charset) if charset else None
    problem = "charset-unknown" if charset and codec is None else None
    if codec in (None, "ascii", "utf-8") or codec in WESTERN:
        if escaped := _escaped(data):
            codec = escaped
            return data.decode(codec, "replace"), problem
        try:
            text = data.decode("utf-8-sig")
            lied = codec in WESTERN and codec != "ascii" and not data.isascii()
            return text, "charset-wrong" if lied else problem
        except UnicodeDecodeError:
            pass
        if (text := _mostly_utf8(data)) and codec in (None, "ascii", "utf-8"):
            return text, problem or "charset-wrong"
        wrong = codec not in WESTERN or codec == "ascii"
        return windows(data), (problem or "charset-wrong") if wrong else problem
    if codec.startswith(("utf-16", "utf-32")) and data.isascii() and b"\0" not in data:  # it would become Chinese signs
        return data.decode("ascii"), "charset-wrong"
    try:
        return data.decode(codec).removeprefix("\ufeff"), problem
    except (UnicodeError, ValueError, LookupError):
        pass
    try:
        return data.decode("utf-8-sig"), "charset-wrong"
    except UnicodeDecodeError:
        pass
    try:  # most of it may be right: a cut-off character must not turn a Japanese mail into noise
        text = data.decode(codec, "replace")
        if text.count("\ufffd") * 20 <= len(text):
            return text, "charset-wrong"
    except (UnicodeError, ValueError, LookupError):
        pass
    return windows(data), "charset-wrong"

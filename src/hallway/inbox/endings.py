"""What mail programs, offices and gateways put around a person's words: signatures, "sent from my phone", disclaimers, and
the warning that a mail came from outside. Folded away from the new part, never out of the whole mail.
"""

import re

SIGNATURE = re.compile(r"^--[ \u00a0]?\n", re.MULTILINE)
BRAND = r"(?:i-?(?:phone|pad|pod)|macbook|android|galaxy|samsung|pixel|blackberry|huawei|xiaomi|motorola|nokia|verizon|t-mobile|at&t)\b"
DEVICE = (
    rf"(?:{BRAND}|(?:mac|phone|(?:smart|cell|mobile)[ -]?phone|mobile|handy|m[óo]vil|celular|tel[ée]fono|t[ée]l[ée]phone|tablet|tableta|"
    r"windows|surface|chromebook|laptop|computer|device|dispositivo|redmi|oneplus|moto|htc|sony|lg|sprint)\b)"
)
PROGRAM = r"(?:(?:outlook|yahoo|mail|gmail|proton|aol|spark|aqua|superhuman|mailbird|blue ?mail|k-9|fairemail|thunderbird|zoho|gmx)\b)"
SENT_FROM = re.compile(
    rf"(?:\A|\n)[ \t]{{0,10}}(?:sent from my\b[^\n]{{0,25}}?\b{DEVICE}|"
    rf"sent (?:from|with|via|using) (?:the )?(?:{PROGRAM}|{BRAND})|get outlook for|"
    rf"enviad[oa] (?:desde|do) (?:mi|meu)\b[^\n]{{0,25}}?\b{DEVICE}|enviad[oa] (?:desde|do|con) (?:el )?(?:{PROGRAM}|{BRAND})|"
    rf"von meinem [^\n]{{0,25}}?\b{DEVICE}[^\n]{{0,20}} gesendet|gesendet (?:von|mit) [^\n]{{0,25}}?\b(?:{DEVICE}|{PROGRAM})|"
    rf"envoyé (?:de|depuis) [^\n]{{0,25}}?\b(?:{DEVICE}|{PROGRAM})|"
    r"inviato da|verstuurd vanaf|verzonden (?:vanaf|met) |skickat från |sendt fra |lähetetty |wysłane z |obter o outlook|obtener outlook)"
    r"[^\n]{0,120}\s{0,20}\Z",
    re.IGNORECASE,
)
LEGAL = re.compile(
    r"confidentiality (?:notice|note|statement)\b|(?:^|\n)\W{0,5}confidential(?:ity)?\s?[:.]|public records (?:notice|law)|"
    r"this (?:e-?mail|message|communication)[^.]{0,120}(?:confidential|intended (?:solely|only)|sole use)|"
    r"(?:intended solely for|sole use of) the (?:use of the )?(?:individual|intended|addressee|person)|"
    r"if you (?:are not the intended recipient|have received this (?:e-?mail|message) in error)|"
    r"e-?mail (?:addresses )?(?:is|are) (?:a )?public record|"
    r"aviso (?:de confidencialidad|legal)|este (?:mensaje|correo)[^.]{0,120}confidencial|"
    r"diese e-?mail enthält[^.]{0,60}(?:vertraulich|rechtlich)|"
    r"ce (?:message|courriel)[^.]{0,120}confidentiel|aviso de confidencialidade|esta mensagem[^.]{0,120}confidencia|"
    r"(?:questo messaggio|la presente e-?mail)[^.]{0,120}(?:riservat|confidenzial)|d(?:it|eze) (?:bericht|e-?mail)[^.]{0,120}vertrouwelijk",
    re.IGNORECASE,
)
LEGAL_HINTS = (
    "confiden",
    "intended",
    "recipient",
    "public record",
    "vertraulich",
    "rechtlich",
    "riservat",
    "vertrouwelijk",
    "aviso",
)
SAYS = re.compile(r"\?|\bhow (?:do|can|to)\b|\bc[óo]mo\b", re.IGNORECASE)
RULE = re.compile(r"[_*=-]{5,}[ \t]*")
WARNING = re.compile(
    r"\A\W{0,10}(?:caution|warning|external|\[external\]|precauci[óo]n|advertencia|achtung|attention)\b[^\n]{0,30}[:\]!]?[^\n]{0,300}"
    r"(?:outside (?:of )?(?:the|our|your)|external (?:sender|source|e-?mail)|originated|fuera de|extern|extérieur)[^\n]{0,400}\n+",
    re.IGNORECASE,
)


def without_endings(body):
    """``body`` without what is not its writer's words. When nothing would be left, all of it stays."""
    said = WARNING.sub("", body.strip(), count=1).strip()
    if (found := SIGNATURE.search(said)) and said[: found.start()].strip():
        said = said[: found.start()].rstrip()
    for _twice in range(2):  # a phone's line may stand above a disclaimer or below it
        said = SENT_FROM.sub("", without_legal(said)).strip() or said
    return said or body.strip()


def without_legal(said):
    """``said`` without the disclaimers among its last four paragraphs, and the rule above them."""
    pieces = re.split(r"(\n[ \t]*\n)", said)
    cut = len(pieces)
    for at in range(len(pieces) - 1, max(-1, len(pieces) - 8), -1):
        words = pieces[at].strip()
        if not words or RULE.fullmatch(words):
            continue
        if len(words) < 60 or not _is_legal(words[:1500]) or SAYS.search(words):
            break
        first, _, rest = words.partition("\n")
        if not LEGAL.search(first) and not RULE.fullmatch(first.strip()) and rest:
            return _above(pieces, at, words) or said
        cut = at
    kept = "".join(pieces[:cut]).rstrip()
    while (above := kept.rpartition("\n"))[2] and RULE.fullmatch(above[2].strip()):
        kept = above[0].rstrip()
    return kept or said


def _is_legal(words):
    low = words.lower()
    return any(hint in low for hint in LEGAL_HINTS) and bool(LEGAL.search(words))


def _above(pieces, at, words):
    """The disclaimer begins inside a paragraph: the lines above it, when it has a line to itself."""
    lines = words.split("\n")
    first = next((n for n, line in enumerate(lines) if LEGAL.search(line)), 0)
    return ("".join(pieces[:at]) + "\n".join(lines[:first])).rstrip()

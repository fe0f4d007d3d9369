"""What somebody typed that looks like the head of a quoted mail: "From: Room 12", "To: Room 14". A real head has two names of headers
or more, with an address or a date among them. The colons of others are veiled while the quote is looked for."""

import re

LOOKED_AT, VEIL = 10, "\ue000"
HEADER = re.compile(
    r"^([ \t>*_]{0,20})(from|de|von|van|da|fra|från|to|para|à|a|an|aan|til|till|"
    r"sent|enviad[oa](?: el| em)?|gesendet|envoyé|inviato|verzonden|date|fecha|datum|data|"
    r"subject|asunto|assunto|betreff|objet|oggetto|onderwerp|cco?|bcc|reply-to|responder a)([ \t*]{0,5}:)(.{0,1000})$",
    re.IGNORECASE,
)
FIRST = re.compile(r"^[ \t>*_]{0,20}(?:from|de|von|van|da|fra|från)[ \t*]{0,5}:", re.IGNORECASE | re.MULTILINE)
DATED = re.compile(r"sent|enviad|gesendet|envoyé|inviato|verzonden|date|fecha|datum|data", re.IGNORECASE)
ADDRESS = re.compile(r"[^\s@]@[^\s@]{1,100}\.[^\s@.]")


def veiled(text):
    """``text``, as long as before, with the colons of typed heads hidden."""
    if not FIRST.search(text):
        return text
    lines = text.split("\n")
    for at in [number for number, line in enumerate(lines) if FIRST.match(line)][:100]:
        found = _head(lines, at)
        if found and not _is_real([said for _number, said in found]):
            for number, said in found:
                lines[number] = f"{said[1]}{said[2]}{said[3][:-1]}{VEIL}{said[4]}"
    return "\n".join(lines)


def unveiled(text):
    return text.replace(VEIL, ":")


def _head(lines, at):
    """[(number of the line, its match)] of the lines with headers' names around a From line: right above it, and below it down to the
    next From."""
    first = at
    while first and at - first < LOOKED_AT and HEADER.match(lines[first - 1]) and not FIRST.match(lines[first - 1]):
        first -= 1
    below = range(at + 1, min(at + LOOKED_AT, len(lines)))
    end = next((number for number in below if FIRST.match(lines[number])), below.stop)
    return [(number, said) for number in range(first, end) if (said := HEADER.match(lines[number]))]


def _is_real(head):
    names = {said[2].lower() for said in head}
    dated = any(DATED.match(said[2]) and re.search(r"\d", said[4]) for said in head)
    return len(names) > 1 and (dated or any(ADDRESS.search(said[4]) for said in head))

"""The new part of a reply, and who wrote what is forwarded. When unsure nothing is taken away; the whole text is always kept."""

import re
import signal
import threading
from contextlib import contextmanager

import quotequail
from mailparser_reply import EmailReplyParser

from hallway.core.marker import MARKER_LINE

from . import bounds
from .endings import without_endings
from .headers import addresses
from .typed import VEIL, unveiled, veiled

LANGUAGES = ["en", "es", "fr", "de", "it", "pt", "nl"]
SUBJECT_RE = re.compile(r"\s*(re|aw|antw|sv|vs|rif|ris|odp|r|回复|答复|回覆)\s*(\[\d+\])?\s*[:：]", re.IGNORECASE)
SUBJECT_FW = re.compile(r"\s*(fwd?|wg|tr|rv|enc|i|doorst|vb|转发|轉寄)\s*[:：]", re.IGNORECASE)
PREFIX = re.compile(r"^(?:\s*(?:re|aw|antw|sv|fwd?|fw|wg|rv|tr|enc)\s*(?:\[\d+\])?\s*[:：])+\s*", re.IGNORECASE)
FORWARDED = re.compile(
    r"^[> \t*-]{0,40}(forwarded message|begin forwarded message|mensaje reenviado|inicio del mensaje reenviado|message transféré|"
    r"début du message réexpédié|weitergeleitete nachricht|anfang der weitergeleiteten (?:e-mail|nachricht)|messaggio inoltrato|"
    r"mensagem encaminhada|doorgestuurd bericht|begin doorgestuurd bericht)\b",
    re.IGNORECASE | re.MULTILINE,
)
# A first look, cheap and linear: without one of these there is nothing to trim and the libraries are not asked.
HINT = re.compile(
    r"^[ \t]{0,40}>|^[ \t]{0,40}_{10}|^[ \t]{0,40}-{2,40}[ \t]?\w|:[ \t*]{0,5}$|"
    r"^\W{0,3}(from|de|von|van|da|sent|enviado|gesendet|date|fecha)\b[^\n:]{0,20}:",
    re.IGNORECASE | re.MULTILINE,
)
# Somebody else's head: two lines like From: and Sent: right below each other, or a line that says so.
HEADED = re.compile(
    r"^[ \t*]{0,20}(?:from|de|von|van|da)[ \t]?:[^\n]{3,300}\n(?:[^\n]{0,200}\n){0,2}[ \t*]{0,20}\w{2,14}[ \t]?:|"
    r"^[ \t]{0,20}-{3,20}[ \t]?\w[^\n]{3,60}-{3,20}[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
WROTE = re.compile(
    r"^[ \t>*]{0,40}(?:on|el|le|am|il|em|op|den)\b[^\n]{4,200}(?:\n[^\n]{0,120}){0,2}?"
    r"(?:wrote|escribi[óo]|a écrit|schrieb[^\n:]{0,80}|ha scritto|escreveu|schreef[^\n:]{0,80})\s?:[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
# The same in languages whose line has no such beginning: with an address, or a date, and a colon at its end.
WROTE_TOO = re.compile(
    r"^(?![ \t]*>)[^\n]{0,200}(?:napisał(?:\(a\))?|skrev|kirjoitti|написал\(?а?\)?|пише|"
    r"đã viết|写道|寫道|님이 작성|yazdı|έγραψε|napsal\(?a?\)?|a scris|írta)[^\n]{0,100}\s?[:：][ \t]*$|"
    r"^[^\n>]{0,100}\b20\d\d\b[^\n>]{0,100}<[^<>\n@ ]{1,64}@[^<>\n ]{1,200}>[ \t]?[:：][ \t]*$|"
    r"^[^\n>]{0,20}20\d\d年[^\n>]{0,100}<[^<>\n@ ]{1,64}@[^<>\n ]{1,200}>[ \t]?[:：]?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
PGP_LOCKED = re.compile(r"-----BEGIN PGP MESSAGE-----")
PGP_SIGNED = re.compile(
    r"\A\s*-----BEGIN PGP SIGNED MESSAGE-----\n(?:[^\n]+\n){0,20}\n(.*?)\n-----BEGIN PGP SIGNATURE-----.*?-----END PGP SIGNATURE-----",
    re.DOTALL,
)
FROM_LINE = re.compile(
    r"^[> \t*]{0,40}(?:from|de|von|van|da)[ \t*]{0,5}:[ \t*]{0,5}(.{3,300})$", re.IGNORECASE | re.MULTILINE
)


class TooLong(Exception):
    """The look for the quote took longer than it may."""


@contextmanager
def at_most(seconds):
    """Stop the block after ``seconds`` of computing with ``TooLong``. Only in a main thread, as in the bounded child."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number, frame):
        raise TooLong

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def new_part(text, *, subject="", is_reply=False):
    """``(the new words of a mail, problem or None)``. ``is_reply``: it has In-Reply-To or References.

    Our own marker line decides first, then the shorter of two libraries on the first 64 kB. A forwarded mail keeps
    everything, and so does a mail of which nothing else would be left.
    """
    try:
        with at_most(bounds.TRIM_SECONDS):
            return unveiled(_new_part(veiled(text.replace(VEIL, "")), subject, is_reply)) or text.strip(), None
    except Exception:  # too long, or a library tripped over somebody's words: show everything
        return text.strip(), "quote-not-found"


def _new_part(text, subject, is_reply):
    if signed := PGP_SIGNED.match(text):
        text = re.sub(r"^- ", "", signed[1], flags=re.MULTILINE)
    marked = MARKER_LINE.search(text)
    body = _without_intro(text[: marked.start()]) if marked else text
    forwarded = SUBJECT_FW.match(subject) or _begins_forward(body[: bounds.QUOTES], is_reply)
    if not forwarded and HINT.search(body[: bounds.QUOTES]):
        body = _shorter(body, is_reply or bool(SUBJECT_RE.match(subject)))
    return without_endings(body)


def _begins_forward(head, is_reply):
    """Whether a forwarded mail stands in ``head``; in a reply one that was quoted does not count."""
    found = FORWARDED.search(head)
    return bool(found) and not (is_reply and found[0].lstrip(" \t").startswith(">"))


def _without_intro(body):
    """The line "On Monday … wrote:" that mail programs put before what we cut at our marker, and quote marks around it."""
    body = _before_quotes(body)
    body, tail = body[:-2000], body[-2000:]
    for found in list(WROTE.finditer(tail))[-1:]:
        if not tail[found.end() :].strip(" \t\n>*_-"):
            tail = tail[: found.start()]
    for found in list(FROM_LINE.finditer(tail))[
        -1:
    ]:  # Outlook: a block of From, Sent, To, Subject and nothing after it
        block = [line for line in tail[found.start() :].splitlines() if line.strip()]
        if 2 <= len(block) <= 8 and all(re.match(r"[> \t*]{0,40}\S[^:]{0,20}:", line) for line in block):
            tail = tail[: found.start()]
    return (body + tail).rstrip(" \t\n_-*")


def _shorter(body, is_reply):
    head, rest = body[: bounds.QUOTES], body[bounds.QUOTES :]
    after = _words_after_quotes(head)
    if after is not None:  # answers between the quoted lines: cutting would lose them
        return after + rest
    if found := WROTE_TOO.search(head):
        below = head[found.end() :].lstrip()
        if head[: found.start()].strip() and (below.startswith(">") or is_reply):
            return head[: found.start()].rstrip()
    if not is_reply and not WROTE.search(head) and not HEADED.search(head):
        return body  # nobody answers here: a line with > in front is the writer's own
    choices = [head]
    shown = quotequail.quote(head, quote_intro_line=True, limit=100_000)
    choices.append(shown[0][1] if shown and shown[0][0] else head)
    if is_reply or WROTE.search(head):
        choices.append(_first_reply(head))
    kept = [c for c in (_before_quotes(c) for c in choices) if c.strip()]
    best = min(kept, key=len) if kept else head
    return best if len(best) < len(head.rstrip()) else body


def _first_reply(head):
    """What mail-parser-reply takes for the newest reply, as a piece of ``head`` itself (it strips every line)."""
    reply = EmailReplyParser(languages=LANGUAGES).parse_reply(head)
    if not reply:
        return head
    lines, wanted = head.split("\n"), [line for line in reply.split("\n") if line.strip()]
    at = 0
    for number, line in enumerate(lines):
        if at < len(wanted) and line.strip() == wanted[at].strip():
            at += 1
        if at == len(wanted):
            return "\n".join(lines[: number + 1])
    return head


def _before_quotes(text):
    """``text`` without the block of ``>`` lines at its end."""
    lines = text.rstrip().split("\n")
    while lines and (lines[-1].lstrip().startswith(">") or not lines[-1].strip()):
        lines.pop()
    return "\n".join(lines)


def _words_after_quotes(head):
    """When somebody answered between or below quoted lines: the text up to the last such answer; else None."""
    lines = head.split("\n")
    quoted = [i for i, line in enumerate(lines) if line.lstrip().startswith(">")]
    if not quoted:
        return None
    last, own = None, False
    for i in range(quoted[0] + 1, len(lines)):
        line = lines[i].strip()
        if line in ("--", "-- ") or re.match(r"_{5,}", line):
            break
        if line and not line.startswith(">"):
            wrapped = (
                i + 1 < len(lines) and lines[i - 1].lstrip().startswith(">") and lines[i + 1].lstrip().startswith(">")
            )
            own = own or not wrapped
            last = i if not wrapped else last
    return "\n".join(lines[: last + 1]) if own and last is not None else None


def forwarded_from(text, subject, nested=None):
    """The address of the first author of a forwarded mail, or None. ``nested``: the From of an attached mail."""
    if nested:
        return nested
    head = text[: bounds.QUOTES]
    marked = FORWARDED.search(head)
    if not marked and not SUBJECT_FW.match(subject):
        return None
    for line in FROM_LINE.finditer(head, marked.end() if marked else 0):
        found = addresses(re.sub(r"\[?mailto:|[\[\]*]", " ", line[1])[:300], 1)
        if found:
            return found[0][1]
    return None

"""Mail that came back: whose address, and for good or for now. RFC 3464 reports first, then the kinds older than it."""

import re
from dataclasses import dataclass

from . import automatic, bounds, mime
from .headers import addresses, ids
from .quotes import SUBJECT_FW

STATUS = re.compile(rb"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
REPLY = re.compile(rb"(?<![\d.])([45])\d\d[ -](?!\d)")
FAILED = re.compile(
    rb"permanent(?:ly)? (?:error|fail)|could ?n[o']t be delivered|not be delivered|undeliver|"
    rb"user unknown|unknown user|no such user|"
    rb"does(?: not|n't) exist|delivery (?:has )?failed|mailbox (?:is )?(?:unavailable|not found)|"
    rb"address rejected|no se (?:ha podido|pudo) entregar|"
    rb"message wasn't delivered|address couldn't be found", re.IGNORECASE,
)  # fmt: skip
LATER = re.compile(
    rb"will (?:be )?retr(?:y|ied)|still (?:being )?(?:trying|retried)|delivery (?:is |was )?delayed|temporar|warning|over ?quota|"
    rb"mailbox (?:is )?full|has been delayed",
    re.IGNORECASE,
)
OF_SERVER = re.compile(
    rb"automatic|mail (?:system|server)|postmaster|your (?:message|mail|e-mail)|su mensaje|tu mensaje|"
    rb"ihre? (?:nachricht|e-mail)|votre message|delivery|diagnostic", re.IGNORECASE,
)  # fmt: skip
SUBJECT = re.compile(
    r"undeliver|delivery (?:status notification|failure|report)|mail delivery failed|returned mail|failure notice|delivery incomplete|"
    r"mail delivery (?:system|subsystem)|"
    r"unzustellbar|nicht zustellbar|non remis|[ée]chec de (?:la )?remise|no se puede entregar|mensaje no entregado|"
    r"n[ãa]o [ée] poss[íi]vel entregar|falha na entrega|impossibile recapitare|mancata consegna|onbestelbaar|niet bezorgd|"
    r"message \S{1,60} (?:has been )?delayed|delivery delayed|kunde inte levereras|nie dostarczono", re.IGNORECASE,
)  # fmt: skip
ADDRESS = re.compile(rb"<?([A-Za-z0-9._%+=-]{1,64}@[A-Za-z0-9.-]{1,200}\.[A-Za-z]{2,24})>?")


@dataclass
class Bounce:
    """``recipient``: the address it was for. ``status``: "5.1.1" or "". ``permanent``: it will never arrive.
    ``late``: not yet, the mail server goes on trying. ``original``: the message ids of what came back, as far as the
    report holds it."""

    recipient: str
    status: str
    permanent: bool
    late: bool
    original: list


def read(top, subject, sender, text):
    """The ``Bounce`` that a parsed mail is, or None. ``text``: its readable text."""
    leaves = top.leaves()
    original = _original(leaves)
    for leaf in leaves if _is_from_a_server(top, sender) and not passed_on(top, subject, sender, text) else ():
        if leaf.kind in ("message/delivery-status", "message/global-delivery-status"):
            found, named = _from_report(leaf.content(bounds.REPORT)[0])
            if found:
                return Bounce(*found, original)
            if named:  # it arrived after all
                return None
    if top.kind == "multipart/report" and top.about.get("report-type", "").lower() == "disposition-notification":
        return None
    failed = top.header("x-failed-recipients")
    if not failed and not automatic.DAEMONS.match(sender) and "<>" not in top.header("return-path").replace(" ", ""):
        return None
    if not failed and not SUBJECT.search(subject):
        return None
    head = f"{subject}\n{text[:20_000]}".encode("utf-8", "replace")
    recipient = next((a for _, a in addresses(failed, 1)), "") or _named(head, sender)
    status = STATUS.search(head)
    code = b".".join(status.groups()).decode() if status else ""
    reply = REPLY.search(head)
    klass = code[:1] or (reply[1].decode() if reply else "")
    permanent = klass == "5" or (not klass and bool(FAILED.search(head)) and not LATER.search(head))
    permanent = permanent and klass != "4"
    return Bounce(recipient, code, permanent, not permanent and bool(LATER.search(head)), original)


def passed_on(top, subject, sender, text):
    """Whether a person passes a report on whose parts became the new mail's own: nothing says that a program wrote it, and it is
    named as passed on or begins with somebody's words."""
    if top.kind != "multipart/report" or _says_automatic(top) or _nobody(top, sender):
        return False
    if top.about.get("report-type", "").lower() not in ("", "delivery-status"):
        return False
    above = text.strip()[:300].encode("utf-8", "replace")
    first = above.splitlines()[0] if above else b""
    of_server = (
        FAILED.search(above) or LATER.search(above) or OF_SERVER.search(above) or SUBJECT.search(text.strip()[:300])
    )
    own_words = above and not of_server and not SUBJECT.search(subject)
    return bool(SUBJECT_FW.match(subject) or own_words or first.rstrip().endswith(b"?"))


def _is_from_a_server(top, sender):
    """Whether a report in it is the mail itself. A colleague may pass a report on with their own question above."""
    return top.kind == "multipart/report" or _says_automatic(top) or _nobody(top, sender)


def _says_automatic(top):
    return top.header("auto-submitted").strip().lower() not in ("", "no") or "x-failed-recipients" in top.headers


def _nobody(top, sender):
    return bool(automatic.ROBOTS.match(sender)) or "<>" in top.header("return-path").replace(" ", "")


def _from_report(data):
    """``((recipient, status, permanent, late) of the worst recipient or None, whether it names any)`` of a delivery report."""
    worst, named = None, False
    for block in re.split(rb"\r*\n[ \t]*\r*\n", data.strip() + b"\n\n")[:60]:
        part = mime.parse(block + b"\n\n", [])
        if "final-recipient" not in part.headers and "original-recipient" not in part.headers:
            continue
        said, named = part.header("original-recipient") or part.header("final-recipient"), True
        address = next((a for _, a in addresses(said.partition(";")[2] or said, 1)), "")
        action = part.header("action").split("(")[0].strip().lower()
        found = STATUS.search(part.raw("status")) or STATUS.search(part.raw("diagnostic-code"))
        status = b".".join(found.groups()).decode() if found else ""
        permanent = (action == "failed" and not status.startswith(("4", "2"))) or (
            not action and status.startswith("5")
        )
        if action in ("delivered", "relayed", "expanded"):
            continue
        if worst is None or permanent > worst[2]:
            worst = (address, status, permanent, not permanent and action != "failed")
    return worst, named


def _original(leaves):
    for leaf in leaves:
        if leaf.kind in (
            "message/rfc822",
            "text/rfc822-headers",
            "message/rfc822-headers",
            "message/global",
            "message/global-headers",
        ):
            inner = mime.parse(leaf.content(bounds.ORIGINAL)[0], [])
            return ids(inner.header("message-id"), 1)
    return []


def _named(head, sender):
    """The first address a human-readable report names that is not the mail system itself."""
    for found in ADDRESS.finditer(head):
        address = found[1].decode("ascii").lower()
        if address != sender and not automatic.ROBOTS.match(address):
            return address
    return ""

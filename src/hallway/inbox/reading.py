"""A mail's bytes as a ``Reading``: who, to whom, about what, in which words, with which files. Stores nothing, never raises.

In the worker and the command it runs inside ``bounded``, so that a poison mail costs one child process and no more.
"""

import json
from dataclasses import asdict, dataclass, field

from hallway.core.tokens import ADDRESS

from . import automatic, bodies, bounces, bounds, cleaning, identity, mime, quotes
from .headers import addresses, ids, line, moment, value_text


@dataclass
class Reading:
    """One mail as it was understood. The first block is what ``hallway mail explain`` prints.

    ``text`` is the new part, ``full_text`` all of it. ``automatic``: None or why. ``bounce``: None or
    ``{recipient, status, permanent}``. ``problems``: codes, each at most once. ``delivered_to``: addresses of ours that
    the receiving server noted. ``returned``: the message ids of what a bounce brought back. ``late``: no bounce yet, the
    mail server still tries. ``proof``: what ``identity.read`` found; ``claimed``: the address that stands in the From line (a
    group passes mail on under its own). ``answer``: what a calendar says in it (``diary.ics.answer``), or None.
    """

    sender: str = ""
    sender_name: str = ""
    to: list = field(default_factory=list)
    cc: list = field(default_factory=list)
    subject: str = ""
    date: str | None = None
    message_id: str = ""
    references: list = field(default_factory=list)
    text: str = ""
    full_text: str = ""
    html: str = ""
    attachments: list = field(default_factory=list)
    automatic: str | None = None
    bounce: dict | None = None
    forwarded_from: str | None = None
    problems: list = field(default_factory=list)
    delivered_to: list = field(default_factory=list)
    returned: list = field(default_factory=list)
    late: bool = False
    proof: list = field(default_factory=list)
    claimed: str = ""
    answer: dict | None = None

    def explained(self):
        """The dictionary of ``hallway mail explain``."""
        said = self.kept()
        about = {"from": said.pop("sender"), "from_name": said.pop("sender_name"), **said}
        for name in ("delivered_to", "returned", "late", "proof", "claimed", "answer"):
            del about[name]
        about["html"] = cleaning.near(about["html"])
        for file in about["attachments"]:
            del file["cid"], file["small"]
        return about

    def kept(self):
        """Everything but the files' contents, as JSON can hold it."""
        about = {name: getattr(self, name) for name in self.__dataclass_fields__}
        about["attachments"] = [
            {k: getattr(a, k) for k in ("name", "type", "size", "sha256", "inline", "cid", "small")}
            for a in self.attachments
        ]
        return about

    @classmethod
    def of(cls, about, contents=()):
        """A ``Reading`` again from ``kept()`` and the files' contents."""
        files = [
            bodies.Attachment(**a, content=c)
            for a, c in zip(about["attachments"], contents or [b""] * len(about["attachments"]), strict=True)
        ]
        known = {name: about[name] for name in cls.__dataclass_fields__ if name in about}
        return cls(**{**known, "attachments": files})


def read(raw, own=()):
    """The ``Reading`` of any bytes. ``own``: our own addresses, lower case. Never raises."""
    problems = []
    reading = Reading(problems=problems)
    try:
        _read(raw, own, reading)
    except RecursionError:
        problems.append("too-deep")
    except MemoryError:
        problems.append("too-large")
    except (
        Exception
    ) as trouble:  # the promise: any bytes. What was understood so far is kept, and the code says what broke
        problems.append(f"unreadable-{type(trouble).__name__.lower()}")
    reading.problems = list(dict.fromkeys(problems))
    return reading


def _read(raw, own, reading):
    problems = reading.problems
    if not raw.strip():
        problems.append("empty")
        return
    if len(raw) > bounds.MAIL:
        problems.append("too-large")
        raw = raw[: bounds.HEADER_BLOCK]
    top = mime.parse(raw, problems)
    reading.proof = identity.read(raw)
    _head(top, reading, own)
    parts = bodies.read(top, problems)
    reading.attachments = parts.files
    reading.full_text, reading.html = bodies.plain_and_html(parts, problems)
    bodies.mark_small(parts.files, reading.html)
    nested = None
    if parts.nested:
        inner = mime.parse(parts.nested, [])
        nested = next((a for _, a in addresses(inner.header("from"), 1)), None)
    found = bounces.read(top, reading.subject, reading.sender, reading.full_text)
    if found:
        about = asdict(found)
        reading.returned, reading.late = about.pop("original"), about.pop("late")
        reading.bounce = about
    is_reply = bool(reading.references)
    reading.text, problem = quotes.new_part(reading.full_text, subject=reading.subject, is_reply=is_reply)
    problems.extend([problem] if problem else [])
    reading.text = parts.reaction or _without_marks(reading.text, reading.attachments)
    reading.answer = _answer(parts.files, top, reading.text)
    if quotes.PGP_LOCKED.match(reading.text):
        problems.append("encrypted")
    replies = is_reply or _to_reply_address(reading)
    kind = "" if bounces.passed_on(top, reading.subject, reading.sender, reading.full_text) else top.kind
    reading.automatic = automatic.why(
        top.headers, reading.subject, reading.sender, kind, top.about, own, reading.text, replies
    )
    if not reading.automatic and not replies and automatic.may_be_away(reading.subject, reading.text):
        problems.append("may-be-away")
    if found and not reading.automatic:
        reading.automatic = "delivery report"
    if not reading.automatic:
        whole = reading.full_text if quotes.SUBJECT_FW.match(reading.subject) else reading.text
        reading.forwarded_from = quotes.forwarded_from(whole, reading.subject, nested)


def _answer(files, top, text):
    """What the first calendar among the files answers; None where there is none, as in most mails. Calendars say so where the part
    begins (RFC 6047); without that, below somebody's words, it is a file that they attached."""
    parts = [file for file in files if file.type in ("text/calendar", "application/ics") or file.name.endswith(".ics")]
    said = any("method" in leaf.about or leaf.kind == "application/ics" for leaf in top.leaves())
    if not parts or (text and not said):
        return None
    from hallway.diary.ics.answer import answer_in  # loaded with the first such mail only

    return next((found for file in parts[:4] if (found := answer_in(file.content))), None)


def _to_reply_address(reading):
    """Whether it was written to an address of the kind that our letters ask answers to."""
    written = [*reading.delivered_to, *reading.to, *reading.cc]
    return any(ADDRESS.fullmatch(each.partition("@")[0].rpartition("+")[2]) for each in written)


def _without_marks(text, files):
    """``text`` without the ``[cid:image001.png@…]`` that Outlook leaves where pictures stood."""
    marks = {f"[cid:{file.cid}]" for file in files if len(file.cid) > 3}
    if not marks or "[cid:" not in text:
        return text
    for mark in sorted(marks)[:100]:
        text = text.replace(mark, "")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def _head(top, reading, own):
    problems = reading.problems
    every = top.headers
    if len(every.get("from", [])) > 1:
        problems.append("several-from")
    senders = addresses(top.header("from"))
    if not senders:
        problems.append("no-from")
        senders = addresses(top.header("sender"), 1) if "from" not in every else []
    elif len(senders) > 1:
        problems.append("several-from")
    reading.claimed = senders[0][1] if senders else ""
    if senders and senders[0][1] in own:  # a group of the help address passes mail on under its own name
        behind = [
            a
            for name in ("x-original-from", "x-google-original-from", "reply-to")
            for a in addresses(top.header(name), 1)
        ]
        senders = [a for a in behind if a[1] not in own and not a[1].startswith(f"{own[0].partition('@')[0]}+")][
            :1
        ] or senders
    if senders:
        reading.sender_name, reading.sender = senders[0]
    reading.to = _all(every.get("to", []))
    reading.cc = _all(every.get("cc", []))
    noted = [
        raw
        for name in ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to")
        for raw in every.get(name, [])[:5]
    ]
    reading.delivered_to = _all(noted)
    reading.subject = line(value_text(top.raw("subject")[: bounds.SUBJECT_VALUE]), bounds.SUBJECT)
    if len(top.raw("subject")) > bounds.SUBJECT_VALUE:
        problems.append("subject-too-long")
    at = moment(top.header("date"))
    reading.date = at.isoformat() if at else None
    if "date" in every and not at:
        problems.append("date-unreadable")
    reading.message_id = (ids(top.header("message-id"), 1) or [""])[0]
    if not reading.message_id:
        problems.append("no-message-id")
    answered = ids(top.header("in-reply-to"), 5)
    reading.references = [*[i for i in ids(top.header("references")) if i not in answered], *answered]


def _all(values):
    """Addresses of a header that may stand several times, each once, in order."""
    found = [a for raw in values[:20] for _, a in addresses(value_text(raw))]
    return list(dict.fromkeys(found))[: bounds.ADDRESSES]


def as_line(reading):
    """One JSON line for the command; letters as they are, never a lone surrogate."""
    return json.dumps(reading.explained(), ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")

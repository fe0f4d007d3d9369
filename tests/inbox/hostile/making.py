"""How the hostile mails are made: ``case(name, raw, **expected)`` keeps one in ``CASES``; the rest builds bytes."""

import base64

CASES = {}


def case(name, raw, **expected):
    """Keep a mail under its symptom. An expected value may be a function of what was read that must come out true;
    ``sender`` stands for ``from``; ``problems`` a list or a code that must be among them."""
    assert name not in CASES, name
    if "sender" in expected:
        expected["from"] = expected.pop("sender")
    CASES[name] = (raw, expected)


def head(
    subject="Projector",
    sender="Tess Tanaka <tess@cedar.example>",
    to="help@cedar.example",
    ident="<m1@cedar.example>",
    **more,
):
    """Header lines without the blank line. Values are text or bytes; None leaves one out; ``_`` stands for ``-``."""
    said = {"From": sender, "To": to, "Subject": subject, "Message-ID": ident}
    said |= {name.replace("_", "-"): value for name, value in more.items()}
    return b"".join(
        name.encode() + b": " + (value if isinstance(value, bytes) else value.encode()) + b"\r\n"
        for name, value in said.items()
        if value is not None
    )


def plain(body="The projector is dark.", **more):
    """A mail of one part. ``body``: text or bytes."""
    return head(**more) + b"\r\n" + (body if isinstance(body, bytes) else body.encode())


def part(content, kind="text/plain; charset=utf-8", **more):
    """One part: ``content`` text or bytes, ``kind`` its Content-Type, further headers by name."""
    lines = {"Content-Type": kind} | {name.replace("_", "-"): value for name, value in more.items()}
    said = "".join(f"{k}: {v}\r\n" for k, v in lines.items() if v is not None).encode()
    return said + b"\r\n" + (content if isinstance(content, bytes) else content.encode())


def coded(content, kind, **more):
    """A part in base64."""
    return part(
        base64.encodebytes(content).replace(b"\n", b"\r\n"), kind, **{"Content-Transfer-Encoding": "base64", **more}
    )


def tree(kind, *parts, mark="BB", end=True):
    """A multipart as a part: its header, a blank line and its pieces."""
    pieces = b"".join(b"--%s\r\n%s\r\n" % (mark.encode(), piece) for piece in parts)
    closing = b"--%s--\r\n" % mark.encode() if end else b""
    return f'Content-Type: multipart/{kind}; boundary="{mark}"\r\n\r\n'.encode() + pieces + closing


def mixed(*parts, kind="mixed", mark="BB", end=True, **more):
    """A whole mail of several parts."""
    return head(MIME_Version="1.0", **more) + tree(kind, *parts, mark=mark, end=end)


def html(body, **more):
    """A mail of HTML alone."""
    return (
        head(Content_Type="text/html; charset=utf-8", **more)
        + b"\r\n"
        + (body if isinstance(body, bytes) else body.encode())
    )


def has(*texts):
    return lambda value: all(text in value for text in texts)


def lacks(*texts):
    return lambda value: not any(text in value for text in texts)


def both(*checks):
    return lambda value: all(check(value) for check in checks)


def files(*names):
    """The attachments have exactly these names, in this order."""
    return lambda value: [each["name"] for each in value] == list(names)


def sized(**sizes):
    """Attachments by name (``_`` for ``.``) and size in bytes."""
    return lambda value: {each["name"].replace(".", "_"): each["size"] for each in value} == sizes


def png(width, height):
    """The beginning of a PNG of that size, enough to be told as one."""
    return (
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
        + width.to_bytes(4, "big")
        + height.to_bytes(4, "big")
        + b"\x08\x02\0\0\0"
        + b"x" * 900
    )


HELLO, BOLD = (
    part("Hello from the plain part."),
    part("<p>Hello from the <b>HTML</b> part.</p>", "text/html; charset=utf-8"),
)
PDF = coded(b"%PDF-1.4 plan", 'application/pdf; name="plan.pdf"')

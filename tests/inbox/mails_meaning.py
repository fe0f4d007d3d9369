# ruff: noqa: E501 - a table of mails reads better in long lines
"""Mails told apart by what they mean: automatic ones, bounces, replies, forwards. They join the table of ``mails``."""

from .mails import BODY, HEAD, MAILS, has, mail, multipart

__all__ = ["MAILS"]

mail("Auto-Submitted: no is a person", HEAD + b"Auto-Submitted: no\r\n" + BODY, automatic=None)
mail(
    "Auto-Submitted: auto-replied",
    HEAD + b"Auto-Submitted: auto-replied (vacation)\r\n" + BODY,
    automatic="auto-submitted",
)
mail("Precedence: first-class is a person", HEAD + b"Precedence: first-class\r\n" + BODY, automatic=None)
mail("Precedence: bulk", HEAD + b"Precedence: Bulk\r\n" + BODY, automatic="precedence bulk")
mail(
    "Exchange suppresses answers",
    HEAD + b"X-Auto-Response-Suppress: DR, OOF, AutoReply\r\n" + BODY,
    automatic="auto-response-suppress",
)
mail("a mailing list", HEAD + b"List-Id: <staff.cedar.example>\r\n" + BODY, automatic="mailing list")
mail(
    "out of office in Spanish",
    HEAD.replace(b"Projector", "Respuesta automática: Proyector".encode())
    + "\r\nEstaré de vuelta el lunes. Hasta entonces, un saludo.\r\n".encode(),
    automatic="out of office",
)
mail(
    "out of office in German, replied",
    HEAD.replace(b"Projector", b"Re: Abwesenheitsnotiz: Beamer") + b"\r\nIch bin bis Montag weg.\r\n",
    automatic="out of office",
)
mail(
    "a teacher asking about out of office",
    HEAD.replace(b"Projector", b"Out of office message does not work") + BODY,
    automatic=None,
)
mail("empty return path", b"Return-Path: <>\r\n" + HEAD + BODY, automatic="empty return path")
mail("no-reply sender", HEAD.replace(b"tess@", b"no-reply@") + BODY, automatic="no-reply sender")

# --- bounces ---
REPORT = b"Reporting-MTA: dns; mx.cedar.example\r\n\r\nFinal-Recipient: rfc822; gone@cedar.example\r\nAction: %s\r\nStatus: %s\r\n"


def bounce(action, status):
    head = (
        b"Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.cedar.example\r\nTo: help@cedar.example\r\nSubject: Undelivered\r\n"
    )
    original = b"Content-Type: message/rfc822\r\n\r\nMessage-ID: <event.1.2.x@cedar.example>\r\nFrom: help@cedar.example\r\nSubject: Re\r\n\r\nhi"
    raw = multipart(
        b"report",
        b"\r\nSorry.",
        b"Content-Type: message/delivery-status\r\n\r\n" + REPORT % (action, status),
        original,
        head=head,
    )
    return raw.replace(b"multipart/report;", b"multipart/report; report-type=delivery-status;")


mail(
    "delivery failed",
    bounce(b"failed", b"5.1.1"),
    automatic="delivery report",
    bounce={"recipient": "gone@cedar.example", "status": "5.1.1", "permanent": True},
)
mail(
    "delivery is late",
    bounce(b"delayed", b"4.4.1"),
    bounce={"recipient": "gone@cedar.example", "status": "4.4.1", "permanent": False},
)
mail("bounce of the old kind", b"From: MAILER-DAEMON@mx.example\r\nTo: help@cedar.example\r\nSubject: failure notice\r\n\r\nHi. This is the program.\r\n<gone@cedar.example>:\r\n550 5.1.1 no such user\r\n",
     bounce={"recipient": "gone@cedar.example", "status": "5.1.1", "permanent": True})  # fmt: skip

# --- replies and forwards ---
REPLY = HEAD.replace(b"Projector", b"Re: Projector") + b"In-Reply-To: <x@cedar.example>\r\n\r\n"
mail(
    "reply above our line",
    REPLY
    + b"Still dark.\r\n\r\nOn Mon, Mar 2, 2026 at 9:00 AM Help <help@cedar.example> wrote:\r\n\r\n> =-=-= Write your answer above this line =-=-=\r\n> Hello\r\n",
    text="Still dark.",
    full_text=has("Hello"),
)
mail(
    "reply above our line, wrapped and without quote marks",
    REPLY
    + b"Still dark.\r\n\r\nFrom: Help <help@cedar.example>\r\nSent: Monday\r\nTo: Tess\r\nSubject: Projector\r\n\r\n=-=-= Write your answer\r\nabove this line =-=-=\r\nHello\r\n",
    text="Still dark.",
)
mail(
    "reply with a quote",
    REPLY
    + b"Still dark.\r\n\r\nOn Mon, Mar 2, 2026 at 9:00 AM Help <help@cedar.example> wrote:\r\n> Did it help?\r\n> Ivan\r\n",
    text="Still dark.",
)
mail(
    "reply in Spanish",
    REPLY
    + "Sigue oscuro.\r\n\r\nEl lun, 2 mar 2026 a las 9:00, Help (<help@cedar.example>) escribió:\r\n\r\n> ¿Funciona?\r\n".encode(),
    text="Sigue oscuro.",
)
mail(
    "reply from Outlook",
    REPLY
    + b"Still dark.\r\n\r\n________________________________\r\nFrom: Help <help@cedar.example>\r\nSent: Monday, March 2, 2026 9:00 AM\r\nTo: Tess\r\nSubject: Projector\r\n\r\nDid it help?\r\n",
    text="Still dark.",
)
mail(
    "answers between the lines",
    REPLY + b"On Mon Help wrote:\r\n> Which room?\r\nRoom 12.\r\n> Which colour?\r\nRed.\r\n> Bye\r\n",
    text=lambda v: "Room 12." in v and "Red." in v and "Bye" not in v,
)
mail("nothing but a quote", REPLY + b"> Did it help?\r\n", text=has("Did it help?"))
mail(
    "signature after two dashes",
    HEAD + b"\r\nThe projector is dark.\r\n-- \r\nTess Tanaka\r\nOak Elementary\r\n",
    text="The projector is dark.",
    full_text=has("Oak Elementary"),
)
mail("forwarded by an ITS", HEAD.replace(b"Projector", b"Fwd: Projector") + b"\r\nPlease see.\r\n\r\n---------- Forwarded message ---------\r\nFrom: Olga Ortiz <olga@cedar.example>\r\nDate: Mon\r\nSubject: Projector\r\nTo: tess\r\n\r\nIt is dark.\r\n",
     forwarded_from="olga@cedar.example", text=lambda v: "Please see." in v and "It is dark." in v)  # fmt: skip
mail(
    "forwarded as a file",
    multipart(
        b"mixed",
        b"\r\n",
        b"Content-Type: message/rfc822\r\n\r\nFrom: Olga <olga@cedar.example>\r\nSubject: x\r\n\r\nhi",
        head=HEAD.replace(b"Projector", b"Fwd: x"),
    ),
    forwarded_from="olga@cedar.example",
    attachments=lambda v: v[0]["type"] == "message/rfc822",
)

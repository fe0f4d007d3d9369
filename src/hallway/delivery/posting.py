"""The wire: one connection to the mail server, over which mails leave one after the other.

MAIL, RCPT and DATA go out together where the server allows it (RFC 2920), which saves two waits a mail. Each mail has an
envelope sender of its own, so that what comes back says which mail it was; a server that lets us send as nobody but the
plain address gets that.
"""

import re
import smtplib
import ssl
from typing import NamedTuple

from . import reasons
from .writing import written

TIMEOUT = 15
FINE = (250, 251)
GO_ON, CLOSING, SYNTAX = 354, 421, 500


class Server(NamedTuple):
    host: str
    port: int
    user: str
    password: str
    tls: str


class ServerAway(Exception):
    """It is the server that does not work, not this mail; the others need not be tried now. Its text is a sentence. ``sent``: how
    many left before."""

    sent = 0


class Refused(Exception):
    """The server said no to this one mail. ``said``: its code and words; ``code``; ``recipient``: at the address, not the words."""

    def __init__(self, code, text, *, recipient):
        text = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
        self.code, self.said, self.recipient = code, f"{code} {text}", recipient
        super().__init__(self.said)


class Smtp:
    """One connection, opened with the first mail and again when the server hung up. ``plain``: servers that insist on the
    plain envelope sender, for as long as this process lives."""

    plain: set = set()

    def __init__(self, server):
        self.server, self.link = server, None

    def open(self):
        """Connected, encrypted and signed in. Raises OSError and smtplib's errors."""
        if self.link is not None:
            return
        server, context = self.server, ssl.create_default_context()
        if server.tls == "implicit":
            link = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=context)
        else:
            link = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
        try:
            if server.tls == "starttls":
                link.starttls(context=context)
            if server.user:
                link.login(server.user, server.password)
            link.ehlo_or_helo_if_needed()
        except BaseException:
            link.close()
            raise
        self.link = link

    def send(self, mail, sender, plain_sender):
        """Hand over one mail from the envelope sender. "" when the server took it.

        Raises ``Refused`` for this mail alone, ``ServerAway`` when none would leave now, and what ``written`` raises.
        """
        raw = written(mail)
        try:
            self.open()
            if (self.server.host, self.server.port) in self.plain:
                sender = plain_sender
            try:
                self._hand_over(sender, mail.to, raw)
            except smtplib.SMTPSenderRefused as refused:
                if sender == plain_sender or refused.smtp_code < SYNTAX:
                    raise
                self._hand_over(plain_sender, mail.to, raw)
                self.plain.add((self.server.host, self.server.port))
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise ServerAway(reasons.of(error)) from error
        return ""

    def _hand_over(self, sender, to, raw):
        mail, rcpt, data = self._envelope(sender, to, len(raw))
        body = data[0] == GO_ON
        if body:
            self.link.send(b".\r\n" if mail[0] != FINE[0] or rcpt[0] not in FINE else _dotted(raw))
            data = self.link.getreply()
        if mail[0] == FINE[0] and rcpt[0] in FINE and data[0] == FINE[0]:
            return
        code = next(reply[0] for reply in (mail, rcpt, data) if reply[0] not in FINE)
        if code == CLOSING:
            self.close()
        else:
            self.link.rset()
        if mail[0] != FINE[0]:
            raise smtplib.SMTPSenderRefused(*mail, sender)
        if rcpt[0] not in FINE:
            raise Refused(*rcpt, recipient=True)
        raise Refused(*data, recipient=False)

    def _envelope(self, sender, to, size):
        """The answers to MAIL, RCPT and DATA; after a no the rest is not said, or (together) counts for nothing."""
        link = self.link
        words = [f"MAIL FROM:<{sender}>", f"RCPT TO:<{to}>", "DATA"]
        if link.has_extn("size"):
            words[0] += f" SIZE={size}"
        if not to.isascii():
            if not link.has_extn("smtputf8"):
                raise Refused(553, "5.6.7 the mail server takes no address with such letters", recipient=False)
            words[0] += " SMTPUTF8"
        lines = [f"{word}\r\n".encode() for word in words]
        if link.has_extn("pipelining"):
            link.send(b"".join(lines))
            return [link.getreply() for _line in lines]
        replies = []
        for line in lines:
            if replies and replies[-1][0] not in FINE:
                replies.append((SYNTAX, b""))
                continue
            link.send(line)
            replies.append(link.getreply())
        return replies

    def close(self):
        link, self.link = self.link, None
        try:
            if link is not None:
                link.quit()
        except (smtplib.SMTPException, OSError):
            link.close()


def _dotted(raw):
    """A mail's bytes as DATA wants them: a dot before a dot, and one alone at the end."""
    return re.sub(rb"(?m)^\.", b"..", raw) + (b"" if raw.endswith(b"\r\n") else b"\r\n") + b".\r\n"

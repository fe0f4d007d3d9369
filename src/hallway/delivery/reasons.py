"""Why mail cannot leave, in a sentence. The sentence is kept in English in the mail's row, what the server said in brackets behind
it, and spoken in the reader's language."""

import smtplib
import socket
import ssl

from django.utils.translation import gettext, gettext_noop

SENTENCES = [
    (ssl.SSLCertVerificationError, gettext_noop("The mail server’s certificate cannot be trusted.")),
    (ssl.SSLError, gettext_noop("No encrypted connection to the mail server could be agreed on.")),
    (smtplib.SMTPAuthenticationError, gettext_noop("The mail server does not accept the user name or password.")),
    (smtplib.SMTPNotSupportedError, gettext_noop("The mail server does not offer what was asked of it.")),
    (smtplib.SMTPServerDisconnected, gettext_noop("The mail server hung up.")),
    (smtplib.SMTPSenderRefused, gettext_noop("The mail server does not let us send as this address.")),
    (smtplib.SMTPException, gettext_noop("The mail server does not take mail now.")),
    (socket.gaierror, gettext_noop("The mail server’s name is not known.")),
    (ConnectionRefusedError, gettext_noop("The mail server refuses the connection.")),
    (TimeoutError, gettext_noop("The mail server did not answer in time.")),
    (OSError, gettext_noop("The mail server could not be reached.")),
]
STILL = [
    gettext_noop("marked as junk"),
    gettext_noop("The mail could not be written down."),
    gettext_noop("The mail provider could not be reached."),
    gettext_noop("The mail provider does not accept the key."),
    gettext_noop("The mail provider does not take mail now."),
]


def of(error):
    """The sentence for an error of the wire, with what the server said in brackets."""
    sentence = next(words for kind, words in SENTENCES if isinstance(error, kind))
    detail = _detail(error)
    return f"{sentence} ({detail})" if detail else sentence


def _detail(error):
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return " ".join(str(error).split())[:200]
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return str(error.smtp_code)  # its words may repeat what was said
    code, text = getattr(error, "smtp_code", ""), getattr(error, "smtp_error", b"")
    text = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return " ".join(f"{code} {text}".split())[:200]


def spoken(kept):
    """A kept reason in the reader's language; a server's own words stay as they are."""
    sentence, bracket, detail = (kept or "").partition(" (")
    return f"{gettext(sentence)} ({detail}" if bracket and sentence else gettext(sentence) if sentence else ""

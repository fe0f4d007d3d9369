"""Which mailboxes are read, how one is opened, and what is said when that fails."""

import imaplib
import ssl

from django.conf import settings
from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted

from hallway.core.locked import CannotOpen
from hallway.core.text import one_line

from . import oauth
from .models import Mailbox

SECONDS = 60  # without an answer of the server


def servers():
    """The mailboxes to read (``core.mailservers.MailServer``): those of the environment, then those of the settings page."""
    named = list(settings.ENV.mail_in)
    known = {name_of(server) for server in named}
    for row in Mailbox.objects.exclude(access="").order_by("pk"):
        try:
            server = row.server()
        except CannotOpen as trouble:
            Mailbox.objects.filter(pk=row.pk).update(error=said(trouble))
            continue
        if server and name_of(server) not in known:
            named.append(server)
    return named


def name_of(server):
    """What a mailbox is called in rows and sentences: user, host and folder."""
    return f"{server.user}@{server.host}/{server.folder}"[:300]


def row_of(server):
    """The ``Mailbox`` row of a server, made when it is new."""
    return Mailbox.objects.get_or_create(name=name_of(server))[0]


def signed_in(server, row, seconds=SECONDS) -> BaseMailBox:
    """A connection to the server, signed in, no folder chosen. Raises whatever goes wrong; ``said`` has the sentence."""
    context = ssl.create_default_context()
    box: BaseMailBox
    if server.tls == "implicit":
        box = MailBox(server.host, server.port, timeout=seconds, ssl_context=context)
    elif server.tls == "starttls":
        box = MailBoxStartTls(server.host, server.port, timeout=seconds, ssl_context=context)
    else:
        box = MailBoxUnencrypted(server.host, server.port, timeout=seconds)
    try:
        _sign_in(box, server, row)
    except BaseException:
        box.client.shutdown()
        raise
    return box


def _sign_in(box, server, row):
    if not server.auth:
        plain = (server.user + server.password).isascii()
        (box.login if plain else box.login_utf8)(server.user, server.password, initial_folder=None)
        return
    token = oauth.access_token(server, row)
    try:
        _bear(box, server, token)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:
        oauth.forget(row)  # taken back before its time: one fresh token, then it is the administrator's turn
        _bear(box, server, oauth.access_token(server, row))


def _bear(box, server, token):
    """Sign in with an access token: XOAUTH2, which Google and Microsoft speak, else OAUTHBEARER (RFC 7628)."""
    offered = box.client.capabilities
    if "AUTH=OAUTHBEARER" in offered and "AUTH=XOAUTH2" not in offered:
        said = f"n,a={server.user},\1host={server.host}\1port={server.port}\1auth=Bearer {token}\1\1"
        box.client.authenticate("OAUTHBEARER", _once(said))
    else:
        box.client.authenticate("XOAUTH2", _once(f"user={server.user}\1auth=Bearer {token}\1\1"))


def _once(said):
    """Give ``said`` at the first challenge and nothing at the next, which only carries the server's reason for a refusal."""
    words = iter([said])
    return lambda challenge: next(words, "")


def open_folder(box, folder):
    """Choose the folder, to write when that is allowed. Returns (uidvalidity, next uid or None, mails in it, read only)."""
    readonly = False
    try:
        box.folder.set(folder)
    except imaplib.IMAP4.readonly:
        box.folder.set(folder, readonly=True)
        readonly = True
    found = {name: _number(box, name) for name in ("UIDVALIDITY", "UIDNEXT", "EXISTS")}
    return found["UIDVALIDITY"] or 0, found["UIDNEXT"], found["EXISTS"] or 0, readonly


def _number(box, name):
    values = [value for value in box.client.response(name)[1] or [] if value]
    return int(values[-1]) if values and values[-1].isdigit() else None


def said(trouble):
    """One line for the administrator, without the server's chatter about passwords."""
    name = type(trouble).__name__
    if isinstance(trouble, oauth.TokenRefused | CannotOpen):
        return one_line(str(trouble), 300)
    if "Login" in name or (type(trouble) is imaplib.IMAP4.error and "AUTHENTICATE" in str(trouble).upper()):
        return "The mail server did not accept the user name or password."
    if "FolderSelect" in name:
        return "The mail server has no such folder, or does not let this user open it."
    if isinstance(trouble, TimeoutError):
        return "The mail server did not answer in time."
    if isinstance(trouble, ssl.SSLError):
        return "The mail server's certificate could not be checked."
    if isinstance(trouble, OSError) and not trouble.args:
        return "The mail server could not be reached."
    return one_line(f"The mailbox could not be read ({name}: {trouble})", 300)

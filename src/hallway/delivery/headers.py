"""Header values that cannot be turned into a second header, and Message-IDs that say which event they tell of.

``<event.12.34.seal@host>`` is event 12 told to member 34; ``<thread.56.78.seal@host>`` is the invisible root of the mails
about noun 78 of type 56 and stands in References only. Both are the same however often they are made, so a repeated
mail is recognised, and the seal lets the inbox trust an answer to them.
"""

import re
import secrets

from django.conf import settings

from hallway.core.kept import kept
from hallway.core.text import one_line
from hallway.core.tokens import BIGGEST, seal, sealed, short

NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,70}")
ADDRESS = re.compile(r"[^\s<>()\[\]\\\",;:@]+@[^\s<>()\[\]\\\",;:@]+")
SAYS = re.compile(r"(back|canary)\.([0-9a-z]{1,13})\.([a-z2-7]{13})")
MACHINE = re.compile(
    r"(?:mailer[-_.]?daemon|mail[-_.]?daemon|postmaster|(?:do[-_.]?)?no(?:t)?[-_.]?reply|bounces?|auto-?reply)(?:[+=].*)?@"
)
LOCAL_PART = 64  # letters before the @, by RFC 5321
OURS = re.compile(r"<(event|digest|thread|canary)\.(\d{1,19})\.(\d{1,19})\.([a-z2-7]{20})@", re.IGNORECASE)


def value(text, limit=900):
    """``text`` as one header line: no line breaks, no controls, no direction overrides."""
    return one_line(str(text), limit)


def address(text):
    """``text`` in lower case when it is one plain mail address, else an empty string."""
    text = (text or "").strip().lower()
    return text if len(text) <= 254 and ADDRESS.fullmatch(text) and text.isprintable() else ""


def help_address():
    """The address people write to (help@…), or an empty string when mail in is not set up."""
    return settings.ENV.mail_address or _settings_address()


@kept
def _settings_address():
    from hallway.people.models import District

    return District.get().mail_address


def bounce_address(mail_pk, help_to):
    """The envelope sender of one mail, ``help+back.<number>.<seal>@…``: what comes back there says by itself which mail it
    was. The plain address when that would be longer than an address may be."""
    local, _at, domain = help_to.rpartition("@")
    said = f"{local}+{_says('back', mail_pk)}"
    return f"{said}@{domain}" if len(said) <= LOCAL_PART else help_to


def _says(word, number):
    return f"{word}.{short(number)}.{seal(word, number)}"


def read_bounce_address(addresses):
    """The number of the mail that a genuine bounce address among these names, else None."""
    return _said("back", addresses)


def canary_address(number, help_to):
    """Where canary ``number`` is sent: an address of ours that says by itself what comes there."""
    local, _at, domain = help_to.rpartition("@")
    return f"{local}+{_says('canary', number)}@{domain}"


def read_canary_address(addresses):
    """The number of the canary that a genuine address among these names, else None."""
    return _said("canary", addresses)


def _said(word, addresses):
    for each in addresses:
        found = SAYS.fullmatch(each.lower().partition("@")[0].rpartition("+")[2])
        if not found or found[1] != word:
            continue
        number = int(found[2], 36)
        if number <= BIGGEST and sealed(found[3], word, number):
            return number
    return None


def is_machine(address):
    """Whether nobody reads what arrives there: mail systems, no-reply senders, and our own address (that would be a loop)."""
    ours = help_address().lower()
    local, _at, domain = address.lower().rpartition("@")
    return bool(MACHINE.match(address.lower())) or (bool(ours) and f"{local.partition('+')[0]}@{domain}" == ours)


def host():
    """What stands after the @ of our Message-IDs: the mail address's domain, else the public host."""
    from urllib.parse import urlsplit

    said = settings.ENV.mail_address.rpartition("@")[2] or urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    return said if re.fullmatch(r"[A-Za-z0-9.-]+", said) else "localhost"


def of_a_list(stop):
    """The headers of the house's own news: which list it is (RFC 2919) and one press that ends it. What a colleague wrote, and
    the answer to what somebody asked, are no list."""
    return {"List-Id": f"Hallway <news.{host()}>", **stoppable(stop)}


def stoppable(stop):
    """One press in the mail program ends mail of this kind (RFC 8058)."""
    return {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def fresh_id():
    """A Message-ID for a mail that tells of no event."""
    return f"<mail.{secrets.token_hex(16)}@{host()}>"


def sealed_id(word, first, second):
    """``<word.first.second.seal@host>``; the same for the same three."""
    return f"<{word}.{first}.{second}.{seal('message-id', word, first, second, length=20)}@{host()}>"


def event_id(event_pk, member_pk):
    """The Message-ID of the mail that tells this member of this event."""
    return sealed_id("event", event_pk, member_pk)


def thread_id(type_pk, noun_pk):
    """The root that every mail about one noun refers to."""
    return sealed_id("thread", type_pk, noun_pk)


def read_id(text):
    """``(word, first, second)`` of a Message-ID of ours whose seal is genuine, else None. The host is not compared: it
    may have moved since."""
    found = OURS.match((text or "").strip())
    if not found:
        return None
    word, first, second = found[1].lower(), int(found[2]), int(found[3])
    return (word, first, second) if sealed(found[4], "message-id", word, first, second) else None


def plain(text):
    """The bare address of ``Name <address>``."""
    from email.utils import parseaddr

    return parseaddr(text)[1]


def named(name, address):
    """``"Name" <address>`` in plain letters, at most 320 of them; encoded when the mail is written down."""
    name = re.sub(r'["\\<>]', "", value(name, 60)).strip()
    return f'"{name}" <{address}>' if name else address

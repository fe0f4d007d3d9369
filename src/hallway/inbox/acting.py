"""What a decision does: one verb of a request, with the mail's words and files."""

import uuid
from datetime import datetime

from django.utils.translation import gettext as _

from hallway.asks.models import Ask
from hallway.core.kept import kept
from hallway.core.now import now
from hallway.core.storage import NotKept
from hallway.core.storage import keep as keep_file
from hallway.core.text import one_line
from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.history.models import Event, record
from hallway.people.models import District, Member

from . import addresses, calendars, deciding, library, private, returned, tips, watchdog
from .bounded import Unreadable, read_bounded
from .company import take_in
from .quotes import PREFIX
from .refusing import refuse
from .sent_back import words_in

NOT_KEPT = "file-not-kept"


def act(mail, reading, decision):
    """Do what was decided, inside the transaction that writes the verdict; sets ``mail.ask``. Raises Refused or Denied."""
    if decision.does == "open":
        mail.ask = open_ask(mail, by=HALLWAY, stored=store(reading), campus=decision.at, holder=decision.holder)
        if _answered_before(mail, reading):
            told = Event.objects.of(mail.ask).filter(kind="ask.received")
            told.update(told=now())
        take_in(reading, mail.ask, mail.member)
    elif decision.does == "welcome":
        mail.member = Member.add(by=HALLWAY, email=reading.sender, name=_name_of(reading), source="mail")
        mail.ask = open_ask(mail, by=HALLWAY, stored=store(reading), campus=decision.at)
    elif decision.does == "reply":
        mail.ask.reply(by=mail.member, **words_of(mail), stored=store(reading))
        take_in(reading, mail.ask, mail.member)
    elif decision.does == "note":
        said = words_of(mail)
        mail.ask.note(by=mail.member, text=said["full_text"] or said["text"], stored=store(reading))
    elif decision.does == "follow":
        mail.ask = mail.ask.follow_up(by=HALLWAY, author=mail.member, **words_of(mail), stored=store(reading))
    elif decision.does == "thank":
        mail.ask.confirm(by=HALLWAY, author=mail.member, **words_of(mail))
    elif decision.does == "show the door":
        if not _answered_before(mail, reading):
            record("mail.wrong_door", mail, by=HALLWAY)
    elif decision.does == "refuse politely":
        if not _answered_before(mail, reading):
            refuse(mail)
    elif decision.does == "say":
        said = words_of(mail)["text"]
        decision.noun.say(by=mail.member, text=said, stored=store(reading, sealed=True), through="mail")
    elif decision.does == "show the page":
        if not _answered_before(mail, reading):
            record("mail.private", mail, by=HALLWAY)
    elif decision.does == "begin an idea":
        text = words_of(mail)["text"] if (mail.reading or {}).get("text") else ""
        told = not _answered_before(mail, reading)
        library.begin(mail, text, line_of(mail, text), key=key_of(mail), stored=store(reading), tell=told)
    elif decision.does == "answer an idea":
        said = words_of(mail)["text"] if (mail.reading or {}).get("text") else ""
        library.answer(mail, decision.idea, said, key=key_of(mail), stored=store(reading))
    elif decision.does == "thank the writer":
        tips.thank(mail, decision.tip, words_of(mail)["text"], key=key_of(mail))
    elif decision.does == "welcome home":
        watchdog.came(reading)
    elif decision.does == "answer":
        if calendars.act(mail, reading):
            mail.verdict, mail.parked_at, mail.campus_id = "parked", now(), decision.concerns(reading)
    elif decision.verdict == "bounced":
        returned.act(reading)
    if decision.noun is not None:
        private.forget(mail)


def _name_of(reading):
    """What to call somebody whom only a mail made known."""
    return one_line(reading.sender_name or reading.sender.partition("@")[0], 120)


def _answered_before(mail, reading):
    """Whether this mail was most likely answered before a backup was brought back: it came, or was written, before that.
    It still opens its request, since the backup may not know it; the helper is told, its sender hears nothing twice.
    """
    (restored,) = _restored()
    if restored is None:
        return False
    return mail.received_at <= restored or bool(reading.date and datetime.fromisoformat(reading.date) <= restored)


@kept
def _restored():
    return (District.get().restored_at,)


def words_of(mail):
    """What a kept mail says, as the verbs of requests take it. Links of a letter of ours that stand in it are not said on."""
    about = mail.reading or {}
    text, whole, html = words_in(about)
    said = text or whole or _("(no words, see the files)")
    if lost := [p.partition(": ")[2] for p in about.get("problems", []) if p.startswith(NOT_KEPT)]:
        said += "\n\n" + _("(Too large to keep here: %(names)s)") % {"names": ", ".join(lost)}
    return {
        "text": said,
        "html": html,
        "full_text": whole if whole != text else "",
        "through": "mail",
    }


def key_of(mail):
    """The client-made id of what a person makes of a parked mail, so that pressing twice is harmless."""
    return uuid.UUID(mail.content[:32])


def open_ask(mail, *, by, stored=(), key=None, campus=None, holder=None):
    """Open a request from a kept mail for ``mail.member``; the row. Raises Refused when nobody knows a campus."""
    said = words_of(mail)
    about = mail.reading or {}
    through = addresses.meant(*(about.get(place, ()) for place in ("to", "cc", "delivered_to")))
    campus = campus or deciding.campus_of(mail.member, through)
    if campus is None:
        raise Refused(_("This person has no campus yet. Give them a post first, then try again."))
    room = mail.member.room if mail.member.room_id and mail.member.room.campus_id == campus.pk else None
    line = line_of(mail, said["text"])
    passed = mail.reason == "forwarded" and by is HALLWAY and mail.member.seat.serves(campus.pk)
    # What seems to belong to a confidential request is confidential, too.
    secret = mail.looks_like if mail.looks_like_id and mail.looks_like.confidential else None
    holder = mail.member if passed else (secret and secret.holder) or holder
    return Ask.open(
        by=by, campus=campus, requester=mail.member, holder=holder, line=line, confidential=secret is not None,
        detail=said["text"], html=said["html"], full_text=said["full_text"], key=key, through="mail", room=room, stored=stored,
        topic=through.topic if through and through.topic and through.topic.enabled else None,
        mailed_to=through.address if through else "", answers_to=through.answers_to if through else "",
    )  # fmt: skip


def line_of(mail, text):
    """A mail's matter in one line: its subject, else its first words."""
    return PREFIX.sub("", mail.subject).strip() or next((row for row in text.split("\n") if row.strip()), "")


def join_ask(mail, ask, *, by, stored=()):
    """Put a parked mail into a request on a colleague's word. Who works here and is no party takes part from now on; the
    words of anybody else become a note, so that nobody outside the team reads them unasked."""
    said, key = words_of(mail), key_of(mail)
    if not ask.is_staff(by):
        raise Denied("join")
    member = mail.member if mail.member and mail.member.is_active else None
    if member is None:
        sender = mail.sender or _("somebody unknown")
        text = _("%(sender)s wrote by mail:") % {"sender": sender} + "\n\n" + said["text"]
        return ask.note(by=by, text=text, key=key, stored=stored)
    if not (ask.is_party(member) or ask.is_staff(member)):
        ask.include(by=by, member=member)
    return ask.reply(by=HALLWAY, author=member, **said, key=key, stored=stored)


def files_of(mail):
    """The files of a kept mail, on disk for good; for ``Mail.accept`` and ``Mail.join``, which want them before they begin."""
    if not (mail.reading or {}).get("attachments"):
        return ()
    try:
        return store(read_bounded(bytes(mail.raw)))
    except Unreadable:
        return ()


def store(reading, sealed=False):
    """A mail's files on disk for good, before any row names them. One too large to keep stays in the raw mail only, and the
    words say so. Raises OSError when the disk does not take files now; the mail is then tried again."""
    kept = []
    for file in reading.attachments:
        try:
            kept.append(keep_file(file.content, file.name, file.type, cid=file.cid, aside=file.small, sealed=sealed))
        except NotKept as told:
            if isinstance(told.__cause__, OSError):
                raise told.__cause__ from None  # from what it caused itself, its story would go round for ever
            reading.problems.append(f"{NOT_KEPT}: {file.name}")
    return tuple(kept)

"""A mail to the library's address: what is in it becomes a draft of its sender, who is told where to finish it. And a mail that answers
a letter about an idea: it is said below the idea, or added to the draft.
"""

import re

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from hallway.core.again import lock_and_reread
from hallway.core.marker import MARKER_LINE
from hallway.core.storage import NotKept, keep
from hallway.core.text import clean, one_line
from hallway.core.tokens import read_address_token
from hallway.core.verb import HALLWAY
from hallway.delivery.headers import read_id
from hallway.history.models import Event, record
from hallway.ideas.models import Idea
from hallway.ideas.models.idea import LINK, TEXT, TITLE
from hallway.ideas.models.idea_talking import ANSWERS_AS
from hallway.people.where import campus_of

from . import identity, summaries
from .finding import tags
from .keys import holds_key
from .private import too_many
from .quotes import SUBJECT_FW

DRAFTED, ANSWERED = "library", "idea-answer"

URL = re.compile(r"https?://[^\s<>\"')\]]+[^\s<>\"')\].,;:!?]")


def begin(mail, text, line, *, key, stored, tell=True):
    """The draft Idea. ``text``: the mail's words; ``line``: its matter. The first link is the idea's. Raises Refused for nothing."""
    found = URL.search(text)
    link = found[0] if found and len(found[0]) <= LINK else ""
    title = "" if URL.fullmatch(line.strip()) else one_line(line, TITLE)
    words = text.strip()
    if words in (link, line.strip()) or "".join(words.split()) == link:
        words = ""
    text, stored = _taken_up("", words, stored)
    idea = Idea.draft(
        by=mail.member, campus=campus_of(mail.member), key=key, title=title, link=link, text=text, stored=stored
    )
    if tell:
        record("idea.mailed", idea, by=HALLWAY)
    return idea


def idea_of(reading):
    """``(idea, id of whom its letter was written to)`` for a mail that answers it, by the reply address or by a Message-ID of ours;
    the idea is what it is part of now. ``(None, None)`` for what is passed on: that is not meant for everybody."""
    if SUBJECT_FW.match(reading.subject):
        return None, None
    by_address = (found for tag in tags(reading) if (found := read_address_token(tag, noun=ANSWERS_AS)))
    number, reader = next(by_address, None) or _by_reference(reading)
    idea = Idea.objects.filter(pk=number).first()
    return idea and idea.survivor, reader


def _by_reference(reading):
    kind = ContentType.objects.get_for_model(Idea)
    for reference in reversed(reading.references):
        word, first, second = read_id(reference) or ("", 0, 0)
        if word == "thread" and first == kind.pk:
            return second, None
        if word == "digest" and isinstance(noun := summaries.only_one(reference), Idea):
            return noun.pk, first
        if word == "event" and (event := Event.objects.filter(pk=first, root_type=kind).only("root_id").first()):
            return event.root_id, second
    return None, None


def gone(reading):
    """Why a mail that answers a letter of ours has nothing to join: a reason's code when what the letter told of was thrown away,
    else "". It is no request: its sender spoke of something else. What is passed on is judged by itself."""
    if SUBJECT_FW.match(reading.subject):
        return ""
    said = [found for reference in reading.references if (found := read_id(reference))]
    kind = ContentType.objects.get_for_model(Idea).pk
    if any(found[:2] == ("thread", kind) for found in said) or any(
        read_address_token(tag, noun=ANSWERS_AS) for tag in tags(reading)
    ):
        return "idea-gone"
    events = {found[1] for found in said if found[0] == "event"}
    return "letter-gone" if events and Event.objects.filter(pk__in=events).count() < len(events) else ""


def judged(idea, reader, member, reading, proof):
    """``(verdict, reason, does)`` for a mail of ``member`` that answers a letter about ``idea`` to ``reader``. Everybody reads the
    answer, so a From line is not enough: its letter was the sender's own, or the mail server proves who wrote."""
    if member is None or not member.is_active:
        return "parked", "inactive-sender" if member else "unknown-sender", ""
    if not (Idea.objects.visible_to(member).filter(pk=idea.pk).exists() and may_answer(member, idea)):
        return "parked", "idea-gone", ""
    if reader != member.pk and proof != identity.PROVEN:
        return "parked", "idea-not-theirs", ""
    if idea.is_shared and _answers_a_draft(reading):
        return "parked", "idea-was-draft", ""
    if too_many(idea, member):
        return "parked", "flood", ""
    if _is_our_letter(reading.text) or (not reading.text.strip() and all(file.inline for file in reading.attachments)):
        return "parked", "idea-wordless", ""
    return "added", ANSWERED, "answer an idea"


def _answers_a_draft(reading):
    """Whether the letter that is answered promised that nobody else reads along: its idea was a draft then."""
    events = [found[1] for reference in reading.references if (found := read_id(reference)) and found[0] == "event"]
    return Event.objects.filter(pk__in=events, kind="idea.mailed").exists()


def _is_our_letter(text):
    """Whether the letter itself is in it, since no words stand above the line: its links are its reader's alone."""
    return bool(MARKER_LINE.search(text)) or holds_key(text)


def may_answer(member, idea):
    return member.can("say" if idea.is_shared else "improve", idea)


def answer(mail, idea, text, *, key, stored):
    """Say it below the idea; one's own draft takes it up instead."""
    lock_and_reread(idea)  # what its page saved in this very moment stays
    if idea.is_shared:
        idea.say(by=mail.member, text=text, key=key, stored=stored, through="mail")
    else:
        text, stored = _taken_up(idea.text, text, stored)
        idea.improve(by=mail.member, text=text, stored=stored)


def _taken_up(before, words, stored):
    """``(text, files)`` of a draft that takes up ``words``. What is longer than a draft comes along whole, as a file, and the
    draft says so. Raises OSError when the disk does not take files now."""
    text = f"{before}\n\n{clean(words)}".strip()
    if len(text) <= TEXT:
        return text, stored
    try:
        file = keep(words.encode("utf-8", "replace"), _("What you wrote by mail") + ".txt", "text/plain")
    except NotKept as told:
        raise told.__cause__ or told from told
    text = f"{before}\n\n{_('Your mail was longer than has room here. All of it is in the file “%(name)s”.') % {'name': file.name}}".strip()
    return (text if len(text) <= TEXT else before), (*stored, file)

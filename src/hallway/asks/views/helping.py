"""The request's page for whoever helps with it: the conversation, the notes, the timeline, and the verbs as buttons."""

import uuid
from zoneinfo import ZoneInfo

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hallway.core.components import file as file_chip
from hallway.core.now import now
from hallway.core.page import page
from hallway.core.text import as_number
from hallway.core.verb import Denied
from hallway.history.models import Event
from hallway.schooltime.calendars import warm
from hallway.threads.models import File, Message
from hallway.threads.showing import mail_of

from ..forms.helping import Note
from ..models import Ask, ReplyTemplate
from ..routing import DOOR, because, walk
from ..standing import clocks

SHOWN = 60  # messages and happenings at first; the rest one tap away
ICONS = {
    "ask.taken": "hand", "ask.handed": "forward", "ask.moved": "forward", "ask.redated": "calendar-clock", "ask.sent_on": "forward",
    "ask.shifted": "calendar-clock", "ask.soon": "bell",
    "ask.routed": "forward", "ask.dated": "calendar-clock", "ask.waiting": "hourglass", "ask.paused": "hourglass", "ask.reminded": "bell",
    "ask.solved": "circle-check", "ask.confirmed": "thumbs-up", "ask.closed": "archive", "ask.reopened": "rotate-ccw",
    "ask.withdrawn": "undo-2", "ask.nudged": "bell-ring", "ask.escalated": "arrow-up", "ask.merged": "merge",
    "ask.gained": "merge", "ask.unmerged": "split", "ask.known": "megaphone", "ask.triaged": "pencil",
    "ask.included": "user-plus", "ask.late": "clock-alert", "ask.unsaid": "undo-2",
}  # fmt: skip


WORDS = ("kind", "text", "full_text", "at", "through")  # and has_frame, has_far of with_mail


def _named(relation):
    """The columns that show who somebody is, and no more: a page of many messages does not carry their profiles."""
    return [f"{relation}__{name}" for name in ("name", "preferred_name", "photo")]


def show(request, ask, *, reply=None, note=None, status=200, **_more):
    """The helper's page of ``ask``. ``reply``, ``note``: forms whose words come back, with what was wrong."""
    member = request.user
    warm([ask.campus])
    messages, happened = _said(ask, member), _happened(ask)
    items = sorted([*messages, *happened], key=lambda item: item["at"])
    hidden = 0 if "all" in request.GET else max(0, len(items) - SHOWN)
    people = ask.people
    shown = {
        "ask": ask,
        "items": items[hidden:],
        "hidden": hidden,
        "where": " · ".join(part for part in (ask.where, ask.campus.name) if part),
        "why": ask.why_parts(),
        "clocks": clocks(ask),
        "holds_because": because(ask.route_why) if ask.holder_id else "",
        "walked": walk(ask.route_why),
        "now": now(),
        "zone": ZoneInfo(ask.calendar.zone),
        "others": [each for each in people if each.pk != ask.requester_id],
        "readers": _readers(ask, len(people) - 1),
        "reply": reply,
        "reply_key": _key(reply),
        "note": note,
        "note_key": _key(note),
        "seen": max((item["pk"] for item in messages), default=0),
        "joined": _joined(happened),
        "templates": [*ReplyTemplate.usable_by(member).only("name")],
        "mine": ask.holder_id == member.pk,
        "sends_on": ask.door == "first_contact",
        "next_door": DOOR.get(ask.next_door, "") if ask.is_open else "",
    }
    return page(request, "asks/helping.html", shown, status=status)


def _key(form):
    """The id of what is being written: kept while the same words come back, so that sending twice is harmless."""
    return (form.data.get("key") if form is not None else "") or uuid.uuid4()


def _readers(ask, others):
    """Who reads a reply, for the button: "Maria Lopez", "Maria Lopez and 2 more"."""
    if not others:
        return ask.requester.full_name
    said = ngettext("%(name)s and one more", "%(name)s and %(n)s more", others)
    return said % {"name": ask.requester.full_name, "n": others}


def _said(ask, member):
    """The messages as items of the thread, each with its files; newest last."""
    files: dict = {}
    for row in File.objects.of(ask).filter(aside=False):
        url = reverse("threads:file", args=[row.pk])
        files.setdefault(row.message_id, []).append(file_chip(row.name, url, row.size, url if row.is_picture else ""))
    return [
        {
            "is": "message",
            "pk": row.pk,
            "at": row.at,
            "row": row,
            "files": files.get(row.pk, ()),
            "anchor": f"message-{row.pk}",
            "mine": row.author_id == member.pk,
            "pending": row.author_id == member.pk and row.undoable(),
            "mail": mail_of(row),
        }
        for row in Message.objects.of(ask)
        .with_mail()
        .select_related("author")
        .only("noun_id", *WORDS, *_named("author"))
        if row.kind != "ask" or row.text or row.pk in files
    ]


def _happened(ask):
    """Events as items of the thread; what a message says itself is left out."""
    return [
        {
            "is": "event",
            "pk": 0,
            "at": event.at,
            "kind": event.kind,
            "other": event.data.get("other"),
            "said": event.sentence(),
            "icon": ICONS.get(event.kind, "circle-dot"),
        }
        for event in Event.objects.of(ask).select_related("actor").only("kind", "at", "data", *_named("actor"))
        if event.about and event.about.shown != "none" and "message" not in event.data and event.kind != "ask.opened"
    ]


def _joined(happened):
    """Numbers of the requests that were joined into this one and not taken apart again."""
    numbers: dict = {}
    for item in happened:
        if item["kind"] == "ask.gained":
            numbers[item["other"]] = True
        elif item["kind"] == "ask.unmerged":
            numbers.pop(item["other"], None)
    return [*numbers]


@require_POST
def fill(request, number):
    """Put a reply template's words into the reply being written; nothing is sent, nothing typed is lost."""
    ask = get_object_or_404(
        Ask.objects.visible_to(request.user).select_related("requester", "holder", "campus", "room", "topic"), pk=number
    )
    if not ask.is_staff(request.user):
        raise Denied("fill")
    said = request.POST.copy()
    template = ReplyTemplate.usable_by(request.user).filter(pk=as_number(said.get("template")) or 0).first()
    if template:
        before = said.get("text", "").rstrip()
        said["text"] = (f"{before}\n\n" if before else "") + template.filled(ask, request.user)
    form = Note(said, member=request.user)
    form.is_valid()
    form.errors.clear()
    return show(request, ask, reply=form)


def written_meanwhile(ask, member, seen):
    """A sentence when somebody else wrote a reply after the page was opened (``seen``: its newest message), else "".

    For the reply page: answer 409 with the draft kept; sending again with the new page's ``seen`` goes through.
    """
    newer = Message.objects.of(ask).filter(kind="reply", pk__gt=as_number(seen) or 0).exclude(author=member)
    row = newer.select_related("author").last() if seen else None
    if row is None:
        return ""
    name = row.author.short_name if row.author_id else "Hallway"
    return _("%(name)s wrote while you were writing. Read it first; your words are still here.") % {"name": name}

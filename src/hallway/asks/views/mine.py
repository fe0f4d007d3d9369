"""My requests, and the page of one of them as its asker reads it."""

from http import HTTPStatus

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hallway.core.components import file as file_chip
from hallway.core.now import now
from hallway.core.page import newest, page
from hallway.core.text import as_number
from hallway.history.models import Event
from hallway.people.where import where_said, where_today
from hallway.threads.fields import Reply
from hallway.threads.models import File, Message
from hallway.threads.showing import mail_of

from ..forms.talking import ThankYou
from ..models import Ask
from ..routing import because, walk
from ..standing import clocks, place_said, standing, zone_of

PER_PAGE = 25
BACK = "back_%s"  # ids of the "it does not work" box, which stands beside the reply box
ICONS = {
    "ask.opened": "life-buoy", "ask.replied": "message-circle", "ask.taken": "hand", "ask.handed": "forward",
    "ask.solved": "circle-check", "ask.confirmed": "thumbs-up", "ask.closed": "archive", "ask.reopened": "rotate-ccw",
    "ask.nudged": "bell-ring", "ask.waiting": "hourglass", "ask.paused": "hourglass", "ask.escalated": "arrow-up",
}  # fmt: skip
VERBS = ("reply", "confirm", "reopen", "withdraw", "nudge", "thank")


@require_safe
def mine(request):
    """What I asked or filed: open ones first, then the finished ones, newest first."""
    member = request.user
    rows = asked_by(member)
    paging = as_number(request.GET.get("before")) is not None
    done, earlier = newest(request, rows.filter(status="closed"), PER_PAGE)
    context = {
        "open": [] if paging else waiting_first(rows.exclude(status="closed").order_by("-id")[:100], member),
        "done": [lined(row, member) for row in done],
        "earlier": earlier and reverse("asks:mine") + earlier,
        "paging": paging,
    }
    return page(request, "asks/mine.html", context)


def asked_by(member):
    """What a member asked or filed for somebody, with what a line of the list shows."""
    rows = Ask.objects.visible_to(member).filter(Q(requester=member) | Q(filed_by=member))
    return rows.select_related("requester", "holder").defer("words", "route_why", "reasons")


def waiting_first(rows, member):
    """The lines of ``rows``: what waits for the asker's own word first, the rest in its order."""
    return sorted((lined(row, member) for row in rows), key=lambda line: line["standing"].state != "waiting")


def lined(row, member):
    """A request as a line of its asker's list."""
    return {
        "ask": row,
        "standing": standing(row),
        "url": row.get_absolute_url(),
        "for": row.requester if row.requester_id != member.pk else None,
        "zone": zone_of(row),
    }


def show(request, ask, *, status=HTTPStatus.OK, **more):
    """The page of one request for whoever asked, takes part, or may read along (a lead, a first contact)."""
    return page(request, "asks/ask.html", scene(ask, request.user, own_urls(ask)) | more, status=status)


def own_urls(ask):
    """Where the page's forms go when its reader is signed in."""
    urls = {verb: reverse(f"asks:{verb}", args=[ask.pk]) for verb in VERBS}
    return urls | {"undo_message": lambda message: reverse("asks:undo_message", args=[ask.pk, message])}


def scene(ask, member, urls, token=""):
    """Everything the page shows. ``urls``: verb → address (``undo_message``: a function of the message's id);
    ``token``: of the link it was opened with, else empty."""
    zone, moment = zone_of(ask), now()
    asked = member.pk in (ask.requester_id, ask.filed_by_id)
    said = list(Message.objects.of(ask).with_mail().readable(staff=False).select_related("author"))
    files = _files(ask, said, token)
    helpers = helpers_of(ask, said)
    if token:
        # Photos are for members; whoever reads by a link sees initials.
        for one in [ask.holder, *(each.author for each in said)]:
            if one is not None:
                one.photo = ""
    where = ""
    if ask.holder_id and ask.is_open:
        where = where_said(where_today([ask.holder], ask.calendar.local_day(moment))[ask.holder_id])
    nudge_from = ask.nudge_from() if asked else None
    may_thank = asked and _worked(ask) and not _thanked(ask, member)
    return {
        "ask": ask,
        "member": member,
        "token": token,
        "urls": urls,
        "zone": zone,
        "now": moment,
        "asked": asked,
        "standing": standing(ask, asked),
        "where": where,
        "place": place_said(ask),
        "clocks": clocks(ask) if ask.is_open else [],
        "holds_because": because(ask.route_why) if ask.holder_id and ask.is_open else "",
        "walked": walk(ask.route_why) if ask.is_open else [],
        "why": ask.why(member) if ask.is_open else [],
        "messages_shown": [_shown(each, member, files, urls, moment, token) for each in said],
        "timeline": _timeline(ask),
        "may": {verb: member.can(verb, ask) for verb in ("reply", "confirm", "reopen", "withdraw", "nudge")},
        "may_reopen_still": may_reopen_still(ask, moment),
        "long_over": ask.is_long_over(),
        "nudge_from": nudge_from,
        "nudge_now": bool(nudge_from and nudge_from <= moment),
        "readers": readers(ask, member),
        "reply": Reply(member=member),
        "back_box": Reply(member=member, auto_id=BACK),
        "helpers": helpers,
        "thank": ThankYou(helpers=helpers) if may_thank and helpers else None,
    }


def readers(ask, member):
    """Who will read a reply of ``member``: the names for the button."""
    names = {each.pk: each.short_name for each in [*ask.helpers, *ask.people] if each.pk != member.pk}
    return list(names.values()) or [_("the help team")]


def helpers_of(ask, said):
    """Who helped: whoever holds it and everybody who answered, but not the askers."""
    askers = {ask.requester_id, ask.filed_by_id}
    people = {ask.holder_id: ask.holder} if ask.holder_id else {}
    people |= {each.author_id: each.author for each in said if each.kind == "reply" and each.author_id}
    return [each for pk, each in people.items() if pk not in askers and each.is_active]


def may_reopen_still(ask, moment):
    """Whether "it came back" still fits: within some school days after it closed; later it is a new request."""
    if ask.status != "closed":
        return ask.status == "solved"
    return not ask.merged_into_id and moment <= ask.reopens_until()


def _worked(ask):
    return ask.status == "closed" and ask.outcome not in ("withdrawn", "merged", "no_reply")


def _thanked(ask, member):
    from hallway.appreciation.models import Thanks

    return Thanks.objects.about(ask).filter(sender=member).exists()


def _files(ask, said, token):
    """{message id: its files as chips}; those of notes are left out."""
    shown = {each.pk for each in said}
    chips: dict = {}
    for row in File.objects.of(ask).filter(aside=False):
        if row.message_id is None or row.message_id in shown:
            url = reverse("threads:linked", args=[token, row.pk]) if token else reverse("threads:file", args=[row.pk])
            chip = file_chip(row.name, url, row.size, url if row.is_picture else "")
            chips.setdefault(row.message_id or said[0].pk if said else 0, []).append(chip)
    return chips


def _shown(message, member, files, urls, moment, token):
    own = message.author_id == member.pk
    pending = own and message.undoable(moment)
    return {
        "row": message,
        "first": message.kind == "ask",
        "mine": own,
        "files": files.get(message.pk, ()),
        "mail": mail_of(message, token),
        "pending": pending,
        "undo_url": urls["undo_message"](message.pk) if pending else "",
        "undo_until": message.can_undo_until,
    }


def _timeline(ask):
    """What happened, oldest first, as people outside the help team may read it."""
    rows = Event.objects.of(ask).select_related("actor")
    return [
        {"sentence": row.sentence(), "at": row.at, "icon": ICONS.get(row.kind, "circle-dot")}
        for row in rows
        if row.about and row.about.shown == "all"
    ]

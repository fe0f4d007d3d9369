"""The help list over all campuses, most pressing first, and today's list by room for the corridor.

Filters live in the query string, so that a set of filters is a link somebody can keep.
"""

import hashlib
import re
import time
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.http import HttpResponseNotModified
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.page import page
from hallway.core.text import as_number, fold, one_line
from hallway.core.verb import Denied
from hallway.people.models import Campus, Member, Post
from hallway.people.where import main_campus
from hallway.procedures.models import Topic
from hallway.schooltime.calendars import calendar_of, warm

from ..lines import lines
from ..models import Ask
from ..models.visible import OPEN

PAGE = 50
FEW = 60  # up to so many campuses or colleagues are offered in a menu; beyond, their name is typed
MENUS_KEPT = 60  # seconds
SELECTED = SafeString(" selected")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
WAITING = ("waiting_you", "waiting_other")
STATES = {
    "": OPEN, "open": ("open",), "waiting": WAITING, "you": ("waiting_you",), "other": ("waiting_other",),
    "late": OPEN, "stopped": ("open",), "solved": ("solved",),
}  # fmt: skip
FILTERS = ("campus", "holder", "state", "topic", "q")


def state_names():
    return {
        "": _("All open"),
        "open": _("Waiting on us"),
        "waiting": _("Waiting on somebody"),
        "you": _("Waiting on the teacher"),
        "other": _("Waiting on somebody else"),
        "late": _("Late"),
        "stopped": _("Stops teaching"),
        "solved": _("Solved"),
    }


def chosen(request):
    """The filters in the query string that say something: {name: text}."""
    return {name: said for name in FILTERS if (said := one_line(request.GET.get(name, ""), 80))}


def may_read_list(member):
    """Whoever helps somewhere, is a first contact, or holds a request."""
    return member.seat.is_its or member.seat.holds("contact") or member.holding.filter(status__in=OPEN).exists()


def filtered(member, said):
    """The rows of the list for these filters, in its order, before paging."""
    statuses = STATES.get(said.get("state", ""), OPEN)
    # What one holds is one's own whatever else it is; asked for alone, an index gives its order.
    mine = said.get("holder") == "me"
    rows = Ask.objects.filter(status__in=statuses, holder=member) if mine else Ask.objects.helped_by(member, statuses)
    if said.get("state") == "late":
        rows = rows.filter(next_at__lt=now())
    elif said.get("state") == "stopped":
        rows = rows.filter(teaching_stopped=True)
    if campus := said.get("campus"):
        rows = rows.filter(campus=int(campus)) if _is_number(campus) else rows.filter(_campus_named(campus))
    if holder := said.get("holder"):
        if holder == "none":
            rows = rows.filter(holder=None)
        elif _is_number(holder):
            rows = rows.filter(holder=int(holder))
        elif holder != "me":
            rows = rows.filter(holder__in=Member.objects.matching(holder).order_by().values("pk"))
    if _is_number(said.get("topic", "")):
        rows = rows.filter(topic=int(said["topic"]))
    if text := said.get("q"):
        rows = rows.filter(pk__in=Ask.objects.matching(text).order_by().values("pk"))
    return rows.pressing()


def _is_number(text):
    return as_number(text) is not None


def _campus_named(text):
    return Q(campus__in=Campus.objects.filter(Q(name__istartswith=text) | Q(code__iexact=text)).values("pk"))


def _beyond(rows, after):
    """The rows after the one a page ended with (``<microseconds>.<id>``); a spoilt address starts at the top."""
    rank, _dot, pk = after.partition(".")
    if not (_is_number(rank.removeprefix("-")) and _is_number(pk) and len(rank) < 17):
        return rows
    rank = EPOCH + timedelta(microseconds=int(rank))
    return rows.filter(rank__gte=rank).filter(Q(rank__gt=rank) | Q(rank=rank, pk__gt=int(pk)))


def list(request):
    member, said = request.user, chosen(request)
    if not may_read_list(member):
        raise Denied("list")
    rows = filtered(member, said)
    if after := request.GET.get("after"):
        rows = _beyond(rows, after)
    made, marks = lines(rows[: PAGE + 1], pick=member.seat.is_its)
    more, made = made[PAGE:], made[:PAGE]
    etag = _etag(made)
    if request.htmx and request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    shown = {
        "rows": made,
        "said": said,
        "here": f"{request.path}?{urlencode(said)}",
        "earlier": f"{request.path}?{urlencode({**said, 'after': _mark(*marks[PAGE - 1])})}" if more else "",
        "paged": bool(after),
        "helps": member.seat.is_its,
        "etag": etag,
    }
    if not request.htmx:
        shown |= choices(member, said) | {"tabs": presets(said)}
    answer = page(request, "asks/list.html", shown, partial="rows")
    if request.htmx:
        answer["ETag"] = etag
        answer["Cache-Control"] = "private, no-cache"
    return answer


def _etag(made):
    """Changes when a line does: asking again for an unchanged list is answered without a body."""
    return f'W/"{hashlib.blake2b("".join(made).encode(), digest_size=12).hexdigest()}"'


def _mark(rank, pk):
    return f"{(rank - EPOCH) // timedelta(microseconds=1)}.{pk}"


def choices(member, said):
    """What the filter menus offer, as options with the chosen one marked; no menu is longer than a menu can be."""
    seat = member.seat
    scope = None if seat.served is None else frozenset(seat.served | seat.campuses.get("contact", set()))
    campuses, colleagues, topics = _menus(scope, int(time.monotonic() / MENUS_KEPT))
    people = [(str(pk), name) for pk, name in colleagues if pk != member.pk]
    return {
        "campuses": _options([("", _("All of mine")), *campuses], said.get("campus", "")) if campuses else "",
        "one_campus": len(campuses) == 1,
        "holders": _options(
            [("", _("Anybody")), ("me", _("Me")), ("none", _("Nobody")), *people], said.get("holder", "")
        ),
        "topics": _options([("", _("Any")), *topics], said.get("topic", "")),
        "states": _options(state_names().items(), said.get("state", "")),
    }


def _options(pairs, chosen):
    return format_html_join(
        "", '<option value="{}"{}>{}</option>', ((v, SELECTED if v == chosen else "", name) for v, name in pairs)
    )


@lru_cache(maxsize=500)
def _menus(scope, _minute):
    """(campuses, colleagues, topics) as (id, name) pairs for the campuses of ``scope`` (None: all); read once a minute."""
    campuses = Campus.objects.filter(enabled=True)
    if scope is not None:
        campuses = campuses.filter(pk__in=scope)
    campuses = [(str(pk), name) for pk, name in campuses.values_list("pk", "name")[: FEW + 1]]
    colleagues = []
    if len(campuses) > FEW:
        campuses = []
    else:
        posts = Post.objects.filter(role="its", campus__in=[pk for pk, _name in campuses])
        people = posts.holders_now().only("name", "preferred_name").order_by("folded")
        colleagues = [(one.pk, one.full_name) for one in people[: FEW + 1]]
    topics = [(str(pk), name) for pk, name in Topic.objects.filter(enabled=True).values_list("pk", "name")]
    return campuses, colleagues, topics


def presets(said):
    """The links everybody needs, beside the ones people keep for themselves."""
    ready = [
        (_("Everything open"), {}),
        (_("Mine"), {"holder": "me"}),
        (_("Nobody’s"), {"holder": "none"}),
        (_("Stops teaching"), {"state": "stopped"}),
        (_("Late"), {"state": "late"}),
        (_("Waiting"), {"state": "waiting"}),
        (_("Solved"), {"state": "solved"}),
    ]
    url = reverse("asks:list")
    return [
        {"name": name, "url": f"{url}?{urlencode(query)}" if query else url, "current": said == query}
        for name, query in ready
    ]


def _in_order(room):
    """Room names as people count them: 2 before 12, 12 before 12B."""
    return [
        (not part.isdecimal(), int(part) if part.isdecimal() else 0, part)
        for part in re.split(r"(\d{1,9})", fold(room))
        if part
    ]


def today(request):
    """What to look after today, by campus and room: a sheet to print or to walk the corridor with."""
    member, moment = request.user, now()
    if not may_read_list(member):
        raise Denied("list")
    everyone = request.GET.get("who") == "all"
    rows = Ask.objects.helped_by(member)
    if not everyone:
        rows = rows.filter(Q(holder=member) | Q(holder=None))
    rows = [*rows.filter(Q(status="open") | Q(next_at__lt=moment + timedelta(days=1))).pressing().for_list()[:200]]
    warm({row.campus for row in rows})
    zone = ZoneInfo(calendar_of(main_campus(member)).zone)
    rooms: dict = {}
    for row in sorted(rows, key=lambda row: (fold(row.campus.name), not row.where, _in_order(row.where))):
        rooms.setdefault(row.campus, {}).setdefault(row.where or _("No room given"), []).append(row)
    places = [
        {"campus": campus, "rooms": [{"name": name, "rows": found} for name, found in inside.items()]}
        for campus, inside in rooms.items()
    ]
    day = moment.astimezone(zone).date()
    return page(request, "asks/today.html", {"places": places, "day": day, "everyone": everyone, "count": len(rows)})

"""Your calendar: what is booked with you, as a page, as files, and as a feed for a calendar program."""

import hashlib
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST, require_safe

from hallway.core.middleware import public
from hallway.core.now import now
from hallway.core.page import go, page

from .. import feeds, ics, showing
from ..models import Link, Source

DAYS = 28


def mine(request, *, word=""):
    """Four weeks from a day on (``?from=``), today at first. ``word``: of a feed's address made just now, shown this once."""
    first = _day(request.GET.get("from", "")) or timezone.localdate(now())
    start = timezone.make_aware(datetime.combine(first, time(0)))
    found = showing.entries(request.user, start, start + timedelta(days=DAYS))
    days = [(day, list(each)) for day, each in groupby(found, lambda entry: timezone.localtime(entry.start).date())]
    address = settings.PUBLIC_URL + reverse("diary:feed", args=[word]) if word else ""
    about = {
        "days": days,
        "first": first,
        "last": first + timedelta(days=DAYS - 1),
        "earlier": first - timedelta(days=DAYS),
        "later": first + timedelta(days=DAYS),
        "now_zone": timezone.localtime(now()).tzname(),
        "link": Link.objects.filter(member=request.user).first(),
        "address": address,
        "webcal": f"webcal:{address.partition(':')[2]}" if address else "",
        "others": Source.objects.visible_to(request.user),
    }
    answer = page(request, "diary/mine.html", about)
    answer["Cache-Control"] = "no-store, private"
    return answer


def _day(text):
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2000 < found.year < 2200 else None


@require_GET
def download(request):
    """All of it as one file, to be taken into a calendar by hand."""
    return _file(ics.calendar(feeds.entries(request.user, cancelled=False)), "hallway.ics")


@require_GET
def one(request, uid):
    """One event as a file. 404 for what does not stand in the reader's own calendar."""
    found = [entry for entry in feeds.entries(request.user) if entry.uid == uid]
    if not found:
        raise Http404
    return _file(ics.calendar(found), "meeting.ics")


def _file(raw, name):
    answer = HttpResponse(raw, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store, private"
    return answer


@require_POST
def link_make(request):
    """A new address; it stands on the page that answers, and nowhere else again."""
    link = Link.make(by=request.user, member=request.user)
    return mine(request, word=link.word)


@require_POST
def link_revoke(request):
    if link := Link.objects.filter(member=request.user).first():
        link.revoke(by=request.user)
    return go(request, reverse("diary:mine"))


@public
@require_safe
@sensitive_variables("word")
def feed(request, word):
    """The calendar of whoever gave this address to a program. 404 when it is none any more; 304 while nothing changed."""
    link = Link.of(word)
    if link is None:
        answer = HttpResponse(
            _("There is no calendar here any more."), status=404, content_type="text/plain; charset=utf-8"
        )
    else:
        raw = feeds.feed(link.member, cancelled=request.GET.get("cancelled") != "no")
        tag = f'"{hashlib.sha256(raw).hexdigest()[:32]}"'
        same = tag in [each.strip().removeprefix("W/") for each in request.headers.get("If-None-Match", "").split(",")]
        answer = HttpResponseNotModified() if same else HttpResponse(raw, content_type="text/calendar; charset=utf-8")
        answer["ETag"] = tag
        if not same:
            answer["Content-Disposition"] = 'inline; filename="hallway.ics"'
    answer["Cache-Control"] = "private, no-cache"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer

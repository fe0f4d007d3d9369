"""My appointments: today, coming, and over."""

from datetime import UTC, datetime

from django.views.decorators.http import require_safe

from hallway.core.now import now
from hallway.core.page import page

from ..models import Appointment, Wait

PER_PAGE = 30


@require_safe
def mine(request):
    member, before = request.user, request.GET.get("before", "")
    rows = Appointment.objects.of(member).with_people()
    coming = [*rows.coming()[:PER_PAGE]]
    past = Appointment.objects.visible_to(member).with_people().past()
    if before.isdecimal() and len(before) < 12:
        past = past.filter(start__lt=_instant(int(before)))
    over = [*past[: PER_PAGE + 1]]
    context = {
        "today": [line for line in coming if _day(line) == _day(line, now())],
        "coming": [line for line in coming if _day(line) > _day(line, now())],
        "past": over[:PER_PAGE],
        "earlier": f"?before={int(over[PER_PAGE - 1].start.timestamp())}" if len(over) > PER_PAGE else "",
        "page_of_past": bool(before),
        "waits": Wait.objects.visible_to(member).open().select_related("host", "campus"),
        "is_its": member.seat.is_its,
        "member": member,
    }
    return page(request, "appointments/mine.html", context)


def _instant(seconds):
    return datetime.fromtimestamp(seconds, UTC)


def _day(row, at=None):
    return (at or row.start).astimezone(row.zone).date()

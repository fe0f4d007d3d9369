"""Nothing slips: the page that proves that every open request has somebody and a date, or names those that have not."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.page import page
from hallway.core.verb import Denied
from hallway.people.models import Campus

from .. import jobs
from ..models import Ask


def may_see_slips(member):
    """Who answers for the promise: the help team, first contacts, leads, the district, and the administrator (counts)."""
    seat = member.seat
    return seat.is_its or seat.holds("contact") or bool(seat.leads) or seat.leads_district or seat.is_admin


def campuses_of(member):
    """Campus ids whose promises the member may check; None means all of them."""
    seat = member.seat
    if seat.leads_district or seat.is_admin or seat.served is None:
        return None
    return seat.served | seat.leads | seat.campuses.get("contact", set())


def whats(code):
    return {
        "no_holder": _("nobody holds it"),
        "holder_gone": _("its holder has left"),
        "no_date": _("it has no next date"),
        "late": _("its next step is late"),
    }[code]


def slips(request):
    member = request.user
    if not may_see_slips(member):
        raise Denied("slips")
    campuses = campuses_of(member)
    found = [(ask, code) for ask, code in jobs.breaches() if campuses is None or ask.campus_id in campuses]
    readable = set(
        Ask.objects.visible_to(member).filter(pk__in={ask.pk for ask, _code in found}).values_list("pk", flat=True)
    )
    named = [{"ask": ask, "what": whats(code), "step": ask.step_words()} for ask, code in found if ask.pk in readable]
    counted: dict = {}
    for ask, code in found:
        if ask.pk not in readable:
            counted.setdefault((ask.campus.name, whats(code)), set()).add(ask.pk)
    rows = Ask.objects.still_open()
    if campuses is not None:
        rows = rows.filter(campus__in=campuses)
    checked = rows.aggregate(n=Count("pk"), campuses=Count("campus", distinct=True))
    shown = {
        "breaches": len({ask.pk for ask, _code in found}),
        "named": named,
        "counted": [{"campus": name, "what": what, "n": len(asks)} for (name, what), asks in sorted(counted.items())],
        "checked": checked,
        "campuses": campuses,
        "now": now(),
        "scope": "" if campuses is None else ", ".join(_names(campuses)),
        "list_url": reverse("asks:list") if member.seat.is_its else "",
    }
    return page(request, "asks/slips.html", shown)


def _names(campuses):
    names = [*Campus.objects.filter(pk__in=campuses).values_list("name", flat=True)[:13]]
    return names if len(names) < 13 else [*names[:12], "…"]

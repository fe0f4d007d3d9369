"""Which campus and which school year a page is about."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from hallway.core.now import now
from hallway.people.models import Campus

from ..calendars import calendar_of
from ..models import Year
from ..rules import may_change_calendar, may_see_calendar, sees_some_calendar


@dataclass(frozen=True)
class RowToBe:
    """What a rule asks of a row that is not there yet."""

    campus: Campus | None


def chosen_campus(request):
    """The campus that is looked at, or None for the district's."""
    said = request.POST.get("campus") or request.GET.get("campus") or ""
    return get_object_or_404(Campus, pk=int(said[:19])) if said.isdecimal() else None


def chosen_to_see(request):
    """``chosen_campus`` for whoever may look at it; without a word, the first of theirs when they have no district to see."""
    member, campus = request.user, chosen_campus(request)
    if not sees_some_calendar(member):
        raise PermissionDenied
    if campus is None and "campus" not in request.GET and request.method != "POST" and not _district(member):
        campus = Campus.objects.filter(pk__in=_theirs(member)).first()
    if not may_see_calendar(member, campus.pk if campus else None):
        raise PermissionDenied
    return campus


def chosen_to_change(request):
    """``chosen_campus`` for whoever may change its calendar."""
    campus = chosen_campus(request)
    if not may_change_calendar(request.user, RowToBe(campus)):
        raise PermissionDenied
    return campus


def _district(member):
    return member.seat.is_admin or member.seat.leads_district


def _theirs(member):
    return member.seat.campuses.get("office", set()) | member.seat.leads


def campuses_for(member):
    """The campuses whose calendar they may look at."""
    rows = Campus.objects.filter(enabled=True)
    return rows if _district(member) else rows.filter(pk__in=_theirs(member))


def chosen_year(request, campus):
    """(the chosen ``Year`` or None, all years that hold for the campus): the named one, else this one or the next."""
    rows = Year.objects.filter(Q(campus=campus) | Q(campus=None)).select_related("campus")
    years = [row for row in rows if row.campus == campus] or list(rows)
    said = request.GET.get("year", "")
    if said:
        found = next((year for year in years if str(year.pk) == said), None)
        if found is None:
            raise Http404
        return found, years
    today = today_at(campus)
    return next((year for year in years if year.last >= today), years[-1] if years else None), years


def today_at(campus):
    return calendar_of(campus.pk if campus else None).local_day(now())


def address(path, campus=None, **more):
    """``path`` with the campus and whatever else is not empty."""
    said = {"campus": campus.pk if campus else "", **more}
    query = urlencode({name: value for name, value in said.items() if value not in ("", None)})
    return f"{path}?{query}" if query else path

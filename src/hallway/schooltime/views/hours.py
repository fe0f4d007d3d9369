"""Hours: when the help team works on each kind of day, and so when the promise clock runs."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hallway.core.page import go, safe_next
from hallway.people.models import Campus, District

from ..calendars import calendar_of
from ..daytypes import BY_NAME, PLAIN, WITH_HOURS
from ..forms import WeekForm
from ..models import Hours
from ..rules import may_set_hours, sets_some_hours
from .choosing import RowToBe, address, chosen_campus


def _type(request):
    said = request.POST.get("type") or request.GET.get("type") or PLAIN
    return said if said in BY_NAME and BY_NAME[said].counts is not False else PLAIN


def _week(rows, type):
    """The entered hours of a kind of day as a week; None when there are none."""
    found = [row for row in rows if row.type == type]
    week = tuple(tuple((r.start, r.end) for r in found if r.weekday == day) for day in range(7))
    return week if found else None


def hours(request, *, week_form=None, status=200):
    member, campus, type = request.user, chosen_campus(request), _type(request)
    if not sets_some_hours(member):
        raise PermissionDenied
    rows = list(Hours.objects.filter(campus=campus).order_by("start"))
    own = _week(rows, type)
    usual = calendar_of(campus.pk if campus else None).week if type == PLAIN else ((),) * 7
    here = reverse("hours:hours")
    about = {
        "campus": campus,
        "type": BY_NAME[type],
        "plain": type == PLAIN,
        "campuses": Campus.objects.filter(enabled=True),
        "own": bool(own) or (campus is None and type == PLAIN),
        "has_rows": bool(own),
        "may": may_set_hours(member, RowToBe(campus)),
        "form": week_form or WeekForm(week=own or usual),
        "tabs": [
            {"name": each.words, "url": address(here, campus, type=each.name), "current": each.name == type}
            for each in WITH_HOURS
        ],
        "differing": Campus.objects.filter(hours__isnull=False).distinct(),
    }
    return render(request, "settings/hours.html", about, status=status)


def _here(campus, type):
    return address(reverse("hours:hours"), campus, type="" if type == PLAIN else type)


@require_POST
def set_week(request):
    campus, type = chosen_campus(request), _type(request)
    form = WeekForm(request.POST)
    if not form.is_valid():
        return hours(request, week_form=form, status=422)
    Hours.set_week(by=request.user, campus=campus, week=form.week(), type=type)
    messages.success(request, _("The hours are set."))
    return go(request, safe_next(request, _here(campus, type)))


@require_POST
def as_usual(request):
    """A campus goes by the district's hours again, or a kind of day by the plain ones."""
    campus, type = chosen_campus(request), _type(request)
    if campus or type != PLAIN:
        Hours.set_week(by=request.user, campus=campus, week={}, type=type)
    return go(request, _here(campus, type))


def welcome(request):
    """The step of the first run that asks for hours; the same form, and on."""
    if not request.user.can("change", District.get()):
        raise PermissionDenied
    if District.get().set_up:
        return go(request, reverse("hours:hours"))
    form = WeekForm(request.POST or None, week=calendar_of(None).week)
    if request.method == "POST" and form.is_valid():
        Hours.set_week(by=request.user, campus=None, week=form.week())
        return go(request, reverse("settings:welcome_team"))
    return render(
        request, "settings/welcome_hours.html", {"form": form, "number": 3}, status=422 if form.errors else 200
    )

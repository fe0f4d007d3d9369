"""The school year on one page: twelve months to look at and to paint, and the button for a morning of snow."""

from datetime import date, timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hallway.core.page import go

from .. import grid
from ..calendars import calendar_of, season_on
from ..clock import Special, is_school_day
from ..daytypes import ALL, WEATHER
from ..forms_days import NoSchoolForm, PaintForm
from ..models import BellSchedule, Day, Stroke
from ..rules import may_change_calendar
from .choosing import (
    RowToBe,
    address,
    campuses_for,
    chosen_to_change,
    chosen_to_see,
    chosen_year,
    today_at,
)

NONE = Special(())


def span_of(year, today):
    """The first and last date that a page about ``year`` shows; without one, the twelve months from August."""
    if year:
        return year.first, year.last
    start = date(today.year - (today.month < 8), 8, 1)
    return start, date(start.year + 1, 7, 31)


def year(request, *, form=None, status=200):
    campus = chosen_to_see(request)
    row, years = chosen_year(request, campus)
    pk, today = campus.pk if campus else None, today_at(campus)
    calendar, (first, last) = calendar_of(pk), span_of(row, today)
    may = may_change_calendar(request.user, RowToBe(campus))
    bells = list(BellSchedule.objects.filter(campus=campus)) if campus else []
    about = {
        "campus": campus,
        "campuses": list(campuses_for(request.user)),
        "district": may_change_calendar(request.user, RowToBe(None)) or campus is None,
        "year": row,
        "years": years,
        "borrowed": bool(row and campus and row.campus_id is None),
        "months": grid.months(calendar, first, last, {today}),
        "heads": grid.weekday_heads(),
        "types": ALL,
        "counts": grid.counts(calendar, first, last) if row else [],
        "entries": grid.entries(calendar.special, first, last),
        "may": may,
        "form": form or PaintForm(bells=bells),
        "ticked": form.ticked() if form else set(),
        "near": _near(calendar, campus, today) if may else [],
        "season": season_on(pk, today),
        "make_url": address(reverse("calendar:make"), campus),
        "ways": _ways(row, campus),
        "ends_soon": row and row == years[-1] and today <= row.last <= today + timedelta(days=60),
    }
    return render(request, "schooltime/year.html", about, status=status)


def _ways(row, campus):
    """What else one can do with a year: (address, icon, words)."""
    own = row is not None and row.campus == campus
    named = [
        ("calendar:make", "calendar-plus", _("Make a school year")),
        ("calendar:copy", "copy", _("Copy a school year")),
        ("calendar:bring_in", "upload", _("Bring days in")),
        ("calendar:bells", "bell", _("Bell schedules")),
        ("calendar:seasons", "turtle", _("Slower weeks")),
    ]
    ways = [(address(reverse(name), campus), icon, words) for name, icon, words in named]
    if own:
        ways.append((reverse("calendar:facts", args=[row.pk]), "pencil", _("Name and dates of this year")))
    return ways


def _near(calendar, campus, today):
    """Today and tomorrow, for the button: (date, whether there is school, the weather day that closes it)."""
    days = [today, today + timedelta(days=1)]
    if not any(is_school_day(calendar, day) or calendar.special.get(day, NONE).type == WEATHER for day in days):
        return []
    closed = {row.date: row for row in Day.objects.filter(campus=campus, date__in=days, type=WEATHER)}
    return [(day, is_school_day(calendar, day), closed.get(day)) for day in days]


def _said(request, campus, stroke, words):
    """A sentence with a way back, and the year's page again."""
    if stroke:
        messages.success(request, words, extra_tags=f"undo={reverse('calendar:undo', args=[stroke.pk])}")
    else:
        messages.info(request, _("It was so already."))
    return go(request, back_to_year(request, campus))


def back_to_year(request, campus):
    said = request.POST.get("year", "")
    return address(reverse("calendar:year"), campus, year=said if said.isdecimal() else "")


@require_POST
def paint(request):
    campus = chosen_to_change(request)
    bells = list(BellSchedule.objects.filter(campus=campus)) if campus else []
    form = PaintForm(request.POST, bells=bells)
    calendar = calendar_of(campus.pk if campus else None)
    if not form.is_valid():
        return year(request, form=form, status=422)
    dates = form.days(calendar)
    if form.cleaned_data["type"] == WEATHER:
        Day.no_school(by=request.user, campus=campus, dates=dates, label=form.cleaned_data["label"])
        messages.success(request, _("No school on these days. Promises move with them."))
        return go(request, back_to_year(request, campus))
    off = _off_in_district(campus, dates)
    days = {day: form.look(calendar.special.get(day), free=day in off) for day in dates}
    stroke = Day.paint(by=request.user, campus=campus, days=days)
    return _said(request, campus, stroke, _("The days are set. Promises move with them."))


def _off_in_district(campus, dates):
    """Those of the dates that the district has off: a campus that has school then makes a day up."""
    if campus is None:
        return set()
    closed = [each.name for each in ALL if each.counts is False]
    return set(Day.objects.filter(campus=None, date__in=dates, type__in=closed).values_list("date", flat=True))


@require_POST
def undo(request, pk):
    stroke = get_object_or_404(Stroke, pk=pk)
    stroke.undo(by=request.user)
    messages.success(request, _("Undone."))
    return go(request, address(reverse("calendar:year"), stroke.campus))


@require_POST
def no_school(request):
    """Today or tomorrow becomes a weather day, in one press."""
    campus = chosen_to_change(request)
    today = today_at(campus)
    form = NoSchoolForm(request.POST)
    day = form.cleaned_data["date"] if form.is_valid() else None
    calendar = calendar_of(campus.pk if campus else None)
    if day is None or not today <= day <= today + timedelta(days=7):
        messages.error(request, _("That day is not one of the next ones. Set it in the year instead."))
    elif not is_school_day(calendar, day):
        messages.info(request, _("There is no school that day anyway."))
    else:
        (row,) = Day.no_school(by=request.user, campus=campus, dates=[day], label=form.cleaned_data["label"])
        back = reverse("calendar:school_after_all", args=[row.pk])
        messages.success(
            request, _("No school, and the promise clock stands still that day."), extra_tags=f"undo={back}"
        )
    return go(request, address(reverse("calendar:year"), campus))


@require_POST
def school_after_all(request, pk):
    day = get_object_or_404(Day, pk=pk, type=WEATHER)
    day.school_after_all(by=request.user)
    messages.success(request, _("There is school after all."))
    return go(request, address(reverse("calendar:year"), day.campus))

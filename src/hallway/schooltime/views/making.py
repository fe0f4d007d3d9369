"""Making a school year: from the pattern or from another year, looked at before anything changes."""

from datetime import time

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hallway.core.page import go

from .. import patterns
from ..calendars import calendar_of
from ..daytypes import Look
from ..forms_year import CopyForm, MakeForm, YearForm
from ..models import Day, Year
from ..plans import Plan
from ..rules import may_see_calendar
from .choosing import address, chosen_to_change, chosen_year, today_at
from .previewing import show


def _weekday_hours(calendar):
    """(start, end) of the first weekday that has hours."""
    found = next((spans for spans in calendar.week if spans), None)
    return (found[0][0], found[-1][1]) if found else (time(7, 30), time(16, 0))


def make(request):
    campus = chosen_to_change(request)
    pk = campus.pk if campus else None
    calendar = calendar_of(pk)
    years = chosen_year(request, campus)[1]
    label, first, last = patterns.guess(today_at(campus), years)
    start, end = _weekday_hours(calendar)
    sent = request.POST or None
    dates = _sent_dates(request.POST, campus) or (first, last)
    again = "again" in request.POST
    initial = {"label": label, "first": first, "last": last, "start": start, "end": end}
    if again:
        kept = {name: request.POST.get(name, "") for name in ("label", "start", "end", "letters", "early")}
        initial |= kept | {"first": dates[0], "last": dates[1]}
    form = MakeForm(None if again else sent, dates=dates, campus=campus, initial=initial)
    if request.method == "POST" and not again and form.is_valid():
        return show(request, _planned(campus, calendar, form))
    about = {"form": form, "campus": campus, "back": address(reverse("calendar:year"), campus)}
    return render(request, "schooltime/make.html", about, status=422 if form.errors else 200)


def _sent_dates(said, campus):
    form = YearForm(said, campus=campus)
    form.is_valid()
    found = [form.cleaned_data.get(name) for name in ("first", "last")] if said else []
    return tuple(found) if all(found) and found else None


def _planned(campus, calendar, form):
    said = form.cleaned_data
    week = None
    if (said["start"], said["end"]) != _weekday_hours(calendar):
        week = {
            day: [(said["start"], said["end"])]
            for day in range(7)
            if calendar.opens[day] or (day < 5 and not any(calendar.opens))
        }
    opens = tuple(day in week for day in range(7)) if week else calendar.opens
    there = {row.date: row.look for row in Day.objects.filter(campus=campus, date__range=(said["first"], said["last"]))}
    days = patterns.year_days(
        said["first"], said["last"], opens,
        off=form.days_off(), early=said["early"], letters=said["letters"], there=there,
    )  # fmt: skip
    return Plan(campus, days, form.values(), week, "make")


def copy(request):
    campus = chosen_to_change(request)
    pk = campus.pk if campus else None
    years = chosen_year(request, campus)[1]
    sources = [
        row
        for row in Year.objects.select_related("campus").order_by("-first", "campus__name")
        if may_see_calendar(request.user, row.campus_id)
    ]
    label, first, last = patterns.guess(today_at(campus), years)
    initial = {"label": label, "first": first, "last": last, "source": years[-1].pk if years else None}
    form = CopyForm(request.POST or None, sources=sources, campus=campus, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        source = next(row for row in sources if row.pk == said["source"])
        special = calendar_of(source.campus_id).special
        days = patterns.moved(special, (source.first, source.last), said["first"], said["last"])
        if not said["letters"]:
            days = {day: Look(look.type, "", look.label) for day, look in days.items()}
        there = {day: Look(s.type, s.letter, s.label) for day, s in calendar_of(pk).special.items()}
        days = {day: look for day, look in days.items() if look != Look() and there.get(day) != look}
        return show(request, Plan(campus, days, form.values(), None, "copy"))
    about = {
        "form": form,
        "campus": campus,
        "sources": sources,
        "back": address(reverse("calendar:year"), campus),
        "make": address(reverse("calendar:make"), campus),
    }
    return render(request, "schooltime/copy.html", about, status=422 if form.errors else 200)


def facts(request, pk):
    """A year's name and dates."""
    row = get_object_or_404(Year.objects.select_related("campus"), pk=pk)
    if not request.user.can("change", row):
        raise PermissionDenied
    initial = {name: getattr(row, name) for name in ("label", "first", "last", "teacher_only_counts")}
    form = YearForm(request.POST or None, campus=row.campus, besides=row.pk, initial=initial)
    if request.method == "POST" and form.is_valid():
        row.change(by=request.user, **form.values())
        messages.success(request, _("Saved."))
        return go(request, address(reverse("calendar:year"), row.campus, year=row.pk))
    about = {"form": form, "year": row, "back": address(reverse("calendar:year"), row.campus, year=row.pk)}
    return render(request, "schooltime/facts.html", about, status=422 if form.errors else 200)


@require_POST
def remove(request, pk):
    row = get_object_or_404(Year.objects.select_related("campus"), pk=pk)
    campus = row.campus
    row.remove(by=request.user)
    messages.success(request, _("The year is taken away. Its days are still entered."))
    return go(request, address(reverse("calendar:year"), campus))

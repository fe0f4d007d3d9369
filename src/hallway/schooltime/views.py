"""Hours and days without school: when the help team works, and so when the promise clock runs."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hallway.core.now import now
from hallway.core.page import go, safe_next
from hallway.people.models import Campus, District

from .calendars import calendar_of
from .daytypes import HOLIDAY, Look
from .forms import ClosedDayForm, WeekForm
from .models import Day, Hours
from .rules import sets_some_hours


def _chosen(request):
    """The campus whose hours are looked at, or None for the district's."""
    said = request.POST.get("campus") or request.GET.get("campus") or ""
    return get_object_or_404(Campus, pk=int(said[:19])) if said.isdecimal() else None


def _may(member, campus):
    return member.seat.is_admin or member.seat.leads_district or (campus and member.seat.holds("office", campus.pk))


def hours(request, *, week_form=None, day_form=None, status=200):
    member, campus = request.user, _chosen(request)
    if not sets_some_hours(member):
        raise PermissionDenied
    today = now().date()
    closed = Day.objects.filter(type__in=["holiday", "weather"]).select_related("campus")
    about = {
        "campus": campus,
        "campuses": Campus.objects.filter(enabled=True),
        "own": Hours.objects.filter(campus=campus).exists() if campus else True,
        "may": _may(member, campus),
        "form": week_form or WeekForm(week=calendar_of(campus.pk if campus else None).week),
        "day_form": day_form or ClosedDayForm(by=member, initial={"campus": campus}),
        "coming": [(day, member.can("school_after_all", day)) for day in closed.filter(date__gte=today)],
        "past": closed.filter(date__lt=today).order_by("-date")[:60],
        "differing": Campus.objects.filter(hours__isnull=False).distinct(),
    }
    return render(request, "settings/hours.html", about, status=status)


def _here(campus):
    return reverse("hours:hours") + (f"?campus={campus.pk}" if campus else "")


@require_POST
def set_week(request):
    campus = _chosen(request)
    form = WeekForm(request.POST)
    if not form.is_valid():
        return hours(request, week_form=form, status=422)
    Hours.set_week(by=request.user, campus=campus, week=form.week())
    messages.success(request, _("The hours are set."))
    return go(request, safe_next(request, _here(campus)))


@require_POST
def as_district(request):
    """A campus goes by the district's hours again."""
    campus = _chosen(request)
    if campus:
        Hours.set_week(by=request.user, campus=campus, week={})
    return go(request, _here(campus))


@require_POST
def add_days(request):
    form = ClosedDayForm(request.POST, by=request.user)
    if not form.is_valid():
        return hours(request, day_form=form, status=422)
    said = form.cleaned_data
    days = {date: Look(HOLIDAY, "", said["label"]) for date in form.dates()}
    Day.paint(by=request.user, campus=said["campus"], days=days)
    messages.success(request, _("Noted. Promises move past it."))
    return go(request, _here(said["campus"]) + "#closed")


@require_POST
def remove_day(request, pk):
    day = get_object_or_404(Day, pk=pk)
    Day.paint(by=request.user, campus=day.campus, days={day.date: None})
    return go(request, reverse("hours:hours") + "#closed")


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

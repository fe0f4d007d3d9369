"""A campus's bell schedules, and the weeks in which everything takes longer."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, Min
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hallway.core.page import go

from .. import bells as written_bells
from ..forms_bells import BellsForm, SeasonForm
from ..models import BellSchedule, Season
from ..rules import may_change_calendar
from .choosing import RowToBe, address, campuses_for, chosen_to_change, chosen_to_see, today_at


def bells(request):
    campus = chosen_to_see(request)
    rows = BellSchedule.objects.filter(campus=campus).order_by("type", "letters", "name") if campus else []
    if campus:
        rows = rows.annotate(many=Count("periods"), first=Min("periods__start"), last=Max("periods__end"))
    about = {
        "campus": campus,
        "campuses": list(campuses_for(request.user)),
        "rows": rows,
        "may": campus is not None and may_change_calendar(request.user, RowToBe(campus)),
        "add": address(reverse("calendar:bells_add"), campus),
        "back": address(reverse("calendar:year"), campus),
    }
    return render(request, "schooltime/bells.html", about)


def add(request):
    campus = chosen_to_change(request)
    if campus is None:
        return go(request, reverse("calendar:bells"))
    form = BellsForm(request.POST or None, campus=campus)
    if request.method == "POST" and form.is_valid():
        BellSchedule.add(by=request.user, campus=campus, **form.values())
        messages.success(request, _("The bells are set."))
        return go(request, address(reverse("calendar:bells"), campus))
    return _page(request, form, campus)


def change(request, pk):
    row = get_object_or_404(BellSchedule.objects.select_related("campus"), pk=pk)
    if not request.user.can("change", row):
        raise PermissionDenied
    initial = {name: getattr(row, name) for name in ("name", "type", "letters", "only_named")}
    initial["text"] = written_bells.written(row.periods.all())
    form = BellsForm(request.POST or None, campus=row.campus, besides=row.pk, initial=initial)
    if request.method == "POST" and form.is_valid():
        row.change(by=request.user, **form.values())
        messages.success(request, _("The bells are set."))
        return go(request, address(reverse("calendar:bells"), row.campus))
    return _page(request, form, row.campus, row)


def _page(request, form, campus, row=None):
    about = {"form": form, "campus": campus, "row": row, "back": address(reverse("calendar:bells"), campus)}
    return render(request, "schooltime/bells_form.html", about, status=422 if form.errors else 200)


@require_POST
def remove(request, pk):
    row = get_object_or_404(BellSchedule.objects.select_related("campus"), pk=pk)
    campus = row.campus
    row.remove(by=request.user)
    messages.success(request, _("That schedule is gone."))
    return go(request, address(reverse("calendar:bells"), campus))


def seasons(request):
    campus = chosen_to_change(request)
    form = SeasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        Season.add(by=request.user, campus=campus, **form.cleaned_data)
        messages.success(request, _("Noted. New promises in these weeks take longer, and say why."))
        return go(request, address(reverse("calendar:seasons"), campus))
    about = {
        "form": form,
        "campus": campus,
        "rows": Season.objects.filter(campus=campus, last__gte=today_at(campus)),
        "districts": Season.objects.filter(campus=None, last__gte=today_at(campus)) if campus else [],
        "back": address(reverse("calendar:year"), campus),
    }
    return render(request, "schooltime/seasons.html", about, status=422 if form.errors else 200)


@require_POST
def season_remove(request, pk):
    row = get_object_or_404(Season.objects.select_related("campus"), pk=pk)
    campus = row.campus
    row.remove(by=request.user)
    messages.success(request, _("Those weeks are as quick as all others again."))
    return go(request, address(reverse("calendar:seasons"), campus))

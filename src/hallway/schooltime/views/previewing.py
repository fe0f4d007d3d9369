"""The preview of a change of many days, and the press that lets it."""

from dataclasses import replace

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hallway.core.page import go
from hallway.core.verb import Refused

from .. import grid, plans
from ..calendars import calendar_of
from ..clock import Special
from ..daytypes import ALL
from ..models import Year
from ..plans import Plan
from .choosing import address

SHOWN = 300


def show(request, plan, *, problems=(), trouble="", status=200):
    """The preview of a plan: what would change, day by day, and the year as it would be."""
    about = about_plan(request.user, plan) | {"problems": problems, "trouble": trouble}
    about["back"] = address(reverse(f"calendar:{plan.source}"), plan.campus)
    return render(request, "schooltime/preview.html", about, status=status)


def about_plan(by, plan):
    """What the preview of a plan shows ``by``, who may let it."""
    pk = plan.campus.pk if plan.campus else None
    changes = plan.changes()
    calendar = calendar_of(pk)
    special = dict(calendar.special)
    for day, look in plan.days.items():
        special.pop(day, None)
        if look:
            special[day] = Special((), look.type, look.letter, look.label)
    first, last = (plan.year["first"], plan.year["last"]) if plan.year else _around(plan, calendar, pk)
    then = replace(calendar, special=special, summers=() if plan.year else calendar.summers)
    rows, letters = plans.lines(changes)
    return {
        "plan": plan,
        "campus": plan.campus,
        "sealed": plan.seal(by),
        "lines": rows[:SHOWN],
        "letters": letters,
        "changing": bool(changes or plan.year),
        "months": grid.months(then, first, last, {day for day, _one, _other in changes}) if first else [],
        "heads": grid.weekday_heads(),
        "counts": grid.counts(then, first, last) if first else [],
        "types": ALL,
        "week": next(iter(plan.week.values()))[0] if plan.week else None,
    }


def _around(plan, calendar, pk):
    """The school year that the plan's days lie in, else the months they lie in."""
    if not plan.days:
        return None, None
    first, last = min(plan.days), max(plan.days)
    rows = (
        Year.objects.filter(campus=pk)
        if pk and Year.objects.filter(campus=pk).exists()
        else Year.objects.filter(campus=None)
    )
    year = rows.filter(first__lte=last, last__gte=first).first()
    return (min(first, year.first), max(last, year.last)) if year else (first, last)


@require_POST
def lay(request):
    """What was looked at happens, exactly so."""
    try:
        plan = Plan.opened(request.POST.get("plan", ""), request.user)
    except plans.Stale as error:
        messages.error(request, error.sentence)
        return go(request, reverse("calendar:year"))
    try:
        stroke = plan.carry_out(request.user)
    except Refused as error:
        if plan.feed:
            messages.error(request, error.sentence)
            return go(request, reverse("calendar:feed", args=[plan.feed]))
        return show(request, plan, trouble=error.sentence, status=409)
    words = (
        _("The school year is made. Promises go by it.")
        if plan.year
        else _("The days are set. Promises move with them.")
    )
    undo = f"undo={reverse('calendar:undo', args=[stroke.pk])}" if stroke else ""
    messages.success(request, words, extra_tags=undo)
    return go(request, address(reverse("calendar:year"), plan.campus))

"""Where a made-up request would go by a procedure, by when it would be answered, and why: asked of the same functions that
real requests ask. Nothing is kept and nobody hears of it.
"""

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from hallway.core.now import moved, now
from hallway.core.page import page
from hallway.core.text import as_number
from hallway.core.verb import Denied
from hallway.people.seat import Seat
from hallway.procedures.models import Procedure
from hallway.procedures.rules import reads_procedures
from hallway.procedures.terms import stretched
from hallway.schooltime.calendars import calendar_of, season_on

from ..forms.questions import steps_said
from ..forms.simulator import Simulator
from ..models.promising import after
from ..models.weighing import days_until
from ..routing import because, route, walk


@dataclass(frozen=True)
class MadeUp:
    """Somebody with a role at a campus who is nobody's row."""

    seat: Seat = field(hash=False, compare=False)
    pk: int = 0


@require_safe
def simulator(request):
    """``?version=`` tries a version, a draft, say; else what is in force there decides."""
    if not reads_procedures(request.user):
        raise Denied("simulator")
    version = request.GET.get("version", "")
    chosen = None
    if version:
        pk = as_number(version) or 0
        chosen = get_object_or_404(Procedure, pk=pk)
    asked = {name: value for name, value in request.GET.items() if name != "version"}
    form = Simulator(asked or None, version=chosen)
    found = _found(form.cleaned_data, form.procedure) if form.is_bound and form.is_valid() else None
    status = 422 if form.errors else 200
    return page(request, "asks/simulator.html", {"form": form, "found": found, "version": chosen}, status=status)


def _found(said, procedure):
    campus, role = said["campus"], said["who"]
    terms, calendar = procedure.terms, calendar_of(campus.pk)
    zone = ZoneInfo(calendar.zone)
    with moved(said["at"] or now()):
        days = days_until(calendar, said["deadline"])
        steps = steps_said(terms, said)
        priority = terms.priority_of(stopped=said["stopped"], deadline_days=days, **steps)
        asker = MadeUp(Seat(campuses={role: {campus.pk}}))
        holder, _queue, why = route(campus, terms, asker=asker, affected=steps["affected"])
        percent, slower = season_on(campus.pk, calendar.local_day(now()))
        due = {
            name: after(calendar, now(), stretched(getattr(priority, name), percent))
            for name in ("acknowledge", "respond", "resolve")
        }
        return {
            "procedure": procedure,
            "priority": priority,
            "severity": terms.matrix.severity(steps["severity"], stopped=said["stopped"]).name if terms.matrix else "",
            "holder": holder,
            "because": because(why),
            "walked": walk(why),
            "due": due,
            "slower": slower,
            "goes_on": [one for one in terms.escalations if one.when == "lapsed"],
            "now": now(),
            "zone": zone,
        }

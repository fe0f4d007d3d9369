"""A training is made in one form, and changed in the same. The times offered are the campus's own bells."""

from datetime import timedelta
from http import HTTPStatus

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hallway.core.now import now
from hallway.core.page import go, page
from hallway.core.text import as_number, as_numbers
from hallway.core.verb import Denied, Refused
from hallway.people.where import campus_of
from hallway.threads.models import File

from ..forms import SessionForm, campuses_for
from ..models import Session
from ..slots import next_school_day, readable, slots_on
from .session import find

LATER = timedelta(days=6)  # a week's notice is usual


@require_http_methods(["GET", "HEAD", "POST"])
def announce(request):
    member = request.user
    if not campuses_for(member):
        raise Denied("announce")
    before = _before(request)
    form = SessionForm(request.POST or None, request.FILES or None, member=member, initial=_initial(request, before),
                       idea=as_number(request.GET.get("idea")) or 0)  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            row = Session.announce(
                by=member, campus=said["campus"], key=said["key"], course=before and before.course,
                stored=form.files_for(Session), **form.what(),
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, refused.sentence)
            status = HTTPStatus.CONFLICT
        else:
            messages.success(request, _("It is announced. Whoever is invited finds it under Trainings."))
            return go(request, row.get_absolute_url())
    return _page(request, form, status, before=before)


def _before(request):
    """The session whose course is held again (``?again=``), when the member may."""
    said = as_number(request.GET.get("again")) or 0
    row = Session.objects.visible_to(request.user).filter(pk=said).select_related("course", "campus").first()
    return row if row and (row.course.by_id == request.user.pk or request.user.seat.is_its) else None


def _initial(request, before):
    member, places = request.user, campuses_for(request.user)
    if before is not None:
        return SessionForm.of(before, again=True)
    own = campus_of(member)
    campus = own if own in places else places[0]
    day = next_school_day(campus, timezone.localdate(now()) + LATER)
    ideas = [number] if (number := as_number(request.GET.get("idea"))) else []
    return {"campus": campus.pk, "hosts": [member.pk], "day_1": day, "ideas": ideas}


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, number):
    row, member = find(request, number), request.user
    if not member.can("change", row):
        raise Denied("change")
    form = SessionForm(request.POST or None, request.FILES or None, member=member, row=row, initial=SessionForm.of(row))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    if form.is_bound and form.is_valid():
        without = as_numbers(request.POST.getlist("without"))
        try:
            row.change(
                by=member,
                stored=form.new_files(),
                without=without,
                based_on=form.cleaned_data["based_on"],
                **form.what(),
            )
        except Refused as refused:
            form.add_error(None, refused.sentence)
            status = HTTPStatus.CONFLICT
        else:
            messages.success(request, _("Kept. If the time or the place is another, everybody is told."))
            return go(request, row.get_absolute_url())
    files = File.objects.of(row.course)
    return _page(request, form, status, row=row, files=files)


def _page(request, form, status, **more):
    context = {"form": form, **_slots(form.campus_chosen, str(form["day_1"].value() or "")), **more}
    context["picked"] = form["slot"].value() or ""
    return page(request, "trainings/form.html", context, status=status)


def _slots(campus, said):
    day = readable(said)
    found = slots_on(campus, day) if campus and day else []
    return {"slots": found, "slot_day": day, "asked": bool(campus and day)}


@require_safe
def slots(request):
    """The times of a day at a campus, for the form: asked again when either changes."""
    if not (places := campuses_for(request.user)):
        raise Denied("announce")
    said = request.GET.get("campus", "")
    campus = next((each for each in places if str(each.pk) == said), None)
    return page(request, "trainings/form.html#slots", _slots(campus, request.GET.get("day_1", "")))

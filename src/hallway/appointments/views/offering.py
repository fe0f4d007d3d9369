"""Where people say when they can be met: an ITS their hours, a teacher their planning periods, a campus and the district the rest."""

from datetime import timedelta
from http import HTTPStatus

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hallway.core.now import now
from hallway.core.page import go, page
from hallway.core.verb import Denied, Refused
from hallway.people.models import Campus
from hallway.schooltime.calendars import calendar_of
from hallway.schooltime.forms import WeekForm

from .. import picking
from ..forms.offering import Blocked, OneDate, PlanningForm, Taught, TermsForm, Way
from ..gathering import place_of
from ..models import Block, CampusTerms, Override, OwnClass, Planning, Terms, Travel, Window

SHOWN = 40


def _campus(request):
    """The campus whose week is looked at: one that they serve."""
    served, said = request.user.seat.served, request.POST.get("campus") or request.GET.get("campus") or ""
    rows = Campus.objects.filter(enabled=True).order_by("name")
    rows = [*(rows if served is None else rows.filter(pk__in=served))]
    return next((row for row in rows if str(row.pk) == said), rows[0] if rows else None), rows


@require_safe
def offer(request):
    return show(request)


def show(request, *, status=HTTPStatus.OK, **forms):
    """My hours: the week of each campus, single dates, blocked time, terms, own classes. ``forms``: those with something to say."""
    member = request.user
    if not member.seat.is_its:
        raise Denied("paint")
    campus, campuses = _campus(request)
    zone = picking.Search(campus, (), ()).zone if campus else None
    today = now().astimezone(zone).date() if campus else now().date()
    windows = [*Window.objects.filter(member=member, campus=campus, until=None)]
    week = tuple(tuple((w.start, w.end) for w in windows if w.weekday == day) for day in range(7))
    usual = calendar_of(campus.pk).week if campus else ()
    context = {
        "campus": campus, "painted": bool(windows), "week": WeekForm(week=week if windows else usual),
        "tabs": [{"name": each.name, "url": f"?campus={each.pk}", "current": each == campus} for each in campuses],
        "terms": TermsForm(instance=Terms.objects.filter(member=member).first() or Terms(member=member)),
        "dates": Override.objects.filter(member=member, date__gte=today).select_related("campus")[:SHOWN],
        "one_date": OneDate(member=member), "blocks": Block.objects.filter(member=member, end__gt=now())[:SHOWN],
        "blocked": Blocked(), "classes": OwnClass.objects.filter(member=member).select_related("campus"), "taught": Taught(),
        "zone": zone, "zone_name": picking.zone_words(zone) if zone else "", **forms,
    }  # fmt: skip
    context["form"] = context["week"]
    return page(request, "appointments/offer.html", context, status=status)


def _here(campus):
    return f"{reverse('appointments:offer')}?campus={campus.pk}"


def _said(request, name, form, act, sentence):
    """Validate one form of the page and call its verb; what is wrong stands in it (422, 409)."""
    campus, _all = _campus(request)
    if not request.user.seat.is_its:
        raise Denied(name)
    if not form.is_valid():
        return show(request, status=HTTPStatus.UNPROCESSABLE_ENTITY, **{name: form})
    try:
        act(form, campus)
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return show(request, status=HTTPStatus.CONFLICT, **{name: form})
    messages.success(request, sentence)
    return go(request, _here(campus))


@require_POST
def paint(request):
    """The week of one campus, from a date on if one is said; ``usual`` goes by the campus's hours again."""
    member = request.user
    if "usual" in request.POST:
        campus, _all = _campus(request)
        Window.paint(by=member, member=member, campus=campus, week={})
        return go(request, _here(campus))
    week, said = WeekForm(request.POST), request.POST.get("since", "").strip()
    since = picking.date_of(said)
    if said and since is None:
        week.add_error(None, _("From which day on? Choose a day of these years, or leave it empty for all days."))
    return _said(
        request, "week", week,
        lambda form, campus: Window.paint(by=member, member=member, campus=campus, week=form.week(), since=since),
        _("Your week is painted."),
    )  # fmt: skip


@require_POST
def set_terms(request):
    member = request.user
    row = Terms.objects.filter(member=member).first() or Terms(member=member)
    return _said(
        request, "terms", TermsForm(request.POST, instance=row),
        lambda form, _campus: Terms.set_terms(by=member, member=member, **form.cleaned_data), _("Your terms are set."),
    )  # fmt: skip


@require_POST
def override(request):
    member = request.user
    return _said(
        request, "one_date", OneDate(request.POST, member=member),
        lambda form, _campus: Override.override(by=member, member=member, **form.cleaned_data), _("That day is set."),
    )  # fmt: skip


@require_POST
def take_back(request, pk):
    row = get_object_or_404(Override, pk=pk, member=request.user)
    row.take_back(by=request.user)
    return go(request, reverse("appointments:offer"))


@require_POST
def block(request):
    member = request.user

    def act(form, campus):
        start, end = form.instants(picking.Search(campus, (), ()).zone)
        Block.block(by=member, member=member, start=start, end=end, words=form.cleaned_data["words"])

    return _said(request, "blocked", Blocked(request.POST), act, _("That time is yours."))


@require_POST
def unblock(request, pk):
    get_object_or_404(Block, pk=pk, member=request.user).unblock(by=request.user)
    return go(request, reverse("appointments:offer"))


@require_POST
def teach(request):
    member = request.user
    return _said(
        request, "taught", Taught(request.POST),
        lambda form, campus: OwnClass.teach(by=member, member=member, campus=campus, **form.cleaned_data),
        _("Nobody books you then."),
    )  # fmt: skip


@require_POST
def drop_class(request, pk):
    get_object_or_404(OwnClass, pk=pk, member=request.user).drop_class(by=request.user)
    return go(request, reverse("appointments:offer"))


def planning(request):
    """A teacher's planning periods, confirmed by themselves; nobody assumes them."""
    member = request.user
    campus = picking.campus_for(member, request.POST.get("campus") or request.GET.get("campus") or "")
    rows = [*Planning.objects.filter(member=member, campus=campus)]
    labels, letters = bells_of(campus)
    known = {(row.letter, row.label): row.bookable for row in rows}
    form = PlanningForm(request.POST if request.method == "POST" else None, labels=labels, letters=letters, known=known)
    if request.method == "POST" and form.is_valid():
        Planning.confirm(by=member, member=member, campus=campus, rows=form.rows())
        messages.success(request, _("Your planning periods are kept. Nobody books one without your yes."))
        return go(request, f"{reverse('appointments:planning')}?campus={campus.pk}")
    switch = CampusTerms.objects.filter(campus=campus).first()
    context = {
        "form": form, "campus": campus, "campuses": picking.campuses_of(member), "labels": labels,
        "confirmed": max((row.confirmed_at for row in rows), default=None), "closed": switch and not switch.planning_open,
    }  # fmt: skip
    return page(request, "appointments/planning.html", context, status=422 if form.errors else 200)


def bells_of(campus):
    """(names of the periods, letters of the days) of a campus, as its calendar has them these weeks."""
    calendar = place_of(campus).calendar
    today = calendar.local_day(now())
    near = [look for day, look in calendar.special.items() if abs(day - today) < timedelta(days=90)]
    periods = [p for look in near for p in look.periods] + list(calendar.periods)
    labels = list(dict.fromkeys(p.label for p in sorted(periods, key=lambda p: p.start)))
    return labels[:20], sorted({look.letter for look in near if look.letter})[:8]


@require_safe
def places(request):
    """The way between campuses, and which campuses let planning periods be asked for."""
    return show_places(request)


def show_places(request, *, way=None, status=HTTPStatus.OK):
    seat = request.user.seat
    district = seat.is_admin or seat.leads_district
    if not (district or seat.leads):
        raise Denied("open_planning")
    campuses = Campus.objects.filter(enabled=True).order_by("name")
    closed = set(CampusTerms.objects.filter(planning_open=False).values_list("campus", flat=True))
    context = {
        "district": district, "way": way or Way(), "ways": Travel.objects.select_related("one", "other").order_by("one__name"),
        "campuses": [(row, row.pk not in closed) for row in (campuses if district else campuses.filter(pk__in=seat.leads))],
    }  # fmt: skip
    return page(request, "appointments/places.html", context, status=status)


@require_POST
def say_travel(request):
    if not (request.user.seat.is_admin or request.user.seat.leads_district):
        raise Denied("say_travel")
    form, status = Way(request.POST), HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_valid():
        try:
            Travel.say_travel(by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.sentence)
            status = HTTPStatus.CONFLICT
        else:
            return go(request, reverse("appointments:places"))
    return show_places(request, way=form, status=status)


@require_POST
def open_planning(request):
    said = request.POST.get("campus", "")
    campus = get_object_or_404(Campus, pk=int(said[:18]) if said.isdecimal() else 0)
    CampusTerms.open_planning(by=request.user, campus=campus, open=request.POST.get("open") == "yes")
    return go(request, reverse("appointments:places"))

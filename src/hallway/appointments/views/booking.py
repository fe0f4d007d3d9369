"""Finding a time and booking it: three taps on a phone, one of the best few, a look, and "Book it"."""

import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hallway.core.now import now
from hallway.core.page import go, page
from hallway.core.verb import Denied, Refused
from hallway.core.wall import on_wall
from hallway.schooltime.clock import period_at

from .. import gathering, picking, reasons
from ..availability import why_not
from ..forms.booking import Book, Enter, Slot, Waiting, WhyNot
from ..meetings import aimed_at, meet
from ..models import Appointment
from ..picking import ANY, Search
from ..spans import minutes
from ..waiting import booked


def book(request):
    """GET: times to choose from. POST: book one; when it is gone meanwhile, others are offered and the words stay (409)."""
    if request.method != "POST":
        return page(request, "appointments/book.html", _choices(request), partial="times")
    form = Book(request.POST, campus=picking.campus_for(request.user, request.POST.get("campus", "")))
    if not form.is_valid():
        return _fill(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    aim = aimed_at(form.cleaned_data["aim"], request.user)
    kind = {"kind": type(aim).__name__.lower()} if aim else {}
    try:
        row = Appointment.book(**form.about(request.user), **kind, period=_period(form))
    except Refused as refused:
        return _fill(request, form, HTTPStatus.CONFLICT, sorry=refused.sentence)
    if row.is_off:  # pressed again after it was called off: what was booked then is no answer
        sorry = _("This was booked before and then called off. Nothing is booked now.")
        return _fill(request, form, HTTPStatus.CONFLICT, sorry=sorry)
    booked(row)
    messages.success(request, _("It is booked. Everybody who comes hears of it."))
    return go(request, (aim if aim and meet(aim, row, request.user) else row).get_absolute_url())


def _choices(request):
    """What the picker shows for the address: ``with``, ``length``, ``campus``, ``week``, ``remote``, ``for`` (a consult or visit)."""
    member, said = request.user, request.GET
    campus = picking.campus_for(member, said.get("campus", ""))
    people = picking.helpers_of(campus, member) if campus else []
    wanted = next((each for each in people if str(each.pk) == said.get("with")), None)
    one = picking.member_of(said.get("with")) if wanted is None else wanted
    if one is not None and one.pk != member.pk and one.seat.is_its:
        hosts, anybody = (one,), False
    else:
        hosts, anybody = tuple(people), len(people) != 1
    lengths = picking.lengths_of(hosts)
    length = int(said["length"]) if said.get("length", "") in map(str, lengths) else lengths[0]
    remote = said.get("remote") == "1"
    search = Search(
        campus, hosts, (member,), length, anybody, remote=remote, week=picking.date_of(said.get("week", ""))
    )
    return {
        "campus": campus, "campuses": picking.campuses_of(member), "people": people, "host": None if anybody else hosts[0],
        "any": ANY, "anybody": anybody, "length": length, "lengths": lengths, "remote": remote, "key": uuid.uuid4(),
        "week_url": _week_url(said, length), "aim": said.get("for", ""),
        "wait": _wait(campus, None if anybody else hosts[0], length, remote),
        **(picking.look(search) if campus and hosts else {"best": [], "days": []}),
    }  # fmt: skip


def _wait(campus, host, length, remote):
    """The form of whoever finds no time that suits them."""
    until = now().date() + timedelta(days=14)
    return Waiting(
        auto_id="wait_%s", initial={"campus": campus, "host": host, "length": length, "remote": remote, "until": until}
    )


def _week_url(said, length):
    """The address of the same choice, for another week."""
    kept = {name: said[name] for name in ("with", "campus", "remote", "for") if said.get(name)}
    return f"?{urlencode({**kept, 'length': length})}&"


def _period(form):
    """What the campus calls the time that is booked."""
    start = form.cleaned_data["slot"][0]
    found = period_at(gathering.place_of(form.cleaned_data["campus"]).calendar, start)
    return found.label if found else ""


@require_POST
def hold(request):
    """Keep the time of a button while the form is filled, and show the form."""
    form = Slot(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Choose a time again."))
        return go(request, reverse("appointments:book"))
    try:
        row = Appointment.hold(**form.about(request.user))
    except Refused as refused:
        filled = Book(request.POST, campus=form.cleaned_data["campus"])
        filled.is_valid()
        return _fill(request, filled, HTTPStatus.CONFLICT, sorry=refused.sentence)
    aim = f"?{urlencode({'for': said})}" if (said := form.cleaned_data["aim"]) else ""
    return go(request, reverse("appointments:fill", args=[row.pk]) + aim)


@require_safe
def fill(request, number):
    """The form of a time that is held. It books even when the hold has run out, if nobody took the time."""
    row = get_object_or_404(Appointment.objects.visible_to(request.user).with_people(), pk=number)
    if row.status != "held" or not row.hosts:
        return go(request, row.get_absolute_url())
    length = int((row.end - row.start).total_seconds() // 60)
    initial = {
        "key": row.key, "slot": f"{row.start.isoformat()} {row.hosts[0].pk}", "length": length, "campus": row.campus_id,
        "remote": row.remote, "aim": request.GET.get("for", ""), "room": request.user.room_id if not row.remote else None,
    }  # fmt: skip
    form = Book(initial=initial, campus=row.campus)
    return page(
        request, "appointments/fill.html", _about(form, row.campus, row.start, length, row.hosts[0]) | {"row": row}
    )


def _fill(request, form, status, sorry=""):
    """The form again, with what was typed; when the time is gone, other times as buttons of the same form."""
    said = getattr(form, "cleaned_data", {})
    if not {"slot", "length", "campus"} <= said.keys() or not said.get("host"):
        messages.warning(request, _("Choose a time again."))
        return go(request, reverse("appointments:book"))
    host, campus = said["host"], said["campus"]
    context = _about(form, campus, said["slot"][0], said["length"], host) | {"sorry": sorry, "key": uuid.uuid4()}
    if sorry:
        search = Search(campus, (host,), (request.user,), said["length"], remote=said["remote"])
        context["others"] = picking.instead(search, said["slot"][0]) or _of_others(
            request.user, search, said["slot"][0]
        )
    return page(request, "appointments/fill.html", context, status=status)


def _of_others(member, search, wanted):
    """Times of somebody else at the campus, when the one who was wanted has none."""
    people = tuple(picking.helpers_of(search.campus, member))
    return picking.instead(replace(search, hosts=people, any=True), wanted)


def _about(form, campus, start, length, host):
    zone = Search(campus, (host,), ()).zone
    here, said = on_wall(start, zone), getattr(form, "cleaned_data", form.initial)
    return {
        "back": _again_url(campus, host, length, said.get("remote"), said.get("aim")),
        "form": form, "campus": campus, "host": host, "start": here, "length": length, "zone": zone,
        "zone_name": picking.zone_words(zone), "period": _period(form) if form.is_bound else "",
    }  # fmt: skip


@require_POST
def let_go(request, number):
    row = get_object_or_404(Appointment.objects.visible_to(request.user), pk=number)
    host, length = next(iter(row.hosts), None), int((row.end - row.start).total_seconds() // 60)
    again = _again_url(row.campus, host, length, row.remote, request.POST.get("aim", ""))
    row.let_go(by=request.user)
    return go(request, again)


def _again_url(campus, host, length, remote, aim):
    """The times that one was chosen from: the same person, length and campus, and what it is for."""
    said = {"with": host.pk if host else "", "length": length, "campus": campus.pk}
    said |= {"remote": 1} if remote else {}
    return f"{reverse('appointments:book')}?{urlencode(said | ({'for': aim} if aim else {}))}"


def enter(request):
    """What was agreed in the corridor."""
    if not request.user.seat.is_its:
        raise Denied("book")
    status, form = HTTPStatus.OK, Enter(request.POST or None, member=request.user)
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                row = Appointment.book(**form.about(Search(form.cleaned_data["campus"], (), ()).zone))
            except Refused as refused:
                form.add_error(None, refused.sentence)
                status = HTTPStatus.CONFLICT
            else:
                if not row.is_off:
                    messages.success(request, _("It is entered. Everybody who comes hears of it."))
                return go(request, row.get_absolute_url())
    return page(request, "appointments/enter.html", {"form": form}, status=status)


@require_safe
def why(request):
    """Why somebody cannot be met at a time; for the help team, who are asked."""
    member = request.user
    if not member.seat.is_its:
        raise Denied("why")
    campus = picking.campus_for(member, request.GET.get("campus", ""))
    form = WhyNot(request.GET or None, people=gathering.everybody_of(campus), member=member)
    context = {"form": form, "campus": campus, "campuses": picking.campuses_of(member)}
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        zone = Search(campus, (), ()).zone
        guests, day = [said["guest"]] if said["guest"] else [], said["date"]
        (one,), asked = gathering.gather(
            [said["host"]], campus, length=said["length"], first=day, last=day, guests=guests, own=False
        )
        code = why_not(one, asked, minutes(datetime.combine(said["date"], said["time"], zone)))
        context |= {"host": said["host"], "why": reasons.WHY[code] if code else "", "free": code is None}
    return page(request, "appointments/why.html", context)

"""The ask form: one line is enough; before sending it says who gets it, where they are, and by when somebody answers."""

import re
import uuid
from datetime import date
from http import HTTPStatus
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hallway.core.now import now
from hallway.core.page import go, page
from hallway.core.text import as_number
from hallway.core.verb import Refused
from hallway.core.words import when_words
from hallway.people.models import Device, Member, Room
from hallway.people.where import where_said, where_today
from hallway.procedures.naming import days_said
from hallway.procedures.terms import stretched
from hallway.schooltime.calendars import calendar_of, season_on

from ..forms.asking import AskForm, campuses_for
from ..forms.questions import steps_said, terms_for, topic_said
from ..models import Ask
from ..models.promising import after
from ..models.weighing import days_until
from ..routing import because, route
from .known import banner, likely

FOUND, ROOMS, DEVICES = 8, 300, 60


def new(request):
    member = request.user
    if request.method == "POST":
        form = AskForm(request.POST, request.FILES, member=member)
        if request.POST.get("look") or request.POST.get("away") or request.POST.get("drop"):
            return _again(request, form)
        if not form.is_valid():
            return _answer(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            ask = form.send()
        except Refused as refused:
            return _other_words(request, form, refused)
        messages.success(request, _sent(ask))
        return go(request, ask.get_absolute_url())
    initial = {name: request.GET[name] for name in ("line", "topic", "requester", "room") if request.GET.get(name)}
    if request.GET.get("stopped"):
        initial["teaching_stopped"] = "yes"
    form = AskForm(member=member, initial=initial)
    form.initial |= _scanned(request.GET, form.places)
    return _answer(request, form)


def _scanned(said, places):
    """Campus and room out of a code on the wall (``campus=3``, or ``at=`` a room); a room elsewhere is named in words."""
    numbers = {name: int(said[name]) for name in ("campus", "at") if re.fullmatch(r"[0-9]{1,17}", said.get(name, ""))}
    here = {place.pk for place in places}
    room = (
        Room.objects.filter(pk=numbers.get("at", 0), enabled=True).select_related("campus").first() if numbers else None
    )
    if room:
        there = room.campus_id in here
        return (
            {"campus": str(room.campus_id), "room": room.name}
            if there
            else {"room": f"{room.name}, {room.campus.name}"}
        )
    return {"campus": str(numbers["campus"])} if numbers.get("campus") in here else {}


def promised(request):
    """The partial below the form: who gets it and the promise, for what is chosen so far."""
    return page(request, "asks/new.html#promised", {"prospect": _prospect(request.user, request.GET)})


@require_POST
def questions(request):
    """The partial with the questions of the chosen campus and topic, with what was typed so far; nothing is checked or sent.
    204 when they are the same as those that stand there."""
    known = (*AskForm.base_fields, "device")
    said = {name: value for name, value in request.POST.items() if name in known and value}
    form = AskForm(member=request.user, initial=said)
    if request.POST.get("asked") == form.mark:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return page(request, "asks/new.html#changed", {"form": form.dress(), "open_details": form.open_more})


def people(request):
    """The partial of the picker: colleagues whose names begin with what was typed."""
    return page(request, "asks/new.html#found", {"found": _people(request.user, request.GET.get("who", ""))})


def _answer(request, form, status=HTTPStatus.OK, **more):
    form.dress()
    said = form.data if form.is_bound else form.initial
    chosen = _chosen(request.user, said.get("requester"))
    context = {
        "form": form,
        "prospect": _prospect(request.user, said, form.places),
        "chosen": chosen,
        "who": said.get("who", ""),
        "found": _people(request.user, said.get("who", "")) if form.is_bound and not chosen else None,
        "known": banner(request.user),
        "similar": likely(request.user, said) if form.is_bound else None,
        "open_details": form.open_more,
        "open_hello": form.said("hello"),
        "open_behalf": bool(chosen or said.get("who")),
    } | _nearby(request.user, form)
    return page(request, "asks/new.html", context | more, status=status)


def _again(request, form):
    """A button inside the form that is not "send" (look a colleague up, take a file away): the same form, nothing lost."""
    form.is_valid()
    form.errors.clear()
    if request.POST.get("drop"):
        form.data = form.data.copy()
        form.data["requester"] = ""
    return _answer(request, form, open_behalf=True)


def _other_words(request, form, refused):
    """The form was sent before with other words (a double press after an edit): a fresh key, every word kept, 409."""
    made = Ask.objects.visible_to(request.user).filter(key=form.cleaned_data["key"]).first()
    form.data = form.data.copy()
    form.data["key"] = str(uuid.uuid4())
    return _answer(request, form, HTTPStatus.CONFLICT, refused=refused.sentence, made=made)


def _prospect(member, said, places=None):
    """Who will get it and by when somebody answers; None when no campus is known. ``said``: form words, good or bad."""
    requester = _chosen(member, said.get("requester")) or member
    campus = _campus(member, requester, said.get("campus"), places)
    if campus is None:
        return None
    calendar = calendar_of(campus.pk)
    terms = terms_for(requester, campus, topic_said(said.get("topic")))
    steps = steps_said(terms, said)
    day = _day(said.get("deadline"))
    days = days_until(calendar, day) if day and day >= calendar.local_day(now()) else None
    holder, _queue, why = route(campus, terms, asker=requester, affected=steps["affected"])
    stopped = terms.priority_of(stopped=True, deadline_days=days, **steps)
    priority = (
        stopped if said.get("teaching_stopped") else terms.priority_of(stopped=False, deadline_days=days, **steps)
    )
    zone = ZoneInfo(calendar.zone)
    percent, slower = season_on(campus.pk, calendar.local_day(now()))
    where = ""
    if holder:
        day = calendar.local_day(now())
        where = where_said(where_today([holder], day)[holder.pk])
    return {
        "emergency": terms.emergency,
        "holder": holder,
        "where": where,
        "because": because(why),
        "campus": campus,
        "slower": slower,
        "notice": days_said(terms.lead_days) if days is not None and days < terms.lead_days else "",
        "at": after(calendar, now(), stretched(priority.respond, percent)),
        "stopped_at": after(calendar, now(), stretched(stopped.respond, percent)) if priority != stopped else None,
        "now": now(),
        "zone": zone,
    }


def _day(said):
    """The date of a form's word, or None for no date that can be read."""
    try:
        return date.fromisoformat(str(said or ""))
    except ValueError:
        return None


def _campus(member, requester, said, places):
    """The campus a request would go to, as ``AskForm.clean`` decides it."""
    rows = places if places is not None else campuses_for(member)
    chosen = next((row for row in rows if str(row.pk) == str(said)), None)
    if requester.pk != member.pk and requester.seat.own and (chosen is None or chosen.pk not in requester.seat.own):
        chosen = next(iter(campuses_for(requester)), None)
    return chosen or (rows[0] if rows else None)


def _chosen(member, said):
    """The colleague a request is for, or None for oneself or nobody we know."""
    number = as_number(getattr(said, "pk", said))
    if number is None or number == member.pk:
        return None
    return Member.objects.visible_to(member).filter(is_active=True, pk=number).first()


def _people(member, words):
    if not words.strip():
        return None
    rows = Member.objects.visible_to(member).filter(is_active=True).exclude(pk=member.pk).matching(words[:80])
    return list(rows.select_related("room__campus")[:FOUND])


def _nearby(member, form):
    """Names of the campus's rooms and the devices of the member's room, for the boxes' suggestions."""
    campus = form.chosen_campus
    rooms = Room.objects.filter(campus=campus, enabled=True).values_list("name", flat=True)[:ROOMS] if campus else []
    devices = Device.objects.filter(room=member.room_id, enabled=True)[:DEVICES] if member.room_id else []
    return {"rooms": rooms, "devices": devices}


def _sent(ask):
    when = when_words(ask.promised_at, now=now(), zone=ZoneInfo(ask.calendar.zone), exact=True)
    if ask.holder_id:
        return _("%(name)s has it now. You get an answer by %(when)s.") % {"name": ask.holder.short_name, "when": when}
    return _("The district's help team has it now. You get an answer by %(when)s.") % {"when": when}

"""The page of a training: what, when, where, whether I come; for those who run it also who does."""

from http import HTTPStatus

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hallway.core.components import file as file_chip
from hallway.core.now import now
from hallway.core.page import go, page, safe_next
from hallway.core.text import as_number
from hallway.core.verb import Denied
from hallway.diary.models import Remark
from hallway.ideas.choices import RESULTS
from hallway.people.models import Member
from hallway.threads.models import File

from ..forms import OffForm
from ..models import Session
from ..models.afterwards import FEWEST, MARKS
from ..models.people import SAYS
from ..rules import may_react, runs, was_there

ACTS = ("answer", "react", "tell_tried")


def find(request, number):
    """The session for whoever may see it; 404 for everybody else."""
    rows = Session.objects.visible_to(request.user).select_related("course", "campus", "made_by")
    return get_object_or_404(rows, pk=number)


@require_safe
def session(request, number):
    return show(request, find(request, number))


def show(request, row, status=HTTPStatus.OK, **more):
    return page(request, "trainings/session.html", scene(row, request.user) | more, status=status)


def scene(row, member, urls=None):
    """Everything its page shows; the same number of statements however many come."""
    row.read_whole()
    seat, hosts, seats = row.seat_of(member), row.hosts, list(row.seats.all())
    counts = {code: sum(each.answer == code for each in seats) for code in ("going", "maybe", "waiting", "offered")}
    taken = counts["going"] + counts["offered"]
    leads = runs(member, row)
    remarks = Remark.of(*(each.uid for each in row.meetings.all())) if row.is_host(member) else {}
    files = [
        file_chip(one.name, one.get_absolute_url(), one.size, thumb=one.get_absolute_url() if one.is_picture else "")
        for one in File.objects.of(row.course)
    ]
    return {
        "row": row, "course": row.course, "dates": row.dates, "hosts": hosts, "seat": seat, "runs": leads, "remarks": _people(remarks),
        "files": files,
        "ideas": list(row.course.ideas.visible_to(member).defer("words", "text")), "counts": counts,
        "free": None if row.capacity is None else max(0, row.capacity - taken),
        "open": row.stands and not row.is_over, "hosting": any(host.pk == member.pk for host in hosts),
        "place_before": _before(seat, seats), "says": SAYS, "off_form": OffForm(), "now": now(),
        "groups": _groups(seats, row.is_over or not row.stands) if leads else [], "urls": urls or {act: _address(row, act) for act in ACTS},
        **afterwards(row, member, seat), **heard(row, member, leads),
    }  # fmt: skip


def _people(remarks):
    """[(member, what they wrote)] by name."""
    people = Member.objects.filter(pk__in=remarks) if remarks else ()
    return sorted(((each, remarks[each.pk]) for each in people), key=lambda said: said[0].full_name)


def _address(row, act):
    return reverse(f"trainings:{act}", args=[row.pk])


def afterwards(row, member, seat):
    """What can be said of it once it has begun, and what was said already."""
    begun = row.stands and row.starts <= now()
    found = {"said": None, "may_react": begun and may_react(member, row)}
    found["may_tell"] = begun and row.is_over and was_there(member, row)
    if found["may_react"]:
        found |= {"said": row.reactions.filter(member=member).first(), "marks": MARKS}
    if found["may_tell"]:
        found |= {"results": RESULTS, "helper": row.helper_for(member), **_told(row, seat)}
    return found


def _told(row, seat):
    """What they said of trying it, and the ideas to choose from: none when there is no choice, or theirs is not among them."""
    told, taught = seat.trial if seat.trial_id else None, row.taught
    picked = told and told.idea_id and (told.idea.merged_into_id or told.idea_id)
    if len(taught) < 2 or (told and picked not in [each.pk for each in taught]):
        taught = []
    return {"told": told, "taught": taught, "picked": picked}


def heard(row, member, runs):
    """How it was, for those who run it: from ``FEWEST`` people on counts, and for its hosts the lines without names; below it
    nothing. Nothing for whoever leads or manages people: they could guess."""
    if not runs or not row.stands or row.starts > now() or member.seat.over_others:
        return {}
    rows = list(row.reactions.values_list("mark", "line"))
    if len(rows) < FEWEST:
        return {"heard": True}
    lines = {line for _mark, line in rows if line} if row.is_host(member) else ()
    counted = [(name, sum(each == mark for each, _line in rows)) for mark, name in MARKS]
    return {"heard": True, "lines": sorted(lines, key=str.casefold), "by_mark": counted}


def _before(seat, seats):
    """How many wait longer than they do, or None."""
    if seat is None or seat.answer != "waiting":
        return None
    return sum(each.answer in ("waiting", "offered") and each.since < seat.since for each in seats)


def _groups(seats, over):
    names = [("going", _("Come")), ("offered", _("Asked whether they take a place")), ("waiting", _("Wait for a place")),
             ("maybe", _("May come"))]  # fmt: skip
    names = names[:1] if over else names
    return [(name, found) for code, name in names if (found := [each for each in seats if each.answer == code])]


def said_words(seat):
    """What a member reads after they answered."""
    return {
        "going": _("You have a place. It stands in your calendar."),
        "waiting": _("It is full just now. You hear it when a place comes free for you."),
        "maybe": _("Noted: perhaps. A place is only kept when you say that you come."),
    }.get(seat.answer, _("Noted. Thank you for saying so."))


def acted(row, member, act, said):
    """Do one of ``ACTS`` with what a form said; the words for whoever did. Raises ``Refused`` and ``Denied``."""
    if act == "answer":
        return said_words(row.answer(by=member, said=said.get("said", "")))
    if act == "react":
        row.react(by=member, mark=said.get("mark", ""), line=said.get("line", ""))
        return _("Thank you. It is read without your name, once five people have said how it was.")
    number = as_number(said.get("idea", ""))
    row.tell_tried(by=member, result=said.get("result", ""), line=said.get("line"), idea=number)
    return _("Thank you. It helps whoever comes next.")


def _act(request, number, act):
    row = find(request, number)
    messages.success(request, acted(row, request.user, act, request.POST))
    return go(request, safe_next(request, row.get_absolute_url()))


@require_POST
def answer(request, number):
    return _act(request, number, "answer")


@require_POST
def react(request, number):
    return _act(request, number, "react")


@require_POST
def tell_tried(request, number):
    return _act(request, number, "tell_tried")


@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request, number):
    """Asks once, with a reason for those who were to come."""
    row = find(request, number)
    if not request.user.can("call_off", row):
        raise Denied("call_off")
    form = OffForm(request.POST or None)
    if request.method == "POST":
        row.call_off(by=request.user, reason=form.cleaned_data["reason"] if form.is_valid() else "")
        messages.success(request, _("It is off. Everybody is told, and it leaves their calendars."))
        return go(request, row.get_absolute_url())
    told = {each.pk for each in row.everybody} - {request.user.pk}
    return page(request, "trainings/call_off.html", {"row": row, "form": form, "told": len(told)})

"""Known issues: the line everybody at the campus reads, "me too" by one tap, one answer to all, and what is like one's own."""

from http import HTTPStatus
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from hallway.core.now import now
from hallway.core.page import go, page, safe_next
from hallway.core.verb import Denied, Refused
from hallway.core.words import when_words
from hallway.ideas.finding import suggested
from hallway.schooltime.calendars import calendar_of
from hallway.threads.models import Message

from ..forms.known import MakeKnown, TellAll
from ..models import KnownIssue
from ..similar import similar as alike
from .verbs import after, find

SHOWN = 5


def banner(member):
    """What a member's campuses are told before they ask, newest first: see ``line``. One statement."""
    return [line(known) for known in KnownIssue.objects.told_to(member)[:SHOWN]]


def line(known):
    """A known issue as a line: {known, who, next, count, mine, words of both}. ``known`` comes from ``counted``."""
    ask = known.ask
    who = ask.holder.short_name if ask.holder_id else _("The district's help team")
    step = ""
    if ask.next_at and ask.next_at > now():
        step = when_words(ask.next_at, now=now(), zone=ZoneInfo(calendar_of(ask.campus_id).zone), exact=True)
    told = ngettext("%(n)s person told us", "%(n)s people told us", known.count) % {"n": known.count}
    return {"known": known, "who": who, "next": step, "count": told, "mine": known.mine}


def _find(request, number):
    rows = KnownIssue.objects.visible_to(request.user).counted(request.user)
    return get_object_or_404(rows, pk=number)


@require_safe
def known_issue(request, number):
    return _show(request, _find(request, number))


def _show(request, known, form=None, status=HTTPStatus.OK):
    """Its page: the public line, answers to all, and for the help team who has it and the box to write to all."""
    member, ask = request.user, known.ask
    staff, moment = ask.is_staff(member), now()
    said = Message.objects.of(known).select_related("author")
    mine = known.told.filter(member=member).select_related("ask").first()
    context = {
        "line": line(known),
        "ask": ask,
        "staff": staff,
        "asked": ask.requester_id == member.pk,
        "mine": mine,
        "said": _said(said, member, moment),
        "places": [] if known.everywhere else list(known.campuses.all()),
        "people": list(known.told.select_related("member").order_by("-at")[:200]) if staff else [],
        "form": (form or TellAll()) if staff and known.is_live else None,
        "now": moment,
    }
    return page(request, "asks/known.html", context, status=status)


def _said(rows, member, moment):
    """[(message, whether it can be taken back)]; what still can be is its author's alone."""
    shown = [(row, row.undoable(moment)) for row in rows]
    return [(row, pending) for row, pending in shown if not pending or row.author_id == member.pk]


@require_POST
def me_too(request, number):
    known = _find(request, number)
    known.me_too(by=request.user)
    return _tapped(request, number, _("Thank you. You hear from us when there is news, and need not ask."))


@require_POST
def not_me(request, number):
    known = _find(request, number)
    known.not_me(by=request.user)
    return _tapped(request, number, _("Taken back."))


def _tapped(request, number, sentence):
    """The line anew for htmx, else back to where the tap was."""
    if request.htmx:
        context = {"each": line(_find(request, number)), "back": safe_next(request, "")}
        return page(request, "asks/known_lines.html#line", context)
    messages.success(request, sentence)
    return go(request, safe_next(request, KnownIssue(pk=number).get_absolute_url()))


@require_POST
def tell_all(request, number):
    """One answer to everybody who has it."""
    known = _find(request, number)
    form = TellAll(request.POST)
    if not form.is_valid():
        return _show(request, known, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        known.tell_all(by=request.user, text=form.cleaned_data["text"], key=form.cleaned_data["key"])
    except Refused as refused:
        form.add_error("text", refused.sentence)
        return _show(request, known, form, HTTPStatus.CONFLICT)
    return go(request, known.get_absolute_url())


@require_POST
def untell(request, number, message):
    """Take it back within its twenty seconds; its words return to the box."""
    known = _find(request, number)
    row = get_object_or_404(Message.objects.of(known), pk=message)
    text = known.untell(by=request.user, message=row)
    messages.success(request, _("Taken back. Nobody was told; your words are in the box again."))
    return _show(request, _find(request, number), TellAll(initial={"text": text}))


@require_POST
def works(request, number):
    known = _find(request, number)
    known.works(by=request.user)
    messages.success(request, _("Good to hear. Thank you for saying so."))
    return go(request, known.get_absolute_url())


@require_POST
def still_not(request, number):
    """It does not work for them: a request of their own, linked to it."""
    ask = _find(request, number).still_not(by=request.user)
    said = _("It is request #%(number)s now, and somebody looks at yours. Write below what you see.")
    messages.success(request, said % {"number": ask.pk})
    return go(request, ask.get_absolute_url())


def known(request, number):
    """Make a request a known issue in words for everybody, change those words, or (``known=no``) take it back."""
    ask = find(request, number)
    if not request.user.can("make_known", ask):
        raise Denied("make_known")
    if request.method == "POST" and request.POST.get("known") == "no":
        ask.make_known(by=request.user, known=False)
        return after(request, ask, _("No longer shown as known. Whoever has it, too, is told."))
    form = MakeKnown(request.POST if request.method == "POST" else None, ask=ask, member=request.user)
    status = HTTPStatus.OK
    if form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                ask.make_known(by=request.user, **form.said())
                return after(request, ask, _("Everybody there reads it before they ask."))
            except Refused as refused:
                form.add_error(None, refused.sentence)
                status = HTTPStatus.CONFLICT
    return page(request, "asks/known_make.html", {"ask": ask, "form": form}, status=status)


@require_safe
def similar(request):
    """The partial below the first line: own open requests and known issues that are like what is typed."""
    return page(request, "asks/known_similar.html", {"similar": likely(request.user, request.GET)})


def likely(member, said):
    """What is like the form's words so far: {"asks": rows, "known": lines}, together at most three."""
    asks, issues = alike(member, said.get("line") or "", room=said.get("room") or "", topic=said.get("topic") or "")
    ideas = [] if said.get("teaching_stopped") else suggested(member, said.get("line") or "")
    return {"asks": asks, "known": [line(each) for each in issues], "ideas": ideas}

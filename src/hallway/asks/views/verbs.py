"""The verbs of the help team on one request, as buttons and small forms. Each finds, validates, calls one verb, answers."""

from http import HTTPStatus

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from hallway.core.page import go, page, safe_next
from hallway.core.verb import Denied, Refused
from hallway.history.models import Event

from ..forms import helping as forms
from ..forms.triage import Triage
from ..models import Ask, Presence
from . import helping

# What a verb's own page says: its title, its button, its icon.
PAGES = {
    "hand_over": (gettext_lazy("Hand it over"), gettext_lazy("Hand over"), "forward"),
    "wait": (gettext_lazy("Wait"), gettext_lazy("Let it wait"), "hourglass"),
    "work_on": (gettext_lazy("Work goes on"), gettext_lazy("Set the next step"), "play"),
    "solve": (gettext_lazy("Solve"), gettext_lazy("It is solved"), "circle-check"),
    "close": (gettext_lazy("Close"), gettext_lazy("Close it"), "archive"),
    "escalate": (gettext_lazy("Ask the district for help"), gettext_lazy("Ask the district"), "arrow-up"),
    "include": (gettext_lazy("Add somebody"), gettext_lazy("Add to the conversation"), "user-plus"),
    "triage": (gettext_lazy("Correct the details"), gettext_lazy("Keep these details"), "pencil"),
    "merge": (gettext_lazy("Join with another request"), gettext_lazy("Join them"), "merge"),
}


def find(request, number):
    """The request, when the member may read it; else 404."""
    rows = Ask.objects.visible_to(request.user).select_related("requester", "holder", "campus", "room", "topic")
    return get_object_or_404(rows, pk=number)


def after(request, ask, sentence=""):
    """Back to the request, or to the list when it is no longer the member's to read."""
    if sentence:
        messages.success(request, sentence)
    readable = Ask.objects.visible_to(request.user).filter(pk=ask.pk).exists()
    return go(request, safe_next(request, ask.get_absolute_url() if readable else reverse("asks:list")))


def _with_form(request, number, verb, form_class, act, **more):
    """A page with one form: GET shows it, POST does it; words that were typed stay when it is refused (409) or unclear (422)."""
    ask = find(request, number)
    if not request.user.can(verb, ask):
        raise Denied(verb)
    form = form_class(request.POST or None, ask=ask, member=request.user)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                return after(request, ask, act(ask, form.cleaned_data, form))
            except Refused as refusal:
                form.add_error(None, refusal.sentence)
                status = HTTPStatus.CONFLICT
    title, button, icon = PAGES[verb]
    shown = {"ask": ask, "form": form, "verb": verb, "title": title, "button": button, "icon": icon, **more}
    return page(request, "asks/verb.html", shown, partial="form", status=status)


@require_POST
def take(request, number):
    ask = find(request, number)
    ask.take(by=request.user)
    return after(request, ask, _("It is yours now."))


def hand_over(request, number):
    def act(ask, said, form):
        ask.hand_over(by=request.user, to=said["to"], note=said["note"])
        return _("%(name)s has it now, and is told.") % {"name": said["to"].short_name}

    return _with_form(request, number, "hand_over", forms.HandOver, act)


@require_POST
def note(request, number):
    """Keep a note for the team; from the request's page."""
    ask = find(request, number)
    form = forms.Note(request.POST, request.FILES, member=request.user)
    if not form.is_valid():
        return helping.show(request, ask, note=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    said = form.cleaned_data
    try:
        ask.note(by=request.user, text=said["text"], key=said["key"], stored=form.new_files())
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return helping.show(request, ask, note=form, status=HTTPStatus.CONFLICT)
    return after(request, ask)


def wait(request, number):
    def act(ask, said, form):
        ask.wait(by=request.user, on=said["on"], **form.when(ask), note=said["note"])
        return _("It rests until %(when)s and comes back by itself.") % {"when": ask.step_day()}

    return _with_form(request, number, "wait", forms.Wait, act)


def work_on(request, number):
    def act(ask, said, form):
        ask.work_on(by=request.user, until=form.until(ask), note=said["note"])
        return _("The next step is %(when)s.") % {"when": ask.step_day()}

    return _with_form(request, number, "work_on", forms.WorkOn, act)


def solve(request, number):
    def act(ask, said, form):
        already = ask.status == "solved"
        with transaction.atomic():
            if said["text"].strip() and not already:
                ask.reply(by=request.user, text=said["text"], key=said["key"])
            ask.solve(by=request.user, outcome=said["outcome"])
        if already:
            return _("It is solved already.")
        return _("Solved. %(name)s is asked whether it works.") % {"name": ask.requester.short_name}

    return _with_form(request, number, "solve", forms.Solve, act)


def close(request, number):
    def act(ask, said, form):
        ask.close(by=request.user, outcome=said["outcome"])
        return _("Closed.")

    return _with_form(request, number, "close", forms.Close, act)


def escalate(request, number):
    def act(ask, said, form):
        ask.escalate(by=request.user, note=said["note"])
        return _("The district is asked for help.")

    return _with_form(request, number, "escalate", forms.Escalate, act)


def include(request, number):
    def act(ask, said, form):
        ask.include(by=request.user, member=said["person"])
        return _("%(name)s takes part now.") % {"name": said["person"].short_name}

    return _with_form(request, number, "include", forms.Include, act)


def triage(request, number):
    def act(ask, said, form):
        if moved := form.moved():
            raise Refused(_changed_meanwhile(ask, request.user, form, moved))
        changes = form.changes()
        ask.triage(by=request.user, **changes)
        return _("Changed.") if changes else ""

    with transaction.atomic():
        if request.method == "POST":  # the form is compared with the row as it stays until the change is made
            Ask.objects.select_for_update(of=("self",)).filter(pk=number).order_by().values_list("pk").first()
        return _with_form(request, number, "triage", Triage, act)


def _changed_meanwhile(ask, member, form, names):
    """What somebody else made of these fields since the form was opened, and who."""
    event = Event.objects.of(ask).filter(kind="ask.triaged").exclude(actor=member).select_related("actor").last()
    who = event.actor.short_name if event and event.actor else _("Somebody")
    stands = "; ".join(f"{form.fields[name].label}: {form.stands_words(name) or '–'}" for name in names)
    return _(
        "%(name)s changed this while you had it open. It says now: %(stands)s. Send again to put yours in its place."
    ) % {
        "name": who,
        "stands": stands,
    }


def merge(request, number):
    """Join with another request: suggestions from the same room, device or teacher, and search by number or words."""

    def act(ask, said, form):
        into = Ask.objects.visible_to(request.user).filter(pk=said["into"]).first()
        if into is None:
            raise Refused(_("There is no request %(number)s that you can open.") % {"number": said["into"]})
        ask.merge(by=request.user, into=into)
        messages.success(request, _("Joined with #%(number)s.") % {"number": ask.merged_into_id})
        return ""

    ask = find(request, number)
    words = request.GET.get("q", "").strip()[:80]
    rows = Ask.objects.visible_to(request.user).exclude(pk=ask.pk).for_list()
    found = rows.matching(words)[:8] if words else rows.still_open().filter(_alike(ask)).order_by("-id")[:8]
    return _with_form(
        request, number, "merge", forms.Merge, act, found=found, words=words,
    )  # fmt: skip


def _alike(ask):
    alike = Q(requester=ask.requester_id)
    if ask.room_id:
        alike |= Q(room=ask.room_id)
    if ask.device_tag:
        alike |= Q(device_tag__iexact=ask.device_tag)
    if ask.topic_id:
        alike |= Q(campus=ask.campus_id, topic=ask.topic_id)
    return alike & Q(merged_into=None)


@require_POST
def unmerge(request, number):
    ask = find(request, number)
    ask.unmerge(by=request.user)
    return after(request, ask, _("Taken apart. It is open again."))


@require_POST
def send_on(request, number):
    """To the next door of the procedure; whoever sends it reads along."""
    ask = find(request, number)
    ask.send_on(by=request.user)
    to = ask.holder.full_name if ask.holder_id else _("the district")
    return after(request, ask, _("%(name)s has it now. You read along.") % {"name": to})


@require_POST
def presence(request, number):
    """Say that one is here (and writing); answers who else is. Only among the people who help with it."""
    ask = find(request, number)
    if not ask.is_staff(request.user):
        raise Denied("presence")
    others = Presence.seen(ask, request.user, writing=request.POST.get("writing") == "1")
    if not others:
        return HttpResponse("")
    return page(request, "asks/presence.html", {"others": others})

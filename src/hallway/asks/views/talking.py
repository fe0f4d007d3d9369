"""The verbs of whoever asked, as small forms on the request's page; also the reply of whoever helps."""

from http import HTTPStatus

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hallway.appreciation.models import Thanks
from hallway.core.page import go
from hallway.core.verb import Refused
from hallway.threads.fields import Reply
from hallway.threads.models import Message

from ..forms.talking import ThankYou
from ..models import Ask
from ..standing import place_said
from . import helping, mine

# No more than these: with nine tables PostgreSQL plans for 18 ms, with six for two. Who filed it is mostly who asked.
WITH = ("requester", "holder", "campus", "room", "topic")


def find(request, number):
    """The request, when the member may read it; else 404. A page shows who is on it; a verb reads it anew anyway."""
    rows = Ask.objects.visible_to(request.user)
    if request.method in ("GET", "HEAD"):
        rows = rows.select_related(*WITH)
    return get_object_or_404(rows, pk=number)


def back(request, ask):
    """To the request; none of these verbs takes it out of its reader's sight."""
    return go(request, ask.get_absolute_url())


def again(request, ask, status, **more):
    """The page again with the words that could not be sent, for whichever side its reader is on."""
    ask = get_object_or_404(Ask.objects.visible_to(request.user).select_related(*WITH), pk=ask.pk)
    if ask.is_staff(request.user):
        reply = more.get("reply") or more.get("came_back")
        return helping.show(request, ask, status=status, reply=reply, note=more.get("note"))
    return mine.show(request, ask, status=status, **more)


@require_POST
def reply(request, number):
    ask = find(request, number)
    if ask.merged_into_id:  # what is said here is said there
        ask = Ask.objects.visible_to(request.user).filter(pk=ask.survivor.pk).first() or ask
    form = Reply(request.POST, request.FILES, member=request.user)
    if not form.is_valid():
        return again(request, ask, HTTPStatus.UNPROCESSABLE_ENTITY, reply=form)
    meanwhile = helping.written_meanwhile(ask, request.user, request.POST.get("seen"))
    if meanwhile:
        form.add_error(None, meanwhile)
        return again(request, ask, HTTPStatus.CONFLICT, reply=form)
    try:
        anew = said_anew(ask, request.user, form)
        if anew is None:
            said(ask, request.user, form)
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return again(request, ask, _status(form), reply=form)
    if anew:
        messages.success(request, anew_said(anew))
    return back(request, anew or ask)


def said(ask, member, form, through="form"):
    """Say what the form says; the Message."""
    words = form.cleaned_data
    return ask.reply(by=member, text=words["text"], key=words["key"], stored=form.files_for(Message), through=through)


def said_anew(ask, member, form):
    """A new request that goes on from one that was closed long ago, with the form's words; None while it may open again."""
    if not ask.is_long_over() or ask.is_staff(member):
        return None
    words = form.cleaned_data if form else {"text": "", "key": None}
    stored = form.files_for(Message) if form else ()
    return ask.follow_up(by=member, text=words["text"], key=words["key"], stored=stored)


def anew_said(ask):
    return _("The old one was closed a while ago, so this is a new request: #%(number)s. The two are linked.") % {
        "number": ask.pk
    }


def _status(form):
    """Nothing to send is an unclear form (422); the same form with other words is a contradiction (409)."""
    empty = not form.cleaned_data["text"].strip() and not form.kept
    return HTTPStatus.UNPROCESSABLE_ENTITY if empty else HTTPStatus.CONFLICT


@require_POST
def undo_message(request, number, message):
    """Take a message back within its twenty seconds; its words return to the box they came from."""
    ask = find(request, number)
    row = Message.objects.of(ask).filter(pk=message).first()
    if row is None:
        return back(request, ask)
    note = row.kind == "note"
    text = ask.undo_message(by=request.user, message=row)
    messages.success(request, _("Taken back. Nobody was told; your words are in the box again."))
    box = Reply(initial={"text": text}, member=request.user)
    return again(request, ask, HTTPStatus.OK, **{"note" if note else "reply": box})


@require_POST
def confirm(request, number):
    ask = find(request, number)
    ask.confirm(by=request.user)
    messages.success(request, _("Good. It is done."))
    return back(request, ask)


@require_POST
def reopen(request, number):
    """It does not work, or it came back; with words if there are some."""
    ask = find(request, number)
    form = came_back(request, request.user)
    if form and not form.is_valid():
        return again(request, ask, HTTPStatus.UNPROCESSABLE_ENTITY, came_back=form)
    anew = said_anew(ask, request.user, form)
    if anew:
        messages.success(request, anew_said(anew))
        return back(request, anew)
    ask.reopen(by=request.user)
    if form:
        said(ask, request.user, form)
    messages.success(request, _("It is open again. Somebody looks at it anew."))
    return back(request, ask)


def came_back(request, member):
    """The form of the "it does not work" box when something was said in it, else None: a bare button needs no words."""
    if request.POST.get("text", "").strip() or request.FILES or request.POST.get("kept"):
        return Reply(request.POST, request.FILES, member=member, auto_id=mine.BACK)
    return None


@require_POST
def withdraw(request, number):
    ask = find(request, number)
    ask.withdraw(by=request.user)
    messages.success(request, _("You took it back. If it comes up again, just ask."))
    return back(request, ask)


@require_POST
def nudge(request, number):
    ask = find(request, number)
    ask.nudge(by=request.user)
    messages.success(request, nudged_said(ask))
    return back(request, ask)


def nudged_said(ask):
    place = place_said(ask)
    if place:
        return _("Asked gently. It stands higher now: %(place)s.") % {"place": place[0].lower() + place[1:]}
    return _("Asked gently. It stands higher now.")


@require_POST
def thank(request, number):
    """Say thank you to the people who helped with this request."""
    ask = find(request, number)
    form = thanking(ask, request.POST)
    if not form.is_valid():
        return again(request, ask, HTTPStatus.UNPROCESSABLE_ENTITY, thank=form)
    thanks(ask, request.user, form)
    messages.success(request, thanked_said(form))
    return back(request, ask)


def thanking(ask, data):
    conversation = list(Message.objects.of(ask).readable(staff=False).select_related("author"))
    return ThankYou(data, helpers=mine.helpers_of(ask, conversation))


def thanks(ask, member, form):
    words = form.cleaned_data
    return Thanks.give(by=member, receivers=list(words["to"]), reason=words["reason"], subject=ask, key=words["key"])


def thanked_said(form):
    names = ", ".join(each.short_name for each in form.cleaned_data["to"])
    return _("Your thank-you is on its way to %(names)s.") % {"names": names}

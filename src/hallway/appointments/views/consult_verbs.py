"""The verbs of a consult, as small forms on its page."""

from http import HTTPStatus

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hallway.core.page import go
from hallway.core.text import as_number, as_numbers
from hallway.core.verb import Refused
from hallway.people.models import Member
from hallway.threads.models import Message

from ..forms_consults import IdeaForm, NoteForm, OutcomeForm, PlanForm, SayForm, WhomForm
from .consults import find, show

UNCLEAR = HTTPStatus.UNPROCESSABLE_ENTITY


def back(request, consult, part=""):
    return go(request, consult.get_absolute_url() + (f"#{part}" if part else ""))


@require_POST
def say(request, number):
    consult = find(request, number)
    form = SayForm(request.POST, request.FILES, member=request.user, auto_id="say_%s")
    if not form.is_valid():
        return show(request, consult, UNCLEAR, reply=form)
    words = form.cleaned_data
    try:
        consult.say(by=request.user, text=words["text"], key=words["key"], stored=form.files_for(Message))
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return show(request, consult, HTTPStatus.CONFLICT if words["text"].strip() else UNCLEAR, reply=form)
    return back(request, consult, "say")


@require_POST
def unsay(request, number, message):
    consult = find(request, number)
    text = consult.unsay(by=request.user, message=message)
    messages.success(request, _("Taken back. Nobody was told; your words are in the box again."))
    return show(request, consult, reply=SayForm(initial={"text": text}, member=request.user, auto_id="say_%s"))


@require_POST
def save_plan(request, number):
    """Keep the plan. When somebody saved meanwhile, both stand on the page, and the box holds one's own words."""
    consult = find(request, number)
    form = PlanForm(request.POST, auto_id="plan_%s")
    if not form.is_valid():
        return show(request, consult, UNCLEAR, plan_form=form, plan_open=True)
    said = form.cleaned_data
    plan = consult.save_plan(by=request.user, text=said["text"], based_on=said["based_on"])
    if not plan.beside:
        messages.success(request, _("The plan is kept."))
        return back(request, consult, "plan")
    theirs = (
        consult.plans.filter(number__gt=said["based_on"])
        .exclude(pk=plan.pk)
        .select_related("by")
        .order_by("number")
        .last()
    )
    both = PlanForm(initial={"text": plan.text, "based_on": plan.number}, auto_id="plan_%s")
    return show(request, consult, HTTPStatus.CONFLICT, plan_form=both, theirs=theirs, plan_open=True)


@require_POST
def note_down(request, number):
    consult = find(request, number)
    form = NoteForm(request.POST, auto_id="note_%s")
    if not form.is_valid():
        return show(request, consult, UNCLEAR, note_form=form)
    words = form.cleaned_data
    consult.note_down(by=request.user, text=words["text"], reader=words["reader"], key=words["key"])
    return back(request, consult, "notes")


@require_POST
def drop_note(request, number, note):
    consult = find(request, number)
    consult.drop_note(by=request.user, note=note)
    return back(request, consult, "notes")


@require_POST
def suggest(request, number):
    consult = find(request, number)
    form = IdeaForm(request.POST, auto_id="idea_%s")
    if not form.is_valid():
        return show(request, consult, UNCLEAR, idea_form=form)
    words = form.cleaned_data
    consult.suggest(by=request.user, title=words["title"], link=words["link"], why=words["why"], key=words["key"])
    return back(request, consult, "ideas")


@require_POST
def pick(request, number, idea):
    consult = find(request, number)
    consult.pick(by=request.user, idea=idea, picked=request.POST.get("picked") != "no")
    return back(request, consult, "ideas")


@require_POST
def drop_idea(request, number, idea):
    consult = find(request, number)
    consult.drop_idea(by=request.user, idea=idea)
    return back(request, consult, "ideas")


@require_POST
def tell_outcome(request, number):
    consult = find(request, number)
    form = OutcomeForm(request.POST, auto_id="outcome_%s")
    if not form.is_valid():
        return show(request, consult, UNCLEAR, outcome_form=form)
    tried = as_numbers(request.POST.getlist("tried"))
    consult.tell_outcome(by=request.user, tried=tried, **form.cleaned_data)
    messages.success(request, _("Kept. Thank you for telling."))
    return back(request, consult)


@require_POST
def withdraw(request, number):
    consult = find(request, number)
    consult.withdraw(by=request.user)
    messages.success(request, _("You took it back. If it comes up again, just ask."))
    return back(request, consult)


@require_POST
def reopen(request, number):
    consult = find(request, number)
    consult.reopen(by=request.user)
    messages.success(request, _("It goes on."))
    return back(request, consult)


@require_POST
def invite(request, number):
    consult = find(request, number)
    form = WhomForm(request.POST, member=request.user, auto_id="invite_%s")
    if form.is_valid():
        try:
            consult.invite(by=request.user, member=form.cleaned_data["member"])
        except Refused as refused:
            form.add_error("who", refused.sentence)
        else:
            messages.success(request, _("%(name)s takes part now.") % {"name": form.cleaned_data["member"].short_name})
            return back(request, consult)
    return show(request, consult, UNCLEAR, invite_form=form)


@require_POST
def uninvite(request, number, member):
    consult = find(request, number)
    consult.uninvite(by=request.user, member=get_object_or_404(Member, pk=member))
    return back(request, consult)


@require_POST
def share(request, number):
    consult = find(request, number)
    form = WhomForm(request.POST, member=request.user, teams=True, auto_id="share_%s")
    if form.is_valid():
        said = form.cleaned_data
        try:
            consult.share(by=request.user, member=said.get("member"), team=said.get("team"))
        except Refused as refused:
            form.add_error("who", refused.sentence)
        else:
            messages.success(request, _("They can read the lesson and the plan now. You can end that at any time."))
            return back(request, consult, "sharing")
    return show(request, consult, UNCLEAR, share_form=form)


@require_POST
def unshare(request, number, sharing):
    consult = find(request, number)
    consult.unshare(by=request.user, sharing=sharing)
    messages.success(request, _("They read it no longer."))
    return back(request, consult, "sharing")


@require_POST
def change_its(request, number):
    consult = find(request, number)
    said = request.POST.get("its", "")
    pk = as_number(said) or 0
    its = get_object_or_404(Member.objects.visible_to(request.user), pk=pk, is_active=True)
    consult.change_its(by=request.user, its=its)
    messages.success(request, _("Sent to %(name)s.") % {"name": its.short_name})
    return back(request, consult)

"""Visits: my list, inviting somebody, the page of a visit for each of its sides."""

import uuid
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hallway.core.now import now
from hallway.core.page import go, page
from hallway.core.verb import Refused

from ..forms_consults import WhomForm
from ..forms_visits import FeedbackForm, JotForm, VisitForm
from ..meetings import times
from ..models import Feedback, Scratch, Visit
from .parted import parted

VERBS = (
    "meet_at",
    "come",
    "not_come",
    "call_off",
    "change",
    "took_place",
    "jot",
    "give_feedback",
    "hear_more",
    "share",
)


@require_safe
def visits(request):
    """Invitations I made or got: those to come first; and feedback that colleagues let me read."""
    context = parted(request, Visit, reverse("appointments:visits"), ("asked", "coming"))
    return page(request, "appointments/visits.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def visit_new(request):
    member = request.user
    form, status = VisitForm(request.POST or None, member=member), HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            said = form.cleaned_data
            try:
                row = Visit.ask_in(
                    by=member, teacher=member, its=said["its"], campus=form.campus, key=said["key"], **form.what()
                )
            except Refused as refused:
                form.add_error(None, refused.sentence)
                form.data = form.data.copy()
                form.data["key"], status = str(uuid.uuid4()), HTTPStatus.CONFLICT
            else:
                messages.success(request, _("%(name)s is invited.") % {"name": row.its.short_name})
                return go(request, row.get_absolute_url())
    return page(request, "appointments/visit_new.html", {"form": form, "people": form.people}, status=status)


def find(request, number):
    """The visit of one of its two sides; else 404."""
    return get_object_or_404(Visit.objects.visible_to(request.user).for_list(), pk=number)


@require_safe
def visit(request, number):
    row = Visit.objects.shown_to(request.user).for_list().filter(pk=number).first()
    if row is None:
        raise Http404
    return show(request, row)


def show(request, visit, status=HTTPStatus.OK, **more):
    """The page for its reader: the teacher, the visitor, or a colleague with whom the teacher shares it."""
    member = request.user
    feedback = Feedback.objects.visible_to(member).filter(visit=visit).first()
    if member.pk not in (visit.teacher_id, visit.its_id):
        return page(
            request, "appointments/visit_shared.html", {"visit": visit, "focus": visit.focus, "feedback": feedback}
        )
    may = {verb: member.can(verb, visit) for verb in VERBS}
    draft = {"text": feedback.text, "extra": feedback.extra_text} if feedback and may["give_feedback"] else None
    context = {
        "visit": visit,
        "state": visit.state_for(member),
        "focus": visit.focus,
        "meeting": times(visit, member),
        "member": member,
        "teaches": member.pk == visit.teacher_id,
        "other": visit.its if member.pk == visit.teacher_id else visit.teacher,
        "feedback": feedback,
        "given": bool(feedback and feedback.given_at),
        "extra": feedback.extra_for(member) if feedback else "",
        "feedback_form": FeedbackForm(initial=draft, auto_id="feedback_%s"),
        "jot_form": JotForm(auto_id="jot_%s"),
        "scratches": list(Scratch.objects.visible_to(member).filter(visit=visit).order_by("at", "id"))
        if may["jot"]
        else [],
        "share_form": WhomForm(member=member, teams=True, auto_id="share_%s") if may["share"] else None,
        "sharings": list(visit.sharings.select_related("member", "team")) if may["share"] else [],
        "brag": visit.brags.filter(author=member).first() if may["jot"] else None,
        "may": may,
        "now": now(),
    }
    return page(request, "appointments/visit.html", context | more, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def change_visit(request, number):
    row = find(request, number)
    if not request.user.can("change", row):
        raise Http404
    form = VisitForm(request.POST or None, member=request.user, initial=VisitForm.of(row))
    form.fields["its"].required = form.fields["key"].required = False
    if request.method == "POST" and form.is_valid():
        row.change(by=request.user, **form.what())
        messages.success(request, _("Kept. %(name)s is told.") % {"name": row.its.short_name})
        return go(request, row.get_absolute_url())
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return page(request, "appointments/visit_change.html", {"form": form, "visit": row}, status=status)


def _plain(verb, sentence):
    """A verb without a form: one press on the page."""

    @require_POST
    def view(request, number):
        row = find(request, number)
        getattr(row, verb)(by=request.user)
        messages.success(request, sentence())
        return go(request, row.get_absolute_url())

    view.__name__ = verb
    return view


come = _plain("come", lambda: _("Good. The teacher is told that you come."))
not_come = _plain("not_come", lambda: _("The teacher is told."))
call_off = _plain("call_off", lambda: _("Called off. No reason is asked."))
took_place = _plain("took_place", lambda: _("Noted."))


@require_POST
def give_feedback(request, number):
    """Keep the draft, or give it."""
    row = find(request, number)
    form = FeedbackForm(request.POST, auto_id="feedback_%s")
    if not form.is_valid():
        return show(request, row, HTTPStatus.UNPROCESSABLE_ENTITY, feedback_form=form)
    said = form.cleaned_data
    try:
        if request.POST.get("later"):
            row.write_feedback(by=request.user, text=said["text"], extra=said["extra"])
            messages.success(request, _("Kept for you. Nobody else reads it yet."))
        else:
            row.give_feedback(by=request.user, text=said["text"], extra=said["extra"])
            messages.success(request, _("%(name)s has it now, and nobody else.") % {"name": row.teacher.short_name})
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return show(request, row, HTTPStatus.CONFLICT, feedback_form=form)
    return go(request, row.get_absolute_url())


@require_POST
def hear_more(request, number):
    row = find(request, number)
    row.hear_more(by=request.user, yes=request.POST.get("yes") == "yes")
    return go(request, row.get_absolute_url() + "#feedback")


@require_POST
def share_visit(request, number):
    row = find(request, number)
    form = WhomForm(request.POST, member=request.user, teams=True, auto_id="share_%s")
    if form.is_valid():
        try:
            row.share(by=request.user, member=form.cleaned_data.get("member"), team=form.cleaned_data.get("team"))
        except Refused as refused:
            form.add_error("who", refused.sentence)
        else:
            messages.success(request, _("They can read it now. You can end that at any time."))
            return go(request, row.get_absolute_url() + "#sharing")
    return show(request, row, HTTPStatus.UNPROCESSABLE_ENTITY, share_form=form)


@require_POST
def unshare_visit(request, number, sharing):
    row = find(request, number)
    row.unshare(by=request.user, sharing=sharing)
    messages.success(request, _("They read it no longer."))
    return go(request, row.get_absolute_url() + "#sharing")

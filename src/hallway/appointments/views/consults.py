"""Consults: my list, asking for one, and its page."""

import uuid
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hallway.asks.models import Ask
from hallway.core.page import go, page
from hallway.core.text import as_number
from hallway.core.verb import Refused
from hallway.ideas.models import Idea, Trial

from ..forms_consults import ConsultForm, LessonForm
from ..models import Consult
from ..whom import its_for
from .consult_page import scene, shared_scene
from .parted import parted


@require_safe
def consults(request):
    """Those I take part in: under way first, then the finished ones; and what colleagues let me read."""
    context = parted(request, Consult, reverse("appointments:consults"), ("open",))
    return page(request, "appointments/consults.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def consult_new(request):
    """Ask an ITS. With ``idea``, for it, with what one noted when one wished to try it; straight from that wish (``wish``) without
    anybody to ask, back to the idea."""
    wanted = _idea(request.POST.get("idea") or request.GET.get("idea", ""), request.user)
    wish = _wish(wanted, request.user)
    form = ConsultForm(request.POST or None, member=request.user, initial=_begun(wanted, wish))
    status = HTTPStatus.OK
    if wish and not form.people and "wish" in request.GET:
        undo = f"undo={reverse('ideas:take_back', args=[wish.pk])}"
        messages.success(request, _("On your list to try."), extra_tags=undo)
        return go(request, wanted.get_absolute_url() + "#tried")
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                consult = form.send()
            except Refused as refused:
                form.add_error(None, refused.sentence)
                form.data = form.data.copy()
                form.data["key"], status = str(uuid.uuid4()), HTTPStatus.CONFLICT
            else:
                to = consult.its if consult.its_id != request.user.pk else consult.teacher
                messages.success(request, _("Sent to %(name)s.") % {"name": to.short_name})
                return go(request, consult.get_absolute_url())
    context = {"form": form, "people": form.people, "wanted": wanted, "wish": wish}
    return page(request, "appointments/consult_new.html", context, status=status)


def _idea(said, member):
    """The idea of the library that somebody wants to try, by its id in the address; else None."""
    number = as_number(said) or 0
    return Idea.objects.visible_to(member).open().filter(pk=number).first() if number else None


def _wish(idea, member):
    """Their try of the idea that is only planned so far, or None."""
    return idea and Trial.objects.filter(member=member, idea=idea, result="not_yet").order_by("-at").first()


def _begun(idea, wish):
    """The first values of the form: the idea by its title, and of the wish what a lesson asks for, too."""
    if idea is None:
        return {}
    said = {"idea": idea.pk, "line": _("I want to try: %(title)s") % {"title": idea.title}}
    if wish is None:
        return said
    subject = wish.get_subject_display() if wish.subject else ""
    grade = wish.get_grade_display() if wish.grade is not None else ""
    return said | {
        "taught_on": wish.planned_on, "objectives": wish.goal, "constraints": wish.line, "devices": wish.device,
        "subject": subject, "grade": grade,
    }  # fmt: skip


@require_safe
def consult(request, number):
    row = Consult.objects.shown_to(request.user).for_list().filter(pk=number).first()
    if row is None:
        raise Http404
    return show(request, row)


def show(request, consult, status=HTTPStatus.OK, **more):
    """The page for who takes part; for whom it is shared with, the lesson and the plan."""
    if not consult.is_party(request.user):
        return page(request, "appointments/consult_shared.html", shared_scene(consult), status=status)
    return page(request, "appointments/consult.html", scene(consult, request.user) | more, status=status)


def find(request, number):
    """The consult of somebody who takes part; else 404."""
    return get_object_or_404(Consult.objects.visible_to(request.user).for_list(), pk=number)


@require_safe
def paper(request, number):
    """The plan for the lesson, made for paper."""
    row = Consult.objects.shown_to(request.user).for_list().filter(pk=number).first()
    if row is None:
        raise Http404
    return page(request, "appointments/consult_paper.html", shared_scene(row))


@require_http_methods(["GET", "HEAD", "POST"])
def change_lesson(request, number):
    row = find(request, number)
    form = LessonForm(request.POST or None, initial=LessonForm.of(row))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        row.change_lesson(by=request.user, lesson=form.lesson(), topic=said["topic"], taught_on=said["taught_on"])
        messages.success(request, _("Kept."))
        return go(request, row.get_absolute_url())
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return page(request, "appointments/consult_lesson.html", {"form": form, "consult": row}, status=status)


@require_POST
def consult_from(request, number):
    """Make a help request a consult, in one press."""
    member = request.user
    ask = get_object_or_404(Ask.objects.visible_to(member).select_related("requester", "holder"), pk=number)
    if member.seat.is_its and member.pk != ask.requester_id:
        its = member
    elif ask.holder and ask.holder.seat.is_its and ask.holder_id != ask.requester_id:
        its = ask.holder
    else:
        found = its_for(ask.requester)
        if not found:
            raise Refused(_("There is nobody to plan with at your campus just now. The request stays as it is."))
        its = found[0]["person"]
    consult = Consult.from_ask(by=member, teacher=ask.requester, its=its, ask=ask)
    messages.success(request, _("It is a lesson consult now. What was said before is one tap away."))
    return go(request, consult.get_absolute_url())


@require_POST
def go_back(request, number):
    ask = find(request, number).go_back(by=request.user)
    messages.success(request, _("It is a help request again."))
    seen = Ask.objects.visible_to(request.user).filter(pk=ask.pk).exists()
    return go(request, ask.get_absolute_url() if seen else reverse("appointments:consults"))

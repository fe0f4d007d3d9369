"""Good news: what I may read, writing it, and its page with the teacher's yes."""

import uuid
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hallway.core.now import now
from hallway.core.page import go, page
from hallway.core.text import as_number, as_numbers
from hallway.core.verb import Denied, Refused
from hallway.people.models import Member, Team
from hallway.threads.models import File

from ..forms_brags import BragForm
from ..models import Brag, Visit
from ..whom import campus_of

PER_PAGE = 30


@require_safe
def brags(request):
    """What is published for me to read, newest first; above it what waits for my word."""
    member = request.user
    rows = Brag.objects.visible_to(member).select_related("teacher", "author", "campus").order_by("-id")
    context = {
        "waiting": list(rows.filter(teacher=member, state="proposed")[:PER_PAGE]),
        "mine": list(rows.filter(author=member).exclude(state="published")[:PER_PAGE]),
        "published": list(rows.filter(state="published").order_by("-published_at")[:PER_PAGE]),
        "member": member,
    }
    return page(request, "appointments/brags.html", context)


def _about(request):
    """(teacher, visit) that new good news is of: a visit of mine, else a colleague by id."""
    said = request.POST if request.method == "POST" else request.GET
    visit = (
        Visit.objects.filter(its=request.user, pk=as_number(said.get("visit")) or 0).select_related("teacher").first()
    )
    if visit is not None:
        return visit.teacher, visit
    return get_object_or_404(Member.objects.filter(is_active=True), pk=as_number(said.get("teacher")) or 0), None


@require_http_methods(["GET", "HEAD", "POST"])
def brag_new(request):
    if not request.user.seat.is_its:
        raise Denied("draft")
    teacher, visit = _about(request)
    teams = list(Team.objects.of(teacher))
    form, status = (
        BragForm(request.POST or None, request.FILES or None, member=request.user, teams=teams),
        HTTPStatus.OK,
    )
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                row = Brag.draft(
                    by=request.user, teacher=teacher, campus=campus_of(teacher), visit=visit, key=form.cleaned_data["key"],
                    stored=form.files_for(Brag), **form.what(),
                )  # fmt: skip
            except Refused as refused:
                form.add_error(None, refused.sentence)
                form.data = form.data.copy()
                form.data["key"], status = str(uuid.uuid4()), HTTPStatus.CONFLICT
            else:
                return go(request, row.get_absolute_url())
    return page(
        request,
        "appointments/brag_form.html",
        {"form": form, "teacher": teacher, "visit": visit, "brag": None},
        status=status,
    )


def find(request, number):
    rows = Brag.objects.visible_to(request.user).select_related("teacher", "author", "campus", "team", "idea")
    return get_object_or_404(rows, pk=number)


@require_safe
def brag(request, number):
    return show(request, find(request, number))


def show(request, brag, status=HTTPStatus.OK, refused=""):
    member = request.user
    side = member.pk in (brag.teacher_id, brag.author_id)
    context = {
        "brag": brag,
        "files": list(File.objects.of(brag)),
        "names": brag.names if side else [],
        "side": side,
        "teaches": member.pk == brag.teacher_id,
        "refused": refused,
        "may": {
            verb: member.can(verb, brag) for verb in ("change", "propose", "consent", "say_no", "withdraw", "make_idea")
        },
        "now": now(),
    }
    return page(request, "appointments/brag.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def change_brag(request, number):
    row = find(request, number)
    if not request.user.can("change", row):
        raise Http404
    teams = list(Team.objects.of(row.teacher))
    initial = {"title": row.title, "text": row.text, "audience": row.audience, "team": row.team_id}
    form = BragForm(request.POST or None, request.FILES or None, member=request.user, teams=teams, initial=initial)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        without = as_numbers(request.POST.getlist("without"))
        try:
            there = row.idea is not None and row.idea.is_shared
            row.change(by=request.user, stored=form.new_files(), without=without, **form.what())
        except Refused as refused:
            form.add_error(None, refused.sentence)
            status = HTTPStatus.CONFLICT
        else:
            gone = there and not row.idea.is_shared
            said = _("Kept. The idea that was made of it is out of the library, too.") if gone else _("Kept.")
            messages.success(request, said)
            return go(request, row.get_absolute_url())
    about = {"form": form, "teacher": row.teacher, "brag": row, "files": list(File.objects.of(row))}
    return page(request, "appointments/brag_form.html", about, status=status)


@require_POST
def propose(request, number):
    row = find(request, number)
    row.propose(by=request.user)
    messages.success(
        request, _("%(name)s is asked. Nobody else reads it before a yes.") % {"name": row.teacher.short_name}
    )
    return go(request, row.get_absolute_url())


@require_POST
def consent(request, number):
    row = find(request, number)
    try:
        row.consent(
            by=request.user, no_student=bool(request.POST.get("no_student")), seen=request.POST.get("seen", "?")
        )
    except Refused as refused:
        return show(request, row, HTTPStatus.CONFLICT, refused=refused.sentence)
    messages.success(request, _("Published. You can take it back at any time."))
    return go(request, row.get_absolute_url())


@require_POST
def say_no(request, number):
    row = find(request, number)
    row.say_no(by=request.user)
    messages.success(request, _("It stays between you two."))
    return go(request, row.get_absolute_url())


@require_POST
def withdraw(request, number):
    row = find(request, number)
    row.withdraw(by=request.user)
    messages.success(request, _("Taken back. Nobody else reads it any more."))
    return go(request, row.get_absolute_url())

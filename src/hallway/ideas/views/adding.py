"""Adding an idea in under a minute, and improving one."""

import uuid
from http import HTTPStatus

from django.contrib import messages
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hallway.core.page import go, page
from hallway.core.text import as_number, as_numbers, clean
from hallway.core.verb import Denied, Refused
from hallway.people.where import campus_of
from hallway.threads.models import File

from ..finding import similar
from ..forms import IdeaForm
from ..models import Idea
from ..tried import shown
from .arriving import as_own_idea, looked_at_anew, standing
from .idea import find

FIRST = ("title", "link", "what_for", "text")


@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """What is like it is shown once before it is shared; nothing stops anybody from sharing it all the same."""
    member = request.user
    if request.method != "POST":
        form = IdeaForm(member=member, initial={name: request.GET[name] for name in FIRST if request.GET.get(name)})
        return _answer(request, form)
    form = IdeaForm(request.POST, request.FILES, member=member)
    if request.POST.get("look") or request.POST.get("away"):
        form.is_valid()
        form.errors.clear()
        return _answer(request, form, near=_near(member, request.POST))
    if not form.is_valid():
        return _answer(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    later = bool(request.POST.get("later"))
    if not later and not request.POST.get("seen"):
        near = _near(member, request.POST)
        if near:
            return _answer(request, form, HTTPStatus.CONFLICT, near=near, asked=True)
    said = form.cleaned_data
    make = Idea.draft if later else Idea.share
    try:
        row = make(by=member, campus=campus_of(member), key=said["key"], stored=form.files_for(Idea), **form.what())
    except Refused as refused:
        form.add_error(None, refused.sentence)
        form.data = form.data.copy()
        form.data["key"] = str(uuid.uuid4())
        return _answer(request, form, HTTPStatus.CONFLICT)
    messages.success(request, _("Kept. Only you see it.") if later else _("Shared. Thank you."))
    return go(request, row.get_absolute_url())


def _answer(request, form, status=HTTPStatus.OK, **more):
    return page(request, "ideas/new.html", {"form": form} | more, status=status)


def _near(member, said):
    return shown(similar(member, clean(said.get("title", ""), 400), clean(said.get("link", ""), 500)), member)


@require_safe
def like_these(request):
    """The partial below the first line: what is in the library already and like it."""
    return page(request, "ideas/new.html#near", {"near": _near(request.user, request.GET)})


@require_http_methods(["GET", "HEAD", "POST"])
@looked_at_anew
def improve(request, number):
    """Say it better; when somebody did meanwhile, both are shown and the second press decides."""
    idea, first = standing(request, number)
    if idea is None:
        return (
            as_own_idea(request) if request.method == "POST" else go(request, find(request, number).get_absolute_url())
        )
    if not request.user.can("improve", idea):
        raise Denied("improve")
    form = IdeaForm(request.POST or None, request.FILES or None, member=request.user, initial=idea.values)
    status, more = HTTPStatus.OK, {"based_on": idea.version}
    if request.method == "POST" and first.pk != idea.pk:
        form.is_valid()
        form.add_error(None, _("It is part of another idea now. Look at both, then keep yours or theirs."))
        status, more["theirs"] = HTTPStatus.CONFLICT, True
    elif request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                _improve(request, idea, form)
            except Refused as refused:
                form.add_error(None, refused.sentence)
                status, more["theirs"] = HTTPStatus.CONFLICT, True
            else:
                messages.success(request, _("Kept. What it said before is kept, too."))
                return go(request, idea.get_absolute_url())
    files = File.objects.of(idea).filter(message=None)
    return page(request, "ideas/improve.html", {"form": form, "idea": idea, "files": files, **more}, status=status)


def _improve(request, idea, form):
    based_on = request.POST.get("based_on", "")
    without = as_numbers(request.POST.getlist("without"))
    idea.improve(
        by=request.user, based_on=as_number(based_on),
        stored=form.new_files(), without=without, **form.what(),
    )  # fmt: skip

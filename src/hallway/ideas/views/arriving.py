"""Where what somebody wrote on the page of an idea arrives when the idea was put together with another, or put away, meanwhile: at the one
it is part of now; else in a form with their words, so that nothing is lost."""

import functools
from http import HTTPStatus

from django.contrib import messages
from django.utils.translation import gettext as _

from hallway.core.page import page
from hallway.core.verb import Denied

from ..forms import IdeaForm
from ..forms_trials import AdviceForm
from .idea import seen_by


def looked_at_anew(view):
    """For a view that finds its idea by ``standing``: when the idea goes into another, or is put away, between its look and its verb,
    the verb says no, and a second look finds where the words belong. Who may not is told so by the second look, too."""

    @functools.wraps(view)
    def twice(request, number):
        try:
            return view(request, number)
        except Denied:
            return view(request, number)

    return twice


def standing(request, number):
    """(the idea to write on, or None; the idea whose page it was): what is merged leads to what it is part of. A draft is its writer's."""
    seen = seen_by(request.user)
    first = seen.filter(pk=number).first()
    idea = first and first.survivor
    if idea != first:
        idea = seen.filter(pk=idea.pk).first()
    return (idea if idea and idea.state not in ("away", "merged", "held") else None), first


def say_where(request, first, idea):
    """Tell the writer when their words went to another idea than they looked at."""
    if first is not None and first.pk != idea.pk:
        words = _("“%(title)s” is part of this idea now. What you wrote went here.")
        messages.info(request, words % {"title": first.title})


def as_own_idea(request, **said):
    """The form of a new idea with the words (those of the form that was sent, and ``said``) and the files."""
    data = request.POST.copy()
    data.setdefault("subject", "any")
    for name, value in said.items():
        data[name] = value
    form = _with(IdeaForm(data, request.FILES or None, member=request.user), _(
        "That idea does not stand in the library any more, and nobody was told. Here are your words: share them as an idea of their own,"
        " or keep them for later."
    ))  # fmt: skip
    return page(request, "ideas/new.html", {"form": form}, status=HTTPStatus.CONFLICT)


def as_advice(request):
    """The form of a try that belongs to no idea, with what was said."""
    form = _with(AdviceForm(request.POST, member=request.user), _(
        "That idea does not stand in the library any more. Say in a line what you tried, and it is kept all the same."
    ))  # fmt: skip
    return page(request, "ideas/tell.html", {"form": form}, status=HTTPStatus.CONFLICT)


def _with(form, sentence):
    """The form with nothing wrong but this."""
    form.is_valid()
    form.errors.clear()
    form.add_error(None, sentence)
    return form

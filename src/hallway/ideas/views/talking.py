"""What people write below an idea."""

from http import HTTPStatus

from django.contrib import messages
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hallway.core.page import go
from hallway.core.verb import Refused
from hallway.threads.fields import Reply
from hallway.threads.models import Message

from .arriving import as_own_idea, looked_at_anew, say_where, standing
from .idea import find, show


@require_POST
@looked_at_anew
def say(request, number):
    idea, first = standing(request, number)
    if idea is None:
        return as_own_idea(request)
    form = Reply(request.POST, request.FILES, member=request.user, auto_id="say_%s")
    if not form.is_valid():
        return show(request, idea, HTTPStatus.UNPROCESSABLE_ENTITY, saying=form)
    words = form.cleaned_data
    try:
        idea.say(by=request.user, text=words["text"], key=words["key"], stored=form.files_for(Message))
    except Refused as refused:
        form.add_error(None, refused.sentence)
        status = HTTPStatus.CONFLICT if words["text"].strip() else HTTPStatus.UNPROCESSABLE_ENTITY
        return show(request, idea, status, saying=form)
    say_where(request, first, idea)
    return go(request, idea.get_absolute_url() + "#say")


@require_POST
def unsay(request, number, message):
    idea = find(request, number)
    text = idea.unsay(by=request.user, message=message)
    messages.success(request, _("Taken back. Nobody was told; your words are in the box again."))
    return show(request, idea, saying=Reply(initial={"text": text}, member=request.user, auto_id="say_%s"))

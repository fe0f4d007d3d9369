"""The page of an idea: what it is, what became of it, what people say, and its earlier versions."""

import uuid
from http import HTTPStatus

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from hallway.core.components import file as file_chip
from hallway.core.now import now
from hallway.core.page import page
from hallway.threads.fields import Reply
from hallway.threads.models import File, Message

from ..choices import RESULTS
from ..finding import similar
from ..forms import ReportForm
from ..forms_trials import TrialForm
from ..models import Idea, Trial
from ..rules import reads_lines
from ..tried import tried

VERBS = ("improve", "bring_back", "publish", "drop", "say", "report", "settle", "merge", "part", "put_away", "take_out")
LINES, SAID, VERSIONS = 12, 60, 20


def seen_by(member):
    return Idea.objects.visible_to(member).select_related("tool", "by", "campus", "merged_into")


def find(request, number):
    return get_object_or_404(seen_by(request.user), pk=number)


@require_safe
def idea(request, number):
    return show(request, find(request, number))


def show(request, idea, status=HTTPStatus.OK, **more):
    return page(request, "ideas/idea.html", scene(idea, request.user) | more, status=status)


def scene(idea, member):
    """Everything its page shows. A dozen statements, whatever has been said."""
    moment = now()
    parts = list(idea.parts.only("title", "merged_into"))
    of_parts = [each.pk for each in parts]
    tries = Trial.objects.filter(idea__in=[idea.pk, *of_parts])
    mine = tries.filter(member=member).order_by("-at").first()
    may = {verb: member.can(verb, idea) for verb in VERBS}
    files = list(File.objects.of(idea))
    counts_only = not reads_lines(member)
    lines = [] if counts_only else tries.tried().exclude(line="").order_by("-at")
    return {
        "idea": idea,
        "member": member,
        "may": may,
        "tried": tried([idea], member, of_parts)[idea.pk],
        "counts_only": counts_only,
        "mine": mine,
        "lines": list(lines[:LINES]),
        "results": RESULTS,
        "keys": [(code, name, uuid.uuid4()) for code, name in RESULTS],
        "trial_form": TrialForm(member=member, auto_id="try_%s"),
        "files": [_chip(one) for one in files if one.message_id is None],
        "said": said(idea, member, files, moment),
        "saying": Reply(member=member, auto_id="say_%s"),
        "doubts": list(idea.doubts) if idea.is_shared else [],
        "report_form": ReportForm(auto_id="report_%s"),
        "versions": list(idea.revisions.select_related("by").order_by("-number")[:VERSIONS]),
        "parts": parts[:VERSIONS],
        "others": similar(member, idea.title, idea.link, but=idea.pk) if may["merge"] and idea.is_shared else [],
        "now": moment,
    }


def said(idea, member, files, moment):
    """The messages below it, as ``message`` shows them; what can still be taken back is its author's alone."""
    of = {}
    for one in files:
        of.setdefault(one.message_id, []).append(_chip(one))
    rows = list(Message.objects.of(idea).select_related("author").reverse()[:SAID])[::-1]
    shown = []
    for row in rows:
        pending, mine = row.undoable(moment), row.author_id == member.pk
        if mine or not pending:
            shown.append({"row": row, "mine": mine, "pending": pending, "files": of.get(row.pk, [])})
    return shown


def _chip(one):
    return file_chip(one.name, one.get_absolute_url(), one.size, thumb=one.get_absolute_url() if one.is_picture else "")

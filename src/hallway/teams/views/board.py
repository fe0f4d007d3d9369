"""A team's board and what stands on it. Whoever is not of its circle finds nothing here (404)."""

from http import HTTPStatus

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hallway.core.now import now
from hallway.core.page import go, page
from hallway.core.text import as_number
from hallway.core.verb import Refused, together
from hallway.delivery.models import Notice
from hallway.threads.models import Message

from ..boards import PER_PAGE, conversation, fresh
from ..circle import circles
from ..forms.board import AnswerForm, MarkForm, TopicForm
from ..models import Gathering, Reaction, Seen, Topic

UNCLEAR = HTTPStatus.UNPROCESSABLE_ENTITY


@require_safe
def mine(request):
    """The boards of my teams, with what moved lately on each."""
    member, teams = request.user, list(circles(request.user).in_use()[:60])
    topics = list(
        Topic.objects.visible_to(member)
        .filter(team__in=teams)
        .select_related("by")
        .order_by("-moved_at", "-pk")[:PER_PAGE]
    )
    adopted = set(member.adoptions.filter(status="accepted").values_list("team", flat=True))
    context = {"teams": teams, "adopted": adopted, "topics": lines(topics, member, {team.pk: team for team in teams})}
    return page(request, "teams/mine.html", context)


def lines(topics, member, teams):
    new = fresh(member, topics)
    return [{"row": row, "new": row.pk in new, "team": teams.get(row.team_id)} for row in topics]


def _team(request, pk):
    return get_object_or_404(circles(request.user), pk=pk)


@require_safe
def board(request, pk):
    return show_board(request, _team(request, pk))


def show_board(request, team, status=HTTPStatus.OK, form=None):
    member, start = request.user, as_number(request.GET.get("from"), digits=5) or 0
    rows = list(Topic.objects.visible_to(member).filter(team=team).for_board()[start : start + PER_PAGE + 1])
    context = {
        "team": team,
        "team_number": str(team.pk),
        "gatherings": list(Gathering.objects.filter(team=team).with_answer(member).coming()[:4]),
        "topics": lines(rows[:PER_PAGE], member, {}),
        "earlier": f"?from={start + PER_PAGE}" if len(rows) > PER_PAGE else "",
        "form": form or (TopicForm(member=member, auto_id="topic_%s") if team.in_use else None),
        "open": bool(form),
        "now": now(),
    }
    return page(request, "teams/board.html", context, status=status)


@require_POST
def open_topic(request, pk):
    team = _team(request, pk)
    form = TopicForm(request.POST, request.FILES, member=request.user, auto_id="topic_%s")
    if not form.is_valid():
        return show_board(request, team, UNCLEAR, form)
    said = form.cleaned_data
    try:
        row = Topic.open(
            by=request.user, team=team, title=said["title"], text=said["text"], key=said["key"],
            stored=form.files_for(Topic),
        )  # fmt: skip
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return show_board(request, team, HTTPStatus.CONFLICT, form)
    messages.success(request, _("It stands on the board. %(team)s reads it.") % {"team": team})
    return go(request, row.get_absolute_url())


def _topic(request, pk):
    return get_object_or_404(Topic.objects.visible_to(request.user).select_related("team", "by"), pk=pk)


@require_safe
def topic(request, pk):
    row = _topic(request, pk)
    with together():
        Seen.see(by=request.user, topic=row)
        Notice.read_about(by=request.user, root=row)
    return show_topic(request, row)


def show_topic(request, topic, status=HTTPStatus.OK, form=None):
    member = request.user
    first, answers = conversation(topic, member)
    context = {
        "topic": topic,
        "team": topic.team,
        "first": first,
        "answers": answers,
        "form": form or (AnswerForm(member=member, auto_id="answer_%s") if topic.team.in_use else None),
        "now": now(),
    }
    return page(request, "teams/topic.html", context, status=status)


@require_POST
def answer(request, pk):
    row = _topic(request, pk)
    form = AnswerForm(request.POST, request.FILES, member=request.user, auto_id="answer_%s")
    if not form.is_valid():
        return show_topic(request, row, UNCLEAR, form)
    said = form.cleaned_data
    try:
        message = row.answer(by=request.user, text=said["text"], key=said["key"], stored=form.files_for(Message))
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return show_topic(request, row, HTTPStatus.CONFLICT if said["text"].strip() else UNCLEAR, form)
    return go(request, f"{row.get_absolute_url()}#answer-{message.pk}")


@require_POST
def react(request, pk):
    row, form = _topic(request, pk), MarkForm(request.POST)
    number = form.cleaned_data["message"] if form.is_valid() else None
    if form.is_valid():
        said = form.cleaned_data
        Reaction.react(by=request.user, topic=row, mark=said["mark"], message=number, on=not said["off"])
    return go(request, row.get_absolute_url() + (f"#answer-{number}" if number else ""))


@require_POST
def pin(request, pk):
    row, pinned = _topic(request, pk), request.POST.get("pinned") != "no"
    row.pin(by=request.user, pinned=pinned)
    messages.success(request, _("It stays at the top.") if pinned else _("It moves down with the others again."))
    return go(request, row.get_absolute_url())


@require_POST
def take_away(request, pk):
    row = _topic(request, pk)
    team = row.team_id
    row.take_away(by=request.user)
    messages.success(request, _("It is off the board, with its answers."))
    return go(request, reverse("teams:board", args=[team]))


@require_POST
def take_back(request, pk, message):
    row = _topic(request, pk)
    row.take_back(by=request.user, message=message)
    messages.success(request, _("Your answer is gone."))
    return go(request, row.get_absolute_url())

"""What a consult's page shows."""

from zoneinfo import ZoneInfo

from hallway.core.components import file as file_chip
from hallway.core.now import now
from hallway.history.models import Event
from hallway.ideas.finding import suggested
from hallway.ideas.tried import shown
from hallway.people.where import where_said, where_today
from hallway.threads.models import File, Message

from ..forms_consults import IdeaForm, NoteForm, OutcomeForm, PlanForm, SayForm, WhomForm
from ..meetings import times
from ..models import Note
from ..models.lessons import OUTCOMES
from ..whom import its_for

VERBS = (
    "change_its",
    "meet_at",
    "say",
    "save_plan",
    "pick",
    "tell_outcome",
    "withdraw",
    "reopen",
    "invite",
    "change_lesson",
    "share",
    "go_back",
)
SHOWN = 60


def scene(consult, member):
    """Everything the page shows to who takes part. A dozen statements, whatever has been said."""
    moment, plan, versions = now(), consult.plan, list(consult.plans.select_related("by").order_by("-number")[:21])
    people = consult.people
    other = consult.its if member.pk == consult.teacher_id else consult.teacher
    may = {verb: member.can(verb, consult) for verb in VERBS}
    day = consult.calendar.local_day(moment)
    return {
        "consult": consult,
        "lesson": consult.lesson,
        "member": member,
        "teaches": member.pk == consult.teacher_id,
        "other": other,
        "where": where_said(where_today([other], day)[other.pk]) if other.is_active else "",
        "people": people,
        "meeting": times(consult, member),
        "guests": [each for each in people if each.pk not in (consult.teacher_id, consult.its_id)],
        "readers": [each.short_name for each in people if each.pk != member.pk],
        "plan": plan,
        "plan_form": PlanForm(
            initial={"text": plan.text if plan else "", "based_on": versions[0].number if versions else 0},
            auto_id="plan_%s",
        ),
        "beside": consult.beside,
        "latest": versions[0].number if versions else 0,
        "versions": [row for row in versions if row != plan],
        "notes": list(Note.objects.readable_by(member, consult)),
        "note_form": NoteForm(auto_id="note_%s"),
        "ideas": (ideas := list(consult.ideas.select_related("by", "library__tool").order_by("id"))),
        "fitting": _fitting(consult, member, ideas),
        "idea_form": IdeaForm(auto_id="idea_%s"),
        "countable": [idea for idea in ideas if idea.counts],
        "outcome_form": OutcomeForm(auto_id="outcome_%s"),
        "outcome": dict(OUTCOMES).get(consult.lesson.outcome, ""),
        "outcomes": OUTCOMES,
        "ask_how": consult.state == "open"
        and bool(consult.taught_on)
        and consult.taught_on <= day
        and not consult.lesson.outcome,
        "invite_form": WhomForm(member=member, auto_id="invite_%s"),
        "share_form": WhomForm(member=member, teams=True, auto_id="share_%s") if may["share"] else None,
        "sharings": list(consult.sharings.select_related("member", "team")) if may["share"] else [],
        "messages_shown": conversation(consult, member, moment),
        "reply": SayForm(member=member, auto_id="say_%s"),
        "instead": _instead(consult) if may["change_its"] and consult.is_open else [],
        "timeline": history(consult, member),
        "came_from": consult.came_from if _reads(member, consult.came_from) else None,
        "may": may,
        "now": moment,
        "zone": ZoneInfo(consult.calendar.zone),
    }


def _fitting(consult, member, ideas):
    """What the library has for this lesson and does not stand here yet, with how it went; at most three."""
    if not consult.is_open:
        return []
    here = {idea.library_id for idea in ideas}
    lesson = consult.lesson
    found = suggested(member, f"{lesson.line} {lesson.subject}", limit=3 + len(here))
    return shown([idea for idea in found if idea.pk not in here][:3], member)


def _instead(consult):
    """Whom the teacher may ask instead of the one who was asked."""
    return [each["person"] for each in its_for(consult.teacher) if each["person"].pk != consult.its_id]


def shared_scene(consult):
    """The part that a teacher may share, and print: the lesson, the plan, the picked ideas."""
    return {
        "consult": consult,
        "lesson": consult.lesson,
        "plan": consult.plan,
        "ideas": [idea for idea in consult.ideas.select_related("library__tool").order_by("id") if idea.picked],
        "now": now(),
    }


def conversation(consult, member, moment):
    files: dict = {}
    for row in File.objects.of(consult):
        files.setdefault(row.message_id, []).append(file_chip(row.name, url=row.get_absolute_url(), size=row.size))
    said = Message.objects.of(consult).select_related("author")
    return [
        {
            "row": row,
            "mine": row.author_id == member.pk,
            "pending": row.author_id == member.pk and row.undoable(moment),
            "files": files.get(row.pk, ()),
        }
        for row in reversed(said.reverse()[:SHOWN])
    ]


def history(consult, member):
    """What happened, oldest first; with what happened to the request that it grew out of, for who may read that."""
    rows = list(Event.objects.of(consult).select_related("actor"))
    if _reads(member, consult.came_from):
        rows += [row for row in Event.objects.of(consult.came_from).select_related("actor") if _shown(row)]
    return sorted((row for row in rows if _shown(row)), key=lambda row: row.at)


def _shown(event):
    return event.about is not None and event.about.shown == "all"


def _reads(member, ask):
    return ask is not None and type(ask).objects.visible_to(member).filter(pk=ask.pk).exists()

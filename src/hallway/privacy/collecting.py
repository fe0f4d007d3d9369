"""What Hallway keeps about one person, as a zip of JSON and the files they sent."""

import json
import re
import tempfile
import zipfile
from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q

from hallway.appointments.models import Brag, Consult
from hallway.appointments.rules import leads
from hallway.asks.models import Ask
from hallway.core.now import now
from hallway.core.storage import store
from hallway.history.kinds import KINDS
from hallway.history.models import Event
from hallway.ideas.models import Idea
from hallway.people.models import Member
from hallway.teams.models import Signature, Topic
from hallway.threads.models import File, Message

from .decisions import DECISIONS, relations

MEMBER = [
    "email", "name", "preferred_name", "pronouns", "title", "source", "is_active", "language", "room", "phone", "about",
    "ask_me_about", "how_to_ask", "joined", "last_login",
]  # fmt: skip
AS_ITS = {
    "appointments.Feedback.author": "author", "appointments.Scratch.author": "author", "appointments.Plan.by": "consult__its",
    "appointments.Idea.by": "consult__its", "appointments.Note.author": "consult__its",
}  # fmt: skip
IN_MEMORY = 8 * 1024 * 1024


def bundle(member, *, whole):
    """A file (at its start) with the zip. ``whole``: with the words of confidential requests, for the person only."""
    out = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - handed back open
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("about.json", _json({"made": now(), "confidential_words": whole, "member": _row(member, MEMBER)}))
        for label, model, field in relations():
            decision = DECISIONS[label]
            if not decision.shown:
                continue
            rows = model._base_manager.filter(**{field: member}).order_by("pk")
            rows = _readable(label, rows, whole)
            if label in AS_ITS and leads(member):  # closed to them, also where they wrote it
                rows = rows.exclude(**{AS_ITS[label]: member})
            found = [_row(row, decision.shown) for row in rows]
            if (
                label == "appointments.Feedback.teacher"
            ):  # remarks that the teacher has not said yes to are not theirs yet
                found = [row if row["extra"] == "yes" else row | {"extra_text": ""} for row in found]
            if found:
                made.writestr(f"{decision.name or label.rpartition('.')[0].lower()}.{field}.json", _json(found))
        _conversations(made, member, whole)
        _cards(made, member, whole)
        _events(made, member)
        _files(made, member, whole)
    out.seek(0)
    return out


def _confidential():
    return Ask.objects.filter(confidential=True).values("pk")


def _on_confidential():
    """Messages and files of confidential requests, of consults, of boards, and of good news without the teacher's yes."""
    kinds = ContentType.objects.get_for_models(Ask, Consult, Brag, Topic, Idea)
    private = Brag.objects.exclude(state="published").values("pk")
    drafts = Idea.objects.filter(state="draft").values("pk")
    return (
        Q(noun_type=kinds[Ask], noun_id__in=_confidential())
        | Q(noun_type__in=[kinds[Consult], kinds[Topic]])
        | Q(noun_type=kinds[Brag], noun_id__in=private)
        | Q(noun_type=kinds[Idea], noun_id__in=drafts)
    )


def _readable(label, rows, whole):
    if label == "appointments.Feedback.teacher":  # a draft is still its author's
        rows = rows.filter(given_at__isnull=False)
    if label == "teams.Card.member":  # before the morning it is no secret of theirs to know
        rows = rows.filter(delivered_at__isnull=False)
    if label == "appointments.Brag.teacher":
        rows = rows.exclude(state="draft")
    if whole:
        return rows
    if rows.model.__dict__.get("confidential") is True:
        return rows.none()
    if label.startswith(("appointments.Appointment.", "appointments.Party.", "appointments.Block.", "diary.Remark.")):
        return rows.none()  # who meets whom, and why not, is theirs
    if label == "ideas.Idea.by":
        return rows.exclude(state="draft")
    if label.startswith("appointments.Brag."):
        return rows.filter(state="published")
    if label.startswith("teams."):
        return rows.none()  # what goes on in a team is its own
    private = [kind.name for kind in KINDS.values() if kind.private]
    if label == "history.Event.actor":
        return rows.exclude(kind__in=private)
    if label == "delivery.Notice.member":
        return rows.exclude(event__kind__in=private)
    if label.startswith("asks.Ask."):
        return rows.filter(confidential=False)
    if label in ("threads.Message.author", "threads.File.author"):
        return rows.exclude(_on_confidential())
    return rows


def _conversations(made, member, whole):
    """What was answered on their requests; notes of the team are the team's."""
    asks = Ask.objects.filter(requester=member)
    if not whole:
        asks = asks.filter(confidential=False)
    kind = ContentType.objects.get_for_model(Ask)
    rows = (
        Message.objects.filter(noun_type=kind, noun_id__in=asks.values("pk"))
        .exclude(kind="note")
        .exclude(author=member)
    )
    said = [
        {"request": row.noun_id, **_row(row, ("author", "text", "at"))}
        for row in rows.select_related("author").order_by("pk")
    ]
    if whole:
        kind, mine = ContentType.objects.get_for_model(Consult), Consult.objects.filter(teacher=member)
        rows = Message.objects.filter(noun_type=kind, noun_id__in=mine.values("pk")).exclude(author=member)
        said += [
            {"consult": row.noun_id, **_row(row, ("author", "text", "at"))}
            for row in rows.select_related("author").order_by("pk")
        ]
    if said:
        made.writestr("answers_they_got.json", _json(said))


def _cards(made, member, whole):
    """What was written on cards that they got; of one that is still being signed there is nothing to know."""
    rows = Signature.objects.filter(card__member=member, card__delivered_at__isnull=False).select_related("member")
    if whole and rows:
        said = [{"card": row.card_id, **_row(row, ("member", "words"))} for row in rows.order_by("pk")]
        made.writestr("words_on_their_cards.json", _json(said))


def _events(made, member):
    rows = Event.objects.filter(root_type=ContentType.objects.get_for_model(Member), root_id=member.pk).order_by("id")
    made.writestr("changes_to_their_account.json", _json([_row(row, ("kind", "at", "actor", "data")) for row in rows]))


def _files(made, member, whole):
    rows = File.objects.filter(author=member).order_by("pk")
    rows = rows if whole else rows.exclude(_on_confidential())
    kept = [(f"files/{row.pk}-{_plain(row.name)}", row.open) for row in rows]
    if member.photo:
        kept.append(("files/photo.jpg", partial(store().open, member.photo)))
    for name, opened in kept:
        try:
            with opened() as file, made.open(name, "w") as to:
                while piece := file.read(1024 * 1024):
                    to.write(piece)
        except FileNotFoundError:
            made.writestr(f"{name}.missing.txt", "")


def _plain(name):
    """A name that unpacks anywhere and nowhere else."""
    return re.sub(r"[^\w.-]+", "_", name).lstrip(".")[:80] or "file"


def _row(row, names):
    return {"id": row.pk, **{name: _value(getattr(row, name)) for name in names}}


def _value(value):
    return str(value) if isinstance(value, Model) else value


def _json(about):
    return json.dumps(about, default=str, ensure_ascii=False, indent=1)

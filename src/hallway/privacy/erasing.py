"""Erasing one person, table by table, as ``decisions`` says. Called only by the verb ``Erasure.carry_out``."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

from hallway.appointments.models import Appointment, Brag, Consult, Idea, Note, Plan, Scratch, Sharing, Visit
from hallway.asks.models import Ask
from hallway.core.search import words_of
from hallway.core.storage import store
from hallway.core.verb import HALLWAY
from hallway.history.kinds import KINDS
from hallway.history.models import Event
from hallway.ideas.models import Idea as LibraryIdea
from hallway.people.models import Member
from hallway.people.sessions import end_sessions
from hallway.teams.models import Topic
from hallway.threads.models import Message

from .decisions import BLANK, DECISIONS, DELETE, relations

FORMER = gettext_noop("A former colleague")


def erase(member):
    """Take everything personal out; returns how many rows were touched. Raises KeyError for an undecided relation."""
    names = {member.name, member.full_name, member.short_name, member.preferred_name, member.email} - {""}
    email, touched = member.email, 0
    member.deactivate(by=HALLWAY)
    end_sessions(member)
    for ask in Ask.objects.still_open().filter(requester=member):
        ask.withdraw(by=HALLWAY)
    for ask in Ask.objects.still_open().filter(holder=member):
        ask.move_on(by=HALLWAY, away=member)
    for appointment in Appointment.objects.of(member).coming():
        appointment.go_without(by=HALLWAY, member=member)
    paths = _files(member)
    touched += LibraryIdea.objects.filter(by=member, state="draft").delete()[0]
    touched += _lessons_and_visits(member)
    asks = list(Ask.objects.filter(requester=member).values_list("pk", flat=True))
    worded, boards = _worded(member, asks), _boards(member)
    for label, model, field in relations():
        decision, rows = DECISIONS[label], model._base_manager.filter(**{field: member})
        if decision.erase == DELETE:
            touched += rows.delete()[0]
        elif decision.erase == BLANK:
            touched += rows.update(**decision.blank)
    touched += _by_address(email)
    events = _events(member, asks, names)
    touched += len(events) + _letters_naming(member, names, events)
    _placeholder(member)
    _find_again(worded)
    for topic in boards:
        topic.words_anew(by=HALLWAY)
    if paths:
        transaction.on_commit(lambda: _drop(paths))
    return touched + 1


def _lessons_and_visits(member):
    """What is under way with the member ends, and what was written for their lessons goes with them; how many rows went."""
    for consult in Consult.objects.filter(teacher=member, state="open"):
        consult.withdraw(by=HALLWAY)
    for visit in Visit.objects.filter(teacher=member, state__in=["asked", "coming"]):
        visit.call_off(by=HALLWAY)
    mine = Consult.objects.filter(teacher=member)
    said = Message.objects.filter(noun_type=ContentType.objects.get_for_model(Consult), noun_id__in=mine.values("pk"))
    gone = [
        _files_about(member),
        said,
        *(kind.objects.filter(consult__in=mine) for kind in (Plan, Idea, Note, Sharing)),
        *(kind.objects.filter(visit__teacher=member) for kind in (Scratch, Sharing)),
    ]
    return sum(rows.delete()[0] for rows in gone)


def _files_about(member):
    """Files, by whomever, on the lessons they planned and on the good news of their classroom."""
    file, found = apps.get_model("threads", "File"), Q()
    for noun in (Consult, Brag):
        theirs = noun.objects.filter(teacher=member).values("pk")
        found |= Q(noun_type=ContentType.objects.get_for_model(noun), noun_id__in=theirs)
    return file.objects.filter(found)


def _files(member):
    """Paths of the bytes that go once this is committed."""
    file = apps.get_model("threads", "File")
    rows = [file.objects.filter(author=member), _files_about(member)]
    found = {path for some in rows for path in some.values_list("path", flat=True)}
    return [*sorted(found), *filter(None, [member.photo])]


def _drop(paths):
    for path in paths:
        store().delete(path)


def _by_address(email):
    """Mail to or from the address that no row ties to the member."""
    mail, out = apps.get_model("inbox", "Mail"), apps.get_model("delivery", "OutgoingMail")
    apps.get_model("delivery", "AddressTrouble").objects.filter(address=email.lower()).delete()
    touched = mail.objects.filter(sender__iexact=email).update(**DECISIONS["inbox.Mail.member"].blank)
    return touched + out.objects.filter(to__iexact=email).update(**DECISIONS["delivery.OutgoingMail.member"].blank)


def _letters_naming(member, names, events):
    """Letters to others lose their words, once they have left, when they tell of the person or in the person's words."""
    told = Q(event__actor=member) | Q(event__in=events)
    for name in names:
        if " " in name or "@" in name:
            told |= Q(text__icontains=name) | Q(html__icontains=name)
    out = apps.get_model("delivery", "OutgoingMail")
    return out.objects.filter(told, state__in=["sent", "accepted", "failed", "bounced", "dropped"]).update(
        text="", html="", calendar=""
    )


def _worded(member, asks):
    """Ids of requests whose search words hold something that the member wrote, or their name."""
    wrote = Message.objects.filter(author=member, noun_type=ContentType.objects.get_for_model(Ask))
    return {*asks, *wrote.values_list("noun_id", flat=True)}


def _boards(member):
    """What was written on boards by or with the member."""
    kind = ContentType.objects.get_for_model(Topic)
    wrote = Message.objects.filter(author=member, noun_type=kind).values("noun_id")
    return list(Topic.objects.filter(Q(by=member) | Q(pk__in=wrote)))


def _find_again(worded):
    """Search words made anew from what is left."""
    kind = ContentType.objects.get_for_model(Ask)
    for ask in Ask.objects.filter(pk__in=worded, confidential=False).select_related("requester"):
        said = Message.objects.filter(noun_type=kind, noun_id=ask.pk).order_by("pk").values_list("text", flat=True)
        words = words_of(ask.line, ask.place, ask.device_tag, ask.requester.name, *said)
        Ask.objects.filter(pk=ask.pk).update(words=words)


def _events(member, asks, names):
    """Blank the personal keys that hold the member's name, in their own timelines and elsewhere; the events' ids."""
    mine = Q(actor=member) | Q(root_type=ContentType.objects.get_for_model(Member), root_id=member.pk)
    mine |= Q(root_type=ContentType.objects.get_for_model(Ask), root_id__in=asks)
    touched = []
    for kind in KINDS.values():
        for key in kind.personal:
            named = Q(**{f"data__{key}__in": [*names, member.pk]})
            for event in Event.objects.filter(kind=kind.name).filter(mine | named).exclude(data={}):
                if key in event.data and (
                    event.data[key] in names or event.data[key] == member.pk or kind.name.startswith("mail.")
                ):
                    event.data[key] = ""
                    event.save(update_fields=["data"])
                    touched.append(event.pk)
    return touched


def _placeholder(member):
    member.refresh_from_db()
    for name in (
        "preferred_name",
        "pronouns",
        "title",
        "phone",
        "photo",
        "about",
        "ask_me_about",
        "how_to_ask",
        "language",
    ):
        setattr(member, name, "")
    member.name, member.email = FORMER, f"former-{member.pk}@erased.invalid"
    member.room, member.last_login, member.mail_bad = None, None, False
    member.set_unusable_password()
    member.save()

"""Which questions the ask form has: only those that the procedure of the campus and the topic asks, with its examples beside."""

from django import forms
from django.utils.functional import lazystr
from django.utils.html import format_html
from django.utils.translation import gettext as _

from hallway.core.kept import kept
from hallway.core.text import as_number
from hallway.people.models import Device
from hallway.procedures.models import Procedure, Topic
from hallway.procedures.terms import AFFECTED, FIELDS

from ..models.opening import asker_role, may_call_emergency

QUICK = ("topic", "room", "affected", "detail")  # they stand in the short part of the form anyway
TELLING, DEVICES, LATELY = 4, 6, 10  # words that say enough; devices that are shown as tiles; requests looked back at


@kept
def topic_of(pk):
    """A topic in use, or None."""
    return Topic.objects.filter(pk=pk, enabled=True).first()


def topic_said(said):
    """The topic that form words name, good or bad words; None when they name none."""
    said = str(getattr(said, "pk", said) or "")
    return topic_of(number) if (number := as_number(said, digits=9)) is not None else None


def terms_for(member, campus, topic):
    """The ``Terms`` in force for whoever asks there about that."""
    return Procedure.in_force(campus, topic, asker_role(member, campus) if campus else "").terms


def weigh(form, terms):
    """With a matrix, its own steps instead of our four: how bad it is (asked when teaching goes on), and whom it reaches."""
    matrix = terms.matrix
    if matrix is None:
        del form.fields["severity"], form.fields["impact"]
        return
    del form.fields["affected"]
    form.fields["severity"].choices = [(one.code, _with_hint(one)) for one in matrix.choices]
    form.fields["impact"].choices = [(one.code, one.name) for one in matrix.impacts]
    question = terms.question("affected")
    if question.use == "hidden":
        del form.fields["impact"]
    elif question.hint:
        form.fields["impact"].help_text = question.hint


def _with_hint(one):
    hint = format_html('<br><span class="soft small">{}</span>', one.hint) if one.hint else ""
    return format_html("{}{}", one.name, hint)


def usual_steps(terms):
    """{field: code} of what is chosen before anybody chooses: the usual step, and the fewest people."""
    matrix = terms.matrix
    return {"severity": matrix.usual, "impact": matrix.impacts[0].code} if matrix else {}


def keep_steps(form, known):
    """A step of another campus's matrix is none here: the usual one stands chosen again."""
    for name in ("severity", "impact"):
        if name in form.fields and form.initial[name] not in dict(form.fields[name].choices):
            form.initial[name] = known[name]


def steps_said(terms, said):
    """What ``priority_of`` and routing need of form words, good or bad: affected, severity, impact."""
    matrix = terms.matrix
    if matrix is None:
        return {"affected": said["affected"] if said.get("affected") in AFFECTED else "me"}
    step = next((one for one in matrix.impacts if one.code == said.get("impact")), matrix.impacts[0])
    return {"affected": step.affected, "severity": said.get("severity") or "", "impact": step.code}


def dress(form, terms):
    """Leave out what is not asked, mark what must be answered, and say what a good answer looks like."""
    form.asked_first, form.line_hint = [], ""
    for name in FIELDS:
        question = terms.question(name)
        if question.use == "hidden":
            form.fields.pop(name, None)
            if name == "deadline":
                form.fields.pop("deadline_why", None)
            continue
        if name not in form.fields:
            continue
        field = form.fields[name]
        parts = [_sentence(question.hint)] if question.hint else [field.help_text] if field.help_text else []
        if question.good:
            parts.append(_("Good: “%(words)s”.") % {"words": question.good})
        if question.bad:
            parts.append(_("Less helpful: “%(words)s”.") % {"words": question.bad})
        if question.hint or question.good or question.bad:
            field.help_text = lazystr(" ".join(str(part) for part in parts))
        if question.use == "required" and name == "detail":
            form.line_hint = field.help_text  # one box for both: what is wrong, as it is wanted here
            field.help_text = ""
        elif question.use == "required" and name not in QUICK:
            form.asked_first.append(name)


def _sentence(words):
    return words if words.endswith((".", "?", "!", "…", ":", ";", ",")) else f"{words}."


def know(form, member):
    """What must be answered and is known: the devices of the member's room as tiles, the time that was best the last time."""
    from ..models import Ask

    if "device_tag" in form.asked_first and member.room_id:
        devices = list(Device.objects.filter(room=member.room_id, enabled=True)[: DEVICES + 1])
        if 0 < len(devices) <= DEVICES:
            tiles = [(one.tag, " · ".join(part for part in (one.model, one.tag) if part)) for one in devices]
            form.fields["device"] = forms.ChoiceField(
                label=_("Which device?"), choices=[*tiles, ("", _("Another one"))], widget=forms.RadioSelect, required=False,
            )  # fmt: skip
            form.fields["device_tag"].label = _("Another device’s tag")
            form.fields["device_tag"].widget.attrs["placeholder"] = " "  # an empty box can be told by its look
            form.asked_first.insert(form.asked_first.index("device_tag"), "device")
    if "best_time" in form.asked_first and not form.is_bound:
        lately = Ask.objects.filter(requester=member, filed_by=member).order_by("-id")
        said = next(filter(None, lately.values_list("best_time", flat=True)[:LATELY]), "")
        form.initial.setdefault("best_time", said)


def check(form, terms, values):
    """Add an error for each question that must be answered and is not. A class that stands still answers only where it is."""
    stopped = values.get("teaching_stopped") == "yes"
    for name in FIELDS:
        if stopped and name != "room":
            continue
        if terms.question(name).use != "required" or name not in form.fields or form.errors.get(name):
            continue
        answer = values.get(name) or (name == "room" and values.get("place"))
        if name == "detail" and not answer:
            if len((values.get("line") or "").split()) < TELLING and not form.errors.get("line"):
                form.add_error(
                    "line", _("Say a little more, so that your help team can begin: what you see, in a few words.")
                )
        elif not answer:
            form.add_error(name, _("Your help team needs this one to begin."))


def emergency(form, terms, member, campus):
    """The emergency door, for those who may use it; None for everybody else. Everybody sees its phone number."""
    if campus is None or not may_call_emergency(terms, member, campus):
        form.fields.pop("emergency", None)

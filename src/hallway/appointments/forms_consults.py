"""What a consult's pages ask: short first, the rest folded."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hallway.ideas.models import Idea as LibraryIdea
from hallway.people.models import Member, Team
from hallway.threads.fields import Reply, Words

from .forms.booking import DATE
from .models.consult_planning import PLAN_LONGEST
from .models.lessons import LONGEST, OUTCOMES, READERS, WANTED
from .whom import campus_of, its_for, people_for

TOO_LONG = _("That is longer than 10,000 letters. Send the long part as a file in the conversation.")
SEVERAL = _("Several people have a name like that. Choose one.")
NOBODY = _("Nobody here has a name like that. Try the last name, or fewer letters.")
LESSON = ("line", "wanted", "objectives", "subject", "grade", "used_before", "devices", "constraints", "fallback")


def box(label, hint="", rows=2, **more):
    """A box for some lines of text that may stay empty."""
    return Words(
        label=label, required=False, max_length=LONGEST, help_text=hint, widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"max_length": TOO_LONG}, **more,
    )  # fmt: skip


class LessonForm(forms.Form):
    """What the lesson is about, as both may change it."""

    line = Words(
        label=_("What lesson is it about?"), max_length=300,
        error_messages={"required": _("Write one line, so that your ITS can picture the lesson.")},
    )  # fmt: skip
    wanted = forms.MultipleChoiceField(
        label=_("What would help?"), choices=WANTED, widget=forms.CheckboxSelectMultiple, required=False
    )
    taught_on = forms.DateField(label=_("When do you teach it?"), required=False, **DATE)
    objectives = box(
        _("Students will be able to …"),
        _("One a line, as something one could see or hear: “explain why the two fractions are equal”."),
        rows=3,
    )
    subject = Words(label=pgettext_lazy("what is taught", "Subject"), required=False, max_length=120)
    grade = Words(label=_("Grade or class"), required=False, max_length=120)
    used_before = box(_("What did you use for it before?"), _("And what you liked about it, or did not."))
    devices = Words(
        label=_("Which devices are there?"),
        required=False,
        max_length=300,
        help_text=_("Like: a cart of 24 Chromebooks."),
    )
    constraints = box(
        _("What must it fit?"), _("Time, a bell in the middle, a test next week, tools that are not allowed.")
    )
    fallback = box(_("What do you do if the technology fails?"))
    topic = Words(
        label=_("A short, neutral name for it"), required=False, max_length=80,
        help_text=_("Like “Fractions”. Only who takes part reads it; without one it is called “A lesson”."),
    )  # fmt: skip

    def lesson(self):
        """The values of ``Lesson`` by name."""
        return {name: self.cleaned_data[name] for name in LESSON}

    @staticmethod
    def of(consult):
        """The initial values for a consult that there is."""
        lesson = consult.lesson
        said = {name: getattr(lesson, name) for name in LESSON if name != "wanted"}
        return said | {"wanted": lesson.wanted.split(","), "taught_on": consult.taught_on, "topic": consult.topic}


class ConsultForm(LessonForm):
    """Asking for a consult: the lesson, and whom. An ITS may open one for a teacher who said so in the hallway."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    its = forms.ModelChoiceField(
        Member.objects.none(), label=_("Who plans it with you?"), widget=forms.RadioSelect,
        error_messages={"required": _("Choose who plans it with you."), "invalid_choice": _("Choose somebody of the list.")},
    )  # fmt: skip

    who = Words(
        label=_("The teacher’s name"), required=False, max_length=120,
        help_text=_("You plan it with them, and they are told that you began it."),
    )  # fmt: skip
    person = forms.IntegerField(required=False, widget=forms.HiddenInput)
    idea = forms.ModelChoiceField(LibraryIdea.objects.open(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.member, self.maybe, self.teacher = member, [], member
        self.people = its_for(member)
        if not member.seat.is_its:
            del self.fields["who"], self.fields["person"]
        field = self.fields["its"]
        field.queryset = Member.objects.filter(pk__in=[each["person"].pk for each in self.people])
        field.choices = [(each["person"].pk, f"{each['person'].full_name}, {each['where']}") for each in self.people]
        if self.people:
            self.initial.setdefault("its", self.people[0]["person"].pk)

    def clean(self):
        """With a teacher's name, the ITS who writes is the one who plans along."""
        said = super().clean()
        if not (said.get("who") or said.get("person")):
            return said
        people = people_for(self.member, said.get("person"), said.get("who", ""))
        if len(people) == 1:
            self.teacher, said["its"] = people[0], self.member
            self.errors.pop("its", None)
        else:
            self.maybe = people
            self.add_error("who", SEVERAL if people else NOBODY)
        return said

    def send(self):
        """Call the verb; the Consult. Raises Refused."""
        from .models import Consult

        said = self.cleaned_data
        consult = Consult.open(
            by=self.member, teacher=self.teacher, its=said["its"], campus=campus_of(self.teacher), lesson=self.lesson(),
            topic=said["topic"], taught_on=said["taught_on"], key=said["key"],
        )  # fmt: skip
        if said.get("idea"):
            consult.bring(by=self.member, idea=said["idea"])
        return consult


class SayForm(Reply):
    seals = True


class PlanForm(forms.Form):
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1, initial=0)
    text = Words(
        label=_("The plan"), required=False, max_length=PLAN_LONGEST, widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"max_length": _("That is longer than 50,000 letters.")},
    )  # fmt: skip


class NoteForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    text = Words(
        label=_("A note for preparing"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("There is nothing to keep yet. Write a word."), "max_length": TOO_LONG},
    )  # fmt: skip
    reader = forms.ChoiceField(label=_("Who reads it?"), choices=READERS, widget=forms.RadioSelect, initial="mine")


class IdeaForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    title = Words(label=_("An idea"), max_length=200, error_messages={"required": _("Give the idea a name first.")})
    link = forms.URLField(
        label=_("Link"), required=False, max_length=500, assume_scheme="https", widget=forms.TextInput,
        error_messages={"invalid": _("A link begins with https:// and has a name with a dot in it.")},
    )  # fmt: skip
    why = box(_("Why it could fit"))

    def clean_link(self):
        link = self.cleaned_data["link"]
        if link and not link.startswith(("https://", "http://")):
            raise forms.ValidationError(_("A link begins with https:// and has a name with a dot in it."))
        return link


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(label=_("How did it go?"), choices=OUTCOMES, widget=forms.RadioSelect)
    line = Words(label=_("A line about it"), required=False, max_length=500)


class WhomForm(forms.Form):
    """A colleague by name, or a team: whom to invite, or to let read."""

    who = Words(label=_("A colleague’s name"), required=False, max_length=120)
    person = forms.IntegerField(required=False, widget=forms.HiddenInput)
    team = forms.ModelChoiceField(Team.objects.none(), label=_("Or a team of yours"), required=False)

    def __init__(self, *args, member, teams=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.member, self.maybe = member, []
        if teams and Team.objects.of(member).exists():
            self.fields["team"].queryset = Team.objects.of(member)
        else:
            del self.fields["team"]

    def clean(self):
        said = super().clean()
        if said.get("team"):
            return said
        people = people_for(self.member, said.get("person"), said.get("who", ""))
        if len(people) == 1:
            said["member"] = people[0]
        elif people:
            self.maybe = people
            self.add_error("who", SEVERAL)
        else:
            self.add_error("who", NOBODY)
        return said

"""What a visit's pages ask."""

import uuid
from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from hallway.core.now import now
from hallway.people.models import Member, Room
from hallway.threads.fields import Words

from .forms_consults import DATE, TOO_LONG, box
from .models.feedback import LONGEST
from .models.visits import MODES, NAMED
from .whom import campus_of, its_for

LENGTHS = [(10, _("10 minutes")), (20, _("20 minutes")), (45, _("A whole period"))]
FOCUS = ("named", "words", "to_know", "evidence")


class VisitForm(forms.Form):
    """An invitation: whom, when, and the one thing to look at."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    its = forms.ModelChoiceField(
        Member.objects.none(), label=_("Whom do you invite?"), widget=forms.RadioSelect,
        error_messages={"required": _("Choose whom you invite."), "invalid_choice": _("Choose somebody of the list.")},
    )  # fmt: skip
    named = forms.ChoiceField(
        label=_("What would you like them to look at?"), choices=NAMED, widget=forms.RadioSelect, initial="see"
    )
    words = box(_("In your own words"), _("One thing, so that you get an answer to it."))
    how = forms.ChoiceField(
        label=_("When?"), widget=forms.RadioSelect, initial="on",
        choices=[("on", _("On one day")), ("any", _("Any lesson that fits them"))],
    )  # fmt: skip
    on = forms.DateField(label=_("Which day?"), required=False, **DATE)
    since = forms.DateField(label=_("From"), required=False, **DATE)
    until = forms.DateField(label=_("Until"), required=False, **DATE)
    period = Words(label=_("Which period?"), required=False, max_length=40, help_text=_("Like: period 2, or 10:20."))
    group = Words(label=_("Which class?"), required=False, max_length=80, help_text=_("Like: 3B, or Algebra I."))
    room = forms.ModelChoiceField(Room.objects.none(), label=_("Which room?"), required=False)
    mode = forms.ChoiceField(label=_("What do they do?"), choices=MODES, widget=forms.RadioSelect, initial="watch")
    minutes = forms.TypedChoiceField(
        label=_("How long?"), choices=LENGTHS, coerce=int, widget=forms.RadioSelect, initial=20
    )
    to_know = box(_("What should they know of the class?"), _("No names of students, please."))
    evidence = box(
        _("How do they note what they see?"),
        _("Like: a tally by table, where the hands go up, what is on the screens."),
    )

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.member, self.people, self.campus = member, its_for(member), campus_of(member)
        field = self.fields["its"]
        field.queryset = Member.objects.filter(pk__in=[each["person"].pk for each in self.people])
        field.choices = [(each["person"].pk, f"{each['person'].full_name}, {each['where']}") for each in self.people]
        if self.people:
            self.initial.setdefault("its", self.people[0]["person"].pk)
        self.fields["room"].queryset = Room.objects.filter(campus=self.campus, enabled=True).order_by("name")
        if member.room_id:
            self.initial.setdefault("room", member.room_id)

    def clean(self):
        said = super().clean()
        if said.get("how") == "on":
            said["since"] = said["until"] = None
            if "on" not in self.errors and not said.get("on"):
                self.add_error("on", _("Say which day."))
        elif said.get("how") == "any":
            said["on"] = None
            today = now().date()
            said["since"] = said.get("since") or today
            said["until"] = said.get("until") or said["since"] + timedelta(days=30)
            if said["until"] < said["since"]:
                self.add_error("until", _("It ends before it begins."))
        if said.get("named") == "own" and not (said.get("words") or "").strip():
            self.add_error("words", _("Say in a line what you would like to know."))
        return said

    def what(self):
        """The values of ``Visit`` and (``focus``) of ``Focus``."""
        said = self.cleaned_data
        plain = {name: said[name] for name in ("on", "since", "until", "period", "group", "room", "mode", "minutes")}
        return {**plain, "focus": {name: said[name] for name in FOCUS}}

    @staticmethod
    def of(visit):
        said = {name: getattr(visit, name) for name in ("on", "since", "until", "period", "group", "mode", "minutes")}
        focus = {name: getattr(visit.focus, name) for name in FOCUS}
        return {
            **said,
            **focus,
            "its": visit.its_id,
            "room": visit.room_id,
            "how": "any" if visit.is_standing else "on",
        }


class JotForm(forms.Form):
    """A scratch note; ``ago``: seconds since it was written, as the phone says."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    text = Words(
        label=_("What do you see?"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("There is nothing to keep yet. Write a word."), "max_length": TOO_LONG},
    )  # fmt: skip
    ago = forms.FloatField(required=False, widget=forms.HiddenInput)

    def at(self):
        ago = self.cleaned_data.get("ago")
        return now() - timedelta(seconds=ago) if ago is not None and 0 <= ago <= 30 * 24 * 3600 else None


class FeedbackForm(forms.Form):
    text = Words(
        label=_("What you saw of it"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write what you saw of what you were asked to look at.")},
    )  # fmt: skip
    extra = Words(
        label=_("Something beyond it"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The teacher is asked first whether they would like to read it. After a no it is gone."),
    )  # fmt: skip

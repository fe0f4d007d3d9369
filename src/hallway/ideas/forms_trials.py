"""What is said of a try: one tap, one line; the rest is folded."""

import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hallway.core.now import now
from hallway.threads.fields import Words

from .choices import GRADES, RESULTS, SUBJECTS
from .models.trial import LINE, ONE_LINE, TEXT
from .near import its_at

YES_NO = [("", _("Not said")), ("yes", _("Yes")), ("no", _("No"))]
DETAILS = ("what_changed", "goal", "subject", "grade", "size", "device", "tried_on", "planned_on", "again", "helped")


def _bool(said):
    return {"yes": True, "no": False}.get(said)


def _words(value):
    return {True: "yes", False: "no"}.get(value, "")


class TrialForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    result = forms.ChoiceField(
        label=_("How did it go?"), choices=RESULTS, widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it went.")},
    )  # fmt: skip
    line = Words(label=_("A line about it"), required=False, max_length=LINE)
    its = forms.TypedChoiceField(label=_("Who helped"), required=False, coerce=int, empty_value=None)
    what_changed = Words(
        label=_("What I changed"), required=False, max_length=TEXT, widget=forms.Textarea(attrs={"rows": 2})
    )
    goal = Words(label=_("What it was for"), required=False, max_length=TEXT, widget=forms.Textarea(attrs={"rows": 2}))
    subject = forms.ChoiceField(
        label=pgettext_lazy("what is taught", "Subject"), choices=[("", "–"), *SUBJECTS], required=False
    )
    grade = forms.TypedChoiceField(
        label=_("Grade"), choices=[("", "–"), *GRADES], coerce=int, empty_value=None, required=False
    )
    size = forms.IntegerField(label=_("How many students"), min_value=1, max_value=400, required=False)
    device = Words(label=_("With which device"), required=False, max_length=80)
    tried_on = forms.DateField(
        label=_("When"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    planned_on = forms.DateField(
        label=_("When I want to try it"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    again = forms.ChoiceField(label=_("Would you do it again?"), choices=YES_NO, required=False)
    helped = forms.ChoiceField(label=_("Did their help matter?"), choices=YES_NO, required=False)

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {each.pk: each for each in its_at(member.seat.own) if each.pk != member.pk}
        known = self.initial.get("its")
        if known and known not in self.people:
            from hallway.people.models import Member

            self.people |= Member.objects.in_bulk([known])
        names = [(pk, each.full_name) for pk, each in self.people.items()]
        self.fields["its"].choices = [("", _("Nobody, or somebody else")), *names]
        if not names:
            del self.fields["its"]

    def clean_tried_on(self):
        """Everybody reads the latest month in which an idea was tried."""
        day = self.cleaned_data["tried_on"]
        if day and day > timezone.localdate(now()):
            raise forms.ValidationError(_("That day has not come yet."))
        return day

    @classmethod
    def of(cls, trial):
        """What a try says, as this form's first answers."""
        said = {name: getattr(trial, name) for name in (*DETAILS, "result", "line", "advice", "from_whom")}
        return said | {"its": trial.its_id, "again": _words(trial.again), "helped": _words(trial.helped)}

    def what(self):
        """The values for the verb."""
        said = self.cleaned_data
        kept = {name: said.get(name) for name in (*DETAILS, "result", "line")}
        kept |= {"again": _bool(said["again"]), "helped": _bool(said["helped"])}
        return kept | {"its": self.people.get(said.get("its"))}


class AdviceForm(TrialForm):
    """The same of advice that never was in Hallway."""

    advice = Words(
        label=_("What did you try?"), max_length=ONE_LINE["advice"],
        error_messages={"required": _("Write in a line what you tried.")},
    )  # fmt: skip
    from_whom = Words(label=_("Where did it come from?"), required=False, max_length=ONE_LINE["from_whom"])

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, member=member, **kwargs)
        if "its" in self.fields:
            self.fields["its"].label = _("Who hears of it?")
            self.initial.setdefault("its", next(iter(self.people), None))

    def what(self):
        said = self.cleaned_data
        return super().what() | {"advice": said["advice"], "from_whom": said["from_whom"]}

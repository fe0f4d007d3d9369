"""What an ITS says about being met, and what a campus and the district say about it."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from hallway.people.models import Campus
from hallway.threads.fields import Words

from ..models import Terms
from ..models.offering import LENGTHS
from .booking import DATE, TIME


def _campuses(member):
    rows = Campus.objects.filter(enabled=True)
    return rows if member.seat.served is None else rows.filter(pk__in=member.seat.served)


class TermsForm(forms.ModelForm):
    lengths = forms.TypedMultipleChoiceField(
        label=_("How long"), coerce=int, widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(n, _("%(n)d minutes") % {"n": n}) for n in LENGTHS],
    )  # fmt: skip

    class Meta:
        model = Terms
        fields = ["offered", "lengths", "notice", "horizon", "before", "after", "most", "remote"]
        help_texts = {"most": _("0 is any number."), "notice": _("120 is two hours, 1440 a day.")}


class OneDate(forms.Form):
    """One date that is otherwise: at a campus, or away."""

    date = forms.DateField(label=_("Day"), **DATE)
    campus = forms.ModelChoiceField(
        Campus.objects.none(), label=_("Where"), required=False, empty_label=_("Nowhere: I am away")
    )
    start = forms.TimeField(label=_("From"), required=False, **TIME)
    end = forms.TimeField(label=_("Until"), required=False, **TIME)

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["campus"].queryset = _campuses(member)


class Blocked(forms.Form):
    """Time for oneself, on the wall clock of one's first campus."""

    date = forms.DateField(label=_("Day"), **DATE)
    start = forms.TimeField(label=_("From"), **TIME)
    end = forms.TimeField(label=_("Until"), **TIME)
    words = Words(label=_("What for"), required=False, max_length=120, help_text=_("Only you read it."))

    def instants(self, zone):
        said = self.cleaned_data
        return [datetime.combine(said["date"], said[name], zone) for name in ("start", "end")]


class Taught(forms.Form):
    """A period that one teaches oneself."""

    label = Words(label=_("Period"), max_length=60)
    letters = Words(
        label=_("On which days"), required=False, max_length=60, help_text=_("Letters like A, C; empty for every day.")
    )


class Way(forms.Form):
    """Minutes between two campuses; without campuses, between any two."""

    one = forms.ModelChoiceField(
        Campus.objects.filter(enabled=True), label=_("From"), required=False, empty_label=_("Any campus")
    )
    other = forms.ModelChoiceField(
        Campus.objects.filter(enabled=True), label=_("To"), required=False, empty_label=_("Any other")
    )
    minutes = forms.IntegerField(
        label=_("Minutes"), required=False, min_value=0, max_value=240, help_text=_("Empty takes it away.")
    )


class PlanningForm(forms.Form):
    """Every period of a campus's bells, for each letter its days have: not mine, mine and others may ask, mine and kept free."""

    WORDS = (("", _("I teach or am busy")), ("open", _("I plan; others may ask")), ("kept", _("I plan; keep it free")))

    def __init__(self, *args, labels, letters, known, **kwargs):
        """``labels``, ``letters``: of the campus; ``known``: {(letter, label): bookable}."""
        super().__init__(*args, **kwargs)
        self.cells = {}
        for letter in letters or [""]:
            for label in labels:
                name = f"p{len(self.cells)}"
                self.cells[name] = (letter, label)
                said = known.get((letter, label), known.get(("", label)))
                self.fields[name] = forms.ChoiceField(
                    label=f"{letter} {label}".strip(), choices=self.WORDS, required=False,
                    initial="" if said is None else "open" if said else "kept",
                )  # fmt: skip

    def rows(self):
        return [
            (letter, label, self.cleaned_data[name] == "open")
            for name, (letter, label) in self.cells.items()
            if self.cleaned_data.get(name)
        ]

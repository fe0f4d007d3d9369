"""Bell schedules and slower weeks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hallway.core.text import one_line

from . import bells
from .daytypes import PLAIN, WITH_HOURS
from .forms_days import date_field


class BellsForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=60, widget=forms.TextInput(attrs={"placeholder": _("Regular day")})
    )
    type = forms.ChoiceField(
        label=_("For which days"), initial=PLAIN, choices=[(each.name, each.words) for each in WITH_HOURS]
    )
    letters = forms.CharField(
        label=_("Only for these letters"),
        max_length=60,
        required=False,
        help_text=_("Like: A, C. Empty is for all of them."),
    )
    only_named = forms.BooleanField(
        label=_("Only on days that I name"), required=False, help_text=_("For an assembly, finals or a pep rally.")
    )
    text = forms.CharField(
        label=_("The bells, one line each"),
        max_length=20_000,
        widget=forms.Textarea(
            attrs={"rows": 10, "placeholder": _("8:05 First period\n8:55 Second period\n3:10 Dismissal")}
        ),
        help_text=_("Paste them from anywhere. Lunch variants go after a bar: 11:30-12:05 Fifth period | A lunch."),
    )

    def __init__(self, *args, campus, besides=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.campus, self.besides, self.periods = campus, besides, []

    def clean_name(self):
        name = one_line(self.cleaned_data["name"], 60)
        if self.campus.bells.filter(name=name).exclude(pk=self.besides).exists():
            raise forms.ValidationError(
                _("There is a schedule of this name already. Open that one, or choose another name.")
            )
        return name

    def clean_letters(self):
        letters = one_line(self.cleaned_data["letters"], 60).replace(",", " ").split()
        return ", ".join(letters)

    def clean_text(self):
        self.periods, problems = bells.read(self.cleaned_data["text"])
        if problems:
            raise forms.ValidationError([_("Line %(n)d: %(why)s") % {"n": n, "why": why} for n, why in problems[:20]])
        if not self.periods:
            raise forms.ValidationError(
                _("Write at least one line with its beginning and end, like 8:05-8:50 First period.")
            )
        return self.cleaned_data["text"]

    def values(self):
        said = self.cleaned_data
        return {name: said[name] for name in ("name", "type", "letters", "only_named")} | {"periods": self.periods}


class SeasonForm(forms.Form):
    first = date_field(_("From"))
    last = date_field(_("Until"))
    percent = forms.IntegerField(
        label=_("Promises take this much of their time"),
        min_value=100,
        max_value=400,
        initial=150,
        widget=forms.NumberInput(attrs={"step": 10}),
        help_text=_("In percent: 150 is half as long again, 200 is twice as long."),
    )
    words = forms.CharField(
        label=_("What people read"),
        max_length=120,
        required=False,
        help_text=_("Like: The first two weeks are slower; everybody is new."),
    )

    def clean_words(self):
        return one_line(self.cleaned_data["words"], 120)

    def clean(self):
        said = super().clean()
        first, last = said.get("first"), said.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day is before the first one."))
        elif first and last and (last - first).days > 120:
            self.add_error(
                "last", _("That is longer than four months. If all year is slower, change the promise instead.")
            )
        return said

"""Making a school year: from the usual pattern, or from another year."""

from datetime import timedelta

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from hallway.core.text import one_line
from hallway.people.models.posts import WEEKDAYS

from . import patterns
from .forms_days import date_field
from .models.year import LONGEST, Year

RANGES = {"winter": _("Winter break"), "spring": _("Spring break")}


class YearForm(forms.Form):
    """The plain facts of a school year."""

    label = forms.CharField(label=_("Name"), max_length=40)
    first = date_field(_("First day of school"))
    last = date_field(_("Last day of school"))
    teacher_only_counts = forms.BooleanField(
        label=_("Promises count on teachers' workdays, too"),
        required=False,
        help_text=_("Tick it when the help team works on days without students."),
    )

    def __init__(self, *args, campus=None, besides=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.campus, self.besides = campus, besides

    def clean_label(self):
        return one_line(self.cleaned_data["label"], 40)

    def clean(self):
        said = super().clean()
        first, last = said.get("first"), said.get("last")
        if not first or not last:
            return said
        if last <= first:
            self.add_error("last", _("The last day is before the first one."))
        elif last - first > timedelta(days=LONGEST):
            self.add_error("last", _("That is longer than a year. Look at the dates once more."))
        elif other := self.meeting(first, last):
            words = _("The year %(label)s has some of these days already. Change that one, or choose other dates.")
            self.add_error("first", words % {"label": other.label})
        return said

    def meeting(self, first, last):
        return Year.meeting(self.campus, first, last, besides=self.besides)

    def values(self):
        return {name: self.cleaned_data[name] for name in ("label", "first", "last", "teacher_only_counts")}


class MakeForm(YearForm):
    """A school year from the usual pattern. The days off are worked out from the first and last day."""

    start = forms.TimeField(label=_("Help works from"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    end = forms.TimeField(label=_("Until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    off = forms.MultipleChoiceField(
        label=_("Days off"), required=False, choices=(), widget=forms.CheckboxSelectMultiple
    )
    winter_first = date_field(_("Winter break from"), required=False)
    winter_last = date_field(_("Until"), required=False)
    spring_first = date_field(_("Spring break from"), required=False)
    spring_last = date_field(_("Until"), required=False)
    early = forms.TypedChoiceField(
        label=_("Early release, every week"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("None")), *WEEKDAYS[:5]],
    )
    letters = forms.CharField(
        label=_("Day letters, in turn"),
        max_length=60,
        required=False,
        help_text=_("Like: A B, or 1 2 3 4 5 6. Days without school take no turn. Every date can be changed later."),
    )

    def __init__(self, *args, dates, **kwargs):
        """``dates``: the (first, last) that the days off are worked out from."""
        found = patterns.usual(*dates)
        initial = {"off": [each.code for each in found if each.code in patterns.TICKED]}
        for each in found:
            if each.code in RANGES:
                initial |= {f"{each.code}_first": each.first, f"{each.code}_last": each.last}
        kwargs["initial"] = initial | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["off"].choices = [(each.code, _said(each)) for each in found]

    def clean_letters(self):
        text = one_line(self.cleaned_data["letters"], 60).replace(",", " ")
        letters = text.split()
        if any(len(letter) > 8 for letter in letters):
            raise forms.ValidationError(_("A day letter is short, like A or 1. Put a space between them."))
        return letters

    def clean(self):
        said = super().clean()
        if said.get("start") and said.get("end") and said["end"] <= said["start"]:
            self.add_error("end", _("The end is before the beginning."))
        for code in RANGES:
            first, last = said.get(f"{code}_first"), said.get(f"{code}_last")
            if code in said.get("off", ()) and (not first or not last or last < first or (last - first).days > 60):
                self.add_error(f"{code}_last", _("Say the first and the last day of this break, in this order."))
        return said

    def days_off(self):
        """[(label, first, last)] of what is ticked, by the dates that were sent."""
        said = self.cleaned_data
        found = []
        for each in patterns.usual(said["first"], said["last"]):
            if each.code in said["off"]:
                own = each.code in RANGES
                first = said[f"{each.code}_first"] if own else each.first
                found.append((each.label, first, said[f"{each.code}_last"] if own else each.last))
        return found


def _said(each):
    if each.code in RANGES:
        return each.label
    words = date_format(each.first, "SHORT_WEEKDAY_FORMAT")
    if each.first != each.last:
        words = f"{words} – {date_format(each.last, 'SHORT_WEEKDAY_FORMAT')}"
    return f"{each.label} · {words}"


class CopyForm(YearForm):
    """A school year like another one: the last one, or another campus's."""

    source = forms.TypedChoiceField(label=_("Copy from"), coerce=int)
    letters = forms.BooleanField(label=_("Day letters, too"), required=False, initial=True)

    def __init__(self, *args, sources, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [
            (row.pk, f"{row.campus.name if row.campus else _('The whole district')}: {row.label}") for row in sources
        ]

"""Painting days: the ones that are ticked, or all from one date to another."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from hallway.core.text import one_line

from .daytypes import ALL, BY_NAME, HOLIDAY, MAKE_UP, PLAIN, Look, each_day

LONGEST = 400
NO_LETTER = "-"


def date_field(label, **more):
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def _dates(texts):
    found = set()
    for text in texts[:LONGEST]:
        try:
            found.add(date.fromisoformat(text))
        except ValueError:
            continue
    return found


class PaintForm(forms.Form):
    """``day``: ISO dates that are ticked on the year's page. An empty type takes what is entered off them."""

    type = forms.ChoiceField(
        label=_("These days are"),
        required=False,
        initial=HOLIDAY,
        choices=[*[(each.name, each.words) for each in ALL], ("", _("as the week says"))],
    )
    letter = forms.CharField(label=_("Day letter"), max_length=8, required=False)
    label = forms.CharField(label=_("What it is"), max_length=80, required=False)
    schedule = forms.ChoiceField(label=_("Bells"), required=False)
    first = date_field(_("From"), required=False)
    last = date_field(_("Until"), required=False)

    def __init__(self, *args, bells=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["schedule"].choices = [("", _("as usual")), *[(str(row.pk), row.name) for row in bells]]
        self.has_bells = bool(bells)

    def ticked(self):
        """The dates that are ticked, also in a form that has to come back."""
        return _dates(self.data.getlist("day")) if hasattr(self.data, "getlist") else set()

    def clean_label(self):
        return one_line(self.cleaned_data["label"], 80)

    def clean_letter(self):
        return one_line(self.cleaned_data["letter"], 8)

    def clean(self):
        said = super().clean()
        first, last = said.get("first"), said.get("last")
        if last and not first:
            self.add_error("first", _("The first day is missing."))
        elif first and last and last < first:
            self.add_error("last", _("The last day is before the first one."))
        elif first and last and (last - first).days > LONGEST:
            self.add_error("last", _("That is longer than a year. Look at the dates once more."))
        elif not first and not self.ticked() and not self.errors:
            raise forms.ValidationError(_("Tick the days in the months first, or give their dates."))
        return said

    def days(self, calendar):
        """The dates that are meant. A range means its weekdays with hours; one day and ticked ones are taken as they are."""
        first, last = self.cleaned_data["first"], self.cleaned_data["last"]
        found = self.ticked()
        if first and (not last or last == first):
            found.add(first)
        elif first:
            found.update(day for day in each_day(first, last) if calendar.opens[day.weekday()])
        return sorted(found)

    def look(self, before, free=False):
        """What a date becomes. ``before``: what is entered there now (``Special`` or None); its letter stays unless said.
        ``free``: whether the district has no school then, so that a school day is one that is made up."""
        said = self.cleaned_data
        if not said["type"]:
            return None
        if free and said["type"] == PLAIN:
            return Look(MAKE_UP, said["letter"].strip(NO_LETTER), said["label"], self.bells())
        letter = said["letter"] or (before.letter if before else "")
        stays = BY_NAME[said["type"]].counts is not False or said["letter"]
        letter = letter if stays and letter != NO_LETTER else ""
        if said["type"] == PLAIN and not (letter or said["label"] or said["schedule"]) and not before:
            return None  # a plain day needs no row
        return Look(said["type"], letter, said["label"], self.bells())

    def bells(self):
        """The schedule that is named, by its primary key, or None."""
        said = self.cleaned_data["schedule"]
        return int(said) if said else None


class NoSchoolForm(forms.Form):
    date = date_field(_("Day"))
    label = forms.CharField(label=_("Why"), max_length=80, required=False)

    def clean_label(self):
        return one_line(self.cleaned_data["label"], 80)

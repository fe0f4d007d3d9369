import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from hallway.core.text import one_line
from hallway.people.models import Campus
from hallway.people.models.posts import WEEKDAYS

PARTS = [("start", _("From")), ("end", _("Until")), ("again", _("And from")), ("close", _("Until"))]
LONGEST = 120


class WeekForm(forms.Form):
    """A week of working hours: one or two spans a day; an empty day is closed."""

    def __init__(self, *args, week=(), **kwargs):
        """``week``: seven tuples of (start, end) times, Monday first, as a calendar has them."""
        super().__init__(*args, **kwargs)
        for day, _name in WEEKDAYS:
            spans = list(week[day]) if week else []
            known = [t for span in spans[:2] for t in span] + [None] * 4
            for (part, word), value in zip(PARTS, known, strict=False):
                self.fields[f"{part}_{day}"] = forms.TimeField(
                    label=word,
                    required=False,
                    initial=value,
                    widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
                )

    @property
    def has_breaks(self):
        """Whether any day has a second part, so that it must be shown."""
        names = [f"again_{day}" for day, _name in WEEKDAYS]
        return any(self[name].value() for name in names)

    def days(self):
        """[(weekday's name, its four fields, its errors)] for the template."""
        return [
            (name, [self[f"{part}_{day}"] for part, _w in PARTS], [e for part, _w in PARTS for e in self.errors.get(f"{part}_{day}", [])])
            for day, name in WEEKDAYS
        ]  # fmt: skip

    def clean(self):
        said = super().clean()
        for day, _name in WEEKDAYS:
            a, b, c, d = (said.get(f"{part}_{day}") for part, _w in PARTS)
            if (a is None) != (b is None):
                self.add_error(f"end_{day}", _("A day needs both times, or none when it is closed."))
            elif (c is None) != (d is None) or (c is not None and a is None):
                self.add_error(f"close_{day}", _("The second part of the day needs both times, after a first part."))
            elif a and b and b <= a:
                self.add_error(f"end_{day}", _("The end is before the beginning."))
            elif c and d and (d <= c or c < b):
                self.add_error(f"close_{day}", _("The second part begins after the first one ends."))
        return said

    def week(self):
        """{weekday: [(start, end), …]} for ``Hours.set_week``."""
        made = {}
        for day, _name in WEEKDAYS:
            a, b, c, d = (self.cleaned_data.get(f"{part}_{day}") for part, _w in PARTS)
            made[day] = [span for span in ((a, b), (c, d)) if span[0] and span[1]]
        return made


class ClosedDayForm(forms.Form):
    first = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(
        label=_("Until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("For a break of several days."),
    )
    label = forms.CharField(
        label=_("What it is"), max_length=80, required=False, help_text=_("Like: fall break, snow day.")
    )
    campus = forms.ModelChoiceField(Campus.objects.none(), label=_("Where"), required=False)

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        seat, campuses = by.seat, Campus.objects.filter(enabled=True)
        district = seat.is_admin or seat.leads_district
        if not district:
            campuses = campuses.filter(pk__in=seat.campuses.get("office", set()))
            self.fields["campus"].required = True
        self.fields["campus"].queryset = campuses
        self.fields["campus"].empty_label = _("The whole district") if district else None

    def clean_label(self):
        return one_line(self.cleaned_data["label"], 80)

    def clean(self):
        said = super().clean()
        first, last = said.get("first"), said.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day is before the first one."))
        elif first and last and (last - first).days > LONGEST:
            self.add_error("last", _("That is longer than a summer. Look at the dates once more."))
        return said

    def dates(self):
        """The weekdays from the first to the last day; a single day is taken as it is."""
        first, last = self.cleaned_data["first"], self.cleaned_data["last"]
        if not last or last == first:
            return [first]
        days = [first + datetime.timedelta(days=n) for n in range((last - first).days + 1)]
        return [day for day in days if day.weekday() < 5]

from django import forms
from django.utils.translation import gettext_lazy as _

from hallway.people.models.posts import WEEKDAYS

PARTS = [("start", _("From")), ("end", _("Until")), ("again", _("And from")), ("close", _("Until"))]


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

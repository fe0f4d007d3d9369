"""Where a draft begins, and from when a version is in force."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hallway.core.now import now
from hallway.people.models import Campus, District

from ..models import ROLES, Topic


class BeginForm(forms.Form):
    campus = forms.ModelChoiceField(
        queryset=Campus.objects.filter(enabled=True), required=False, label=gettext_lazy("Where"),
        empty_label=gettext_lazy("The whole district"),
    )  # fmt: skip
    topic = forms.ModelChoiceField(
        queryset=Topic.objects.all(), required=False, label=gettext_lazy("About what"),
        empty_label=gettext_lazy("Everything"),
    )  # fmt: skip
    role = forms.ChoiceField(choices=ROLES, required=False, label=gettext_lazy("For whom"))


class PublishForm(forms.Form):
    day = forms.DateField(
        label=gettext_lazy("From which day"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Empty: from now on. It begins with the first minute of that day at the campus."),
        error_messages={"invalid": gettext_lazy("Write the date like 2026-08-17, or choose it.")},
    )  # fmt: skip

    def __init__(self, data=None, *, procedure):
        super().__init__(data)
        campus = procedure.campus
        self.zone = ZoneInfo(campus.time_zone if campus else District.get().time_zone)

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day and day < now().astimezone(self.zone).date():
            raise forms.ValidationError(_("That day is over. Choose today or a later one."))
        if day and day.year > now().year + 5:
            raise forms.ValidationError(_("That is more than five years away. Choose an earlier day."))
        return day

    @property
    def since(self):
        """The instant it is in force from; None for now."""
        day = self.cleaned_data["day"]
        return datetime.combine(day, time.min, self.zone) if day else None

"""What a made-up request is like, for seeing where it would go."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hallway.people.models import Campus
from hallway.procedures.models import Topic
from hallway.schooltime.calendars import calendar_of

from ..models import AFFECTED

WHO = [
    ("teacher", _("A teacher")),
    ("contact", _("The first contact")),
    ("lead", _("A campus lead")),
    ("office", _("Somebody of the office")),
    ("its", _("An ITS of the campus")),
]


class Simulator(forms.Form):
    who = forms.ChoiceField(label=_("Who asks"), choices=WHO)
    campus = forms.ModelChoiceField(Campus.objects.filter(enabled=True), label=_("At"), empty_label=None)
    topic = forms.ModelChoiceField(
        Topic.objects.filter(enabled=True), label=_("About"), required=False, empty_label=_("Not sure")
    )
    stopped = forms.BooleanField(label=_("Teaching is stopped right now"), required=False)
    affected = forms.ChoiceField(label=_("Who is affected"), choices=AFFECTED)
    deadline = forms.DateField(
        label=_("Needed by"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    at = forms.DateTimeField(
        label=_("Asked"), required=False, help_text=_("On the campus's clock; empty: now."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )  # fmt: skip

    def clean(self):
        said = super().clean()
        if said.get("at") and said.get("campus"):
            from zoneinfo import ZoneInfo

            zone = ZoneInfo(calendar_of(said["campus"].pk).zone)
            said["at"] = said["at"].replace(tzinfo=zone)
            if not 2000 <= said["at"].year <= 2100:
                self.add_error("at", _("Choose a day nearer to today."))
        return said

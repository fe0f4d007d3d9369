"""What a made-up request is like, for seeing where it would go."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hallway.people.models import Campus
from hallway.procedures.models import Procedure, Topic
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
    severity = forms.ChoiceField(
        label=_("How bad it is"), required=False, help_text=_("Counts while teaching goes on.")
    )
    impact = forms.ChoiceField(label=_("Who is affected"), required=False)
    deadline = forms.DateField(
        label=_("Needed by"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    at = forms.DateTimeField(
        label=_("Asked"), required=False, help_text=_("On the campus's clock; empty: now."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )  # fmt: skip

    def __init__(self, data=None, *, version=None):
        """``version``: the procedure to try; none: what is in force for what was chosen so far."""
        super().__init__(data)
        self.procedure = version or self._in_force(data or {})
        matrix = self.procedure.terms.matrix
        if matrix is None:
            del self.fields["severity"], self.fields["impact"]
            return
        del self.fields["affected"]
        nobody = _("Nobody says (a mail): “%(severity)s”") % {"severity": matrix.severity().name}
        steps = {
            "severity": [("", nobody), *((one.code, one.name) for one in matrix.choices)],
            "impact": [(one.code, one.name) for one in matrix.impacts],
        }
        for name, choices in steps.items():
            self.fields[name].choices = choices
            if data and data.get(name) not in dict(choices):  # of the campus that was chosen before
                self.data = {each: value for each, value in self.data.items() if each != name}

    def _in_force(self, said):
        campus = self._row("campus", said) or Campus.objects.filter(enabled=True).first()
        who = said.get("who")
        return Procedure.in_force(campus, self._row("topic", said), who if who in ("lead", "office") else "teacher")

    def _row(self, name, said):
        try:
            return self.fields[name].clean(said.get(name))
        except forms.ValidationError:
            return None

    def clean(self):
        said = super().clean()
        if said.get("at") and said.get("campus"):
            from zoneinfo import ZoneInfo

            zone = ZoneInfo(calendar_of(said["campus"].pk).zone)
            said["at"] = said["at"].replace(tzinfo=zone)
            if not 2000 <= said["at"].year <= 2100:
                self.add_error("at", _("Choose a day nearer to today."))
        return said

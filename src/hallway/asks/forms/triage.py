"""Correcting what the form of a request said, without overwriting what a colleague corrected at the same time."""

import json

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hallway.people.models import Campus, Room
from hallway.procedures.models import Topic
from hallway.threads.fields import Words

from ..models.ask import AFFECTED
from .helping import DATE, ForAsk


def _plain(value):
    """A field's value as text, the same for a row, its id and what a browser sends."""
    return "" if value is None else str(getattr(value, "pk", value))


class Triage(ForAsk):
    line = Words(label=_("In one line"), max_length=200)
    topic = forms.ModelChoiceField(Topic.objects.filter(enabled=True), label=_("Topic"), required=False)
    campus = forms.ModelChoiceField(Campus.objects.filter(enabled=True), label=_("Campus"), empty_label=None)
    room = Words(label=_("Where"), required=False, max_length=100, help_text=_("A room, or words like “by the gym”."))
    teaching_stopped = forms.BooleanField(label=_("Teaching is stopped right now"), required=False)
    affected = forms.ChoiceField(label=_("Who is affected?"), choices=AFFECTED)
    severity = forms.ChoiceField(label=_("How bad is it?"), required=False)
    impact = forms.ChoiceField(label=_("Who is affected?"), required=False)
    device_tag = Words(label=_("Device tag"), required=False, max_length=60)
    best_time = Words(label=_("Best time to come by"), required=False, max_length=120)
    deadline = forms.DateField(label=_("Needed by"), required=False, **DATE)
    deadline_why = Words(label=_("What happens then?"), required=False, max_length=120)
    shown = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)

    def prepare(self):
        ask = self.ask
        self._steps(ask.terms.matrix)
        self.initial = {
            name: getattr(ask, name) for name in self.fields if name not in ("room", "topic", "campus", "shown")
        } | {
            "room": ask.where,
            "topic": ask.topic_id,
            "campus": ask.campus_id,
        }
        if self.matrix:
            stopped = ask.severity == self.matrix.stopped
            self.initial["severity"] = "" if stopped else ask.severity
            self.initial["impact"] = self.matrix.impact(ask.impact, ask.affected).code
        self.stands = {name: _plain(value) for name, value in self.initial.items()}
        self.initial["shown"] = json.dumps(self.stands)

    def _steps(self, matrix):
        """With a matrix its steps are corrected: how bad it is while teaching goes on, and whom it reaches."""
        self.matrix = matrix
        if matrix is None:
            del self.fields["severity"], self.fields["impact"]
            return
        del self.fields["affected"]
        nobody = _now("Nobody said; it counts as “%(severity)s”") % {"severity": matrix.severity().name}
        self.fields["severity"].choices = [("", nobody), *((one.code, one.name) for one in matrix.choices)]
        self.fields["impact"].choices = [(one.code, one.name) for one in matrix.impacts]

    def moved(self):
        """Names of the fields that somebody else changed since this form was shown, and that would be overwritten by it.

        What they changed and this form left as it was shown stays theirs. The form then counts as shown anew, so that sending
        it again is a choice.
        """
        try:
            shown = json.loads(self.cleaned_data.get("shown") or "{}")
        except ValueError:
            shown = {}
        if not isinstance(shown, dict):
            shown = {}
        moved = [name for name, value in self.stands.items() if name in shown and shown[name] != value]
        self.theirs = {name for name in moved if _plain(self.cleaned_data.get(name)) == shown[name]}
        self.data = self.data.copy()
        self.data["shown"] = json.dumps(self.stands)
        return [
            name for name in moved if name not in self.theirs and _plain(self.cleaned_data[name]) != self.stands[name]
        ]

    def stands_words(self, name):
        """How a field of the request stands now, in words."""
        if name in ("topic", "campus"):
            return str(getattr(self.ask, name) or "")
        if name == "teaching_stopped":
            return _now("yes") if self.ask.teaching_stopped else _now("no")
        if name in ("severity", "impact"):
            return self.ask.severity_said if name == "severity" else self.ask.reach_said
        return self.ask.get_affected_display() if name == "affected" else self.stands[name]

    def changes(self):
        """The values for ``Ask.triage``: only what was changed here."""
        changed = [name for name in self.changed_data if name != "shown" and name not in getattr(self, "theirs", ())]
        values = {name: self.cleaned_data[name] for name in changed if name != "room"}
        if "room" in changed or "campus" in changed:
            said = self.cleaned_data["room"].strip()
            room = Room.objects.filter(campus=self.cleaned_data["campus"], name__iexact=said, enabled=True).first()
            values |= {"room": room, "place": "" if room else said}
        return values

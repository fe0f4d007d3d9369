"""What good news asks: a line, some words, who reads it, pictures without faces."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from hallway.people.models import Team
from hallway.threads.fields import WithFiles, Words

from .models.brags import AUDIENCES, LONGEST


class BragForm(WithFiles):
    seals = True
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    title = Words(
        label=_("In one line"), max_length=120, error_messages={"required": _("Give it a line to begin with.")}
    )
    text = Words(
        label=_("What was good"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What the class did, and what others could take from it. No student’s name."),
        error_messages={"max_length": _("That is longer than 4,000 letters. A few lines are plenty.")},
    )  # fmt: skip
    audience = forms.ChoiceField(
        label=_("Who reads it?"), choices=AUDIENCES, widget=forms.RadioSelect, initial="campus"
    )
    team = forms.ModelChoiceField(Team.objects.none(), label=_("Which team?"), required=False)

    def __init__(self, *args, teams, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["files"].label = _("Pictures without students’ faces")
        if teams:
            self.fields["team"].queryset = Team.objects.filter(pk__in=[each.pk for each in teams])
        else:
            del self.fields["team"]
            self.fields["audience"].choices = [each for each in AUDIENCES if each[0] != "team"]

    def clean(self):
        said = super().clean()
        if said.get("audience") == "team" and not said.get("team"):
            self.add_error("team" if "team" in self.fields else "audience", _("Choose the team."))
        return said

    def what(self):
        said = self.cleaned_data
        team = said.get("team") if said["audience"] == "team" else None
        return {"title": said["title"], "text": said["text"], "audience": said["audience"], "team": team}

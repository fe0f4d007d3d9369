"""What a gathering asks: for whom, what, when, where, and what would be good to have."""

import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from hallway.people.models import Campus
from hallway.schooltime.calendars import calendar_of
from hallway.threads.fields import Words

from ..circle import circles
from ..models.coming import ANSWERS
from ..models.gatherings import LONGEST, PLACE, TITLE

TIME: dict = {"widget": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}
DAY: dict = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class GatheringForm(forms.Form):
    """``row``: the gathering that is changed; then neither for whom nor what to bring is asked."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    whose = forms.ChoiceField(label=_("Who is asked?"))
    title = Words(
        label=_("What is it?"), max_length=TITLE, help_text=_("Like: Soup and stories, or Olga’s farewell."),
        error_messages={"required": _("Give it a name.")},
    )  # fmt: skip
    day = forms.DateField(label=_("Which day?"), **DAY)
    starts = forms.TimeField(label=_("From"), **TIME)
    ends = forms.TimeField(label=_("Until"), **TIME)
    place = Words(label=_("Where?"), required=False, max_length=PLACE)
    text = Words(
        label=_("More of it"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("That is longer than 4,000 letters. A few lines are plenty.")},
    )  # fmt: skip
    bring = Words(
        label=_("What would be good to have?"), required=False, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("One thing a line. People take a line each."),
    )  # fmt: skip

    def __init__(self, *args, member, row=None, **kwargs):
        self.row = row
        if row is not None:
            local = row.start.astimezone(row.zone), row.end.astimezone(row.zone)
            said = {name: getattr(row, name) for name in ("title", "place", "text")}
            kwargs["initial"] = said | {"day": local[0].date(), "starts": local[0].time(), "ends": local[1].time()}
        super().__init__(*args, **kwargs)
        if row is not None:
            del self.fields["whose"], self.fields["bring"]
            return
        self.teams = {f"team:{team.pk}": team for team in circles(member).in_use()[:60]}
        self.campuses = {
            f"campus:{each.pk}": each for each in Campus.objects.filter(pk__in=member.seat.own, enabled=True)
        }
        self.fields["whose"].choices = [(key, team.name) for key, team in self.teams.items()] + [
            (key, _("Everybody at %(campus)s") % {"campus": each.name}) for key, each in self.campuses.items()
        ]

    def clean(self):
        said = super().clean()
        start, end = said.get("starts"), said.get("ends")
        if start and end and end <= start:
            self.add_error("ends", _("It ends before it begins. Look at the times once more."))
        return said

    def values(self):
        """What the verbs take; the times are on the clock of the team's or campus's."""
        said = self.cleaned_data
        who = {}
        if self.row is None:
            who = {"team": self.teams.get(said["whose"]), "campus": self.campuses.get(said["whose"])}
            number = who["campus"].pk if who["campus"] else who["team"].campus_id
            zone = ZoneInfo(calendar_of(number).zone)
            who |= {"bring": said["bring"].splitlines(), "key": said["key"]}
        else:
            zone = self.row.zone
        times = {
            name: datetime.combine(said["day"], said[field], zone)
            for name, field in (("start", "starts"), ("end", "ends"))
        }
        return who | times | {name: said[name] for name in ("title", "place", "text")}


class RsvpForm(forms.Form):
    answer = forms.ChoiceField(choices=ANSWERS)
    listed = forms.BooleanField(
        label=_("The others may read my name"), required=False,
        help_text=_("Otherwise they read only how many come."),
    )  # fmt: skip


class BringForm(forms.Form):
    words = Words(label=_("I bring, or somebody could bring"), max_length=80)
    mine = forms.BooleanField(label=_("I bring it"), required=False, initial=True)

"""What booking needs to be told. The time comes from a button: an instant and whose time it is, "2026-03-03T16:00:00+00:00 12"."""

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from hallway.asks.forms.helping import Finds
from hallway.core.now import now
from hallway.people.models import Campus, Member, Room
from hallway.people.where import where_today
from hallway.threads.fields import Words

from ..models.offering import LENGTHS
from ..spans import lasting
from ..whom import people_for


def near(day):
    """A year that a calendar can reckon with."""
    if not 2000 < day.year < 2200:
        raise forms.ValidationError(_("Choose a day of these years."))


DATE: dict[str, Any] = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), "validators": [near]}
TIME: dict[str, Any] = {"widget": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}


def minutes_words():
    return [(n, _("%(n)d minutes") % {"n": n}) for n in LENGTHS]


class SlotField(forms.CharField):
    """(start, host's key) of a slot's button."""

    widget = forms.HiddenInput

    def to_python(self, value):
        at, _space, host = super().to_python(value).rpartition(" ")
        try:
            start = parse_datetime(at)
        except ValueError:
            start = None
        if (
            start is None
            or start.tzinfo is None
            or not 2000 < start.year < 2200
            or not host.isdecimal()
            or len(host) > 18
        ):
            raise forms.ValidationError(_("Choose a time again."))
        return start, int(host)


class Slot(forms.Form):
    """A time to hold or to book. ``key``: of the booking, made when its time is first shown."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    slot = SlotField()
    length = forms.TypedChoiceField(choices=minutes_words, coerce=int, widget=forms.HiddenInput)
    campus = forms.ModelChoiceField(Campus.objects.filter(enabled=True), widget=forms.HiddenInput)
    remote = forms.BooleanField(required=False, widget=forms.HiddenInput)
    aim = Words(required=False, max_length=40, widget=forms.HiddenInput)

    def clean(self):
        values = super().clean()
        if "slot" in values:
            values["host"] = Member.objects.filter(pk=values["slot"][1], is_active=True).first()
            if values["host"] is None or not values["host"].seat.is_its:
                self.add_error("slot", _("Choose a time again."))
        return values

    def about(self, member):
        """What ``hold`` and ``book`` take."""
        said = self.cleaned_data
        start, end = lasting(said["slot"][0], said["length"])
        return {
            "by": member, "key": said["key"], "campus": said["campus"], "hosts": [said["host"]], "guests": [member],
            "start": start, "end": end, "remote": said["remote"],
        }  # fmt: skip


class Book(Slot):
    """The few words of a booking; none of them is needed."""

    topic = Words(
        label=_("What is it about?"), required=False, max_length=120,
        help_text=_("A few plain words. Only who comes reads them; in calendars it says “Meeting”."),
    )  # fmt: skip
    room = forms.ModelChoiceField(Room.objects.none(), label=_("Where?"), required=False, empty_label=_("We will see"))

    def __init__(self, *args, campus=None, **kwargs):
        super().__init__(*args, **kwargs)
        rooms = Room.objects.filter(campus=campus, enabled=True) if campus else Room.objects.none()
        self.fields["room"].queryset = rooms

    def about(self, member):
        return super().about(member) | {"topic": self.cleaned_data["topic"], "room": self.cleaned_data["room"]}


class Enter(Finds):
    """What was agreed in the corridor, entered by whoever hosts it."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    campus = forms.ModelChoiceField(Campus.objects.none(), label=_("Campus"), empty_label=None)
    date = forms.DateField(label=_("Day"), **DATE)
    time = forms.TimeField(label=_("From"), help_text=_("On the clock of the campus."), **TIME)
    length = forms.TypedChoiceField(label=_("How long"), choices=minutes_words, coerce=int, initial=30)
    topic = Words(label=_("What is it about?"), required=False, max_length=120)
    agreed = forms.BooleanField(label=_("We agreed on it already"), required=False, initial=True)
    field_order = ["name", "campus", "date", "time", "length", "topic", "agreed"]

    def prepare(self):
        own = self.member.seat.own
        here = Campus.objects.filter(enabled=True)
        self.fields["campus"].queryset = here.filter(pk__in=own) if own else here
        today = where_today([self.member], timezone.localdate(now()))[self.member.pk]
        self.fields["campus"].initial = today[0] if today else self.member.room and self.member.room.campus

    def clean(self):
        values = super().clean()
        if values.get("person") == self.member:
            self.add_error("name", _("A meeting needs two people at least."))
        return values

    def about(self, zone):
        said = self.cleaned_data
        start, end = lasting(datetime.combine(said["date"], said["time"], zone), said["length"])
        return {
            "by": self.member, "key": said["key"], "campus": said["campus"], "hosts": [self.member],
            "guests": [said["person"]], "start": start, "end": end,
            "topic": said["topic"], "agreed": said["agreed"],
        }  # fmt: skip


class Waiting(forms.Form):
    """What somebody waits for, as the page that showed no time of it says."""

    host = forms.ModelChoiceField(Member.objects.filter(is_active=True), required=False, widget=forms.HiddenInput)
    campus = forms.ModelChoiceField(Campus.objects.filter(enabled=True), widget=forms.HiddenInput)
    length = forms.TypedChoiceField(choices=minutes_words, coerce=int, widget=forms.HiddenInput)
    remote = forms.BooleanField(required=False, widget=forms.HiddenInput)
    until = forms.DateField(label=_("Until which day?"), **DATE)

    def clean_host(self):
        host = self.cleaned_data["host"]
        if host is not None and not host.seat.is_its:
            raise forms.ValidationError(_("Choose a time again."))
        return host


class When(forms.Form):
    """Another time, in the host's own words: any day, any hour."""

    date = forms.DateField(label=_("Day"), **DATE)
    time = forms.TimeField(label=_("From"), **TIME)
    length = forms.TypedChoiceField(label=_("How long"), choices=minutes_words, coerce=int)
    agreed = forms.BooleanField(label=_("We agreed on it already"), required=False)


class WhyNot(forms.Form):
    """Whether and why not: whom, which day and hour, how long."""

    host = forms.ModelChoiceField(Member.objects.none(), label=_("Whom"), empty_label=None)
    guest = Words(
        label=_("Who would come"),
        required=False,
        max_length=120,
        help_text=_("A name or an address, to see their side, too."),
    )
    date = forms.DateField(label=_("Day"), **DATE)
    time = forms.TimeField(label=_("From"), **TIME)
    length = forms.TypedChoiceField(label=_("How long"), choices=minutes_words, coerce=int, initial=30)

    def __init__(self, *args, people, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["host"].queryset = Member.objects.filter(pk__in=[each.pk for each in people])
        self.member = member

    def clean_guest(self):
        """One member, or None for nobody named."""
        said = self.cleaned_data["guest"].strip()
        found = people_for(self.member, None, said)
        if said and len(found) != 1:
            raise forms.ValidationError(
                _("Several people have a name like that. Write more of it, or their address.") if found
                else _("Nobody here has a name like that. Try the last name, or fewer letters.")
            )  # fmt: skip
        return found[0] if found else None


class Cancel(forms.Form):
    reason = Words(label=_("Why?"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class Missed(forms.Form):
    """Who was not there; nobody ticked: it did not take place, and that is all."""

    missing = forms.ModelMultipleChoiceField(
        Member.objects.none(), label=_("Who was not there?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["missing"].queryset = Member.objects.filter(pk__in=[each.pk for each in row.people])


class Invite(Finds):
    """Somebody more."""


class HandOn(Finds):
    """Another ITS in one's place."""

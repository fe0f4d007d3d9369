"""What a training asks: what, when, where. One date is usual; more of them, places and the rest are folded."""

import uuid
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from hallway.core.now import now
from hallway.ideas.models import Idea
from hallway.ideas.near import its_at
from hallway.people.models import Campus, Member
from hallway.threads.fields import WithFiles, Words

from .models.announcing import NO_DISTRICT
from .models.course import TEXT, TITLE
from .models.people import MOST_MINUTES
from .models.session import AUDIENCES
from .rules import may_invite, teaches_at
from .slots import label_of

ROWS, IDEAS = 6, 24
DATE: dict[str, Any] = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
TIME: dict[str, Any] = {"widget": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}
WITHIN = {
    1: _("Write a whole number from 1 to 2000, or none."),
    0: _("Write a whole number from 0 to 2000, or none."),
}
COUNTED = _("Write whole minutes, from 0 to 6000, or none.")
NO_LINK = _("A link begins with https:// and has a name with a dot in it.")


def number(label, least, most, wrong):
    """A whole number that may be left out; ``wrong``: the one sentence for whatever else is typed."""
    said = dict.fromkeys(("invalid", "min_value", "max_value"), wrong)
    return forms.IntegerField(label=label, required=False, min_value=least, max_value=most, error_messages=said)


def campuses_for(member):
    """Where somebody makes trainings."""
    rows = Campus.objects.filter(enabled=True).order_by("name")
    return [campus for campus in rows if teaches_at(member, campus.pk)]


class SessionForm(WithFiles):
    """``slot``: a button of the day's bells, "15:10 16:10", in place of times typed. ``day_1``, ``start_1``, ``end_1`` …: the dates."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    based_on = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    title = Words(label=_("What is it called?"), max_length=TITLE, error_messages={"required": _("Give it a title.")})
    what_for = Words(
        label=_("What is it good for?"), required=False, max_length=TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )
    goals = Words(
        label=_("What can people do afterwards?"), required=False, max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    campus = forms.TypedChoiceField(label=_("Campus"), coerce=int)
    slot = forms.RegexField(r"^\d\d:\d\d \d\d:\d\d$", required=False)
    place = Words(label=_("Where"), required=False, max_length=120)
    link = forms.URLField(
        label=_("Video link"),
        required=False,
        max_length=300,
        assume_scheme="https",
        error_messages={"invalid": NO_LINK},
    )
    capacity = number(_("Places"), 1, 2000, WITHIN[1])
    minimum = number(_("How many it needs"), 0, 2000, WITHIN[0])
    minutes = number(_("Minutes that count as hours"), 0, MOST_MINUTES, COUNTED)
    cover = Words(
        label=_("Who looks after the classes?"), required=False, max_length=300,
        help_text=_("Such as: cover is arranged for period 3, ask Opal."),
    )  # fmt: skip
    audience = forms.ChoiceField(
        label=_("Who is invited"), choices=AUDIENCES, initial="campus", widget=forms.RadioSelect
    )
    hosts = forms.TypedMultipleChoiceField(
        label=_("Who holds it"), coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Somebody has to hold it.")},
    )  # fmt: skip
    ideas = forms.TypedMultipleChoiceField(
        label=_("Ideas of the library that it teaches"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, row=None, idea=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.row = row
        self.campuses = [row.campus] if row else campuses_for(self.member)
        self.fields["campus"].choices = [(campus.pk, campus.name) for campus in self.campuses]
        hosts = {self.member.pk: self.member} | {m.pk: m for m in its_at([campus.pk for campus in self.campuses])}
        hosts |= {host.pk: host for host in row.hosts} if row else {}
        self.fields["hosts"].choices = [(pk, host.full_name) for pk, host in hosts.items()]
        self._offer_audiences()
        self.fields["ideas"].choices = [(each.pk, each.title) for each in self._ideas(idea)]
        for number in range(1, ROWS + 1):
            first = number == 1
            missing = {"required": _("Choose a day.")}
            self.fields[f"day_{number}"] = forms.DateField(
                label=_("Day"), required=first, error_messages=missing, **DATE
            )
            self.fields[f"start_{number}"] = forms.TimeField(label=_("From"), required=False, **TIME)
            self.fields[f"end_{number}"] = forms.TimeField(label=_("Until"), required=False, **TIME)

    def _offer_audiences(self):
        """What the writer may choose, and what stands already."""
        field, stands = self.fields["audience"], self.row.audience if self.row else "campus"
        field.choices = [each for each in AUDIENCES if each[0] == stands or may_invite(self.member, each[0])]
        field.error_messages["invalid_choice"] = NO_DISTRICT
        if len(field.choices) < len(AUDIENCES):
            field.help_text = NO_DISTRICT
            self.initial["audience"] = stands

    def _ideas(self, idea):
        mine = [*self.row.course.ideas.all()] if self.row else []
        rows = Idea.objects.visible_to(self.member).open().defer("words", "text")
        named = [*rows.filter(pk=idea)] if idea else []
        fresh = [*rows.filter(by=self.member).order_by("-changed_at")[:IDEAS], *rows.order_by("-changed_at")[:IDEAS]]
        return list({each.pk: each for each in [*mine, *named, *fresh]}.values())[: IDEAS + len(mine)]

    @property
    def date_rows(self):
        """[(day, start, end)] as bound fields, the second date and on."""
        return [tuple(self[f"{name}_{n}"] for name in ("day", "start", "end")) for n in range(2, ROWS + 1)]

    @property
    def open_dates(self):
        return any(day.value() for day, _start, _end in self.date_rows)

    @property
    def open_numbers(self):
        return self._says_or_errs("capacity", "minimum", "cover") or bool(self["minutes"].errors)

    @property
    def open_more(self):
        return self._says_or_errs("goals", "ideas", "files") or bool(self.is_bound and self.sealed)

    def _says_or_errs(self, *names):
        return any(self[name].value() or self[name].errors for name in names)

    @property
    def campus_chosen(self):
        """The campus that its slots are of."""
        said = self["campus"].value()
        return next((c for c in self.campuses if str(c.pk) == str(said)), self.campuses[0] if self.campuses else None)

    def clean(self):
        said = super().clean()
        campus = next((each for each in self.campuses if each.pk == said.get("campus")), None)
        if campus is None:
            return said
        said["campus"], said["dates"], times = campus, [], None
        for number in range(1, ROWS + 1):
            day = said.get(f"day_{number}")
            if not self._whole(number, day, said):
                return said
            times = self._times(number, said) or times
            if day is None:
                continue
            if times is None:
                self.add_error(f"start_{number}", _("Choose a time."))
                return said
            start, end = (datetime.combine(day, at, ZoneInfo(campus.time_zone)) for at in times)
            if self._wrong(number, day, start, end):
                return said
            said["dates"].append((start, end, label_of(campus, day, *times)))
        return said

    def _whole(self, number, day, said):
        """Whether nothing is half said: a time without its other end, or without a day."""
        start, end = f"start_{number}", f"end_{number}"
        if number == 1 and said.get("slot"):
            return True
        if bool(said.get(start)) != bool(said.get(end)):
            self.add_error(end if said.get(start) else start, _("Choose a time."))
        elif day is None and said.get(start) and f"day_{number}" not in self.errors:
            self.add_error(f"day_{number}", _("Choose a day."))
        else:
            return True
        return False

    def _times(self, number, said):
        """(from, to) of one date; a date without times has those of the one before."""
        slot = said.get("slot") if number == 1 else ""
        if slot:
            try:
                return tuple(datetime.strptime(at, "%H:%M").time() for at in slot.split())
            except ValueError:
                return None
        start, end = said.get(f"start_{number}"), said.get(f"end_{number}")
        return (start, end) if start and end else None

    def _wrong(self, number, day, start, end):
        here = now().astimezone(start.tzinfo)
        if end <= start:
            self.add_error(f"end_{number}", _("The end is before the beginning."))
        elif not 0 <= (day - here.date()).days + 400 <= 900:
            self.add_error(f"day_{number}", _("Choose a day of this school year or the next."))
        elif start <= here and not self._was_then(start, end):
            over = _("That day is over.") if day < here.date() else _("That time is over.")
            self.add_error(f"day_{number}" if day < here.date() else f"start_{number}", over)
        else:
            return False
        return True

    def _was_then(self, start, end):
        """Whether the past may stay as it was: of a training that is over, or of one of its dates."""
        return self.row and (self.row.is_over or any((each.start, each.end) == (start, end) for each in self.row.dates))

    def what(self):
        """The values for the verb."""
        said = self.cleaned_data
        plain = ("title", "what_for", "goals", "dates", "place", "link", "cover", "capacity", "audience")
        found = {name: said[name] for name in plain}
        return found | {
            "minimum": said["minimum"] or 0, "minutes": said["minutes"] or 0, "ideas": said["ideas"],
            "hosts": list(Member.objects.filter(pk__in=said["hosts"], is_active=True).order_by("pk")),
        }  # fmt: skip

    @staticmethod
    def of(row, *, again=False):
        """The initial values that say what a session says; with ``again`` without its dates."""
        found = {name: getattr(row, name) for name in ("place", "link", "cover", "capacity", "audience", "minutes")}
        found |= {name: getattr(row.course, name) for name in ("title", "what_for", "goals")}
        found |= {"campus": row.campus_id, "minimum": row.minimum or None, "hosts": [host.pk for host in row.hosts],
                  "ideas": [idea.pk for idea in row.course.ideas.all()]}  # fmt: skip
        for number, meeting in enumerate([] if again else row.dates, 1):
            start, end = meeting.local_start, meeting.local_end
            found |= {f"day_{number}": start.date(), f"start_{number}": start.time(), f"end_{number}": end.time()}
        return found


class OffForm(forms.Form):
    reason = Words(label=_("Why?"), required=False, max_length=300)

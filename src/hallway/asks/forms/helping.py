"""What each verb of the help team needs to be told."""

import uuid
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hallway.core.now import now
from hallway.core.text import as_number
from hallway.core.words import when_words
from hallway.people.models import Member, Post
from hallway.people.where import main_campus, where_said, where_today
from hallway.schooltime import clock
from hallway.schooltime.calendars import calendar_of
from hallway.threads.fields import WithFiles, Words

from ..models import OUTCOMES, ReplyTemplate
from ..models.ending import CLOSED_BY, SOLVED_BY

DATE: dict[str, Any] = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
SOON = [("tomorrow", 1), ("two", 2), ("week", 5)]  # quick picks of waiting, in school days


class ForAsk(forms.Form):
    """A form about one request and the member who does something to it."""

    def __init__(self, *args, ask=None, member, **kwargs):
        self.ask, self.member = ask, member
        if isinstance(self, WithFiles):
            kwargs["member"] = member
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self):
        pass


class Finds(ForAsk):
    """Finds one person by what is typed: a name, a part of it, or an address. Several fit: they are offered."""

    name = Words(label=_("Who?"), required=False, max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    person = forms.ModelChoiceField(Member.objects.filter(is_active=True), required=False, widget=forms.HiddenInput)
    candidates: list = []
    needed = True

    def clean(self):
        values = super().clean()
        if "person" in self.errors or values.get("person"):
            return values
        said = (values.get("name") or "").strip()
        if not said:
            if self.needed:
                self.add_error("name", _("Write a name, or a part of it."))
            return values
        people = Member.objects.visible_to(self.member).filter(is_active=True)
        found = [*people.filter(email=said.lower())[:1]] or [*people.matching(said)[:9]]
        if len(found) == 1:
            values["person"] = found[0]
        elif found:
            self.candidates = found
            self.add_error("name", _("More than one person fits. Choose below, or write more of the name."))
        else:
            self.add_error("name", _("We know nobody by that name. Try another spelling, or the mail address."))
        return values


class HandOver(Finds):
    to = forms.ModelChoiceField(
        Member.objects.none(), required=False, widget=forms.RadioSelect, label=_("To whom?"), empty_label=None
    )
    note = Words(
        label=_("A word for them"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only the help team reads it."),
    )  # fmt: skip
    needed = False
    field_order = ["to", "name", "note"]

    def prepare(self):
        """Who serves the campus stands first, with where they are today; then the district's own."""
        campuses = [self.ask.campus_id] if self.ask else self.member.seat.served
        posts = Post.objects.filter(role="its")
        near = posts.filter(campus__in=campuses) if campuses is not None else posts
        ids = [*near.holders_now().order_by("folded").values_list("pk", flat=True)[:20]]
        ids += [*posts.filter(campus=None).holders_now().values_list("pk", flat=True)[:5]]
        field = self.fields["to"]
        field.queryset = Member.objects.filter(pk__in=ids).exclude(pk=self.ask.holder_id if self.ask else None)
        people = [*field.queryset]
        calendar = self.ask.calendar if self.ask else calendar_of(main_campus(self.member))
        places = where_today(people, calendar.local_day(now()))
        field.choices = [(each.pk, self._label(each, places.get(each.pk))) for each in people]
        self.fields["name"].label = _("Somebody else")

    def _label(self, person, campuses):
        said = _now("me") if person.pk == self.member.pk else person.full_name
        return _now("%(name)s, %(where)s") % {"name": said, "where": where_said(campuses or [])}

    def clean(self):
        values = super().clean()
        values["to"] = values.get("to") or values.get("person")
        if not values["to"] and not self.errors:
            self.add_error("to", _("Choose who takes it on."))
        return values


class Wait(ForAsk):
    on = forms.ChoiceField(
        label=_("Who are we waiting on?"), widget=forms.RadioSelect, initial="you",
        choices=[("you", _("The teacher")), ("other", _("Somebody else: a part, a vendor, a colleague"))],
    )  # fmt: skip
    soon = forms.ChoiceField(label=_("Until when?"), widget=forms.RadioSelect, initial="two", required=False)
    date = forms.DateField(label=_("The day"), required=False, **DATE)
    note = Words(label=_("What we wait for"), required=False, max_length=160, help_text=_("The teacher reads it."))

    def prepare(self):
        names = {"tomorrow": _now("Tomorrow"), "two": _now("In two school days"), "week": _now("In a school week")}
        choices = []
        usual = self.ask.terms.waiting.remind_days if self.ask else 0
        picks = list(SOON)
        if usual and usual not in dict(map(reversed, SOON)):
            picks.insert(0, ("usual", usual))
            self.fields["soon"].initial = "usual"
        for code, days in picks:
            said = names.get(code) or _now("As usual, in %(n)d school days") % {"n": days}
            if self.ask:
                at = clock.after_days(self.ask.calendar, now(), days)
                said = f"{said} ({when_words(at, now=now(), zone=ZoneInfo(self.ask.calendar.zone), exact=True)})"
            choices.append((code, said))
        self.fields["soon"].choices = [*choices, ("day", _("On another day"))]

    def when(self, ask):
        """What the answers mean, as ``Ask.wait`` takes it: so many school days, or the chosen day's first school minute."""
        calendar, soon = ask.calendar, self.cleaned_data["soon"]
        if soon != "day":
            return {"days": dict(SOON).get(soon)}
        start = datetime.combine(self.cleaned_data["date"], time(0, 0), ZoneInfo(calendar.zone))
        return {"until": clock.after_minutes(calendar, start, 0)}

    def clean(self):
        values = super().clean()
        if values.get("date") and values.get("soon") in ("", "day", None):
            values["soon"] = "day"
        elif values.get("soon") == "day" or not values.get("soon"):
            self.add_error("date", _("Choose the day."))
        return values


class WorkOn(ForAsk):
    date = forms.DateField(label=_("Next step on"), required=False, **DATE)
    note = Words(label=_("What happens next"), required=False, max_length=160, help_text=_("The teacher reads it."))

    def until(self, ask):
        """The chosen day's first school minute; today means from now on. A past day goes to the verb, which refuses it."""
        if not self.cleaned_data["date"]:
            return None
        if self.cleaned_data["date"] != ask.calendar.local_day(now()):
            start = datetime.combine(self.cleaned_data["date"], time(12, 0), ZoneInfo(ask.calendar.zone))
            if abs((start - now()).days) > 400 or start < now():
                return start
        start = datetime.combine(self.cleaned_data["date"], time(0, 0), ZoneInfo(ask.calendar.zone))
        return max(clock.after_minutes(ask.calendar, start, 0), clock.after_minutes(ask.calendar, now(), 5))


def outcomes(codes):
    return [(code, name) for code, name in OUTCOMES if code in codes]


class Solve(ForAsk):
    outcome = forms.ChoiceField(
        label=_("How did it end?"), widget=forms.RadioSelect, choices=outcomes(SOLVED_BY), initial="fixed"
    )
    text = Words(
        label=_("A last word to the teacher"), required=False, max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class Close(ForAsk):
    outcome = forms.ChoiceField(
        label=_("How did it end?"), widget=forms.RadioSelect, choices=outcomes(CLOSED_BY - {"withdrawn"}),
        initial="fixed", help_text=_("Closed at once, without asking the teacher whether it works."),
    )  # fmt: skip


class Escalate(ForAsk):
    note = Words(
        label=_("What should the district know?"), required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("The help team and the district read it."),
    )  # fmt: skip


class Include(Finds):
    """Who else takes part: they read the conversation and answer in it."""


class Merge(ForAsk):
    into = forms.IntegerField(min_value=1, max_value=2**62, required=False, widget=forms.HiddenInput)
    number = Words(label=_("Or its number"), required=False, max_length=20)

    def clean(self):
        values = super().clean()
        said = (values.get("number") or "").strip().lstrip("#")
        if (number := as_number(said)) is not None:
            values["into"] = number
        elif said or not values.get("into"):
            self.add_error("number", _("Choose a request, or write its number."))
        return values


class Note(WithFiles):
    text = Words(required=False, max_length=50_000, widget=forms.Textarea(attrs={"rows": 3}))
    key = forms.UUIDField(widget=forms.HiddenInput)


class Say(ForAsk):
    """One reply to several requests: a template, or words of one's own with the same placeholders."""

    template = forms.ModelChoiceField(ReplyTemplate.objects.none(), required=False, label=_("With the words of"))
    text = Words(
        label=_("Or with these words"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def prepare(self):
        self.fields["template"].queryset = ReplyTemplate.usable_by(self.member)

    def clean(self):
        values = super().clean()
        if not values.get("template") and not (values.get("text") or "").strip():
            self.add_error("text", _("Choose a template, or write a word."))
        return values

    def words(self, ask):
        template = self.cleaned_data["template"] or ReplyTemplate(text=self.cleaned_data["text"])
        return template.filled(ask, self.member)


class Template(ForAsk):
    name = Words(label=_("Its name"), max_length=60)
    text = Words(
        label=_("The words"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("{teacher}, {me}, {room}, {topic}, {campus} and {number} are filled in for each request."),
    )  # fmt: skip

"""What the ask form says: one line is needed, everything else is known, one tap, or folded away."""

import uuid

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from hallway.core.icons import icon
from hallway.core.kept import kept
from hallway.core.keyed import digest_of
from hallway.core.now import now
from hallway.people.models import Campus, Member, Room
from hallway.procedures.models import Topic
from hallway.procedures.terms import FIELDS
from hallway.schooltime.calendars import calendar_of
from hallway.threads.fields import WithFiles, Words

from ..models import AFFECTED, Ask
from . import questions

LINE, DETAIL, FEW = 200, 50_000, 4
FOLDED = ("detail", "device_tag", "best_time", "deadline", "deadline_why")
SHORT = {"device_tag": _("device"), "best_time": _("best time"), "deadline": _("deadline")}


def campuses_for(member):
    """Where a member may ask for help: their own campuses; whoever has none (the district's people) anywhere. A list of rows."""
    return [*_campuses(frozenset(member.seat.own))]


@kept
def _campuses(own):
    rows = Campus.objects.filter(enabled=True)
    return tuple(rows.filter(pk__in=own) if own else rows)


def _with_icon(topic):
    """A topic's icon is the district's data: one that the icon set does not have (any more) must not break the form."""
    try:
        mark = icon(topic.icon, size="s")
    except LookupError:
        mark = icon("life-buoy", size="s")
    return format_html("{} {}", mark, topic.name)


class AskForm(WithFiles):
    key = forms.UUIDField(widget=forms.HiddenInput)
    line = Words(
        label=_("What is wrong, in one line?"),
        error_messages={"required": _("Write one line, so that the help team knows where to start.")},
    )
    teaching_stopped = forms.ChoiceField(
        label=_("Is teaching stopped right now?"), choices=[("", _("No, we manage")), ("yes", _("Yes, right now"))],
        widget=forms.RadioSelect, required=False,
    )  # fmt: skip
    topic = forms.ModelChoiceField(
        queryset=Topic.objects.filter(enabled=True),
        label=_("What is it about?"),
        required=False,
        widget=forms.RadioSelect,
    )
    campus = forms.ChoiceField(
        label=_("Which campus?"), required=False,
        error_messages={"invalid_choice": _("Choose one of your campuses.")},
    )  # fmt: skip
    room = Words(label=_("Where?"), required=False, help_text=_("A room, or words like “by the gym”."))
    affected = forms.ChoiceField(
        label=_("Who is affected?"), choices=AFFECTED, widget=forms.RadioSelect, required=False, initial="me"
    )
    severity = forms.ChoiceField(
        label=_("How bad is it?"), widget=forms.RadioSelect, required=False,
        error_messages={"invalid_choice": _("At this campus the steps have other words. Choose again.")},
    )  # fmt: skip
    impact = forms.ChoiceField(
        label=_("Who is affected?"), widget=forms.RadioSelect, required=False,
        error_messages={"invalid_choice": _("At this campus the steps have other words. Choose again.")},
    )  # fmt: skip
    detail = Words(
        label=_("Tell us more"), required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=DETAIL,
        help_text=_("The exact words on the screen, when it began, what you tried."),
        error_messages={"max_length": _("That is longer than 50,000 letters. Send the long part as a file.")},
    )  # fmt: skip
    device_tag = Words(
        label=_("Device tag"), required=False, help_text=_("The sticker on the device."),
        widget=forms.TextInput(attrs={"list": "ask-devices", "autocomplete": "off"}),
    )  # fmt: skip
    best_time = Words(
        label=_("Best time to come by"), required=False, help_text=_("Like: 10:20, while they are at PE.")
    )
    deadline = forms.DateField(
        label=_("Needed by"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the date like 2026-03-27, or choose it.")},
    )  # fmt: skip
    deadline_why = Words(label=_("What happens then?"), required=False)
    confidential = forms.BooleanField(
        label=_("Keep this between me and whoever helps"), required=False,
        help_text=_(
            "Leaders and colleagues cannot read it, and search does not find it. It is still a school record: "
            "public-records law can apply to it."
        ),
    )  # fmt: skip
    hello = Words(label=_("A hello in your own words"), required=False)
    emergency = forms.BooleanField(
        label=_("This is an emergency: tell everybody who must know, at once"), required=False
    )
    requester = forms.ModelChoiceField(
        queryset=Member.objects.filter(is_active=True), required=False, widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("That person cannot ask just now. Find them again.")},
    )  # fmt: skip
    hold = forms.BooleanField(label=_("I take it on myself"), required=False)

    def __init__(self, data=None, files=None, *, member, **kwargs):
        super().__init__(data, files, member=member, initial=kwargs.pop("initial", None) or {}, **kwargs)
        # Nobody is asked what is known: one campus, no question; somebody else's request is filed at their campus.
        self.places = campuses_for(member)
        self.fields["campus"].choices = [(str(place.pk), place.name) for place in self.places]
        if not member.seat.is_its:
            del self.fields["hold"]
        said = self.data if self.is_bound else self.initial
        place = next((one for one in self.places if str(one.pk) == str(said.get("campus"))), None)
        place = place or (self.places[0] if self.places else None)
        self.terms = questions.terms_for(member, place, questions.topic_said(said.get("topic")))
        questions.weigh(self, self.terms)
        questions.dress(self, self.terms)
        questions.know(self, member)
        questions.emergency(self, self.terms, member, place)

    def dress(self):
        """What only showing the form needs: what is known beforehand, the topics, how the campus is chosen."""
        room = self.member.room if self.member.room_id else None
        known = {"key": uuid.uuid4(), "affected": "me", "topic": "", "teaching_stopped": ""}
        known |= questions.usual_steps(self.terms)
        if room:
            known["room"] = room.name
        if self.places:
            own = room.campus_id if room else None
            known["campus"] = str(next((place.pk for place in self.places if place.pk == own), self.places[0].pk))
        self.initial = known | self.initial
        questions.keep_steps(self, known)
        if len(self.places) == 1:
            self.fields["campus"].widget = forms.HiddenInput()
        elif len(self.places) <= FEW:
            self.fields["campus"].widget = forms.RadioSelect(choices=self.fields["campus"].choices)
        self.topics = list(self.fields["topic"].queryset) if "topic" in self.fields else []
        if self.topics:
            self.fields["topic"].choices = [
                *((topic.pk, _with_icon(topic)) for topic in self.topics),
                ("", _("Not sure")),
            ]
        return self

    @property
    def mark(self):
        """What the questions shown are known by, so that the same ones are not sent again."""
        said = [[name, repr(self.terms.question(name))] for name in FIELDS]
        return digest_of(questions=said, steps=repr(self.terms.matrix))[:12]

    @property
    def needed(self):
        """The questions that must be answered here, beside the short part."""
        return [self[name] for name in self.asked_first]

    @property
    def more(self):
        """The questions that may be answered, behind their fold."""
        return [self[name] for name in FOLDED if name in self.fields and name not in self.asked_first]

    @property
    def more_words(self):
        """What stands behind the fold, in a few words."""
        names = [SHORT[each.name] for each in self.more if each.name in SHORT]
        return ", ".join(str(name) for name in names)

    @property
    def chosen_campus(self):
        """The campus said so far, or the one known beforehand; None when there is none."""
        said = self["campus"].value() or (self.places[0].pk if len(self.places) == 1 else "")
        return next((place for place in self.places if str(place.pk) == str(said)), None)

    @property
    def open_more(self):
        """Whether the fold stands open: something behind it was said, or is wrong."""
        return self.said(*(each.name for each in self.more))

    def said(self, *names):
        """Whether any of these folded questions has an answer or an error, so that its fold stands open."""
        names = [name for name in names if name in self.fields]
        return any(
            self.errors.get(name) or self[name].value() for name in names if self.is_bound or name in self.initial
        )

    def clean_campus(self):
        return self.chosen_campus

    def clean(self):
        values = super().clean()
        line, detail = values.get("line"), values.get("detail") or ""
        if line and len(line) > LINE:
            # A whole story in the first line: nothing is cut off, the story moves below its beginning.
            values["detail"] = f"{line}\n\n{detail}".strip()
            values["line"] = line[: LINE - 1].rsplit(" ", 1)[0] + "…"
            if len(values["detail"]) > DETAIL:
                self.add_error("line", self.fields["detail"].error_messages["max_length"])
        if self.data.get("who", "").strip() and not values.get("requester") and "requester" not in self.errors:
            # A name without a choice must not become a request of one's own.
            self.add_error(None, _("Choose who it is for under the name you wrote, or clear the name."))
        requester = values["requester"] = values.get("requester") or self.member
        campus = values.get("campus")
        if requester.pk != self.member.pk:
            theirs = campuses_for(requester) if requester.seat.own else []
            if theirs and (campus is None or campus.pk not in requester.seat.own):
                campus = values["campus"] = theirs[0]
                self.errors.pop("campus", None)
        if campus is None and "campus" not in self.errors:
            self.add_error("campus", _("Choose one of your campuses."))
        if campus:
            self._find_room(values, campus, requester)
            deadline = values.get("deadline")
            if deadline and deadline < calendar_of(campus.pk).local_day(now()):
                self.add_error("deadline", _("That day has passed. Choose one that is still to come."))
        values["device_tag"] = values.get("device_tag") or values.get("device", "")
        questions.check(self, self.terms, values)
        return values

    def _find_room(self, values, campus, requester):
        """A listed room of the campus by its name, else the words as they are."""
        said = (values.get("room") or "").strip()
        if requester.pk != self.member.pk and requester.room_id:
            own = self.member.room.name if self.member.room_id else ""
            said = requester.room.name if said in ("", own) else said
        values["room"] = Room.objects.filter(campus=campus, name__iexact=said, enabled=True).first() if said else None
        values["place"] = "" if values["room"] else said

    def send(self):
        """Open the request; returns it. Raises Refused when the form's key was used for other words."""
        values = self.cleaned_data
        requester, helping = values["requester"], bool(values.get("hold"))
        behalf = requester.pk != self.member.pk
        return Ask.open(
            by=self.member, campus=values["campus"], requester=requester, line=values["line"], key=values["key"],
            hello=values["hello"], detail=values.get("detail", ""), topic=values.get("topic"), room=values.get("room"),
            place=values.get("place", ""), teaching_stopped=values["teaching_stopped"] == "yes",
            affected=values.get("affected") or "me", severity=values.get("severity", ""),
            impact=values.get("impact", ""), device_tag=values.get("device_tag", ""),
            best_time=values.get("best_time", ""), deadline=values.get("deadline"),
            deadline_why=values.get("deadline_why", ""), confidential=values["confidential"],
            emergency=bool(values.get("emergency")),
            through="capture" if behalf and self.member.seat.is_its else "form", stored=self.files_for(Ask),
            holder=self.member if helping and behalf else None,
        )  # fmt: skip

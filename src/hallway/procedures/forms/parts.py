"""One form for each part of a procedure that is not about priorities, in plain words."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hallway.core.text import clean, one_line

from .. import naming
from ..terms import CHANNELS, FIELDS, FILING, MOST, Channel, Door, Emergency, Escalation, Nudging, Question, Waiting
from .promise import DAYS, WITHIN
from .rows import Part

LINE, TEXT = 300, 4000


class Line(forms.CharField):
    """One line of words, without what cannot be shown."""

    def __init__(self, *, label, **kwargs):
        super().__init__(label=label, required=False, max_length=LINE, **kwargs)

    def clean(self, value):
        return one_line(super().clean(value), LINE)


class Text(forms.CharField):
    def __init__(self, *, label, **kwargs):
        area = forms.Textarea(attrs={"rows": 5})
        super().__init__(label=label, required=False, max_length=TEXT, widget=area, **kwargs)

    def clean(self, value):
        return clean(super().clean(value), TEXT).strip()


class Link(Line):
    def clean(self, value):
        link = super().clean(value)
        if link and not link.startswith(("https://", "http://", "/")):
            raise forms.ValidationError(_("An address of a page begins with https://"))
        return link


def several(label, words, **kwargs):
    """Tick boxes for names; one that is not among them (an older file's) stays."""
    return forms.MultipleChoiceField(
        label=label, choices=list(words.items()), required=False, widget=forms.CheckboxSelectMultiple, **kwargs
    )


def one_of(label, words, **kwargs):
    return forms.ChoiceField(label=label, choices=list(words.items()), **kwargs)


def days(label, hint, least, most):
    return forms.IntegerField(label=label, help_text=hint, min_value=least, max_value=most)


class WordsPart(Part):
    plain = Text(
        label=gettext_lazy("What everybody should know"),
        help_text=gettext_lazy("Stands at the top of “How to get help here”. A few short sentences."),
    )
    wrong_door = Line(
        label=gettext_lazy("Kind words for the wrong door"),
        help_text=gettext_lazy("For whoever asks in a way that is not the way here. Say what the right door is."),
    )

    def begin(self, terms):
        return {"plain": terms.plain, "wrong_door": terms.wrong_door}

    def values(self):
        return self.cleaned_data


class DoorRow(forms.Form):
    kind = one_of(gettext_lazy("Who or what"), naming.DOORS)
    note = Line(label=gettext_lazy("A few words"))
    link = Link(label=gettext_lazy("Page to go to"))
    hats = several(gettext_lazy("Who first, by hat"), naming.HATS)


class DoorsPart(Part):
    rows_of = {"doors": (DoorRow, MOST)}

    def begin_rows(self, terms):
        return {"doors": [{"kind": d.kind, "note": d.note, "link": d.link, "hats": list(d.hats)} for d in terms.doors]}

    def fresh_row(self, prefix):
        used = {row.get("kind") for row in self.rows[prefix].raw()}
        return {"kind": next((kind for kind in naming.DOORS if kind not in used), "its")}

    def values(self):
        said = self.rows["doors"].values()
        return {"doors": tuple(Door(d["kind"], d["note"], d["link"], tuple(d["hats"])) for d in said)}


class WaysPart(Part):
    """One line for each way there is; a way that the terms do not name is no way to ask."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for kind in CHANNELS:
            name = naming.CHANNELS[kind]
            self.fields[f"{kind}_use"] = one_of(name, naming.USES)
            self.fields[f"{kind}_words"] = Line(label=_("%(way)s: number, address, hours, or why not") % {"way": name})

    def begin(self, terms):
        begin = {}
        for kind in CHANNELS:
            begin |= {f"{kind}_use": terms.channel(kind).use, f"{kind}_words": terms.channel(kind).words}
        return begin

    @property
    def pairs(self):
        return [(naming.CHANNELS[kind], self[f"{kind}_use"], self[f"{kind}_words"]) for kind in CHANNELS]

    def values(self):
        said, order = self.cleaned_data, [one.kind for one in self.terms.channels]
        kinds = dict.fromkeys([*order, *CHANNELS])
        rows = (Channel(kind, said[f"{kind}_use"], said[f"{kind}_words"]) for kind in kinds)
        return {"channels": tuple(row for row in rows if row.use != "not_a_procedure" or row.words)}


class FilingPart(Part):
    file_by = one_of(gettext_lazy("Who sends requests"), naming.FILERS, widget=forms.RadioSelect)
    filers = several(
        gettext_lazy("Who sends them beside the first contacts"), {role: naming.PEOPLE[role] for role in FILING},
        help_text=gettext_lazy("Nobody ticked: the ITS, the campus leads and the office. A person is named by the post of first contact."),
    )  # fmt: skip
    relay = forms.BooleanField(
        label=gettext_lazy("The news goes to whoever sent the request, who passes it on"), required=False
    )
    lead_days = days(gettext_lazy("Events need notice of"), gettext_lazy("school days; 0 for none"), 0, 400)

    def begin(self, terms):
        return {
            "file_by": terms.file_by,
            "filers": list(terms.filers),
            "relay": terms.relay,
            "lead_days": terms.lead_days,
        }

    def values(self):
        return self.cleaned_data | {"filers": tuple(self.cleaned_data["filers"])}


class QuestionsPart(Part):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in FIELDS:
            self.fields[f"{name}_use"] = one_of(naming.QUESTIONS[name], naming.ASKED)
            for more, label in (
                ("hint", gettext_lazy("Words below the question")),
                ("good", gettext_lazy("A good answer")),
                ("bad", gettext_lazy("A not so good answer")),
            ):
                self.fields[f"{name}_{more}"] = Line(label=label)

    def begin(self, terms):
        return {
            f"{name}_{more}": getattr(terms.question(name), more)
            for name in FIELDS
            for more in ("use", "hint", "good", "bad")
        }

    @property
    def groups(self):
        return [
            (naming.QUESTIONS[name], *(self[f"{name}_{more}"] for more in ("use", "hint", "good", "bad")))
            for name in FIELDS
        ]

    def values(self):
        said = self.cleaned_data
        asked = {
            name: Question(*(said[f"{name}_{more}"] for more in ("use", "hint", "good", "bad"))) for name in FIELDS
        }
        return {"questions": {name: one for name, one in asked.items() if one != Question()}}


class GoingOnRow(forms.Form):
    when = one_of(gettext_lazy("When"), naming.WHEN)
    affected = one_of(
        gettext_lazy("How many, at least"), naming.REACH, help_text=gettext_lazy("Counts for “Many are affected”.")
    )
    to = one_of(gettext_lazy("Where it goes"), naming.TO)
    leave = forms.BooleanField(label=gettext_lazy("Whoever had it gives it up"), required=False)
    note = Line(label=gettext_lazy("What everybody on it reads"))


class GoingOnPart(Part):
    rows_of = {"sending": (GoingOnRow, MOST)}

    def begin_rows(self, terms):
        names = ("when", "affected", "to", "leave", "note")
        return {"sending": [{name: getattr(one, name) for name in names} for one in terms.escalations]}

    def fresh_row(self, prefix):
        return {"when": "lapsed", "to": "district", "affected": "campus", "leave": True}

    def values(self):
        said = self.rows["sending"].values()
        return {"escalations": tuple(Escalation(**one) for one in said)}


class DaysPart(Part):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (label, hint, most, _path) in DAYS.items():
            self.fields[name] = days(label, hint, 1, most)
        now = self.terms.waiting.again
        choices = [("", gettext_lazy("what its priority says")), *WITHIN]
        self.fields["again"] = forms.ChoiceField(
            label=gettext_lazy("When a fix did not hold, somebody answers within"), required=False,
            choices=choices if now in dict(choices) else [(now, now), *choices],
            help_text=gettext_lazy("Sooner, when its priority says so."),
        )  # fmt: skip
        self.fields["others_pause"] = forms.BooleanField(
            label=gettext_lazy("What we promised stands still while somebody else must act, like a vendor"),
            required=False,
        )

    def begin(self, terms):
        found = {}
        for name, (_label, _hint, _most, path) in DAYS.items():
            value = terms
            for part in path:
                value = getattr(value, part)
            found[name] = value
        return found | {"again": terms.waiting.again, "others_pause": terms.waiting.others_pause}

    def values(self):
        said = self.cleaned_data
        return {
            "step_days": said["step_days"],
            "solved_days": said["solved_days"],
            "nudging": Nudging(said["nudge_after_days"], said["nudge_every_days"]),
            "waiting": Waiting(
                said["remind_after_days"],
                said["close_after_days"],
                said["reopen_within_days"],
                said["again"],
                said["others_pause"],
            ),
        }


class EmergencyPart(Part):
    phone = Line(label=gettext_lazy("Number to call"))
    words = Line(label=gettext_lazy("What counts as one"), help_text=gettext_lazy("Like: danger, or a lab is down."))
    tell = several(gettext_lazy("Who hears of it at once, by every way they have"), naming.PEOPLE)
    may = several(
        gettext_lazy("Who may use this door"), naming.PEOPLE, help_text=gettext_lazy("Nobody ticked: everybody may.")
    )

    def begin(self, terms):
        one = terms.emergency
        return {"phone": one.phone, "words": one.words, "tell": list(one.tell), "may": list(one.may)}

    def values(self):
        said = self.cleaned_data
        return {"emergency": Emergency(said["phone"], said["words"], tuple(said["tell"]), tuple(said["may"]))}

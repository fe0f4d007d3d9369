from django import forms
from django.utils.translation import gettext_lazy as _

from hallway.core.text import one_line

from .models import Procedure, Topic

MINUTES = [
    (15, _("15 minutes")),
    (30, _("half an hour")),
    (60, _("1 hour")),
    (120, _("2 hours")),
    (180, _("3 hours")),
    (240, _("half a school day (4 hours)")),
    (510, _("1 school day (8½ hours)")),
    (1020, _("2 school days")),
    (1530, _("3 school days")),
]
ICONS = [
    ("circle-question-mark", _("Question mark")),
    ("projector", _("Projector")),
    ("monitor", _("Screen")),
    ("laptop", _("Laptop")),
    ("tablet", _("Tablet")),
    ("printer", _("Printer")),
    ("wifi", _("Wi-Fi")),
    ("phone", _("Phone")),
    ("key-round", _("Key")),
    ("app-window", _("App")),
    ("volume-2", _("Sound")),
    ("camera", _("Camera")),
    ("keyboard", _("Keyboard")),
    ("lightbulb", _("Idea")),
    ("wrench", _("Wrench")),
]


class TopicForm(forms.ModelForm):
    class Meta:
        model = Topic
        fields = ["name", "hint", "icon", "order", "enabled"]
        labels = {
            "name": _("Name"),
            "hint": _("A few words more"),
            "icon": _("Picture"),
            "order": _("Place in the list"),
            "enabled": _("In use"),
        }
        help_texts = {
            "hint": _("What a teacher would say, like: no picture, no sound."),
            "order": _("Small numbers come first."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        now = self.instance.icon
        choices = ICONS if now in dict(ICONS) else [(now, now), *ICONS]
        self.fields["icon"] = forms.ChoiceField(label=_("Picture"), choices=choices)

    def clean_name(self):
        return one_line(self.cleaned_data["name"], 60)

    def clean_hint(self):
        return one_line(self.cleaned_data["hint"], 120)

    def values(self):
        return {name: self.cleaned_data[name] for name in self.fields}


def _within(label):
    return forms.TypedChoiceField(label=label, coerce=int, choices=MINUTES)


def _days(label, least=1, most=60, hint=""):
    return forms.IntegerField(label=label, min_value=least, max_value=most, help_text=hint)


class ProcedureForm(forms.ModelForm):
    """What is promised, in plain words. All times are school time: nights, weekends and breaks do not count."""

    answer_stopped = _within(_("When teaching is stopped, somebody answers within"))
    answer_wide = _within(_("When several classes are affected, within"))
    answer_usual = _within(_("Otherwise, within"))
    step_days = _days(_("After an answer, the next step comes within"), hint=_("school days"))
    nudge_after_days = _days(_("A teacher may nudge after"), hint=_("school days without news"))
    nudge_every_days = _days(_("And again after"), hint=_("school days"))
    remind_after_days = _days(_("While we wait for the teacher, we remind after"), hint=_("school days"))
    close_after_days = _days(_("A solved request closes after"), hint=_("school days"))
    reopen_within_days = _days(_("It can be opened again for the same trouble within"), most=200, hint=_("school days"))

    class Meta:
        model = Procedure
        fields = [
            "answer_stopped", "answer_wide", "answer_usual", "step_days", "nudge_after_days", "nudge_every_days",
            "remind_after_days", "close_after_days", "reopen_within_days",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("answer_stopped", "answer_wide", "answer_usual"):
            now = getattr(self.instance, name)
            if now not in dict(MINUTES):
                self.fields[name].choices = sorted([*MINUTES, (now, _("%(n)d school minutes") % {"n": now})])

    def clean(self):
        said = super().clean()
        a, b, c = (said.get(f"answer_{name}") for name in ("stopped", "wide", "usual"))
        if a and b and c and not a <= b <= c:
            self.add_error(
                "answer_stopped", _("Stopped teaching comes first: its time is the shortest, then several classes.")
            )
        return said

    def values(self):
        return {name: self.cleaned_data[name] for name in self._meta.fields}

from itertools import pairwise

from django import forms
from django.utils.translation import gettext_lazy as _
from msgspec.structs import replace

from ..terms import span

WITHIN = [
    ("15 minutes", _("15 minutes")),
    ("30 minutes", _("half an hour")),
    ("60 minutes", _("1 hour")),
    ("120 minutes", _("2 hours")),
    ("180 minutes", _("3 hours")),
    ("240 minutes", _("half a school day (4 hours)")),
    ("510 minutes", _("1 school day (8½ hours)")),
    ("1 day", _("the same time on the next school day")),
    ("2 days", _("2 school days")),
    ("3 days", _("3 school days")),
    ("5 days", _("5 school days")),
]
SAID = {
    "Teaching is stopped": _("Teaching is stopped"),
    "Several classes are affected": _("Several classes are affected"),
    "Usual": _("Usual"),
}
DAYS = {
    "step_days": (_("After an answer, the next step comes within"), _("school days"), 60, ["step_days"]),
    "nudge_after_days": (
        _("A teacher may nudge after"), _("school days without news"), 60, ["nudging", "after_days"],
    ),
    "nudge_every_days": (_("And again after"), _("school days"), 60, ["nudging", "every_days"]),
    "remind_after_days": (
        _("While we wait for the teacher, we remind after"), _("school days"), 60, ["waiting", "remind_days"],
    ),
    "close_after_days": (
        _("Then it closes, when no answer comes, after"), _("school days more"), 60, ["waiting", "close_days"],
    ),
    "solved_days": (_("A solved request closes after"), _("school days"), 60, ["solved_days"]),
    "reopen_within_days": (
        _("It can be opened again for the same trouble within"), _("school days"), 200, ["waiting", "reopen_days"],
    ),
}  # fmt: skip


class ProcedureForm(forms.Form):
    """What is promised, in plain words. All times are school time: nights, weekends and breaks do not count.

    One question for each of the procedure's priorities, most pressing first, then the days of everything that follows.
    """

    def __init__(self, data=None, *, terms):
        super().__init__(data)
        self.terms = terms
        for one in terms.priorities:
            label = _("“%(name)s”: somebody answers within") % {"name": SAID.get(one.name, one.name)}
            now, choices = one.respond, list(WITHIN)
            if now not in dict(choices):
                choices.insert(0, (now, now))
            self.fields[f"answer_{one.code}"] = forms.ChoiceField(label=label, choices=choices, initial=now)
        for name, (label, hint, most, path) in DAYS.items():
            value = terms
            for part in path:
                value = getattr(value, part)
            self.fields[name] = forms.IntegerField(
                label=label, help_text=hint, min_value=1, max_value=most, initial=value
            )

    @property
    def answers(self):
        return [self[f"answer_{one.code}"] for one in self.terms.priorities]

    def clean(self):
        said = super().clean()
        times = [said.get(f"answer_{one.code}") for one in self.terms.priorities]
        if all(times) and any(_long(a) > _long(b) for a, b in pairwise(times)):
            self.add_error(
                f"answer_{self.terms.priorities[0].code}",
                _("The most pressing comes first: its time is the shortest."),
            )
        return said

    def values(self):
        """The ``Terms`` with what was said here; everything else as it was."""
        said, terms = self.cleaned_data, self.terms
        return replace(
            terms,
            priorities=tuple(replace(one, respond=said[f"answer_{one.code}"]) for one in terms.priorities),
            step_days=said["step_days"],
            solved_days=said["solved_days"],
            nudging=replace(terms.nudging, after_days=said["nudge_after_days"], every_days=said["nudge_every_days"]),
            waiting=replace(
                terms.waiting, remind_days=said["remind_after_days"], close_days=said["close_after_days"],
                reopen_days=said["reopen_within_days"],
            ),
        )  # fmt: skip


def _long(words):
    minutes, days = span(words)
    return minutes + days * 510

"""The matrix on its page: the steps of how bad it is and of whom they reach, and a table with a priority for each pair."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hallway.core.text import one_line

from .. import naming
from ..matrix import MOST_STEPS, Impact, Matrix, Severity
from ..terms import AFFECTED

CODE = r"^[a-z0-9_-]{1,20}$"
SEVERITIES = (
    gettext_lazy("I cannot teach"),
    gettext_lazy("I can teach another way"),
    gettext_lazy("It is a question"),
)
IMPACTS = (
    (gettext_lazy("Only me"), "me"),
    (gettext_lazy("My class"), "class"),
    (gettext_lazy("Several classes"), "several"),
    (gettext_lazy("The whole school"), "campus"),
    (gettext_lazy("The district"), "campus"),
)


class StepRow(forms.Form):
    code = forms.RegexField(CODE, widget=forms.HiddenInput)
    name = forms.CharField(
        label=gettext_lazy("In a teacher’s words"), max_length=60,
        error_messages={"required": gettext_lazy("Write what a teacher would say.")},
    )  # fmt: skip

    def clean_name(self):
        return one_line(self.cleaned_data["name"], 60)


class SeverityRow(StepRow):
    hint = forms.CharField(label=gettext_lazy("An example"), required=False, max_length=300)

    def clean_hint(self):
        return one_line(self.cleaned_data["hint"], 300)


class ImpactRow(StepRow):
    affected = forms.ChoiceField(label=gettext_lazy("Counts as"), choices=list(naming.REACH.items()))


def matrix_of(terms):
    """The matrix of ``terms``, or one to begin with that says what their rules say; questions are the least pressing."""
    if terms.matrix:
        return terms.matrix
    severities = tuple(Severity(f"s{n}", str(name)) for n, name in enumerate(SEVERITIES, 1))
    impacts = tuple(Impact(f"i{n}", str(name), reach) for n, (name, reach) in enumerate(IMPACTS, 1))
    rows = []
    for stopped in (True, False):
        rows.append({to.code: terms.priority_of(stopped=stopped, affected=to.affected).code for to in impacts})
    rows.append({to.code: terms.priorities[-1].code for to in impacts})
    cells = {down.code: row for down, row in zip(severities, rows, strict=True)}
    return Matrix(severities, impacts, cells, stopped="s1", usual="s2")


def pair_name(down, across):
    """The name of a cell's box; no code has a dot."""
    return f"pair.{down}.{across}"


class Steps:
    """What the part about priorities knows of a matrix: its boxes, its rows and its value."""

    def begin_matrix(self, terms):
        matrix = matrix_of(terms)
        pairs = {pair_name(s, i): code for s, row in matrix.cells.items() for i, code in row.items()}
        return {"stopped": matrix.stopped, "usual": matrix.usual} | pairs

    def begin_steps(self, terms):
        matrix = matrix_of(terms)
        return {
            "severities": [{"code": one.code, "name": one.name, "hint": one.hint} for one in matrix.severities],
            "impacts": [{"code": one.code, "name": one.name, "affected": one.affected} for one in matrix.impacts],
        }

    def steps(self, prefix):
        """[(code, words)] of the rows as they stand in the boxes."""
        found = []
        for place, row in enumerate(self.rows[prefix].raw(), 1):
            found.append((row.get("code") or "", row.get("name") or _("Step %(n)d") % {"n": place}))
        return found

    def dress_matrix(self):
        down, across = self.steps("severities"), self.steps("impacts")
        for name, label, place in (
            ("stopped", _("When teaching is stopped, it is"), 0),
            ("usual", _("When nobody says how bad it is, like in a mail, it counts as"), -1),
        ):
            wrong = {"invalid_choice": _("Choose one.")}
            self.fields[name] = forms.ChoiceField(label=label, choices=down, required=False, error_messages=wrong)
            if down and self.initial.get(name) not in dict(down):
                self.initial[name] = down[place][0]
        known = dict(self.choices)
        for severity, said in down:
            for impact, reach in across:
                name = pair_name(severity, impact)
                label = _("%(severity)s, %(impact)s") % {"severity": said, "impact": reach}
                self.fields[name] = forms.ChoiceField(label=label, choices=self.choices, required=False)
                if self.choices and self.initial.get(name) not in known:
                    self.initial[name] = self.choices[-1][0]

    @property
    def matrix_table(self):
        """[(how bad it is, [(whom it reaches, box)])]."""
        across = self.steps("impacts")
        return [
            (said, [(reach, self[pair_name(severity, impact)]) for impact, reach in across])
            for severity, said in self.steps("severities")
        ]

    def fresh_step(self, prefix):
        rows = self.rows[prefix].raw()
        used, letter = {row.get("code") for row in rows}, prefix[0]
        fresh = {"code": next(code for n in range(1, 99) if (code := f"{letter}{n}") not in used)}
        if prefix == "impacts":
            fresh["affected"] = (rows[-1].get("affected") if rows else "") or AFFECTED[0]
        return fresh

    def check_matrix(self, said):
        pairs = [name for name in self.fields if name.startswith("pair.")]
        for name in ("stopped", "usual", *pairs):
            if not said.get(name) and name not in self.errors:
                self.add_error(name, _("Choose one."))

    def matrix_value(self):
        said = self.cleaned_data
        severities = tuple(Severity(one["code"], one["name"], one["hint"]) for one in self.rows["severities"].values())
        impacts = tuple(Impact(one["code"], one["name"], one["affected"]) for one in self.rows["impacts"].values())
        cells = {down.code: {to.code: said[pair_name(down.code, to.code)] for to in impacts} for down in severities}
        return Matrix(severities, impacts, cells, said["stopped"], said["usual"])


STEP_ROWS = {"severities": (SeverityRow, MOST_STEPS), "impacts": (ImpactRow, MOST_STEPS)}

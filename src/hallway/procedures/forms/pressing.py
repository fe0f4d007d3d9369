"""How pressing a request is: priorities with their promises, and which request gets which: as a table, a list of rules or a matrix."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from msgspec.structs import replace

from hallway.core.text import one_line

from .. import naming
from ..grid import fits, grid_of, rules_of
from ..terms import AFFECTED, Priority, Rule, span
from .rows import Part
from .steps import CODE, STEP_ROWS, Steps, matrix_of

UNITS = [
    ("minute", gettext_lazy("school minutes")),
    ("hour", gettext_lazy("school hours")),
    ("day", gettext_lazy("school days")),
    ("", gettext_lazy("as we are able")),
]
PROMISES = {
    "acknowledge": gettext_lazy("Somebody has seen it"),
    "respond": gettext_lazy("Somebody answers"),
    "resolve": gettext_lazy("It works again"),
}
GRID, LIST, MATRIX = "grid", "list", "matrix"
CELLS = [(stopped, reach) for stopped in (True, False) for reach in AFFECTED]


def cell_name(stopped, reach):
    return f"cell_{'yes' if stopped else 'no'}_{reach}"


class PriorityRow(forms.Form):
    code = forms.RegexField(CODE, widget=forms.HiddenInput)
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=60, error_messages={"required": gettext_lazy("Give it a name.")}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in PROMISES.items():
            number = forms.IntegerField(label=label, min_value=0, max_value=9999, required=False)
            self.fields[f"{name}_n"] = number
            self.fields[f"{name}_unit"] = forms.ChoiceField(
                label=_("%(promise)s: in what") % {"promise": label}, choices=UNITS, required=False
            )

    def clean_name(self):
        return one_line(self.cleaned_data["name"], 60)

    @property
    def spans(self):
        return [(label, self[f"{name}_n"], self[f"{name}_unit"]) for name, label in PROMISES.items()]

    def clean(self):
        said = super().clean()
        for name in PROMISES:
            number, unit = said.get(f"{name}_n"), said.get(f"{name}_unit")
            said[name] = f"{number} {unit}{'' if number == 1 else 's'}" if number and unit else ""
            if unit and not number and f"{name}_n" not in self.errors:
                self.add_error(f"{name}_n", _("Write a number, or choose “as we are able”."))
        if not said["respond"] and not self.errors:
            self.add_error(
                "respond_n", _("Say within which time somebody answers: no request stays without an answer.")
            )
        return said


class RuleRow(forms.Form):
    stopped = forms.ChoiceField(
        label=gettext_lazy("Teaching"), required=False,
        choices=[("", gettext_lazy("stopped or not")), ("yes", gettext_lazy("is stopped")), ("no", gettext_lazy("goes on"))],
    )  # fmt: skip
    affected = forms.ChoiceField(
        label=gettext_lazy("At least"), required=False, choices=[("", gettext_lazy("anyone")), *naming.REACH.items()]
    )
    deadline_days = forms.IntegerField(
        label=gettext_lazy("Needed within, school days"), min_value=0, max_value=400, required=False
    )

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["priority"] = forms.ChoiceField(label=gettext_lazy("Then it is"), choices=choices)

    def rule(self):
        said = self.cleaned_data
        stopped = {"yes": True, "no": False}.get(said["stopped"])
        return Rule(said["priority"], stopped, said["affected"] or None, said["deadline_days"])


def _rule_words(rule):
    stopped = {True: "yes", False: "no"}.get(rule.stopped, "")
    return {
        "priority": rule.priority,
        "stopped": stopped,
        "affected": rule.affected or "",
        "deadline_days": rule.deadline_days,
    }


def shape_of(terms):
    return MATRIX if terms.matrix else GRID if fits(terms.rules) else LIST


class PromisesPart(Steps, Part):
    """``shape``: a table (with rules about deadlines before it), a list of rules, of which the first that fits counts, or a
    matrix (with rules that only raise)."""

    shape = forms.ChoiceField(choices=[(GRID, ""), (LIST, ""), (MATRIX, "")], widget=forms.HiddenInput)
    rows_of = STEP_ROWS | {"priorities": (PriorityRow, 9), "rules": (RuleRow, 22)}

    def begin(self, terms):
        shape = shape_of(terms)
        if shape == MATRIX:
            return {"shape": shape} | self.begin_matrix(terms)
        cells = grid_of(terms)[1]
        return {"shape": shape} | {cell_name(*cell): cells[cell] for cell in CELLS}

    def begin_rows(self, terms):
        shape = shape_of(terms)
        rules = grid_of(terms)[0] if shape == GRID else terms.rules
        steps = self.begin_steps(terms) if shape == MATRIX else dict.fromkeys(STEP_ROWS, ())
        rows = {"priorities": [_priority_words(one) for one in terms.priorities], "rules": [*map(_rule_words, rules)]}
        return rows | steps

    def more_for_rows(self, data, rows):
        """The rules' choices are the priorities as they stand in the boxes now."""
        if "priorities" not in self.rows:
            return {}
        self.choices = []
        for place, one in enumerate(self.rows["priorities"].raw(), 1):
            name = naming.named(naming.USUAL_NAMES, one.get("name") or "")
            self.choices.append((one.get("code") or "", name or _("Priority %(n)d") % {"n": place}))
        return {"choices": self.choices}

    def dress(self):
        if self.is_matrix:
            self.dress_matrix()
            return
        last = self.choices[-1][0] if self.choices else ""
        known = {code for code, _name in self.choices}
        for stopped, reach in CELLS:
            label = f"{naming.named(naming.STOPPED, stopped)}, {naming.named(naming.REACH, reach).lower()}"
            self.fields[cell_name(stopped, reach)] = forms.ChoiceField(
                label=label, choices=self.choices, required=False
            )
            if self.initial.get(cell_name(stopped, reach)) not in known:
                self.initial[cell_name(stopped, reach)] = last

    @property
    def is_matrix(self):
        return self["shape"].value() == MATRIX

    @property
    def is_grid(self):
        return self["shape"].value() not in (LIST, MATRIX)

    @property
    def columns(self):
        return list(naming.REACH.values())

    @property
    def table(self):
        return [
            (naming.STOPPED[stopped], [self[cell_name(stopped, reach)] for reach in AFFECTED])
            for stopped in (True, False)
        ]

    def fresh_row(self, prefix):
        if prefix in STEP_ROWS:
            return self.fresh_step(prefix)
        rows = self.rows["priorities"].raw()
        used = {row.get("code") for row in rows}
        if prefix == "priorities":
            return {"code": next(code for n in range(1, 99) if (code := f"p{n}") not in used), "respond_unit": "day"}
        return {
            "priority": rows[0].get("code") if rows else "",
            "deadline_days": None if self["shape"].value() == LIST else 2,
        }

    def clean(self):
        said = super().clean()
        if not len(self.rows["priorities"]):
            self.add_error(None, _("Keep at least one priority."))
        codes = [row.get("code") for row in self.rows["priorities"].raw()]
        if len(set(codes)) < len(codes):
            self.add_error(None, _("Two priorities have the same short name."))
        grid, matrix = said.get("shape") == GRID, said.get("shape") == MATRIX
        if matrix:
            self.check_matrix(said)
        for cell in CELLS if grid else ():
            if not said.get(cell_name(*cell)) and cell_name(*cell) not in self.errors:
                self.add_error(cell_name(*cell), _("Choose one."))
        if not grid and not matrix and not len(self.rows["rules"]):
            self.add_error(None, _("Keep at least one rule."))
        for row in self.rows["rules"]:
            if grid and row.is_valid() and row.cleaned_data["deadline_days"] is None:
                row.add_error("deadline_days", _("Write how many school days before."))
        return said

    def redone(self, said):
        shape = said.removeprefix("shape:")
        if shape == said:
            return super().redone(said)
        if shape in (GRID, LIST, MATRIX) and self.is_valid():
            terms = self.terms_as(shape)
            if shape != GRID or fits(terms.rules):
                now = {"fields": self.begin(terms), "rows": self.begin_rows(terms)}
                if shape == LIST:
                    now["fields"]["shape"] = shape
                    now["rows"]["rules"] = [*map(_rule_words, terms.rules)]
                return type(self)(terms=self.terms, now=now)
            self.add_error(None, _("A table needs the rules about deadlines first, above all others. Move them up."))
        return self

    def terms_as(self, shape):
        """What stands in the boxes, said in another shape."""
        terms = self.terms_now()
        if shape == MATRIX:
            leading = tuple(rule for rule in terms.rules if rule.deadline_days is not None)
            return replace(terms, matrix=matrix_of(terms), rules=leading)
        if terms.matrix:
            return replace(terms, matrix=None, rules=rules_of(*grid_of(terms)))
        return terms

    def terms_now(self):
        return replace(self.terms, **self.values())

    def values(self):
        said = [row.cleaned_data for row in self.rows["priorities"]]
        priorities = tuple(
            Priority(one["code"], one["name"], one["respond"], one["acknowledge"], one["resolve"]) for one in said
        )
        rules = tuple(row.rule() for row in self.rows["rules"])
        if self.cleaned_data["shape"] == MATRIX:
            return {"priorities": priorities, "rules": rules, "matrix": self.matrix_value()}
        if self.cleaned_data["shape"] == GRID:
            cells = {cell: self.cleaned_data[cell_name(*cell)] for cell in CELLS}
            same = shape_of(self.terms) == GRID and (rules, cells) == grid_of(self.terms)  # said otherwise is no change
            rules = self.terms.rules if same else rules_of(rules, cells)
        return {"priorities": priorities, "rules": rules, "matrix": None}


def _priority_words(one):
    words = {"code": one.code, "name": one.name}
    for name in PROMISES:
        said = getattr(one, name)
        number, _space, unit = said.partition(" ")
        words |= {f"{name}_n": int(number) if span(said) else None, f"{name}_unit": unit.rstrip("s")}
    return words

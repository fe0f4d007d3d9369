"""Rows of a form that can be added, moved and taken away without JavaScript: each button sends the whole form back."""

from django import forms

from hallway.core.text import as_number

COUNT = "{prefix}-n"


class Rows:
    """``forms``: one small form for each row, in order. ``initial``: what the rows begin with, ``most``: how many fit."""

    def __init__(self, row_form, prefix, *, data=None, initial=(), most=12, **more):
        self.row_form, self.prefix, self.most, self.more = row_form, prefix, most, more
        if data is None:
            self.forms = [self._form(place, initial=one) for place, one in enumerate(initial)]
        else:
            said = str(data.get(self.count_name, ""))
            number = min(as_number(said, digits=3) or 0, most)
            self.forms = [self._form(place, data=data) for place in range(number)]

    def _form(self, place, **kwargs):
        form = self.row_form(prefix=f"{self.prefix}-{place}", **kwargs, **self.more)
        form.place = place
        return form

    @property
    def count_name(self):
        return COUNT.format(prefix=self.prefix)

    def __iter__(self):
        return iter(self.forms)

    def __len__(self):
        return len(self.forms)

    @property
    def full(self):
        return len(self.forms) >= self.most

    def is_valid(self):
        valid = [form.is_valid() for form in self.forms]  # each is asked, so that each shows its errors
        return all(valid)

    def raw(self):
        """What stands in the boxes, good or bad."""
        return [{name: form[name].value() for name in form.fields} for form in self.forms]

    def values(self):
        return [form.cleaned_data for form in self.forms]

    def redone(self, act, place, fresh):
        """What the rows begin with after a button was pressed: ``add``, or ``up``, ``down``, ``remove`` at a place."""
        rows = self.raw()
        if act == "add" and not self.full:
            rows.append(fresh)
        elif act == "remove" and 0 <= place < len(rows):
            del rows[place]
        elif act in ("up", "down"):
            other = place - 1 if act == "up" else place + 1
            if 0 <= place < len(rows) and 0 <= other < len(rows):
                rows[place], rows[other] = rows[other], rows[place]
        return rows


class Part(forms.Form):
    """The form of one part of a procedure: reads ``terms``, gives back what to replace in them.

    ``now``: what the part's boxes hold instead of the terms' own words, after a button inside the form.
    """

    rows_of: dict = {}  # {prefix: (row form, most)}

    def __init__(self, data=None, *, terms, now=None):
        self.terms = terms
        now = now or {"fields": self.begin(terms), "rows": self.begin_rows(terms)}
        super().__init__(data, initial=now["fields"])
        self.rows = {}
        for prefix, (row_form, most) in self.rows_of.items():
            more = self.more_for_rows(data, now["rows"])
            self.rows[prefix] = Rows(row_form, prefix, data=data, initial=now["rows"][prefix], most=most, **more)
        self.dress()

    def begin(self, terms):
        return {}

    def begin_rows(self, terms):
        return {}

    def more_for_rows(self, data, rows):
        return {}

    def dress(self):
        """What depends on the rows, such as choices."""

    def fresh_row(self, prefix):
        return {}

    def is_valid(self):
        valid = [rows.is_valid() for rows in self.rows.values()]
        valid.append(super().is_valid())  # which may find fault with the rows
        return all(valid) and all(rows.is_valid() for rows in self.rows.values())

    @property
    def trouble(self):
        """[(id of the box, its label, sentence)] of everything that needs another look, rows included."""
        found = []
        for form in [self, *(row for rows in self.rows.values() for row in rows)]:
            for name, errors in form.errors.items():
                bound = form[name] if name in form.fields else None
                target, label = (bound.auto_id, bound.label) if bound and not bound.is_hidden else ("", "")
                found += [(target, label, error) for error in errors]
        return found

    def redone(self, said):
        """The same part after the button ``said`` ("doors:up:2"), with everything that was typed."""
        prefix, _colon, rest = said.partition(":")
        act, _colon, place = rest.partition(":")
        place = -1 if (number := as_number(place, digits=3)) is None else number
        now = {
            "fields": {name: self[name].value() for name in self.fields},
            "rows": {name: rows.raw() for name, rows in self.rows.items()},
        }
        if prefix in self.rows:
            now["rows"][prefix] = self.rows[prefix].redone(act, place, self.fresh_row(prefix))
        return type(self)(terms=self.terms, now=now)

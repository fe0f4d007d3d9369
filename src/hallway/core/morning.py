"""What a first page says besides the list: small sections of a few rows each, added by the apps that know them and all read by
one statement, however many there are.
"""

from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from django.db.models import CharField, Count, Value
from django.db.models.functions import JSONObject

SECTIONS: list["Section"] = []


@dataclass(frozen=True)
class Section:
    """``template``: shows ``rows`` for ``member`` · ``rows(member)``: a queryset, sliced, in the order to be shown · ``values``: {name:
    expression} of what the template reads of a row · ``instants``: those of them that are instants; they come as text, and text that
    only looks like one stays text · ``opened(row)``: what Python makes of a row (a SimpleNamespace of ``values``) · ``place``:
    "first", before what presses, or "later" · ``homes``: on which it stands.
    """

    name: str
    template: str
    rows: object
    values: dict
    instants: tuple = ()
    opened: object = None
    order: int = 100
    place: str = "later"
    homes: tuple = ("teacher", "its", "lead")


def section(name, template, rows, values, **more):
    """Add one; called in an app's ``morning.py``."""
    SECTIONS.append(Section(name, template, rows, values, **more))
    SECTIONS.sort(key=lambda one: (one.order, one.name))


def on_its_clock(row):
    """For ``opened``: the ``zone`` of a place, read by its name."""
    row.zone = ZoneInfo(row.zone)
    return row


def tally(queryset):
    """One row with how many there are (its value: "n"), or none: ``rows`` of a section that only says so."""
    return queryset.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk")).filter(n__gt=0)


def read(member, home):
    """{"first": [{template, rows}], "later": […]} of the sections of ``home`` that have something to say; one statement."""
    sections = {one.name: one for one in SECTIONS if home in one.homes}
    found: dict = {name: [] for name in sections}
    for name, row in _statement(member, sections.values()):
        one = sections[name]
        for key in one.instants:
            row[key] = datetime.fromisoformat(row[key]) if row[key] else None
        made = SimpleNamespace(**row)
        found[name].append(one.opened(made) if one.opened else made)
    return {
        place: [
            {"template": one.template, "rows": found[one.name]}
            for one in sections.values()
            if one.place == place and found[one.name]
        ]
        for place in ("first", "later")
    }


def _statement(member, sections):
    parts = [
        one.rows(member).values_list(Value(one.name, output_field=CharField()), JSONObject(**one.values))
        for one in sections
    ]
    if not parts:
        return []
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]

"""The district's list of tools, as a CSV: name, site, status, as of when, for which grades, a note.

A second list changes and adds. A complete one notes of the tools that it does not name that it does not; they stay.
"""

import re
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.search import plain
from hallway.core.text import as_number, fold
from hallway.people.planning import Change, Plan
from hallway.people.tables import WRONG, named

from .choices import APPROVALS, grades_said
from .models import Tool
from .models.tool import host_of
from .rules import sets_tools

SPACE = "ideas"
COLUMNS = ["name", "site", "status", "as of", "grades", "note"]
HEADINGS = {
    "name": ["tool", "app", "application", "software", "resource", "product", "title", "nombre", "herramienta"],
    "site": ["url", "link", "website", "web site", "domain", "host", "address", "sitio", "enlace"],
    "status": ["approval", "approved", "approval status", "review status", "decision", "estado", "aprobación"],
    "as of": ["date", "as of date", "approved on", "reviewed on", "updated", "last review", "fecha"],
    "grades": ["grade", "grade levels", "grade level", "grade band", "grados"],
    "note": ["notes", "comment", "comments", "conditions", "nota", "notas"],
}
STATUS = {
    "approved": "approved yes y si aprobada aprobado allowed green",
    "in_review": "in review|review|pending|under review|requested|en revision|yellow",
    "not_approved": "not approved|no|n|denied|rejected|blocked|not allowed|no aprobada|no aprobado|red",
    "not_reviewed": "not reviewed|unknown|none|sin revisar",
}
WORDS = {word: code for code, said in STATUS.items() for word in (said.split("|") if "|" in said else said.split())}
DATES = (
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})"), (0, 1, 2)),
    (re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})"), (2, 0, 1)),
)
NAMES = {"pk": -1, "prek": -1, "pre-k": -1, "k": 0, "kg": 0, "kinder": 0, "kindergarten": 0}
ALL = {"", "all", "any", "k-12", "pk-12", "todos"}


def may_bring(member):
    """Whoever keeps the list."""
    return sets_tools(member)


def plan(rows, by, complete=False):
    """The ``Plan`` of a list. ``complete``: of tools that it does not name it is noted."""
    made, seen, here = Plan(), {}, {tool.folded: tool for tool in Tool.objects.all()}
    made.there = sum(1 for tool in here.values() if tool.gone_since is None)
    for number, row in rows:
        sentence = _one(made, number, row, here, seen)
        if sentence:
            made.problem(number, sentence)
    if complete and seen:
        said = named(rows, "name", lambda cell: plain(cell)[:160])  # a line with a mistake names its tool all the same
        for folded, tool in here.items():
            if folded not in said and tool.gone_since is None:
                made.leaving.append(Change(0, tool.name, [], tool.leave_off))
    return made


def _one(made, number, row, here, seen):
    name = row.get("name", "")
    folded = plain(name)[:160]
    if not folded:
        return _("There is no name.")
    if folded in seen:
        return _("Line %(line)d has this name already.") % {"line": seen[folded]}
    if len(name) > 120 or len(row.get("note", "")) > 300:
        return _("“%(cell)s…” is too long.") % {"cell": (row.get("note") or name)[:20]}
    seen[folded] = number
    values, wrong = {}, row.get(WRONG)
    if wrong:
        return wrong
    for column, read in (("status", _status), ("as of", _day), ("grades", _grades)):
        if row.get(column):
            key = {"status": "approval", "as of": "as_of"}.get(column, column)
            values[key], wrong = read(row[column])
            if wrong:
                return wrong
    values |= {"host": host_of(row["site"])} if row.get("site") else {}
    values |= {"note": row["note"]} if row.get("note") else {}
    tool = here.get(folded)
    if tool is None:
        made.added.append(Change(number, name, _said(values), _Add(name, values)))
        return None
    if values.get("approval", tool.approval) != tool.approval and "as_of" not in values:
        values["as_of"] = timezone.localdate(now())
    different = {key: value for key, value in values.items() if getattr(tool, key) != value}
    if not different and tool.gone_since is None:
        made.unchanged += 1
        return None
    made.changed.append(Change(number, tool.name, _said(different, tool), _Change(tool, different)))
    return None


def _said(values, tool=None):
    """[(heading, old, new)] of a preview."""
    names = {"approval": _("Status"), "as_of": _("As of"), "grades": _("Grades"), "host": _("Site"), "note": _("Note")}
    show = {"approval": lambda code: str(dict(APPROVALS)[code]), "grades": grades_said, "as_of": str}
    said = [
        (names[key], show.get(key, str)(getattr(tool, key)) if tool else "", show.get(key, str)(value))
        for key, value in values.items()
    ]
    return said + ([(_("On the list"), _("no"), _("yes"))] if tool is not None and tool.gone_since else [])


def _status(cell):
    code = WORDS.get(fold(cell).replace("_", " ").strip())
    sentence = _("“%(cell)s” is no status. Write approved, in review, not approved or not reviewed.") % {"cell": cell}
    return code, None if code else sentence


def _day(cell):
    for pattern, order in DATES:
        found = pattern.fullmatch(cell.strip())
        if found:
            try:
                return date(*(int(found.groups()[place]) for place in order)), None
            except ValueError:
                break
    return None, _("“%(cell)s” is no date. Write it like 2026-03-27.") % {"cell": cell}


def _grades(cell):
    """Out of "K-2", "6, 7, 8", "PK–5", "All"."""
    if fold(cell) in ALL:
        return [], None
    grades = set()
    for part in re.split(r"[,;/&\s]+", fold(cell).replace("–", "-").replace("pre-k", "prek")):
        ends = [NAMES.get(end, as_number(end, digits=2)) for end in part.split("-")]
        if not part or len(ends) > 2 or None in ends or max(ends) > 12 or ends[0] > ends[-1]:
            return None, _("“%(cell)s” is no grades. Write them like K-2 or 6, 7, 8.") % {"cell": cell}
        grades |= set(range(ends[0], ends[-1] + 1))
    return sorted(grades), None


class _Add:
    def __init__(self, name, values):
        self.name, self.values = name, values

    def __call__(self, *, by):
        Tool.add(by=by, name=self.name, **self.values)


class _Change:
    def __init__(self, tool, values):
        self.tool, self.values = tool, values

    def __call__(self, *, by):
        self.tool.change(by=by, **self.values)

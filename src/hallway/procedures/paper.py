"""What "How to get help here" says of a procedure: for teachers, on one sheet, nothing about single people."""

from django.utils.translation import gettext as _

from . import naming
from .naming import days_said, named, priority_said, time_said
from .saying import matrix_table, promise_said
from .terms import CHANNELS, FIELDS

ICONS = {
    "form": "file-pen-line", "mail": "mail", "phone": "phone", "walk_in": "footprints", "paper": "sticky-note",
    "contact": "user-round",
}  # fmt: skip


def sheet_of(terms):
    """Everything the sheet shows, as words: doors, ways, no_ways, emergency_ways, promises, matrix, needed, afterwards."""
    doors = [{"name": named(naming.DOORS, d.kind), "note": d.note, "link": d.link} for d in terms.doors]
    ways: dict = {use: [] for use in naming.USES}
    for kind in CHANNELS:
        one = terms.channel(kind)
        ways[one.use].append({"name": named(naming.CHANNELS, kind), "words": one.words, "icon": ICONS[kind]})
    needed = []
    for name in FIELDS:
        question = terms.question(name)
        if question.use == "required":
            words = {"name": named(naming.NEEDED, name), "hint": question.hint, "good": question.good}
            needed.append(words)
    promises = [
        {
            "name": priority_said(one),
            "answer": time_said(one.respond),
            "works": time_said(one.resolve),
            "words": promise_said(one),
        }
        for one in terms.priorities
    ]
    return {
        "plain": terms.plain,
        "doors": doors,
        "ways": ways["allowed"],
        "slow_ways": ways["discouraged"],
        "emergency_ways": ways["emergency_only"],
        "no_ways": [one for one in ways["not_a_procedure"] if one["words"]],
        "emergency": terms.emergency,
        "emergency_may": naming.many(naming.PEOPLE, terms.emergency.may),
        "contacts_only": terms.file_by == "contacts",
        "filers": naming.many(naming.PEOPLE, terms.filers),
        "relay": terms.relay,
        "needed": needed,
        "promises": promises,
        "matrix": matrix_table(terms),
        "works": any(one.resolve for one in terms.priorities),
        "afterwards": _afterwards(terms),
    }


def _afterwards(terms):
    said = [
        _("No news for %(days)s? Ask gently in Hallway; nobody minds.") % {"days": days_said(terms.nudging.after_days)},
        _("Trouble again within %(days)s? Open the same request again.")
        % {"days": days_said(terms.waiting.reopen_days)},
    ]
    if terms.waiting.again:
        said.append(
            _("A fix did not hold? Somebody looks again within %(time)s.") % {"time": time_said(terms.waiting.again)}
        )
    if terms.lead_days:
        said.append(_("An event? Tell us %(days)s before.") % {"days": days_said(terms.lead_days)})
    return said

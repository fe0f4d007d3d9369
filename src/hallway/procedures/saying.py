"""What a version says, in plain words: parts of lines, each with a key that stays the same from version to version."""

from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import naming
from .grid import fits, grid_of
from .naming import days_said, named, priority_said, time_said
from .terms import AFFECTED, CHANNELS, FIELDS, USUAL_FILERS


class Said(NamedTuple):
    """One line. ``key`` finds it again in another version; ``label`` names it; ``text`` is what it says."""

    key: str
    label: str
    text: str

    in_table: bool = False  # the page shows it in a table; beside another version it is a line


class Part(NamedTuple):
    """One part of a procedure, as the editor has a page for it."""

    name: str
    title: str
    icon: str
    lines: list


TITLES = {
    "words": (gettext_lazy("In plain words"), "message-square-text"),
    "doors": (gettext_lazy("Doors, in order"), "door-open"),
    "ways": (gettext_lazy("Ways to ask"), "signpost"),
    "filing": (gettext_lazy("Who may ask"), "user-round-check"),
    "questions": (gettext_lazy("Questions on the form"), "list-checks"),
    "promises": (gettext_lazy("How pressing, and what we promise"), "handshake"),
    "sending_on": (gettext_lazy("When a request goes on"), "arrow-up"),
    "days": (gettext_lazy("Waiting, nudging and closing"), "hourglass"),
    "emergency": (gettext_lazy("Emergencies"), "siren"),
}


def parts_of(terms):
    """Every ``Part`` of ``terms``, in the editor's order."""
    return [Part(name, str(title), icon, SAYING[name](terms)) for name, (title, icon) in TITLES.items()]


def _words(terms):
    lines = [Said("plain", _("What everybody should know"), terms.plain)]
    return [*lines, Said("wrong_door", _("To somebody at the wrong door"), terms.wrong_door)]


def _doors(terms):
    lines = []
    for place, door in enumerate(terms.doors, 1):
        said = [named(naming.DOORS, door.kind), door.note, door.link]
        if door.hats:
            said.append(_("first: %(hats)s") % {"hats": naming.many(naming.HATS, door.hats)})
        lines.append(Said(f"{place}", _("Door %(n)d") % {"n": place}, " · ".join(filter(None, said))))
    return lines


def _ways(terms):
    lines = []
    for kind in CHANNELS:
        channel = terms.channel(kind)
        said = f"{named(naming.USES, channel.use)}. {channel.words}".strip()
        lines.append(Said(kind, named(naming.CHANNELS, kind), said if channel.words else said.rstrip(".")))
    return lines


def _filing(terms):
    relay = (
        _("To whoever sent it, who passes it on")
        if terms.relay
        else _("To whoever needs the help, and whoever sent it")
    )
    filers = []
    if terms.file_by == "contacts":
        filers = [Said("filers", _("Who else sends them"), naming.many(naming.PEOPLE, terms.filers or USUAL_FILERS))]
    return [
        Said("file_by", _("Who sends requests"), named(naming.FILERS, terms.file_by)),
        *filers,
        Said("relay", _("Where the news goes"), relay),
        Said("lead_days", _("Events need notice of"), days_said(terms.lead_days) if terms.lead_days else _("none")),
    ]


def _questions(terms):
    lines = []
    for name in FIELDS:
        question = terms.question(name)
        said = [named(naming.ASKED, question.use), question.hint]
        if question.good:
            said.append(_("good: “%(words)s”") % {"words": question.good})
        if question.bad:
            said.append(_("not so good: “%(words)s”") % {"words": question.bad})
        lines.append(Said(name, named(naming.QUESTIONS, name), " · ".join(filter(None, said))))
    return lines


def promise_said(priority):
    """What is promised for one priority, in one sentence."""
    times = {"respond": time_said(priority.respond), "resolve": time_said(priority.resolve)}
    times["seen"] = time_said(priority.acknowledge)
    if priority.acknowledge and priority.resolve:
        return _("seen within %(seen)s, answered within %(respond)s, working again within %(resolve)s") % times
    if priority.acknowledge:
        return _("seen within %(seen)s, answered within %(respond)s, solved as we are able") % times
    if priority.resolve:
        return _("answered within %(respond)s, working again within %(resolve)s") % times
    return _("answered within %(respond)s, solved as we are able") % times


def _promises(terms):
    lines = [Said(f"p-{one.code}", priority_said(one), promise_said(one)) for one in terms.priorities]
    if terms.matrix:
        return lines + _matrix(terms) + _rules(terms, terms.rules)
    if fits(terms.rules):
        leading, grid = grid_of(terms)
        lines += _rules(terms, leading)
        for stopped in (True, False):
            for reach in AFFECTED:
                label = _("%(stopped)s, %(reach)s") % {
                    "stopped": named(naming.STOPPED, stopped),
                    "reach": named(naming.REACH, reach).lower(),
                }
                said = priority_said(terms.priority(grid[stopped, reach]))
                lines.append(Said(f"g-{stopped}-{reach}", label, said))
        return lines
    return lines + _rules(terms, terms.rules)


def _matrix(terms):
    matrix, lines = terms.matrix, []
    for place, one in enumerate(matrix.severities, 1):
        said = " · ".join(filter(None, [one.name, one.hint]))
        lines.append(Said(f"s-{one.code}", _("How bad it is, %(n)d") % {"n": place}, said))
    for place, impact in enumerate(matrix.impacts, 1):
        counts = _("counts as: %(reach)s") % {"reach": named(naming.REACH, impact.affected).lower()}
        lines.append(Said(f"i-{impact.code}", _("Whom it reaches, %(n)d") % {"n": place}, f"{impact.name} · {counts}"))
    lines.append(Said("m-stopped", _("When teaching is stopped, it is"), matrix.severity(stopped=True).name))
    lines.append(Said("m-usual", _("When nobody says how bad it is"), matrix.severity().name))
    for down in matrix.severities:
        for to in matrix.impacts:
            said = priority_said(terms.priority(matrix.priority(down.code, to.code)))
            lines.append(Said(f"m-{down.code}-{to.code}", f"{down.name} · {to.name}", said, in_table=True))
    return lines


def matrix_table(terms):
    """The matrix for reading: ``across`` [names], ``rows`` [(name, hint, [(priority's name, columns it holds for)])]; None
    without one."""
    if terms.matrix is None:
        return None
    matrix, rows = terms.matrix, []
    for down in matrix.severities:
        cells = [terms.priority(matrix.priority(down.code, to.code)) for to in matrix.impacts]
        rows.append((down.name, down.hint, [(said, len([*each])) for said, each in groupby(map(priority_said, cells))]))
    return {"across": [to.name for to in matrix.impacts], "rows": rows}


def _rules(terms, rules):
    return [
        Said(f"r-{place}", _("Rule %(n)d") % {"n": place}, rule_said(terms, rule))
        for place, rule in enumerate(rules, 1)
    ]


def rule_said(terms, rule):
    """ "Teaching is stopped, at least: one class → Urgent"."""
    conditions = []
    if rule.stopped is not None:
        conditions.append(named(naming.STOPPED, rule.stopped))
    if rule.affected:
        conditions.append(_("at least: %(reach)s") % {"reach": named(naming.REACH, rule.affected).lower()})
    if rule.deadline_days is not None:
        conditions.append(_("needed within %(days)s") % {"days": days_said(rule.deadline_days)})
    when = ", ".join(conditions) or _("everything else")
    return f"{when} → {priority_said(terms.priority(rule.priority))}"


def _sending_on(terms):
    lines = []
    for one in terms.escalations:
        label = named(naming.WHEN, one.when)
        if one.when == "impact":
            label = _("At least: %(reach)s") % {"reach": named(naming.REACH, one.affected).lower()}
        said = [_("goes to: %(door)s") % {"door": named(naming.TO, one.to)}]
        said.append(_("whoever had it gives it up") if one.leave else _("whoever had it stays with it"))
        if one.note:
            said.append(_("everybody on it reads: “%(note)s”") % {"note": one.note})
        lines.append(Said(f"{one.when}-{one.affected if one.when == 'impact' else ''}", label, " · ".join(said)))
    return lines


def again_said(waiting):
    return time_said(waiting.again) if waiting.again else _("what its priority says")


def _days(terms):
    waiting, nudging = terms.waiting, terms.nudging
    return [
        Said("step", _("After an answer, the next step comes within"), days_said(terms.step_days)),
        Said("nudge", _("A teacher may nudge after"), days_said(nudging.after_days)),
        Said("nudge_again", _("And again after"), days_said(nudging.every_days)),
        Said("remind", _("While we wait for the teacher, we remind after"), days_said(waiting.remind_days)),
        Said("close", _("Then it closes, when no answer comes, after"), days_said(waiting.close_days)),
        Said("solved", _("A solved request closes after"), days_said(terms.solved_days)),
        Said("reopen", _("It can be opened again for the same trouble within"), days_said(waiting.reopen_days)),
        Said("again", _("When a fix did not hold, somebody answers within"), again_said(waiting)),
        Said(
            "others",
            _("While somebody else must act, what we promised"),
            naming.named(naming.PAUSE, waiting.others_pause),
        ),
    ]


def _emergency(terms):
    one = terms.emergency
    return [
        Said("phone", _("Call"), one.phone),
        Said("words", _("What counts as one"), one.words),
        Said("tell", _("Who hears of it at once"), naming.many(naming.PEOPLE, one.tell)),
        Said("may", _("Who may use this door"), naming.many(naming.PEOPLE, one.may) or _("Everybody")),
    ]


SAYING = {
    "words": _words,
    "doors": _doors,
    "ways": _ways,
    "filing": _filing,
    "questions": _questions,
    "promises": _promises,
    "sending_on": _sending_on,
    "days": _days,
    "emergency": _emergency,
}

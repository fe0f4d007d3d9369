"""How pressing a request is as a table: how bad it is × whom it reaches. Values; ``Terms.matrix`` holds one or none.

People choose in plain words ("I can teach another way", "my class"); the codes are the district's own (S2, I4).
"""

from django.utils.translation import gettext as _
from msgspec import Struct

from .kinds import AFFECTED, Code, Line, Name, Reach, Unclear

FEWEST, MOST_STEPS = 2, 6


class Severity(Struct, frozen=True, forbid_unknown_fields=True):
    """One step of how bad it is, in the teacher's words."""

    code: Code
    name: Name
    hint: Line = ""


class Impact(Struct, frozen=True, forbid_unknown_fields=True):
    """One step of whom it reaches. ``affected``: what it counts as for doors, escalations and the help list's reasons."""

    code: Code
    name: Name
    affected: Reach = "me"


class Matrix(Struct, frozen=True, forbid_unknown_fields=True):
    """``cells``: {severity's code: {impact's code: priority's code}}, every one filled; ``impacts`` from the fewest to the most.

    ``stopped``: the severity that "teaching is stopped" means. ``usual``: the one of whoever says nothing, like a mail.
    """

    severities: tuple[Severity, ...]
    impacts: tuple[Impact, ...]
    cells: dict[Code, dict[Code, Code]]
    stopped: Code
    usual: Code

    @property
    def choices(self):
        """The severities that are asked for when teaching goes on."""
        return [one for one in self.severities if one.code != self.stopped]

    def severity(self, said="", *, stopped=False):
        """The ``Severity`` that counts: stopped teaching says it already; an unknown or no word is the usual one."""
        code = self.stopped if stopped else said
        known = {one.code: one for one in self.severities}
        return known.get(code) or known[self.usual]

    def impact(self, said="", affected="me"):
        """The ``Impact`` that counts: the one that was said, as long as it reaches so far, else the first that does."""
        fit = [one for one in self.impacts if one.affected == affected]
        far = AFFECTED.index(affected)
        fit = fit or [one for one in self.impacts if AFFECTED.index(one.affected) >= far] or [self.impacts[-1]]
        return next((one for one in fit if one.code == said), fit[0])

    def priority(self, severity, impact):
        """The code of the priority of two codes."""
        return self.cells[severity][impact]


def check(matrix, priorities):
    """Raises ``Unclear`` when the matrix does not hold together; ``priorities``: the codes that there are."""
    _check_steps(
        matrix.severities,
        _("The matrix needs two to six steps of how bad it is."),
        _("Two steps of how bad it is have the same short name."),
        _("A step of how bad it is has no words."),
    )
    _check_steps(
        matrix.impacts,
        _("The matrix needs two to six steps of whom it reaches."),
        _("Two steps of whom it reaches have the same short name."),
        _("A step of whom it reaches has no words."),
    )
    reaches = [AFFECTED.index(one.affected) for one in matrix.impacts]
    if reaches != sorted(reaches):
        raise Unclear(_("Whom it reaches goes from the fewest to the most."))
    known = {one.code for one in matrix.severities}
    for code in (matrix.stopped, matrix.usual):
        if code not in known:
            raise Unclear(_("The matrix names the step “%(code)s”, which is not on the list.") % {"code": code})
    if matrix.stopped == matrix.usual:
        raise Unclear(_("“Teaching is stopped” cannot be what counts when nobody says how bad it is."))
    _check_cells(matrix, known, priorities)


def _check_steps(rows, how_many, twice, wordless):
    if not FEWEST <= len(rows) <= MOST_STEPS:
        raise Unclear(how_many)
    if len({row.code for row in rows}) < len(rows):
        raise Unclear(twice)
    if not all(row.name.strip() for row in rows):
        raise Unclear(wordless)


def _check_cells(matrix, known, priorities):
    across = {one.code for one in matrix.impacts}
    names = {one.code: one.name for one in (*matrix.severities, *matrix.impacts)}
    if extra := sorted(set(matrix.cells) - known) or sorted(set().union(*matrix.cells.values()) - across):
        raise Unclear(_("The matrix names the step “%(code)s”, which is not on the list.") % {"code": extra[0]})
    for down in matrix.severities:
        for to in matrix.impacts:
            code = matrix.cells.get(down.code, {}).get(to.code)
            if code is None:
                where = {"severity": down.name, "impact": names[to.code]}
                raise Unclear(_("The matrix does not say how pressing “%(severity)s” is for “%(impact)s”.") % where)
            if code not in priorities:
                raise Unclear(_("The matrix names the priority “%(code)s”, which is not on the list.") % {"code": code})

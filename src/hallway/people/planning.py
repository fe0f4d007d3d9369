"""What a list would change, before anything is changed: added, changed, unchanged, and problems line by line."""

from dataclasses import dataclass, field

YES = {"yes", "y", "1", "true", "active", "enabled", "x", "on", "si"}
NO = {"no", "n", "0", "false", "inactive", "disabled", "off", "left"}
GUARD_SHARE = 0.05
GUARD_FEW = 3


@dataclass
class Change:
    """One row of a preview. ``said``: [(heading, old, new)]; ``do``: what ``apply`` calls with ``by=``."""

    line: int
    name: str
    said: list = field(default_factory=list)
    do: object = None


@dataclass
class Plan:
    """``leaving``: rows that a complete list no longer names, and that would be switched off."""

    added: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    unchanged: int = 0
    leaving: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    there: int = 0

    @property
    def changes(self):
        return len(self.added) + len(self.changed) + len(self.leaving)

    @property
    def everything(self):
        """All changes in the order they are made."""
        return [*self.added, *self.changed, *self.leaving]

    @property
    def guarded(self):
        """Whether so many would leave that somebody must type the number (more than 5 % of those here, and over three)."""
        return len(self.leaving) > max(GUARD_FEW, self.there * GUARD_SHARE)

    def problem(self, line, sentence):
        self.problems.append((line, sentence))

    def apply(self, *, by):
        """Do it all, in order; the caller holds the transaction. Lines with problems are left out."""
        for change in self.everything:
            change.do(by=by)

    def outline(self):
        """What was shown, as plain data: if it differs at the second look, people look again before anything happens."""
        return [
            [c.line, c.name, [[str(v) for v in part] for part in c.said]]
            for c in (*self.added, *self.changed, *self.leaving)
        ] + [[line, str(sentence)] for line, sentence in self.problems]


class RowToBe:
    """Values of a row that is not there yet, for its rule."""

    def __init__(self, values):
        self.__dict__.update(values)

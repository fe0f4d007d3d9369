"""How pressing a request is: by its procedure's rules, or by the steps of its matrix that were chosen."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from hallway.core.now import now
from hallway.schooltime import clock


def days_until(calendar, day):
    """School days from now until the end of ``day`` (a date), today not counted; None for no day."""
    if day is None:
        return None
    return clock.days_between(calendar, now(), datetime.combine(day, time(23, 59), ZoneInfo(calendar.zone)))


class Weighing:
    @property
    def priority(self):
        """Its ``Priority`` by its procedure: the first question is whether teaching is stopped right now."""
        return self.terms.priority_of(
            stopped=self.teaching_stopped or self.emergency, affected=self.affected, severity=self.severity, impact=self.impact,
            deadline_days=days_until(self.calendar, self.deadline),
        )  # fmt: skip

    def steps_above_usual(self):
        """How many priorities stand below its own, where the procedure tells apart what the list's own reasons do not; else 0."""
        terms = self.terms
        if terms.is_plain:
            return 0
        return len(terms.priorities) - 1 - terms.priorities.index(self.priority)

    def weigh(self, *changed):
        """Let what was chosen agree: stopped teaching with the step of the matrix that says so, the reach with its step.

        ``changed``: the fields that count against the others. Without a matrix there are no steps. Not saved.
        """
        matrix = self.terms.matrix
        if matrix is None:
            self.severity = self.impact = ""
            return
        if "teaching_stopped" in changed and "severity" not in changed and self.severity == matrix.stopped:
            self.severity = ""
        if self.severity not in {one.code for one in matrix.severities}:
            self.severity = ""
        if self.severity == matrix.stopped:
            self.teaching_stopped = True
        elif self.teaching_stopped:
            self.severity = matrix.stopped
        step = next((one for one in matrix.impacts if one.code == self.impact), None)
        if step is not None and "impact" in changed:
            self.affected = step.affected
        elif step is None or step.affected != self.affected:
            self.impact = ""

    @property
    def severity_said(self):
        """How bad it is, in the words of its procedure; empty without a matrix."""
        matrix = self.terms.matrix
        return matrix.severity(self.severity, stopped=self.teaching_stopped or self.emergency).name if matrix else ""

    @property
    def is_unsaid(self):
        """Whether nobody said how bad it is, where the procedure asks for it: a mail, or what was caught in the hallway."""
        return bool(self.terms.matrix and not self.severity and not self.emergency)

    @property
    def reach_said(self):
        """Whom it reaches, in the words of its procedure."""
        matrix = self.terms.matrix
        if matrix and (self.impact or any(one.affected == self.affected for one in matrix.impacts)):
            return matrix.impact(self.impact, self.affected).name
        return self.get_affected_display()

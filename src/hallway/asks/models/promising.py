"""The clocks of a request: seen, answered, solved, the next step; all in school time, paused while the teacher is asked."""

from django.utils.formats import date_format

from hallway.core.now import now
from hallway.core.verb import verb
from hallway.history.models import record
from hallway.procedures.terms import span, stretched
from hallway.schooltime import clock
from hallway.schooltime.calendars import season_percent

from ..rules import may_lapse

SOON = 60  # school minutes before a step is due, in which its holder is reminded


def after(calendar, at, words):
    """The instant so much school time after ``at``: ``"4 hours"``, ``"3 days"``; None when nothing is said."""
    found = span(words)
    if found is None:
        return None
    minutes, days = found
    return clock.after_days(calendar, at, days) if days else clock.after_minutes(calendar, at, minutes)


class Promising:
    def promise(self, *, again=False):
        """Begin the promise of its priority now: by when somebody has seen it, answers, and it works again.

        ``again``: a fix did not hold, for which the procedure may promise a sooner answer.
        """
        respond, seen, solve = self.spans()
        sooner = stretched(self.terms.waiting.again, self._percent()) if again else ""
        if sooner and self._in(sooner) < self._in(respond):
            respond = sooner
        self.promised_at = self._in(respond)
        self.seen_due = None if self.seen_at else self._in(seen)
        self.solve_due = self._in(solve)
        self.paused_minutes = 0
        self.next_in(respond)
        self.promised_from = self.step_from

    def _percent(self, since=None):
        """How slow the season is, at ``since`` (an instant; none: now)."""
        return season_percent(self.campus_id, self.calendar.local_day(since or now()))

    def spans(self, since=None):
        """(answer, seen, solved) of its priority, as slow as the season is at ``since`` (an instant; none: now)."""
        percent, priority = self._percent(since), self.priority
        return [stretched(words, percent) for words in (priority.respond, priority.acknowledge, priority.resolve)]

    def next_in(self, words):
        """The next step is so much school time from now; it moves with the calendar."""
        self.step_from, self.step_span, self.next_at = now(), words, self._in(words)

    def next_on(self, instant):
        """The next step is when a person said; no calendar moves it."""
        self.step_from, self.step_span, self.next_at = None, "", instant

    def _in(self, words):
        return after(self.calendar, now(), words)

    def pause(self):
        """While the teacher is asked, what the team promised stands still; by some procedures while others must act, too."""
        others = self.status == "waiting_other" and self.terms.waiting.others_pause
        if self.status == "waiting_you" or others:
            self.paused_at = self.paused_at or now()
        elif self.paused_at:
            gone = clock.minutes_between(self.calendar, self.paused_at, now())
            self.paused_at = None
            self.paused_minutes += gone
            if self.solve_due:
                self.solve_due = clock.after_minutes(self.calendar, self.solve_due, gone)
            if self.answered_at is None and self.promised_at:
                self.promised_at = clock.after_minutes(self.calendar, self.promised_at, gone)

    def seen(self):
        """Somebody of the team has it in hand."""
        self.seen_at = self.seen_at or now()

    @verb(may_lapse)
    def redate(self, *, by):
        """The calendar or what a reason is worth has changed: every date that was counted is counted anew.

        What was kept stays kept, what only the change made late is late no more, and nothing moves into the past.
        """
        before, promised = self.next_at, self._still_promised()
        if self.promised_from:
            respond, seen, solve = self.spans(self.promised_from)
            if self.step == "answer" and self.step_from == self.promised_from:
                respond = self.step_span  # sooner than its priority says, when a fix did not hold
            self.seen_due = self._anew(self.seen_due, seen, self.seen_at)
            self.promised_at = self._anew(self.promised_at, respond, self.answered_at)
            self.solve_due = self._anew(self.solve_due, solve, self.solved_at)
        if self.next_at and self.step_from and self.step_span:
            fresh = after(self.calendar, self.step_from, self.step_span)
            if fresh and (fresh > self.next_at or fresh > now()):
                self.next_at = fresh
        self.settle()
        if self.next_at != before:
            record(
                "ask.shifted", self, by=by, when=date_format(self.next_at.astimezone(self._zone()), "WEEKDAY_FORMAT")
            )
        elif self._still_promised() != promised:
            record("ask.recounted", self, by=by)
        return self

    def _anew(self, due, words, done):
        """When a promise is due by today's calendar, with what stood still. What is ``done`` only ever gets more time."""
        fresh = after(self.calendar, self.promised_from, words) if due else None
        if fresh and self.paused_minutes and not done:
            fresh = clock.after_minutes(self.calendar, fresh, self.paused_minutes)
        return fresh if fresh and (fresh > due or (not done and fresh > now())) else due

    def _still_promised(self):
        """The instants of what is promised and not done yet."""
        clocks = [(self.seen_due, self.seen_at), (self.promised_at, self.answered_at), (self.solve_due, self.solved_at)]
        return [due for due, done in clocks if due and not done]

    @verb(may_lapse)
    def soon(self, *, by):
        """Its next step is due within the hour: say so once, to whoever holds it."""
        if self.is_open and self.next_at and self.next_at > now() and not self.soon_told:
            self.soon_told = True
            self.settle()
            record("ask.soon", self, by=by)
        return self

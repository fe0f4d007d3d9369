"""Plays the stories on the school's clock: every step is a verb, called with the clock moved to its moment."""

import heapq
import random
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from hallway.appreciation.models import Thanks
from hallway.asks.jobs import keep_promises
from hallway.asks.models import Ask
from hallway.core.now import moved, now
from hallway.core.verb import HALLWAY
from hallway.people.models import Absence
from hallway.schooltime import clock
from hallway.schooltime.calendars import calendar_of

from . import belonging, ideas, lessons, tips, trainings
from .cast import named

WEEKS_BACK = 42  # school days of history: about two months


class Play:
    """``until``: the instant at which the history ends (aware). ``random``: seeded, so that two plays are alike."""

    def __init__(self, cast, until):
        self.cast, self.until, self.random = cast, until, random.Random(20260812)  # noqa: S311 - not for secrets
        self.queue, self.order, self.labels, self.asks = [], 0, {}, {}
        self.people = {member.pk: member for member in cast.members.values()}

    def at(self, moment, step, *args):
        """Put a step on the clock; one that lies after the end is left out."""
        if moment <= self.until:
            self.order += 1
            heapq.heappush(self.queue, (moment, self.order, step, args))

    def run(self, stories, out):
        """Play them all, with the house's own jobs at the end of every school day. Returns how many were asked."""
        for story in stories:
            self._plan(story)
        lessons.plan(self, before)
        ideas.plan(self, before)
        tips.plan(self, before)
        belonging.plan(self, before)
        trainings.plan(self, before)
        calendar = calendar_of(next(iter(self.cast.campuses.values())).pk)
        for back in range(100):
            day = calendar.local_day(self.until) - timedelta(days=back)
            self.at(datetime.combine(day, time(17, 30), ZoneInfo(calendar.zone)), lambda: keep_promises())
        total, told = len(self.queue), 0
        while self.queue:
            moment, _order, step, args = heapq.heappop(self.queue)
            with moved(moment):
                step(*args)
            told += 1
            if told % 200 == 0:
                out(f"  {told} of about {total} things have happened")
        with moved(self.until):
            keep_promises()
        return len(self.asks)

    # planning

    def _plan(self, story):
        handle = story.about.get("from", "")
        if handle in self.cast.campuses:
            handle = self.random.choice(self.cast.of(handle))
        campus = self.cast.campuses[self.cast.home[handle]]
        calendar = calendar_of(campus.pk)
        if "when" in story.about:
            number, unit = int(story.about["when"][:-1]), story.about["when"][-1]
            start = before(calendar, self.until, number, unit)
        else:
            start = self._some_day(calendar, story)
        self.at(start, self._open, story, handle, campus)
        moment = start
        for index, step in enumerate(story.steps):
            number, unit = step.after
            moment = (
                clock.after_minutes(calendar, moment, number)
                if unit == "m"
                else clock.after_days(calendar, moment, number)
            )
            self.at(moment + timedelta(seconds=index + 1), self._step, story, index, handle)

    def _some_day(self, calendar, story):
        """A school day of the weeks before, early enough for the story to end by itself; more often before lunch."""
        back = self.random.randint(min(story.days + 3, WEEKS_BACK - 1), WEEKS_BACK)
        day = before(calendar, self.until, back, "d")
        first = calendar.spans(calendar.local_day(day))[0][0]
        return clock.after_minutes(calendar, first, int(self.random.triangular(5, 400, 90)))

    # the steps

    def _open(self, story, handle, campus):
        requester, flags = self.cast.members[handle], story.flags
        affected = next((word for word in ("class", "several", "campus") if word in flags), "me")
        through = "mail" if "mail" in flags else "capture" if "capture" in flags else "form"
        filer = self.cast.members[story.about["filed"]] if "filed" in story.about else requester
        deadline = None
        if "deadline" in story.about:
            calendar = calendar_of(campus.pk)
            deadline = calendar.local_day(clock.after_days(calendar, now(), int(story.about["deadline"])))
        place = story.about.get("place", "")
        ask = Ask.open(
            by=HALLWAY if through == "mail" else filer, campus=campus, requester=requester, line=story.line,
            key=named(story.line), hello=story.about.get("hello", ""), detail=story.detail,
            topic=self.cast.topics[story.topic] if through == "form" else None, room=None if place else requester.room,
            place=place, teaching_stopped="stopped" in flags, affected=affected,
            device_tag=story.about.get("device", ""), best_time=story.about.get("best", ""), deadline=deadline,
            deadline_why=story.about.get("why", ""), confidential="confidential" in flags, through=through,
        )  # fmt: skip
        self.asks[id(story)] = ask.pk
        if "label" in story.about:
            self.labels[story.about["label"]] = ask.pk

    def _step(self, story, index, handle):
        step = story.steps[index]
        ask = Ask.objects.get(pk=self.asks[id(story)])
        ask.requester = self.cast.members[handle]
        holder = self.people.get(ask.holder_id) or ask.holder or self.cast.members["jo"]
        act = getattr(self, f"_do_{step.verb}", None)
        if act:
            act(ask, step, holder, ask.requester, named(f"{story.line} {index}"))
        else:
            self._say(ask, step, holder, named(f"{story.line} {index}"))

    def _say(self, ask, step, holder, key):
        """``its: …`` · ``teacher: …`` · ``its mail: …`` · ``its note: …`` · ``dwayne: …``"""
        who = {"its": holder, "teacher": ask.requester}.get(step.verb) or self.cast.members[step.verb]
        if "note" in step.words:
            ask.note(by=who, text=step.text, key=key)
        elif "mail" in step.words:
            ask.reply(by=HALLWAY, author=who, text=step.text, key=key, through="mail")
        else:
            ask.reply(by=who, text=step.text, key=key)

    def _do_solve(self, ask, step, holder, teacher, key):
        if step.text:
            ask.reply(by=holder, text=step.text, key=key)
        ask.solve(by=holder, outcome=step.words[0] if step.words else "fixed")

    def _do_confirm(self, ask, step, holder, teacher, key):
        ask.confirm(by=teacher)

    def _do_thanks(self, ask, step, holder, teacher, key):
        helpers = [self.cast.members[word] for word in step.words] or [holder]
        Thanks.give(by=teacher, receivers=helpers, reason=step.text, subject=ask, key=key)

    def _do_reopen(self, ask, step, holder, teacher, key):
        ask.reopen(by=teacher)
        if step.text:
            ask.reply(by=teacher, text=step.text, key=key)

    def _do_withdraw(self, ask, step, holder, teacher, key):
        ask.withdraw(by=teacher)

    def _do_close(self, ask, step, holder, teacher, key):
        ask.close(by=holder, outcome=step.words[0] if step.words else "fixed")

    def _do_nudge(self, ask, step, holder, teacher, key):
        ask.nudge(by=teacher)

    def _do_wait(self, ask, step, holder, teacher, key):
        """``wait you 3: the words``: on whom, school days, what for; the words go to the teacher, too."""
        until = clock.after_days(ask.calendar, now(), int(step.words[1]))
        if step.words[0] == "you":
            ask.reply(by=holder, text=step.text, key=key)
        ask.wait(by=holder, on=step.words[0], until=until, note="" if step.words[0] == "you" else step.text)

    def _do_next(self, ask, step, holder, teacher, key):
        """``next 3: what``: the next step in so many school days."""
        ask.work_on(by=holder, until=clock.after_days(ask.calendar, now(), int(step.words[0])), note=step.text)

    def _do_hand(self, ask, step, holder, teacher, key):
        ask.hand_over(by=holder, to=self.cast.members[step.words[0]], note=step.text)

    def _do_take(self, ask, step, holder, teacher, key):
        ask.take(by=self.cast.members[step.words[0]])

    def _do_escalate(self, ask, step, holder, teacher, key):
        ask.escalate(by=holder, note=step.text)

    def _do_known(self, ask, step, holder, teacher, key):
        ask.make_known(by=holder, words=step.text or ask.line)

    def _do_include(self, ask, step, holder, teacher, key):
        ask.include(by=holder, member=self.cast.members[step.words[0]])

    def _do_merge(self, ask, step, holder, teacher, key):
        ask.merge(by=holder, into=Ask.objects.get(pk=self.labels[step.words[0]]))

    def _do_out(self, ask, step, holder, teacher, key):
        """Somebody of the help team is out that day, and the work moves on."""
        who = self.cast.members[step.words[0]]
        today = ask.calendar.local_day(now())
        Absence.be_out(by=who, member=who, first=today)
        for held in Ask.objects.still_open().filter(holder=who):
            held.move_on(by=HALLWAY, away=who)


def before(calendar, moment, number, unit):
    """The instant ``number`` school minutes (``m``), hours (``h``) or days (``d``) before ``moment``."""
    day, spans = calendar.local_day(moment), []
    while not spans:
        spans = [(a, min(b, moment)) for a, b in calendar.spans(day) if a < moment]
        if not spans:
            day -= timedelta(days=1)
    if unit == "d":
        position = spans[-1][1] - spans[0][0]
        while number:
            day -= timedelta(days=1)
            number -= bool(calendar.spans(day))
        first, last = calendar.spans(day)[0][0], calendar.spans(day)[-1][1]
        return min(first + position, last)
    left = timedelta(minutes=number * (60 if unit == "h" else 1))
    while True:
        for a, b in reversed(spans):
            if left < b - a:
                return b - left
            left -= b - a
        day -= timedelta(days=1)
        spans = list(calendar.spans(day))

"""Preparing a lesson together: what it is about, the plan, notes and ideas."""

import uuid
from datetime import timedelta

from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.text import clean, one_line
from hallway.core.verb import Denied, Refused, verb
from hallway.history.models import Event, record

from ..rules import (
    may_change_lesson,
    may_drop_idea,
    may_drop_note,
    may_meet_for_consult,
    may_note_down,
    may_pick,
    may_save_plan,
    may_suggest,
)
from .lessons import LONGEST, READERS, Idea, Note, Plan

QUIET = timedelta(hours=1)  # one hand that saves again and again is one line of the history
PLAN_LONGEST = 50_000


class ConsultPlanning:
    @verb(may_change_lesson)
    def change_lesson(self, *, by, lesson, topic=None, taught_on=None):
        """Say anew what the lesson is about. Both may."""
        changed = self.lesson.say(lesson)
        topic = self.topic if topic is None else one_line(topic, 80)
        if (topic, taught_on) != (self.topic, self.taught_on):
            if taught_on != self.taught_on:
                self.wondered_at = None
            self.topic, self.taught_on, changed = topic, taught_on, True
            self.save(update_fields=["topic", "taught_on", "wondered_at"])
        if changed:
            self._quietly("consult.changed", by)
        return self

    @verb(may_meet_for_consult)
    def meet_at(self, *, by, appointment):
        """They meet for it at the time of ``appointment``, or (None) no longer."""
        if self.appointment_id != (appointment and appointment.pk):
            self.appointment = appointment
            self.save(update_fields=["appointment"])
            self._quietly("consult.changed", by)
        return self

    @verb(may_save_plan)
    def save_plan(self, *, by, text, based_on):
        """Keep the plan as a version of its own; the Plan. ``based_on``: the highest number its writer saw (0: none).

        When somebody saved meanwhile, nothing is overwritten: it is kept with ``beside``, and both are shown.
        """
        text = clean(text, PLAN_LONGEST).strip()
        rows = list(self.plans.order_by("number"))
        current = next((row for row in reversed(rows) if not row.beside), None)
        again = next((row for row in rows if (row.by_id, row.based_on, row.text) == (by.pk, based_on, text)), None)
        if again or (current and current.text == text):
            return again or current
        beside = bool(rows) and rows[-1].number > based_on
        plan = Plan(
            consult=self,
            number=rows[-1].number + 1 if rows else 1,
            text=text,
            by=by,
            at=now(),
            based_on=based_on,
            beside=beside,
        )
        plan.save(force_insert=True)
        self._quietly("consult.planned", by)
        return plan

    @property
    def plan(self):
        """The version that counts, or None."""
        return self.plans.filter(beside=False).select_related("by").order_by("number").last()

    @property
    def beside(self):
        """Versions that stand beside the plan: nobody who saw them has saved since."""
        plan = self.plan
        return list(
            self.plans.filter(beside=True, number__gt=plan.based_on if plan else 0)
            .select_related("by")
            .order_by("number")
        )

    @verb(may_note_down)
    def note_down(self, *, by, text, reader="mine", key=None):
        """A note for preparing; ``reader`` as in ``READERS``. The Note; the same one for the same ``key``."""
        text = clean(text, LONGEST).strip()
        if not text or reader not in dict(READERS):
            raise Refused(_("There is nothing to keep yet. Write a word."))
        note, made = Note.objects.get_or_create(
            key=key or uuid.uuid4(),
            defaults={"consult": self, "author": by, "text": text, "reader": reader, "at": now()},
        )
        if made and reader != "mine":
            record("consult.noted", self, by=by)
        return note

    @verb(may_drop_note)
    def drop_note(self, *, by, note):
        """Take one's own note away."""
        row = self.notes.filter(pk=note).first()
        if row is not None and row.author_id != by.pk:
            raise Denied("drop_note")
        if row is not None:
            row.delete()
        return self

    @verb(may_suggest)
    def suggest(self, *, by, title, link="", why="", key=None):
        """Put an idea beside the others; the Idea. What the teacher brings along is picked at once."""
        title = one_line(title, 200)
        if not title:
            raise Refused(_("Give the idea a name first."))
        idea, made = Idea.objects.get_or_create(
            key=key or uuid.uuid4(),
            defaults={"consult": self, "by": by, "title": title, "link": one_line(link, 500), "at": now(),
                      "why": clean(why, LONGEST).strip(), "picked": by.pk == self.teacher_id},
        )  # fmt: skip
        if made:
            record("consult.suggested", self, by=by)
        return idea

    @verb(may_pick)
    def pick(self, *, by, idea, picked=True):
        """The teacher takes an idea, or puts it back."""
        row = self.ideas.filter(pk=idea).first()
        if row is not None and row.picked != picked:
            row.picked = picked
            row.save(update_fields=["picked"])
            self._quietly("consult.picked", by)
        return self

    @verb(may_drop_idea)
    def drop_idea(self, *, by, idea):
        """Whoever brought it takes it away again; the teacher may take any."""
        row = self.ideas.filter(pk=idea).first()
        if row is not None and by.pk not in (row.by_id, self.teacher_id):
            raise Denied("drop_idea")
        if row is not None:
            row.delete()
        return self

    def _quietly(self, kind, by):
        """Record it unless the same person did the same within the hour."""
        recent = Event.objects.of(self).filter(kind=kind, actor_id=by.pk, at__gt=now() - QUIET)
        if not recent.exists():
            record(kind, self, by=by)

"""Between a consult and the library: an idea comes in, an idea goes out, a try that did not work becomes a consult, and how the
lesson went becomes a try of what was picked for it."""

import uuid

from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.text import one_line
from hallway.core.verb import Denied, Refused, creates, verb
from hallway.history.models import record
from hallway.ideas.choices import TRIED
from hallway.ideas.models import Idea as LibraryIdea
from hallway.ideas.models import Trial

from ..rules import may_bring, may_fix_together, may_take_to_library
from .lessons import Idea


class ConsultLibrary:
    @classmethod
    @creates(may_fix_together)
    def fix_together(cls, *, by, trial, its, campus):
        """Ask an ITS to make it work together: a consult that carries the try and its idea. The same one when asked again."""
        trial = Trial.objects.select_for_update(of=("self",)).select_related("idea").get(pk=trial.pk)
        before = cls.objects.filter(trial=trial).exclude(state="withdrawn").first()
        if before is not None:
            return before
        title = trial.idea.title if trial.idea_id else trial.advice
        said = [trial.get_result_display(), trial.line, trial.what_changed]
        lesson = {
            "line": _("Making it work: %(title)s") % {"title": title},
            "subject": str(trial.get_subject_display()) if trial.subject else "",
            "grade": str(trial.get_grade_display()) if trial.grade is not None else "",
            "devices": trial.device, "objectives": trial.goal, "wanted": ["coplan"],
            "used_before": "\n".join(str(each) for each in said if each),
        }  # fmt: skip
        consult = cls.open(by=by, teacher=by, its=its, campus=campus, lesson=lesson)
        cls.objects.filter(trial=trial).update(trial=None)  # one that was taken back lets it go
        consult.trial = trial
        consult.save(update_fields=["trial"])
        if trial.idea_id:
            consult.bring(by=by, idea=trial.idea)
        return consult

    @verb(may_bring)
    def bring(self, *, by, idea):
        """Put an idea of the library beside the others, once; what the teacher brings is picked at once. The consult's Idea."""
        before = self.ideas.filter(library=idea).first()
        if before is not None:
            return before
        if not idea.is_shared:
            raise Refused(_("It does not stand in the library just now."))
        row = Idea.objects.create(
            consult=self, by_id=by.pk, title=idea.title, link=idea.link, why=idea.what_for, library=idea, at=now(),
            picked=by.pk == self.teacher_id, key=uuid.uuid4(),
        )  # fmt: skip
        record("consult.suggested", self, by=by)
        return row

    @verb(may_take_to_library)
    def take_to_library(self, *, by, idea):
        """Begin an idea of the library out of one's own here: a draft that its bringer looks at and shares. The library's Idea."""
        row = self.ideas.select_related("library").filter(pk=idea).first()
        if row is None:
            raise Refused(_("It was taken away."))
        if row.by_id != by.pk:
            raise Denied("take_to_library")
        if row.library_id is None:
            row.library = LibraryIdea.draft(
                by=by, campus=self.campus, title=one_line(row.title, 200), link=row.link, what_for=row.why
            )
            row.save(update_fields=["library"])
        return row.library

    def count_in_library(self, *, by, outcome, tried):
        """How the lesson went, as a try of each idea that ``tried`` (ids of ideas here) names; none of its words goes along. For use
        inside a consult's verb. However often it is said, an idea has one try of it; what is not named any more is taken back."""
        for row in self.ideas.select_related("library", "trial").order_by("id"):
            if row.counts and row.pk in tried:
                trial = self._tried(row, by, outcome)
            elif row.counts and row.trial_id:
                trial = self._not_tried(row, by)
            else:
                continue
            if trial != row.trial:
                row.trial = trial
                row.save(update_fields=["trial"])

    def _tried(self, row, by, outcome):
        if row.library is None:
            return row.trial
        idea = row.library.merged_into or row.library
        day = (
            {"tried_on": self.taught_on} if self.taught_on and self.taught_on <= self.calendar.local_day(now()) else {}
        )
        own = Trial.objects.filter(member=by, idea__in=[row.library_id, idea.pk])
        if row.trial is None and (outcome not in TRIED or own.tried().filter(at__gte=self.asked_at).exists()):
            return None  # nothing to say yet; or they told it on the idea's page
        trial = row.trial or own.filter(result="not_yet").order_by("-at").first()
        if trial is not None:
            return trial.tell(by=by, result=outcome, **day)
        if not idea.is_shared:
            return None
        return Trial.note(by=by, campus=self.campus, idea=idea, result=outcome, key=_key(row), **day)

    def _not_tried(self, row, by):
        """Gone when the outcome had made it; what was planned before is a plan again."""
        if row.trial.key == _key(row):
            row.trial.take_back(by=by)
        else:
            row.trial.tell(by=by, result="not_yet")


def _key(row):
    return uuid.uuid5(row.key, "tried")

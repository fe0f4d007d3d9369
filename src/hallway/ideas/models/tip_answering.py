"""What people say of a tip: one tap, through whichever door it came to them."""

from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.verb import Refused, verb
from hallway.people.where import campus_of

from ..choices import ANSWERS
from ..mondays import as_of
from ..rules import is_open, may_answer, may_count, may_unanswer

AS_TRIED = {"help": "not_yet"}  # who wants help has not given up


class TipAnswering:
    @verb(may_answer)
    def answer(self, *, by, result, named=False, line="", device=""):
        """Say how it went: a Trial of the idea (or of advice), one answer a person; the Reply.

        ``named``: its writer reads who said it, and the line; who wants help tells them so. ``device``: the mark under which this
        browser may have answered without a name before; that answer becomes this one.
        """
        from .reply import Reply
        from .trial import Trial

        if result not in dict(ANSWERS):
            raise Refused(_("Choose how it went."))
        reply = self.replies.select_related("trial__idea").filter(member=by).first() or Reply(tip=self, member=by)
        then = reply.said_before(as_of()) if reply.pk else ""
        writer = self.hears if named or result == "help" else None
        said = {"result": AS_TRIED.get(result, result), "its": writer}
        said |= {"line": line} if line or not reply.trial_id else {}
        idea = self.idea and self.idea.survivor
        about = {"idea": idea} if idea and is_open(idea) else {"advice": self.title}
        ideas = {self.idea_id, idea.pk} if idea else ()
        planned = by.trials.filter(idea__in=ideas, result="not_yet", replies=None).first()
        if trial := reply.trial or planned:
            reply.trial = trial.tell(by=by, **said)
        else:
            reply.trial = Trial.note(by=by, campus=campus_of(by), **about, **said)
        reply.help, reply.at, reply.was = result == "help", now(), then
        reply.save()
        self.replies.filter(device=device).exclude(device="").delete()
        return reply

    @verb(may_unanswer)
    def unanswer(self, *, by):
        """Take one's own answer back, with its try."""
        for reply in self.replies.filter(member=by).select_related("trial"):
            reply.trial.take_back(by=by)
        return self

    @verb(may_count)
    def count(self, *, by, device, result):
        """An answer without a name, one for each ``device`` (a mark that says nothing but "the same browser, the same tip")."""
        if self.state != "published":
            raise Refused(_("This tip was taken back."))
        if result not in dict(ANSWERS):
            raise Refused(_("Choose how it went."))
        before = self.replies.filter(device=device).first()
        said = {"result": result, "help": result == "help", "was": before.said_before(as_of()) if before else ""}
        self.replies.update_or_create(device=device, defaults={**said, "at": now()})
        return self

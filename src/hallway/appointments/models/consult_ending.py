"""How a consult ends: how it went, taken back, or a help request again."""

from datetime import timedelta

from django.utils.translation import gettext as _

from hallway.asks.models import Ask
from hallway.core.now import now
from hallway.core.text import one_line
from hallway.core.verb import HALLWAY, Refused, verb
from hallway.delivery.models import Prompt
from hallway.history.models import Event, record

from ..rules import may_go_back, may_reopen_consult, may_tell_outcome, may_withdraw_consult, may_wonder
from .apart import free_its_time
from .lessons import OUTCOMES

UNDO = timedelta(hours=24)


class ConsultEnding:
    @verb(may_wonder)
    def wonder(self, *, by):
        """Ask the teacher once how it went; whether they were asked. Nobody is asked more than one thing a week."""
        if self.state != "open" or self.wondered_at:
            return False
        if not Prompt.may_ask(self.teacher, "consult"):
            return False
        self.wondered_at = now()
        self.save(update_fields=["wondered_at"])
        record("consult.wondered", self, by=by)
        return True

    @verb(may_wonder)
    def let_be(self, *, by):
        """Too long ago to ask; the page still offers it."""
        if self.state == "open" and self.wondered_at is None:
            self.wondered_at = now()
            self.save(update_fields=["wondered_at"])
        return self

    @verb(may_wonder)
    def lose_its(self, *, by):
        """The ITS has left: the teacher is told, once of each, and may ask somebody else."""
        told = Event.objects.of(self).filter(kind="consult.lost", data__its=self.its_id)
        if self.state == "open" and not told.exists():
            record("consult.lost", self, by=by, its=self.its_id)
        return self

    @verb(may_tell_outcome)
    def tell_outcome(self, *, by, outcome, line="", tried=()):
        """How it went, in one tap, with a line if they like. "Not yet" leaves it open. May be said anew. ``tried``: ids of the picked
        ideas that it counts for in the library. Raises Refused."""
        if outcome not in dict(OUTCOMES):
            raise Refused(_("Choose how it went."))
        if self.state not in ("open", "over"):
            raise Refused(_("This one did not take place. Begin a new one."))
        lesson, line = self.lesson, one_line(line, 500)
        self.count_in_library(by=by, outcome=outcome, tried=tried)
        if (lesson.outcome, lesson.outcome_line) == (outcome, line):
            return self
        lesson.outcome, lesson.outcome_line, lesson.outcome_at = outcome, line, now()
        lesson.save(update_fields=["outcome", "outcome_line", "outcome_at"])
        over = outcome != "not_yet"
        self.state, self.over_at = ("over", self.over_at or now()) if over else ("open", None)
        self.wondered_at = self.wondered_at or now()
        self.save(update_fields=["state", "over_at", "wondered_at"])
        record("consult.told", self, by=by)
        return self

    @verb(may_withdraw_consult)
    def withdraw(self, *, by):
        """The teacher no longer needs it."""
        if self.state in ("withdrawn", "returned"):
            return self
        if self.state == "over":
            raise Refused(_("It took place, and how it went is kept. There is nothing to take back."))
        self.state, self.over_at = "withdrawn", now()
        self.save(update_fields=["state", "over_at"])
        free_its_time(self, by)
        record("consult.withdrawn", self, by=by)
        return self

    @property
    def can_be_reopened(self):
        """Whether it was taken back so lately that the teacher can think otherwise; its ITS must still be there to be asked."""
        return self.state == "withdrawn" and self.over_at is not None and now() < self.over_at + UNDO

    @verb(may_reopen_consult)
    def reopen(self, *, by):
        """Taken back by mistake: it goes on. Already going on changes nothing. Raises Refused when it is too late."""
        if self.state == "open":
            return self
        if not self.can_be_reopened:
            raise Refused(_("That was a while ago. Begin a new one; what you wrote stays here to read."))
        self.state, self.over_at = "open", None
        self.save(update_fields=["state", "over_at"])
        record("consult.reopened", self, by=by)
        return self

    @verb(may_go_back)
    def go_back(self, *, by):
        """Make it a help request: the one it came from opens again, else a confidential one is opened. The Ask."""
        if self.state == "over":
            raise Refused(_("It took place, and how it went is kept. Ask for help anew if something does not work."))
        ask = self.came_from
        if self.state == "returned" and ask:
            return ask
        if ask is not None:
            ask.reopen(by=by if by.can("reopen", ask) else HALLWAY)
        else:
            ask = Ask.open(
                by=by, requester=self.teacher, campus=self.campus, line=_("A lesson"), confidential=True,
                holder=self.its if self.its.is_active and self.its.seat.is_its else None,
            )  # fmt: skip
            self.came_from = ask
        self.state, self.over_at = "returned", now()
        self.save(update_fields=["came_from", "state", "over_at"])
        record("consult.returned", self, by=by)
        return ask

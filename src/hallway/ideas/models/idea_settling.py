"""Keeping the library tidy: outdated or not, two that are one, and what nobody needs any more."""

from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.text import one_line
from hallway.core.verb import HALLWAY, Refused, verb
from hallway.history.models import record

from ..rules import may_free, may_hold, may_merge, may_part, may_put_away, may_report, may_settle, may_take_out


class IdeaSettling:
    @property
    def doubts(self):
        """Reports that nobody settled yet, oldest first."""
        return self.reports.filter(settled_at=None).select_related("by").order_by("pk")

    @verb(may_report)
    def report(self, *, by, why=""):
        """Say that it is outdated; the Report. It stands on the idea until somebody settles it. Said again, it is the same."""
        from .report import Report

        before = self.doubts.filter(by=by).first()
        if before is not None:
            return before
        report = Report.objects.create(idea=self, by_id=by.pk, why=one_line(why, 300), at=now())
        record("idea.reported", self, by=by)
        return report

    @verb(may_settle)
    def settle(self, *, by, outdated):
        """Decide what was reported: it is outdated, or it is fine as it stands. Also without a report, and back again."""
        state = "outdated" if outdated else "shared"
        open_ones = self.doubts
        if not self.is_shared:
            raise Refused(_("It does not stand in the library just now."))
        if self.state != state or open_ones.exists():
            open_ones.update(settled_at=now(), settled_by=by.pk)
            self.state = state
            self.save(update_fields=["state"])
            record("idea.settled", self, by=by, outdated=outdated)
        return self

    @verb(may_merge)
    def merge(self, *, by, into):
        """Put it together with a better one: its tries count there, and its page leads there. It can be taken apart again."""
        if self.state == "merged" and self.merged_into_id == into.pk:
            return self
        # Whoever merges the other way round at this moment has that row in hand: neither waits for the other.
        into = (
            type(self).objects.select_for_update(skip_locked=True).filter(pk=into.pk).first()
            if into.pk != self.pk
            else None
        )
        if into is None or not self.is_shared or not into.is_shared:
            raise Refused(_("Choose another idea that stands in the library."))
        if self.parts.exists():
            raise Refused(_("Another idea is part of this one. Put that one in by itself first."))
        self.state, self.merged_into = "merged", into
        self.save(update_fields=["state", "merged_into"])
        record("idea.merged", self, by=by, into=into.pk)
        return self

    @verb(may_part)
    def part(self, *, by):
        """Take it apart again."""
        if self.state == "merged":
            self.state, self.merged_into = "shared", None
            self.save(update_fields=["state", "merged_into"])
            record("idea.parted", self, by=by)
        return self

    @verb(may_put_away)
    def put_away(self, *, by):
        """Take it out of the library; whoever shared it and the ITS can bring it out again. What was put together with it stands by
        itself again."""
        if self.is_shared:
            self._let_parts_go()
            self.state = "away"
            self.save(update_fields=["state"])
            record("idea.put_away", self, by=by)
        return self

    @verb(may_take_out)
    def take_out(self, *, by):
        """Bring it out again."""
        if self.state == "away":
            self.state = "shared"
            self.save(update_fields=["state"])
            record("idea.taken_out", self, by=by)
        return self

    @verb(may_hold)
    def hold(self, *, by):
        """Whose classroom it tells of does not say yes to it any more: only its sharer reads it, and no ITS brings it out again."""
        if self.state not in ("draft", "held"):
            self._let_parts_go()
            self.state, self.merged_into = "held", None
            self.save(update_fields=["state", "merged_into"])
            record("idea.put_away", self, by=by)
        return self

    @verb(may_free)
    def free(self, *, by):
        """They say yes again."""
        if self.state == "held":
            self.state = "shared"
            self.save(update_fields=["state"])
            record("idea.taken_out", self, by=by)
        return self

    def _let_parts_go(self):
        for each in self.parts.order_by("pk"):
            each.part(by=HALLWAY)

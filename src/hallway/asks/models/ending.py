"""How a request ends, and how it opens again: solve, confirm, close, reopen, withdraw, merge with undo."""

from django.db import OperationalError
from django.utils.translation import gettext as _

from hallway.core.keyed import digest_of
from hallway.core.now import now
from hallway.core.verb import HALLWAY, Refused, verb
from hallway.history.models import Event, record
from hallway.threads.models import File, Message

from ..rules import may_become, may_close, may_confirm, may_merge, may_reopen, may_solve, may_unmerge, may_withdraw

SOLVED_BY = {"fixed", "workaround", "replaced", "vendor", "not_ours"}
# What a joined request gets back when it is taken apart, besides what a message changes.
MORE = ("holder_id", "queue", "route_why", "paused_minutes", "late_told", "soon_told", "known_issue")
MORE_INSTANTS = ("promised_at", "promised_from", "seen_due", "solve_due", "paused_at", "escalated_at")
CLOSED_BY = SOLVED_BY | {"no_reply", "withdrawn"}
JOINS = 50  # one into the next; rows that a person joined in a ring by hand end there, too


class Ending:
    @verb(may_solve)
    def solve(self, *, by, outcome="fixed"):
        """It is solved: the teacher says whether it works; untouched, it closes after five school days.

        Two people solving at once: the second finds it solved. Raises Refused when closed or the outcome is unknown.
        """
        if outcome not in SOLVED_BY:
            raise Refused(_("Choose how it was solved."))
        if self.status == "solved":
            return self
        if self.status == "closed":
            raise Refused(_("This request is closed already. Open it again first."))
        self.status, self.outcome, self.solved_at = "solved", outcome, now()
        self.answered_at = self.answered_at or now()
        if self.holder_id is None and by is not HALLWAY:
            self.holder, self.queue = by, ""
        self.step, self.step_note = "close", ""
        self.seen()
        self.next_in(f"{self.terms.solved_days} days")
        self.unknow("solved", by)
        self.settle()
        record("ask.solved", self, by=by, outcome=outcome)
        return self

    @verb(may_confirm)
    def confirm(self, *, by, author=None, text="", html="", full_text="", key=None, through="form"):
        """The asker says it works: a solved request closes at once. Confirming a closed one changes nothing.

        ``text``: a thank-you that came by mail (``by`` is HALLWAY, ``author`` who wrote it). It stays in the conversation
        and opens nothing; from somebody who takes part and did not ask it ends nothing either.
        """
        author = author or by
        if text:
            self._keep_thanks(author, text, html, full_text, key, through)
            if author.pk not in (self.requester_id, self.filed_by_id):
                return self
        if self.status == "closed":
            return self
        if self.status != "solved":
            raise Refused(
                _("Nobody has called it solved yet. You can take the request back if it is no longer needed.")
            )
        self._end("closed", self.outcome, by)
        record("ask.confirmed", self, by=author)
        return self

    def _keep_thanks(self, author, text, html, full_text, key, through):
        digest = digest_of(ask=self.pk, thanks=True, author=author.pk, text=text)
        if key and Message.made_before(key, digest):
            return
        Message.objects.create(
            noun=self, kind="reply", author_id=author.pk, text=text, html=html, full_text=full_text, through=through,
            confirms=True, at=now(), key_digest=digest, **({"key": key} if key else {}),
        )  # fmt: skip

    @verb(may_close)
    def close(self, *, by, outcome="fixed"):
        """Close it with an outcome. Raises Refused when the outcome is unknown."""
        if outcome not in CLOSED_BY:
            raise Refused(_("Choose how it ended."))
        if self.status == "closed":
            return self
        self._end("closed", self.outcome if self.status == "solved" and self.outcome else outcome, by)
        record("ask.closed", self, by=by, outcome=self.outcome)
        return self

    @verb(may_reopen)
    def reopen(self, *, by):
        """It came back: open again, with the holder it had, and a fresh promise."""
        if self.is_open:
            return self
        if self.merged_into_id:
            raise Refused(
                _("This one was joined with #%(number)s. Write there, or take them apart first.")
                % {"number": self.merged_into_id}
            )
        self._open_again()
        self.settle()
        record("ask.reopened", self, by=by)
        return self

    def _open_again(self):
        from hallway.people.where import out_on

        self.status, self.outcome, self.step = "open", "", "answer"
        self.solved_at = self.closed_at = self.answered_at = None
        gone = self.holder_id and (
            not self.holder.is_active or self.holder_id in out_on(self.calendar.local_day(now()), [self.holder_id])
        )
        if not self.holder_id or gone:
            self.go()
        self.promise(again=True)

    @verb(may_withdraw)
    def withdraw(self, *, by):
        """The asker no longer needs it."""
        if self.status == "closed":
            return self
        if self.known_issue and self.known_as.told.exists():
            raise Refused(_("Others have this, too, so it stays open until it works. There is nothing you need to do."))
        self._end("closed", "withdrawn", by)
        record("ask.withdrawn", self, by=by)
        return self

    @verb(may_become)
    def become(self, *, by):
        """It goes on as a lesson consult: closed as that, whatever it was before. ``reopen`` brings it back."""
        if self.outcome == "consult":
            return self
        if self.merged_into_id:
            raise Refused(
                _("This one was joined with #%(number)s. Make that one a consult, or take them apart first.")
                % {"number": self.merged_into_id}
            )
        self._end("closed", "consult", by)
        record("ask.became", self, by=by)
        return self

    @verb(may_merge)
    def merge(self, *, by, into):
        """Join it into another request of the same campuses' work; mail and people follow. Raises Refused for a circle.

        The same requester or not: people of this one take part in the other.
        """
        from .beside import Participant

        # Two people joining two requests into each other: neither waits for the other's row, so no circle and no deadlock.
        try:
            into.refresh_from_db(from_queryset=type(self)._base_manager.select_for_update(nowait=True))
        except OperationalError as busy:
            raise Refused(
                _("Somebody is at work on #%(number)s just now. Try again in a moment.") % {"number": into.pk}
            ) from busy
        into = into.survivor
        if into.pk == self.pk:
            raise Refused(_("A request cannot be joined with itself."))
        if self.merged_into_id == into.pk:
            return self
        if not into.is_staff(by):
            from hallway.core.verb import Denied

            raise Denied("merge")
        if not into.is_open:
            raise Refused(
                _("#%(number)s is finished, and nobody would answer there. Open it again first.") % {"number": into.pk}
            )
        if self.confidential != into.confidential or (self.confidential and self.requester_id != into.requester_id):
            raise Refused(_("A confidential request is not joined with another one."))
        for member in self.people:
            if member.pk != into.requester_id:
                Participant.objects.get_or_create(ask=into, member=member, defaults={"because": self})
        before = self.snapshot(MORE, MORE_INSTANTS)
        before["made_known"] = self.known_goes_to(into, by)
        self.merged_into = into
        self._end("closed", "merged", by)
        record("ask.merged", self, by=by, into=into.pk, before=before)
        record("ask.gained", into, by=by, other=self.pk)
        return self

    @verb(may_unmerge)
    def unmerge(self, *, by):
        """Take it apart again: it stands as it stood, with its holder and dates. The people it brought leave the other, and
        what they wrote there comes along, as they cannot read it there any more."""
        if not self.merged_into_id:
            return self
        into, self.merged_into = self.merged_into, None
        event = Event.objects.of(self).filter(kind="ask.merged").last()
        said = self._leave(into, event.at if event else now())
        before = dict(event.data.get("before", {})) if event else {}
        made_known = before.pop("made_known", False)
        if before:
            self.outcome, self.closed_at = "", None
            self.stand_as(before)
            if self.is_open and self.holder_id and not self.holder.is_active:
                self.go()
            self.known_comes_from(into, made_known)
        else:
            self._open_again()
        self.settle(said)
        record("ask.unmerged", into, by=by, other=self.pk)
        if self.is_open:
            record("ask.reopened", self, by=by)
        return self

    def _leave(self, into, since):
        """Take the people it brought out of ``into`` and of what that was joined into; what they said there, for the search."""
        from .beside import Participant

        below, said = self, []
        leaving = list(Participant.objects.filter(ask=into, because=self).values_list("member", flat=True))
        for there in into.joined_on():
            if not leaving:
                break
            said.append(self._bring_along(there, leaving, since))
            Participant.objects.filter(ask=there, because=below, member__in=leaving).delete()
            stay = {member.pk for member in there.people}
            leaving = [pk for pk in leaving if pk not in stay]
            below = there
        return "\n".join(said)

    def _bring_along(self, into, people, since):
        """Take what ``people`` wrote in the other request since then; its text, for the search."""
        found = Message.objects.of(into).filter(author__in=people, at__gte=since)
        texts, ids = "\n".join(message.text for message in found), [message.pk for message in found]
        File.objects.of(into).filter(message__in=ids).update(noun_id=self.pk)
        found.update(noun_id=self.pk)
        return texts

    @property
    def survivor(self):
        """The request that it was joined into, through all joins; itself when it was not, or when no end is found."""
        *_between, last = self.joined_on()
        return self if last.merged_into_id else last

    def joined_on(self):
        """Itself, what it was joined into, what that was joined into, and so on."""
        ask, left = self, JOINS
        while ask is not None and left:
            yield ask
            ask, left = ask.merged_into, left - 1

    def _end(self, status, outcome, by):
        self.status, self.outcome, self.closed_at = status, outcome, now()
        self.next_on(None)
        self.step_note = ""
        self.unknow("solved" if outcome in SOLVED_BY else "dropped", by)
        self.settle()

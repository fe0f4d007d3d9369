"""What is said on a request: replies, notes, nudges, and twenty seconds to take a message back."""

from datetime import datetime

from django.db.models import DateTimeField
from django.utils.translation import gettext as _

from hallway.core.gathering import insert
from hallway.core.keyed import digest_of
from hallway.core.now import now
from hallway.core.text import clean
from hallway.core.verb import HALLWAY, Refused, verb
from hallway.history.models import Event, record
from hallway.schooltime import clock
from hallway.threads.models import Message
from hallway.threads.models.messages import UNDO_SECONDS

from ..rules import may_include, may_lapse, may_note, may_nudge, may_reply, may_undo_message

SNAPSHOT = ("status", "outcome", "step", "step_note", "step_span")
INSTANTS = ("next_at", "step_from", "answered_at", "seen_at", "solved_at", "closed_at")
DECIDED = [
    f"ask.{what}"
    for what in ("replied", "waiting", "paused", "dated", "redated", "triaged", "solved", "confirmed", "closed",
                 "reopened", "withdrawn", "merged", "unmerged")
]  # fmt: skip


class Talking:
    @verb(may_reply)
    def reply(self, *, by, text, key=None, stored=(), through="form", html="", full_text="", author=None):
        """Write to everybody on the request; returns the Message. From the form it can be taken back for twenty seconds.

        A helper's first reply keeps the promise; the asker's reply ends waiting and opens a solved request again.
        ``author``: who wrote it when ``by`` is HALLWAY (a mail whose sender was checked). Raises Refused when empty.
        """
        author = author or by
        return self._say("reply", author, text, key, stored, through, html, full_text, "ask.replied")

    @verb(may_note)
    def note(self, *, by, text, key=None, stored=()):
        """Write for the team only; the asker never sees it."""
        return self._say("note", by, text, key, stored, "form", "", "", "ask.noted")

    def _say(self, kind, author, text, key, stored, through, html, full_text, event):
        text = clean(text).strip()
        if not text and not stored:
            raise Refused(_("There is nothing to send yet. Write a word or add a file."))
        if self.survivor != self:
            return self._say_there(kind, author, text, key, stored, through, html, full_text)
        digest = digest_of(ask=self.pk, kind=kind, author=author.pk, text=text, files=[item.sha256 for item in stored])
        before = self.snapshot()
        message = insert(
            Message(
                noun=self, kind=kind, author_id=author.pk, text=text, html=html, full_text=full_text, through=through,
                at=now(), key_digest=digest, **({"key": key} if key else {}),
            )
        )  # fmt: skip
        self.keep_files(message, stored, author)
        if kind == "reply":
            self.answered_by(author, text)
        record(event, self, by=author, wait=UNDO_SECONDS if through == "form" else 0, message=message.pk, before=before)
        return message

    def _say_there(self, kind, author, text, key, stored, through, html, full_text):
        """It was joined into another one: what is said here is said there."""
        into = self.survivor
        if kind == "note":
            return into.note(by=author, text=text, key=key, stored=stored)
        return into.reply(by=HALLWAY if through == "mail" else author, author=author, text=text, key=key, stored=stored,
                          through=through, html=html, full_text=full_text)  # fmt: skip

    def snapshot(self, more=(), instants=()):
        """How it stands, for an event's data: what ``stand_as`` brings back."""
        plain = {name: getattr(self, name) for name in (*SNAPSHOT, *more)}
        moments = {name: getattr(self, name) for name in (*INSTANTS, *instants)}
        return plain | {name: value.isoformat() if value else None for name, value in moments.items()}

    def stand_as(self, before):
        """Let it stand as a snapshot says; what an older one lacks stays. Not saved."""
        for name, value in before.items():
            moment = isinstance(self._meta.get_field(name), DateTimeField)
            setattr(self, name, datetime.fromisoformat(value) if moment and value else value)

    def answered_by(self, author, text):
        """Move the promise and keep the words: a helper's word keeps it and makes the next one, the asker's word asks for an answer."""
        helper = author is HALLWAY or (author.pk != self.requester_id and self.is_staff(author))
        if helper:
            self.answered_at = self.answered_at or now()
            self.seen()
            if self.status == "open":
                self.step = "work"
                self.next_in(f"{self.terms.step_days} days")
        else:
            if not self.is_open:
                self._open_again()
                record("ask.reopened", self, by=author)
            else:
                self._asked_again()
        self.settle(said=text)

    def _asked_again(self):
        """The asker wrote: an answer is due as after a new request, and never later than what was promised before."""
        waited, sooner = self.status == "waiting_you", self.next_at
        self.status, self.step = "open", "answer"
        self.pause()
        before = self.step_from, self.step_span
        self.next_in(self.spans()[0])
        if waited and self.answered_at is None and self.promised_at < self.next_at:
            left = clock.minutes_between(self.calendar, now(), self.promised_at) if self.promised_at > now() else 0
            self.next_in(f"{left} minutes")
        elif not waited and sooner < self.next_at:
            (self.step_from, self.step_span), self.next_at = before, sooner

    @verb(may_undo_message)
    def undo_message(self, *, by, message):
        """Take one's own message back while it waits to be told; returns its text, for the form. Raises Refused when too late."""
        row = Message.objects.select_for_update().filter(pk=message.pk, noun_id=self.pk).first()
        if row is None:
            return ""
        if row.author_id != by.pk:
            from hallway.core.verb import Denied

            raise Denied("undo_message")
        event = (
            Event.objects.select_for_update().filter(root_id=self.pk, data__message=row.pk, told=None).of(self).first()
        )
        if event is None or not row.undoable():
            raise Refused(_("It has been sent already. You can write another message to put it right."))
        # What was decided after the message stays decided; else the request stands again as it stood before it.
        decided = Event.objects.filter(pk__gt=event.pk, kind__in=DECIDED).of(self).exists()
        self.stand_as({} if decided else event.data.get("before", {}))
        text = row.text
        event.delete()
        row.delete()
        self.settle()
        record("ask.unsaid", self, by=by)
        return text

    def nudge_from(self):
        """The instant from which a nudge is offered: so many school days after it was asked, or after the last nudge."""
        if not self.is_open or self.status == "waiting_you":
            return None
        nudging = self.terms.nudging
        if self.nudged_at:
            return clock.after_days(self.calendar, self.nudged_at, nudging.every_days)
        return clock.after_days(self.calendar, self.opened_at, nudging.after_days)

    @verb(may_nudge)
    def nudge(self, *, by):
        """Ask gently how it is going: raises the request visibly, once per interval. Raises Refused before its time."""
        if not self.is_open:
            raise Refused(_("This one is finished already. If it came back, say so and it opens again."))
        if self.status == "waiting_you":
            raise Refused(_("The help team waits for your answer. Write it below and it moves on."))
        start = self.nudge_from()
        if start > now():
            if self.nudged_at:
                raise Refused(
                    _("You nudged already, and it stands higher for it. You can again after the next school days.")
                )
            raise Refused(
                _("The help team still has time to answer. You can nudge when the first school days have passed.")
            )
        self.nudges += 1
        self.nudged_at = now()
        self.settle()
        record("ask.nudged", self, by=by)
        return self

    @verb(may_include)
    def include(self, *, by, member):
        """Let a colleague take part: they read and reply."""
        from .beside import Participant

        _row, made = Participant.objects.get_or_create(ask=self, member=member)
        if made:
            record("ask.included", self, by=by, who=member.short_name)
        return self

    @verb(may_lapse)
    def remind(self, *, by):
        """Hallway asks the teacher again, once; then the request closes kindly when nothing comes."""
        if self.status != "waiting_you" or self.step != "remind":
            return self
        self.step = "close"
        self.next_in(f"{self.terms.waiting.close_days} days")
        self.settle()
        record("ask.reminded", self, by=HALLWAY)
        return self

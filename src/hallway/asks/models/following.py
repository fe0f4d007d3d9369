"""When something came back long after its request was closed: a new request that goes on from the old one, and both say so."""

from hallway.core.now import now
from hallway.core.verb import verb
from hallway.history.models import Event, record
from hallway.schooltime import clock

from ..rules import may_follow_up


class Following:
    def reopens_until(self):
        """Until when a closed request opens again by its people's word, as its procedure says; None while it is not closed."""
        if self.status != "closed" or self.closed_at is None:
            return None
        return clock.after_days(self.calendar, self.closed_at, self.terms.waiting.reopen_days)

    def is_long_over(self):
        """Whether what its people write now is a new matter."""
        until = self.reopens_until()
        return until is not None and not self.merged_into_id and now() > until

    def goes_on_as(self, author):
        """The request that ``author`` may write into and that this one came back as, unless that is long over, too; or None."""
        for event in Event.objects.of(self).filter(kind="ask.followed").order_by("-id")[:5]:
            ask = type(self).objects.filter(pk=event.data["other"]).first()
            if ask and not ask.is_long_over() and not ask.merged_into_id and ask.is_party(author):
                return ask
        return None

    @verb(may_follow_up)
    def follow_up(self, *, by, text="", author=None, key=None, stored=(), through="form", html="", full_text=""):
        """A new request with these words, about the same; returns it. The old one stays closed, with what was said in it.
        When it went on already, the words join the request that it went on as.

        ``author``: who wrote it when ``by`` is HALLWAY (a mail whose sender was checked). Whoever filed it for a colleague
        files this one for them, too. Raises Refused as ``open`` does.
        """
        author = author or by
        made = type(self).objects.filter(key=key).first() if key else None
        if made is None and (there := self.goes_on_as(author)):
            there.reply(
                by=by, author=author, text=text, key=key, stored=stored, through=through, html=html, full_text=full_text
            )
            return there
        for_them = author.pk == self.filed_by_id and self.requester.is_active
        room = self.room if self.room_id and self.room.enabled and self.room.campus_id == self.campus_id else None
        ask = type(self).open(
            by=author, campus=self.campus, requester=self.requester if for_them else author, line=self.line, key=key,
            detail=text, html=html, full_text=full_text, topic=self.topic, room=room, place=self.place,
            device_tag=self.device_tag, affected=self.affected, impact=self.impact, confidential=self.confidential, through=through,
            stored=stored,
        )  # fmt: skip
        if not Event.objects.of(ask).filter(kind="ask.follows").exists():
            record("ask.follows", ask, by=author, other=self.pk)
            record("ask.followed", self, by=author, other=ask.pk)
        return ask

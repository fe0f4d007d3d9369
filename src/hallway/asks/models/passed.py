"""Whose request it is, when a helper passed it on: theirs until somebody says whose, with twenty seconds to take that back."""

from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.verb import Refused, verb
from hallway.history.models import Event, record
from hallway.threads.models import Message
from hallway.threads.models.messages import UNDO_SECONDS

from ..rules import may_belong_back, may_belong_to

CHOSEN = ("ask.taken", "ask.handed", "ask.replied", "ask.sent_on", "ask.escalated")  # a person has it on purpose
KEPT = ("requester_id", "campus_id", "room_id", "holder_id", "queue", "route_why")


class Passed:
    @verb(may_belong_to)
    def belong_to(self, *, by, requester, campus=None):
        """It is ``requester``'s request, not of whoever passed it on, who stays on it. They are told after the time to undo.
        ``campus``: where it is then. Raises Refused when it is over, between two people, or they have left."""
        if requester.pk == self.requester_id:
            return self
        if self.confidential or not self.is_open:
            raise Refused(_("This request is finished or confidential. Whose it is stays as it is."))
        if not requester.is_active:
            raise Refused(_("%(name)s no longer works here.") % {"name": requester.full_name})
        before = {name: getattr(self, name) for name in KEPT}
        self.requester = requester
        if campus is not None and campus.pk != self.campus_id:
            self.campus, self.room = campus, None
        chosen = Event.objects.of(self).filter(kind__in=CHOSEN).exists() and self.holder_id
        if not chosen or not self.holder.seat.serves(self.campus_id):
            self.go()  # who gets what they ask, not what the helper asks
        if self.room_id is None and requester.room_id and requester.room.campus_id == self.campus_id:
            self.room = requester.room
        self._asked_by(requester.pk, requester.name)
        Event.objects.of(self).filter(kind="ask.received", told=None).update(
            told=now()
        )  # it was for whoever passed it on
        record("ask.belongs", self, by=by, wait=UNDO_SECONDS, who=requester.full_name, before=before)
        return self

    @verb(may_belong_back)
    def belong_back(self, *, by):
        """Take back whose it is, before they were told. Raises Refused when it is too late."""
        told_soon = Event.objects.select_for_update().of(self).filter(kind="ask.belongs", told=None).order_by("-id")
        event = told_soon.first()
        if event is None:
            raise Refused(_("They have been told already. You can say that it is somebody else's."))
        for name in KEPT:
            setattr(self, name, event.data["before"][name])
        event.delete()
        self._asked_by(self.requester_id, "")
        record("ask.belongs_not", self, by=by)
        return self

    def _asked_by(self, member_id, name):
        self.__dict__.pop("people", None)
        self.settle(said=name)
        Message.objects.of(self).filter(kind="ask").update(author=member_id)

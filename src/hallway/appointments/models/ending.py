"""How an appointment ends: called off, taken place, or not."""

from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.text import one_line
from hallway.core.verb import Refused, verb
from hallway.history.models import record

from ..rules import may_cancel, may_did_not_happen, may_happen, may_remind


class Ending:
    @verb(may_cancel)
    def cancel(self, *, by, reason=""):
        """Call it off, with a reason for those who were to come. Called off already changes nothing. Raises ``Refused``."""
        if self.status in ("cancelled", "declined"):
            return self
        self.must_stand()
        self.status, self.reason, self.ended_by_id = "cancelled", one_line(reason, 300), by.pk
        self.keep("status", "reason", "ended_by", calendars=True)
        self.take_time()
        self.tell("appointment.cancelled", by)
        return self

    @verb(may_happen)
    def happen(self, *, by):
        """It took place. Raises ``Refused`` before it has begun, and when it was called off."""
        return self._was("happened", by, (), "appointment.happened")

    @verb(may_did_not_happen)
    def did_not_happen(self, *, by, missing=()):
        """It did not take place. ``missing``: members who were not there, of either side; nobody hears of it but those who were
        to come, and nobody counts it. Raises ``Refused``."""
        return self._was("missed", by, {member.pk for member in missing}, "appointment.missed")

    def _was(self, status, by, missing, kind):
        if self.status not in ("confirmed", "pending", "happened", "missed"):
            raise Refused(_("This meeting was called off."))
        if self.start > now():
            raise Refused(_("It has not begun yet. You can cancel it or move it."))
        self.parties.exclude(member__in=missing).update(missed=False)
        self.parties.filter(member__in=missing).update(missed=True)
        self.read_again()
        if self.status != status:
            self.status, self.ended_by_id = status, by.pk
            self.keep("status", "ended_by")
            record(kind, self, by=by)
        return self

    @verb(may_remind)
    def remind(self, *, by, party):
        """Remind one of those who come, once for a start; whether that was to do."""
        party.refresh_from_db(fields=["answer", "reminded"])
        if not self.stands or self.is_over or party.reminded == self.start or not party.standing:
            return False
        party.reminded = self.start
        party.save(update_fields=["reminded"])
        record("appointment.soon", party, by=by, root=self)
        return True

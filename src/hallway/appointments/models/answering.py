"""Yes, perhaps and no, by whoever was asked, from the page, a mail's link or their calendar's answer."""

from django.utils.translation import gettext as _

from hallway.core.verb import Refused, verb
from hallway.history.models import record

from ..rules import may_accept, may_ask_otherwise, may_decline, may_perhaps


class Answering:
    @verb(may_accept)
    def accept(self, *, by):
        """They come. After a no their time is taken again. Raises ``Clash`` or ``Refused``."""
        return self._answer(by, "accepted", "appointment.accepted")

    @verb(may_perhaps)
    def perhaps(self, *, by):
        """They may come; their time is kept. Raises ``Clash`` or ``Refused``."""
        return self._answer(by, "tentative", "appointment.perhaps")

    @verb(may_decline)
    def decline(self, *, by):
        """They cannot come; their time is free again. With one side empty the meeting is off. Raises ``Refused``."""
        return self._answer(by, "declined", "appointment.declined")

    def _answer(self, by, answer, kind):
        party = self.party_of(by)
        if party.answer == answer and (self.stands or answer == "declined"):
            return self
        if self.status == "declined" and answer != "declined" and not self.is_over:
            self.status = "pending"  # whoever said no says yes after all
        self.must_stand()
        if self.status == "held":
            raise Refused(_("This is not booked yet."))
        before, party.answer = self.status, answer
        party.save(update_fields=["answer"])
        self.status = self.settled()
        self.keep("status", calendars=self.status != before)
        self.take_time()
        self.tell(kind, by) if self.status != before else record(kind, self, by=by)
        return self

    @verb(may_ask_otherwise)
    def ask_otherwise(self, *, by):
        """They would rather meet at another time, said their calendar: the others hear it, and nothing changes. Raises ``Refused``."""
        self.must_stand()
        record("appointment.otherwise", self, by=by)
        return self

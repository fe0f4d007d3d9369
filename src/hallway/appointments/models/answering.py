"""Yes, perhaps and no, by whoever was asked, from the page, a mail's link or their calendar's answer."""

from datetime import timedelta

from django.db.models import Min, Q
from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.verb import Refused, verb
from hallway.diary.models import Remark
from hallway.history.models import Event, record

from ..rules import may_accept, may_ask_otherwise, may_decline, may_doubt, may_perhaps, may_remark

DAY, HOUR, QUIET = timedelta(days=1), timedelta(hours=1), timedelta(minutes=10)
NOTED = "appointment.noted"
SAID = ("appointment.accepted", "appointment.perhaps", "appointment.declined", NOTED)


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
        party, before = self.party_of(by), self.status
        if party.answer == answer and (self.stands or answer == "declined"):
            return self
        if before == "declined" and answer != "declined" and not self.is_over:
            self.status = "pending"  # whoever said no says yes after all
        self.must_stand()
        if self.status == "held":
            raise Refused(_("This is not booked yet."))
        came, party.answer, party.wished, party.wish = party.standing, answer, None, None
        party.save(update_fields=["answer", "wished", "wish"])
        self.status = self.settled()
        # whose own calendar takes it out, or in again, needs another version, too
        self.keep("status", calendars=self.status != before or party.standing != came)
        self.take_time()
        if self.stands or self.status != before:  # else the other side has called it off, and it stays off
            self._tell_answer(kind, by, self.status != before)
        return self

    def _tell_answer(self, kind, by, changed):
        """The first answer is told at once. Who goes back and forth is told of once in ``QUIET``, with what they said last."""
        mine = Event.objects.of(self).filter(kind__in=SAID, at__gt=now() - HOUR)
        waiting = mine.filter(Q(actor=by) | Q(subject_id=self.party_of(by).pk, kind=NOTED), told=None, due__gt=now())
        mine = mine.filter(actor=by)
        due = waiting.aggregate(due=Min("due"))["due"]
        wait = (due - now()).total_seconds() if due else QUIET.total_seconds() if mine.exists() else 0
        waiting.update(due=None)
        self.tell(kind, by, wait=wait) if changed else record(kind, self, by=by, wait=wait)

    @verb(may_ask_otherwise)
    def ask_otherwise(self, *, by, start=None):
        """They would rather meet at another time (``start``, if they say), said their calendar: the others hear it once a day, its page
        shows what they said last, and nothing is moved. Raises ``Refused``."""
        self.must_stand()
        party = self.party_of(by)
        heard = party.wished is not None and party.wished > now() - DAY
        party.wish, party.wished = start, party.wished if heard else now()
        party.save(update_fields=["wish", "wished"])
        if not heard:
            record("appointment.otherwise", self, by=by)
        return self

    @verb(may_remark)
    def remark(self, *, by, words, told=False):
        """What they wrote with an answer of their calendar, for whoever reads the page. ``told``: the others hear of the answer itself."""
        if Remark.add(self.uid, by, words) and not told:
            record("appointment.remarked", self, by=by)
        return self

    @verb(may_doubt)
    def doubt(self, *, by, member):
        """Somebody else answered in ``member``'s name. Nothing changes; whoever hosts hears it, once a day. False when there is nothing
        to doubt."""
        party = self.party_of(member)
        if party is None or not self.stands or self.is_over:
            return False
        if party.doubted is None or party.doubted < now() - DAY:
            party.doubted = now()
            party.save(update_fields=["doubted"])
            record("appointment.doubted", self, by=by, who=member.full_name)
        return True

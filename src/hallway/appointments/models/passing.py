"""Who comes: somebody more, somebody less, or another ITS in place of one."""

from django.utils.translation import gettext as _

from hallway.core.verb import HALLWAY, Refused, verb
from hallway.history.models import record

from ..offered import planning_then
from ..rules import may_add_party, may_go_without, may_reassign, may_remove_party
from .party import Party


class Passing:
    @verb(may_add_party)
    def add_party(self, *, by, member, part="guest"):
        """Invite ``member``, too; already on the list changes nothing. Their time is taken. Raises ``Clash`` or ``Refused``."""
        self.must_stand()
        if (party := self.party_of(member)) and party.standing:
            return self
        self._invite(member, part, by)
        self._changed(by)
        return self

    @verb(may_remove_party)
    def remove_party(self, *, by, member):
        """Take ``member`` off the list; their time is free and their calendar is told. Raises ``Refused`` for the last of a side."""
        self.must_stand()
        if self.party_of(member) is None:
            return self
        self._take_off(member, by)
        if self.settled() == "declined":
            raise Refused(_("Then nobody is left to meet. Cancel the meeting instead."))
        self._changed(by)
        return self

    @verb(may_reassign)
    def reassign(self, *, by, to, instead_of=None):
        """``to`` hosts it in place of ``instead_of`` (``by``, if nobody is named), and is asked. Raises ``Clash`` or ``Refused``."""
        self.must_stand()
        old = instead_of or by
        if not to.seat.is_its:
            raise Refused(_("Somebody of the help team has to take it over."))
        if self.party_of(old) is None or (self.party_of(to) and self.party_of(to).standing):
            raise Refused(_("Choose somebody who does not come yet."))
        self._take_off(old, by)
        self._invite(to, "host", by)
        self._changed(by)
        return self

    @verb(may_go_without)
    def go_without(self, *, by, member):
        """``member`` has left for good: the others meet without them, or, with one side empty, it is off."""
        party = self.party_of(member)
        if party is None or not self.stands or self.is_over:
            return
        party.answer = "declined"
        party.save(update_fields=["answer"])
        self.status = "cancelled" if self.settled() == "declined" else self.settled()
        self.keep("status", calendars=True)
        self.take_time()
        record("appointment.cancelled" if self.status == "cancelled" else "appointment.people_changed", self, by=by)

    def _invite(self, member, part, by):
        if not member.is_active:
            raise Refused(_("%(name)s is no longer here.") % {"name": member.short_name})
        party, made = Party.objects.get_or_create(appointment=self, member=member, defaults={"part": part})
        if not made:
            party.part, party.answer, party.reminded = part, "none", None
            party.save()
        self.read_again()
        self.planning = planning_then(self, by) or self.planning
        record("appointment.party_added", party, by=by, root=self)

    def _take_off(self, member, by):
        party = Party.objects.get(appointment=self, member=member)
        party.answer = "removed"
        party.save(update_fields=["answer"])
        self.read_again()
        if member.pk == by.pk:  # whoever hands it over hears it through their own calendar
            record("appointment.noted", party, by=HALLWAY, root=self)
        else:
            record("appointment.party_removed", party, by=by, root=self)

    def _changed(self, by):
        self.status = self.settled()
        self.keep("status", "planning", calendars=True)
        self.take_time()
        self.tell("appointment.people_changed", by)

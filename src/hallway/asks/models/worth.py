from datetime import timedelta

from django.db import models
from django.utils.translation import gettext as _

from hallway.core.kept import SECONDS, forget, kept
from hallway.core.now import now
from hallway.core.verb import Refused, verb
from hallway.history.models import record
from hallway.people.models import District

from .. import pressing
from ..rules import may_weigh


class Worth(models.Model):
    """What each reason of the help list's order is worth, in minutes; one row for the district, made when it is first wanted."""

    minutes = models.JSONField(default=dict)
    adopted = models.BooleanField(default=False, help_text="the adopted-team tie-break is on")

    def __str__(self):
        return "what reasons are worth"

    @classmethod
    def get(cls):
        return cls.objects.get_or_create(pk=1)[0]

    @property
    def all(self):
        """{reason: minutes} for every declared reason."""
        return pressing.WORTH | {code: n for code, n in self.minutes.items() if code in pressing.WORTH}

    @property
    def in_force(self):
        """What requests are sorted by: the reasons' minutes, with "adopted" among them while the tie-break is on."""
        return self.all | ({pressing.ADOPTED: 0} if self.adopted else {})

    @verb(may_weigh)
    def weigh(self, *, by, minutes):
        """Set what reasons are worth: {reason: minutes}. Every open request is sorted anew, by the worker.

        Raises Refused when it would let the pushy pass: a nudge lifts within its priority only.
        """
        from .beside import Recount

        fresh = pressing.WORTH | {code: n for code, n in minutes.items() if code in pressing.WORTH}
        if not fresh["stopped"] > fresh["wide"] > 0:
            raise Refused(_("Stopped teaching is worth the most, and several classes come before one."))
        if fresh["nudged"] >= min(fresh["wide"], fresh["stopped"] - fresh["wide"]):
            raise Refused(
                _("A nudge is worth less than the step between two priorities, so that the pushy do not win.")
            )
        if fresh == self.all:
            return self
        self.minutes = fresh
        self.save(update_fields=["minutes"])
        forget()
        Recount.want()
        record("worth.weighed", District.get(), by=by)
        return self

    @verb(may_weigh)
    def break_ties(self, *, by, adopted):
        """Switch the adopted-team tie-break on or off. Every open request is sorted anew, by the worker."""
        from .beside import Recount

        if self.adopted == adopted:
            return self
        self.adopted = adopted
        self.save(update_fields=["adopted"])
        forget()
        Recount.want()
        # Other processes sort by the old switch for some seconds; what is promised in them is looked at again.
        Recount.look_again(None, since=now(), at=now() + timedelta(seconds=3 * SECONDS))
        record("worth.ties", District.get(), by=by, how="on" if adopted else "off")
        return self


@kept
def worth():
    """{reason: minutes} as the district set it, with "adopted" while that tie-break is on."""
    row = Worth.objects.filter(pk=1).first()
    return row.in_force if row else pressing.WORTH

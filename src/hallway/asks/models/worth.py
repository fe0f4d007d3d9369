from django.db import models
from django.utils.translation import gettext as _

from hallway.core.kept import forget, kept
from hallway.core.verb import Refused, verb
from hallway.history.models import record
from hallway.people.models import District

from .. import pressing
from ..rules import may_weigh


class Worth(models.Model):
    """What each reason of the help list's order is worth, in minutes; one row for the district, made when it is first wanted."""

    minutes = models.JSONField(default=dict)

    def __str__(self):
        return "what reasons are worth"

    @classmethod
    def get(cls):
        return cls.objects.get_or_create(pk=1)[0]

    @property
    def all(self):
        """{reason: minutes} for every declared reason."""
        return pressing.WORTH | {code: n for code, n in self.minutes.items() if code in pressing.WORTH}

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


@kept
def worth():
    """{reason: minutes} as the district set it."""
    row = Worth.objects.filter(pk=1).first()
    return row.all if row else pressing.WORTH

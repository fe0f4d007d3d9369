from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hallway.core.verb import Refused, creates

from ..rules import may_keep_rhythm

WEEKDAYS = [(0, _("Monday")), (1, _("Tuesday")), (2, _("Wednesday")), (3, _("Thursday")), (4, _("Friday"))]


class Rhythm(models.Model):
    """When mail reaches a member who does not want it at any hour. No row: at any hour, and the one mail each school day.

    ``quiet``: outside school hours it waits for the next school morning. ``weekday``: the one mail comes on that day of the
    week (0: Monday), null for every school day.
    """

    member = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="rhythm")
    quiet = models.BooleanField(default=False)
    weekday = models.PositiveSmallIntegerField(null=True, blank=True, choices=WEEKDAYS)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weekday=None) | models.Q(weekday__lte=4), name="rhythm_weekday_in_week"
            )
        ]

    def __str__(self):
        return f"rhythm {self.pk}"

    @classmethod
    @creates(may_keep_rhythm)
    def keep(cls, *, by, member, quiet, weekday=None):
        """How ``member`` wants it from now on; the usual way leaves no row. Raises Refused."""
        if weekday is not None and weekday not in dict(WEEKDAYS):
            raise Refused(_("Choose a day from Monday to Friday, or every school day."))
        if quiet or weekday is not None:
            cls.objects.update_or_create(member=member, defaults={"quiet": quiet, "weekday": weekday})
        else:
            cls.objects.filter(member=member).delete()
        return quiet, weekday

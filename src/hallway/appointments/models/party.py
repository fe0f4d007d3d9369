from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

PARTS = [("host", _("Host")), ("guest", _("Guest"))]
ANSWERS = [
    ("none", _("has not answered yet")),
    ("accepted", _("comes")),
    ("tentative", _("may come")),
    ("declined", _("cannot come")),
    ("removed", _("was taken off the list")),
]
STANDING = ("none", "accepted", "tentative")


class PartyQuerySet(models.QuerySet):
    def standing_of(self, member):
        """The rows of ``member`` in the appointment of an outer query: on its list, whatever they answered."""
        return self.filter(appointment=models.OuterRef("pk"), member=member).exclude(answer="removed")


class Party(models.Model):
    """Somebody who comes to an appointment. ``host``: whose time is offered (mostly an ITS); ``guest``: who asked for it or is
    invited. ``missed``: they were not there. ``reminded``: the start that they were reminded of. ``wish``, ``wished``: the start that their
    calendar proposes instead (None: it does not say), and since when. ``doubted``: when somebody last answered in their name.

    Whoever is taken off the list keeps a row, so that their calendar can be told.
    """

    appointment = models.ForeignKey("appointments.Appointment", on_delete=models.CASCADE, related_name="parties")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="appointment_parts")
    part = models.CharField(max_length=5, choices=PARTS)
    answer = models.CharField(max_length=9, choices=ANSWERS, default="none")
    missed = models.BooleanField(default=False)
    reminded = models.DateTimeField(null=True, editable=False)
    wish = models.DateTimeField(null=True, editable=False)
    wished = models.DateTimeField(null=True, editable=False)
    doubted = models.DateTimeField(null=True, editable=False)

    objects = PartyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("appointment", "member", name="takes_part_once")]

    def __str__(self):
        return f"{self.member} {self.part} {self.answer}"

    @property
    def standing(self):
        """Whether their time is taken: they come, may come, or have not answered."""
        return self.answer in STANDING

    def calendar_part(self, member, event):
        """What an event about this row says to its member's calendar."""
        return self.appointment.calendar_part(member, event)

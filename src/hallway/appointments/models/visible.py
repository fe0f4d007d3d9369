"""Which appointments: only one's own, whatever one's post."""

from django.db import models

from hallway.core.now import now

COMING = ("pending", "confirmed")  # what stands, and is to come or was


class AppointmentQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Those that ``member`` takes part in, the declined ones too, and what they hold themselves. Leaders see no others."""
        if not member.is_active:
            return self.none()
        mine = models.Exists(self.model.parties.rel.related_model.objects.standing_of(member))
        return self.filter(mine).exclude(models.Q(status="held") & ~models.Q(made_by=member))

    def of(self, member):
        """Those that they come to: not what they declined."""
        return self.filter(parties__member=member, parties__answer__in=("none", "accepted", "tentative"))

    def coming(self):
        """Those that stand and are not over, the next one first."""
        return self.filter(status__in=COMING, end__gt=now()).order_by("start", "pk")

    def past(self):
        """Those that are over or off, the latest first; nothing that was only held."""
        over = models.Q(end__lte=now()) | ~models.Q(status__in=COMING)
        return self.filter(over).exclude(status="held").order_by("-start", "-pk")

    def with_people(self):
        """With everything that a line or a page of it shows."""
        party = self.model.parties.rel.related_model
        people = party.objects.select_related("member").order_by("part", "pk")
        return self.select_related("campus", "room").prefetch_related(models.Prefetch("parties", queryset=people))

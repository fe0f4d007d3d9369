from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hallway.core.now import now
from hallway.core.verb import creates, verb
from hallway.history.models import record

from ..rules import leads, may_close_outcomes, may_open_outcomes

MEMBER = settings.AUTH_USER_MODEL


class OpenedQuerySet(models.QuerySet):
    def visible_to(self, member):
        """The two it is between; not any more for who leads nothing now."""
        both = Q(its=member) | Q(lead=member) if leads(member) else Q(its=member)
        return self.filter(both, its__is_active=True) if member.is_active else self.none()


class Opened(models.Model):
    """An ITS lets a leader look at their page of outcomes. Taken back at any time; the leader reads nobody's name or words there."""

    its = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="outcomes_opened")
    lead = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="outcomes_shown")
    at = models.DateTimeField(default=now)

    objects = OpenedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("its", "lead", name="outcomes_opened_once"),
            models.CheckConstraint(condition=~Q(its=F("lead")), name="outcomes_opened_to_others"),
        ]

    def __str__(self):
        return f"opened {self.pk}"

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("ideas:outcomes_of", args=[self.pk])

    @classmethod
    @creates(may_open_outcomes)
    def open_outcomes(cls, *, by, lead):
        """Let ``lead`` look at one's page; the row, the same one the second time. They are told once."""
        row, made = cls.objects.get_or_create(its=by, lead=lead, defaults={"at": now()})
        if made:
            record("outcomes.opened", row, by=by)
        return row

    @verb(may_close_outcomes)
    def close_outcomes(self, *, by):
        """Take it back; the leader is not told."""
        from hallway.history.models import Event

        Event.objects.of(self).delete()
        self.delete()
        record("outcomes.closed", by, by=by)

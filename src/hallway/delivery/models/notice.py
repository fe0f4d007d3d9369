from django.conf import settings
from django.db import models

from hallway.core.now import now


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Their own, nobody else's."""
        return self.filter(member=member) if member.is_active else self.none()

    def unread(self):
        return self.filter(read_at=None)

    def unread_count(self, member):
        """How many unread notices ``member`` has; counted to 100 at most, the bell says "99+"."""
        return self.filter(member=member, read_at=None)[:100].count()

    def mark_read(self, moment=None):
        """Mark these as read; how many were news."""
        return self.unread().update(read_at=moment or now())


class Notice(models.Model):
    """One member is told of one event, once. ``mail`` says how mail went along: ``now`` (a mail of its own), ``digest``
    (waits for the daily one), ``digested``, or ``off``."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    event = models.ForeignKey("history.Event", on_delete=models.CASCADE, related_name="notices")
    read_at = models.DateTimeField(null=True)
    mail = models.CharField(max_length=8, default="off")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "member"], name="told_once")]
        indexes = [
            models.Index(fields=["member", "-id"], name="notice_list"),
            models.Index(fields=["member"], name="notice_unread", condition=models.Q(read_at=None)),
            models.Index(fields=["member", "id"], name="notice_digest", condition=models.Q(mail="digest")),
        ]

    def __str__(self):
        return f"{self.member_id} told of {self.event_id}"

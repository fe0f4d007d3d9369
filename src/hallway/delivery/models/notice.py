from django.conf import settings
from django.db import models

from hallway.core.now import now
from hallway.core.verb import creates, verb

from ..rules import may_read, may_read_all


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Their own, nobody else's."""
        return self.filter(member=member) if member.is_active else self.none()

    def unread(self):
        return self.filter(read_at=None)

    def unread_count(self, member):
        """How many unread notices ``member`` has; counted to 100 at most, the bell says "99+"."""
        return self.filter(member=member, read_at=None)[:100].count()

    def list_for(self, member):
        """Newest first, with what a line shows."""
        return self.visible_to(member).select_related("event__actor").order_by("-id")


class Notice(models.Model):
    """One member is told of one event, once. ``mail`` says how mail went along: ``now`` (a mail of its own), ``digest``
    (waits for the daily one), ``digested``, or ``off``."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices", db_index=False
    )
    event = models.ForeignKey("history.Event", on_delete=models.CASCADE, related_name="notices", db_index=False)
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

    @verb(may_read)
    def read(self, *, by):
        """They have seen it."""
        if self.read_at is None:
            self.read_at = now()
            self.save(update_fields=["read_at"])
        return self

    @classmethod
    @creates(may_read_all)
    def read_all(cls, *, by, until):
        """They have seen everything up to notice ``until`` (an id; what came later stays new). Returns how many."""
        return cls.objects.filter(member=by, read_at=None, pk__lte=until).update(read_at=now())

    @classmethod
    @creates(may_read_all)
    def read_about(cls, *, by, root):
        """They opened the page of ``root``: its notices are no news any more. Returns how many."""
        from django.contrib.contenttypes.models import ContentType

        kind = ContentType.objects.get_for_model(root)
        return cls.objects.filter(member=by, read_at=None, event__root_type=kind, event__root_id=root.pk).update(
            read_at=now()
        )

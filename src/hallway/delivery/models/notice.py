from django.conf import settings
from django.db import connection, models

from hallway.core.now import now
from hallway.core.verb import creates, verb

from ..rules import may_read, may_read_all

# What somebody has not read yet of the same kind and root as something newer, where one of both ({named}) is among the notices named.
# Rows that a daily mail has in hand stay.
RENEWED = """
DELETE FROM delivery_notice WHERE id IN (
    SELECT old.id FROM delivery_notice AS fresh JOIN history_event AS said ON said.id = fresh.event_id
    JOIN delivery_notice AS old ON old.member_id = fresh.member_id AND old.read_at IS NULL
    JOIN history_event AS was ON was.id = old.event_id AND was.id < said.id
    WHERE {named}.id = ANY(%s) AND fresh.read_at IS NULL
      AND was.kind = said.kind AND was.root_type_id = said.root_type_id AND was.root_id = said.root_id
    FOR UPDATE OF old SKIP LOCKED
)
"""


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

    @classmethod
    def renew(cls, numbers):
        """For telling: of these notices (ids) and what their readers have not read of the same matter the newest stays; two statements.
        Whoever tells of the matter at the same time is waited for before (``telling``)."""
        if numbers:
            with connection.cursor() as cursor:
                for named in ("fresh", "old"):
                    cursor.execute(RENEWED.format(named=named), [numbers])

    @classmethod
    def fall_back(cls, event):
        """For use inside a verb that takes back ``event``, whose kind renews: who has not read of it reads of the one before."""
        alike = type(event).objects.filter(kind=event.kind, root_type=event.root_type_id, root_id=event.root_id)
        before = alike.filter(pk__lt=event.pk).order_by("-pk").first()
        if before is None:
            return
        told = cls.objects.filter(event=before).values("member")
        waiting = cls.objects.filter(event=event, read_at=None).exclude(member__in=told)
        waiting.exclude(member=before.actor_id).update(event=before)

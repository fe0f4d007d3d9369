from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from hallway.core.gathering import insert, insert_all
from hallway.core.now import now
from hallway.core.verb import HALLWAY

from .kinds import KINDS


class EventQuerySet(models.QuerySet):
    def of(self, root):
        """The timeline of ``root``, oldest first."""
        return self.filter(root_type=ContentType.objects.get_for_model(root), root_id=root.pk).order_by("id")

    def delete(self):
        """A worker that tells of one of them at this moment holds its row, and is waited for: what it wrote goes, too."""
        with transaction.atomic(savepoint=False):
            list(self.order_by("pk").select_for_update().values_list("pk", flat=True))
            return super().delete()

    delete.alters_data = delete.queryset_only = True  # type: ignore[attr-defined]  # not of the manager, as Django's own


class Event(models.Model):
    """One happening: kind, actor (null: Hallway itself), subject, root (whose timeline), small data, never message bodies.

    ``due``: from when people may be told, null when nobody is to be. ``told``: when delivery finished with it.
    """

    kind = models.CharField(max_length=60)
    at = models.DateTimeField(default=now)
    actor = models.ForeignKey(  # event_actor begins with it
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    subject_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", db_index=False)
    subject_id = models.BigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    root_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", db_index=False)
    root_id = models.BigIntegerField()
    root = GenericForeignKey("root_type", "root_id")
    data = models.JSONField(default=dict)
    due = models.DateTimeField(null=True)
    told = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["root_type", "root_id", "id"], name="event_timeline"),
            models.Index(fields=["due"], name="event_undelivered", condition=models.Q(told=None, due__isnull=False)),
            models.Index(fields=["actor", "at"], name="event_actor"),
        ]

    def __str__(self):
        return f"{self.kind} {self.root_id}"

    @property
    def about(self):
        """The declared ``Kind``, or None for a kind that an older version knew."""
        return KINDS.get(self.kind)

    def sentence(self):
        """What happened, in the reader's language."""
        if not self.about:
            return self.kind
        actor = self.actor.short_name if self.actor_id and self.actor else HALLWAY.name
        said = Plain(self.data, actor=actor)
        for key, words in self.about.words.items():
            codes = str(self.data.get(key, "")).split(", ")
            said[key] = ", ".join(str(words.get(code, code)) for code in codes)
        return str(self.about.sentence).format_map(said)


class Plain(dict):
    """Data for a sentence; a key that an older row lacks reads as empty."""

    def __missing__(self, key):
        return ""


def record(kind, subject, *, by, root=None, wait=0, **data):
    """Write the event of a verb, in the verb's transaction.

    ``wait``: seconds before people may be told (the time to undo). Returns the Event. Raises KeyError for an
    undeclared kind, so a verb cannot invent one.
    """
    return insert(_event(kind, subject, by, root if root is not None else subject, wait, data))


def record_all(subject, *kinds):
    """Several at once, of a subject that is its own root: ``("ask.opened", member), …``; one statement."""
    insert_all([_event(kind, subject, by, subject, 0, {}) for kind, by in kinds])


def _event(kind, subject, by, root, wait, data):
    about, moment = KINDS[kind], now()
    return Event(
        kind=kind,
        at=moment,
        actor_id=by.pk,
        subject_type=ContentType.objects.get_for_model(subject),
        subject_id=subject.pk,
        root_type=ContentType.objects.get_for_model(root),
        root_id=root.pk,
        data=data,
        due=moment + timedelta(seconds=wait) if (about.tell or about.listeners) else None,
    )

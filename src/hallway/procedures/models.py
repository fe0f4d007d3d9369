from django.db import models
from django.utils.translation import gettext_lazy as _

from hallway.core.kept import forget, kept
from hallway.core.verb import Refused, creates, verb
from hallway.history.models import record
from hallway.people.models import Campus, District

from .rules import may_add_topic, may_change_procedure, may_manage_topic

PRIORITIES = [("stopped", _("Teaching is stopped")), ("wide", _("Several classes are affected")), ("usual", _("Usual"))]


class Topic(models.Model):
    """What a request can be about, in a teacher's words."""

    name = models.CharField(max_length=60, unique=True)
    icon = models.CharField(max_length=40, default="circle-question-mark")
    hint = models.CharField(max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(default=100)
    enabled = models.BooleanField(default=True)

    class Meta:
        ordering = ["order", "name"]

    def __str__(self):
        return self.name

    @classmethod
    @creates(may_add_topic)
    def add(cls, *, by, name, **values):
        topic, made = cls.objects.get_or_create(name=name, defaults=values)
        if made:
            record("topic.added", topic, by=by)
        return topic

    @verb(may_manage_topic)
    def change(self, *, by, **values):
        for name, value in values.items():
            setattr(self, name, value)
        self.full_clean()
        self.save()
        record("topic.changed", self, by=by, fields=sorted(values))
        return self


class Procedure(models.Model):
    """How help is asked for and promised; a request keeps the version it was filed under. Times are school minutes or days.

    For now one default for the district (no campus, no topic); the newest version is in force.
    """

    campus = models.ForeignKey(Campus, null=True, blank=True, on_delete=models.CASCADE)
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.CASCADE)
    version = models.PositiveIntegerField(default=1)
    since = models.DateTimeField(auto_now_add=True)
    answer_stopped = models.PositiveIntegerField(
        default=60, help_text=_("School minutes until somebody answers when teaching is stopped")
    )
    answer_wide = models.PositiveIntegerField(default=180)
    answer_usual = models.PositiveIntegerField(default=510)
    step_days = models.PositiveSmallIntegerField(
        default=2, help_text=_("School days until the next step after an answer")
    )
    nudge_after_days = models.PositiveSmallIntegerField(default=2)
    nudge_every_days = models.PositiveSmallIntegerField(default=2)
    remind_after_days = models.PositiveSmallIntegerField(default=3)
    close_after_days = models.PositiveSmallIntegerField(default=5)
    reopen_within_days = models.PositiveSmallIntegerField(default=20)

    class Meta:
        constraints = [
            models.UniqueConstraint("campus", "topic", "version", name="procedure_version", nulls_distinct=False)
        ]

    def __str__(self):
        return f"procedure {self.version}"

    @classmethod
    def in_force(cls, campus=None, topic=None):
        """The procedure for a campus and topic, shared: for reading only. Made with the defaults when the district has none."""
        return _newest() or cls.newest()

    @classmethod
    def newest(cls):
        """The district's procedure as the database has it now, for whoever changes it."""
        found = cls.objects.filter(campus=None, topic=None).order_by("-version").first()
        return found or cls.objects.get_or_create(campus=None, topic=None, version=1)[0]

    @classmethod
    @kept
    def version_of(cls, pk):
        """One version, shared: for reading only. What was filed under it is promised by it; it never changes."""
        return cls.objects.get(pk=pk)

    def answer_minutes(self, priority):
        """School minutes within which somebody answers a request of this priority."""
        return getattr(self, f"answer_{priority}")

    @verb(may_change_procedure)
    def change(self, *, by, **values):
        """A new version with these values; requests filed earlier keep theirs. Returns the new row (this one when nothing differs)."""
        if Procedure.objects.filter(campus=self.campus_id, topic=self.topic_id, version__gt=self.version).exists():
            raise Refused(_("Somebody changed what is promised while you looked. Look at it as it is now."))
        values = {name: value for name, value in values.items() if getattr(self, name) != value}
        if not values:
            return self
        fresh = Procedure(
            **{f.attname: getattr(self, f.attname) for f in self._meta.concrete_fields if f.name not in ("id", "since")}
        )
        for name, value in values.items():
            setattr(fresh, name, value)
        fresh.version = self.version + 1
        fresh.save()
        forget()
        record("procedure.changed", District.get(), by=by, version=fresh.version, fields=sorted(values))
        return fresh


@kept
def _newest():
    return Procedure.objects.filter(campus=None, topic=None).order_by("-version").first()

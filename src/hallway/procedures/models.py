from zoneinfo import ZoneInfo

from django.db import IntegrityError, models, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from msgspec.structs import replace

from hallway.core.kept import forget, kept
from hallway.core.now import now
from hallway.core.verb import Refused, creates, verb
from hallway.core.wall import on_wall
from hallway.history.models import record
from hallway.people.models import Campus, District

from .rules import may_add_topic, may_change_procedure, may_draft_procedure, may_manage_topic, reads_procedures
from .terms import Terms, read_terms

EVERYBODY = ""
ROLES = [
    (EVERYBODY, _("Everybody")),
    ("teacher", _("Teachers and staff")),
    ("lead", _("Campus leads")),
    ("office", _("The office")),
]


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


class ProcedureQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Every version, drafts too, for whoever reads procedures."""
        return self.select_related("campus", "topic") if reads_procedures(member) else self.none()


class Procedure(models.Model):
    """How help is asked for and promised at a campus (none: the whole district), for a topic and a role (none: all).

    A row is one version; what it says is a ``Terms``. Without ``since`` it is a draft; from ``since`` on it is in force until
    a newer one is. A request keeps the version it was filed under, so a published version never changes.
    """

    campus = models.ForeignKey(Campus, null=True, blank=True, on_delete=models.CASCADE, related_name="procedures")
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.CASCADE, related_name="procedures")
    role = models.CharField(max_length=10, blank=True, choices=ROLES)
    version = models.PositiveIntegerField(default=1)
    since = models.DateTimeField(null=True, blank=True)
    said = models.JSONField(default=dict)

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "campus", "topic", "role", "version", name="procedure_version", nulls_distinct=False
            )
        ]

    def __str__(self):
        return f"procedure {self.version}"

    @cached_property
    def terms(self):
        """What it says, as a value."""
        return read_terms(self.said)

    @property
    def title(self):
        """Whom it is for: "Oak Elementary · Printers · Campus leads"."""
        role = str(self.get_role_display()) if self.role else ""
        place = self.campus.name if self.campus else _("The whole district")
        return " · ".join(filter(None, [str(place), self.topic and self.topic.name, role]))

    @property
    def begins(self):
        """``since`` on the clock of those it is for: it begins with a day there."""
        return self.since and on_wall(self.since, ZoneInfo(self.campus.time_zone if self.campus else _districts_zone()))

    @property
    def is_draft(self):
        return self.since is None

    @property
    def of(self):
        """What it is for, as the values that find its other versions."""
        return {"campus": self.campus_id, "topic": self.topic_id, "role": self.role}

    @classmethod
    def in_force(cls, campus=None, topic=None, role=EVERYBODY, at=None):
        """The procedure for a campus, a topic and the asker's role, shared: for reading only.

        The closest one wins: of the campus before the district's, then of the topic, then of the role.
        """
        published, at = _published(), at or now()
        for place in _near(campus and campus.pk):
            for matter in _near(topic and topic.pk):
                for who in dict.fromkeys([role, EVERYBODY]):
                    for one in published.get((place, matter, who), ()):
                        if one.since <= at:
                            return one
        return cls.newest()

    @classmethod
    def newest(cls):
        """The district's own procedure as the database has it now; made with the defaults when there is none."""
        found = (
            cls.objects.filter(campus=None, topic=None, role=EVERYBODY, since__lte=now()).order_by("-version").first()
        )
        if found:
            return found
        usual = {"since": now(), "said": Terms().words()}
        forget()
        return cls.objects.get_or_create(campus=None, topic=None, role=EVERYBODY, version=1, defaults=usual)[0]

    @classmethod
    @kept
    def version_of(cls, pk):
        """One version, shared: for reading only."""
        return cls.objects.get(pk=pk)

    @classmethod
    @creates(may_draft_procedure)
    def draft(cls, *, by, campus=None, topic=None, role=EVERYBODY):
        """A draft for campus × topic × role that begins as what is in force there; the same draft while there is one."""
        of = {"campus": campus, "topic": topic, "role": role}
        found = cls.objects.filter(since=None, **of).first()
        if found:
            return found
        last = cls.objects.filter(**of).order_by("-version").first()
        if last and last.is_draft:  # somebody else began it a moment ago
            return last
        begin = cls.in_force(campus, topic, role)
        try:
            with transaction.atomic():
                fresh = cls.objects.create(version=last.version + 1 if last else 1, said=begin.said, **of)
        except IntegrityError:  # somebody else began it in the same moment
            return cls.objects.get(since=None, **of)
        record("procedure.drafted", District.get(), by=by, version=fresh.version)
        return fresh

    @verb(may_change_procedure)
    def revise(self, *, by, terms=None, **parts):
        """Write a draft anew: whole ``terms``, or some parts of them, so that two people at two parts lose nothing.

        Raises Refused when it is published already, ``Unclear`` when the parts do not fit the rest.
        """
        if not self.is_draft:
            raise Refused(_("This version is published. Begin a new draft to change it."))
        self.__dict__.pop("terms", None)  # of before the lock
        terms = terms or read_terms(replace(self.terms, **parts).words())
        self.said = terms.words()
        self.__dict__.pop("terms", None)
        self.save(update_fields=["said"])
        return self

    @verb(may_change_procedure)
    def publish(self, *, by, since=None):
        """In force from ``since`` (an instant; none: now). Requests filed earlier keep theirs."""
        if not self.is_draft:
            return self
        self.since = max(since or now(), now())
        self.save(update_fields=["since"])
        forget()
        record("procedure.changed", District.get(), by=by, version=self.version)
        return self

    @verb(may_change_procedure)
    def discard(self, *, by):
        """Throw a draft away."""
        if not self.is_draft:
            raise Refused(_("This version is published. Requests were promised by it, so it stays."))
        record("procedure.discarded", District.get(), by=by, version=self.version)
        self.delete()

    @verb(may_change_procedure)
    def change(self, *, by, terms):
        """A new version with these terms, from now on. Returns the new row (this one when nothing differs).

        Raises Refused when somebody published another one meanwhile.
        """
        if Procedure.objects.filter(version__gt=self.version, **self.of).exclude(since=None).exists():
            raise Refused(_("Somebody changed what is promised while you looked. Look at it as it is now."))
        if terms == self.terms:
            return self
        last = Procedure.objects.filter(**self.of).order_by("-version").first()
        fresh = Procedure.objects.create(
            campus=self.campus,
            topic=self.topic,
            role=self.role,
            version=last.version + 1,
            said=terms.words(),
            since=now(),
        )
        forget()
        record("procedure.changed", District.get(), by=by, version=fresh.version)
        return fresh


def _near(pk):
    return (pk, None) if pk is not None else (None,)


@kept
def _districts_zone():
    return District.get().time_zone


@kept
def _published():
    """{(campus id, topic id, role): its published versions, newest first}."""
    found: dict = {}
    for row in Procedure.objects.exclude(since=None).order_by("-since", "-version"):
        found.setdefault((row.campus_id, row.topic_id, row.role), []).append(row)
    return found

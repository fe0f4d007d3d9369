from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import IntegrityError, models, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.verb import Refused
from hallway.people.models import Member

HELD, PENDING, CONFIRMED = "held", "pending", "confirmed"
ALONE = "taken_once"


class Clash(Refused):
    """Somebody's time is taken. The sentence names nobody and no reason; ``people`` are the keys of whose time it is."""

    def __init__(self, people=()):
        super().__init__(_("That time is taken. Pick another one."))
        self.people = sorted(people)


class OneOf(Func):
    """Whether a row's person is one of many, said so that the exclusion constraint's own index answers it."""

    arg_joiner, template, output_field = " && ", "(%(expressions)s)", models.BooleanField()

    def __init__(self, keys):
        every = "{" + ",".join(f"[{key},{key}]" for key in sorted(set(keys))) + "}"
        super().__init__(_ranged(), Func(Value(every), template="%(expressions)s::int8multirange"))


def _ranged():
    return Func(F("person"), F("person"), Value("[]"), function="int8range")


class TakenQuerySet(models.QuerySet):
    def between(self, people, start, end):
        """Rows of these people (rows or keys) that meet [start, end)."""
        return self.filter(OneOf(_keys(people)), during__overlap=DateTimeTZRange(start, end))

    def standing(self):
        """Without holds that have run out."""
        return self.exclude(until__lte=now())

    def about(self, noun):
        return self.filter(about_type=ContentType.objects.get_for_model(noun), about_id=noun.pk)


class Taken(models.Model):
    """Time of one person that something takes: ``during`` [start, end), ``about`` the row that takes it (an appointment, a
    block). The database itself refuses two rows of one person that overlap, whatever their state.

    ``held``: while somebody fills a form, until ``until``; a hold that has run out gives way to whoever asks.
    Written only within the verbs of the nouns that take time, by ``take`` and ``free``.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    during = DateTimeRangeField()
    state = models.CharField(max_length=9, choices=[(s, s) for s in (HELD, PENDING, CONFIRMED)])
    until = models.DateTimeField(null=True)
    about_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", db_index=False)
    about_id = models.BigIntegerField()
    about = GenericForeignKey("about_type", "about_id")

    objects = TakenQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name=ALONE, expressions=[(_ranged(), RangeOperators.OVERLAPS), ("during", RangeOperators.OVERLAPS)]
            ),
            models.UniqueConstraint(fields=["about_type", "about_id", "person"], name="taken_by_one_thing_once"),
            models.CheckConstraint(
                name="taken_has_two_ends",
                condition=Q(during__isempty=False, during__lower_inf=False, during__upper_inf=False),
            ),
            models.CheckConstraint(name="taken_only_holds_run_out", condition=Q(state=HELD) ^ Q(until__isnull=True)),
        ]
        indexes = [
            models.Index(fields=["person"], name="taken_person"),
            models.Index(fields=["until"], name="taken_runs_out", condition=Q(until__isnull=False)),
        ]

    def __str__(self):
        return f"{self.state} {self.about_type_id} {self.about_id}"

    @property
    def start(self):
        return self.during.lower

    @property
    def end(self):
        return self.during.upper

    @classmethod
    def take(cls, people, start, end, *, about, state, until=None):
        """``about`` takes [start, end) of these people, and nothing else any more: what it took before is replaced.

        Within the transaction of the verb that calls it, once, after the rows it locks. ``people``: members or their keys;
        none frees all. ``until``: an instant, for a hold only. Raises ``Clash`` when anybody's time is taken; nothing is changed then,
        and the transaction can go on.
        """
        keys = set(_keys(people))
        mine = cls.objects.about(about)
        cls.lock([*keys, *mine.values_list("person", flat=True)])
        in_the_way = cls.objects.between(keys, start, end).exclude(pk__in=mine.values("pk")) if keys else mine.none()
        if met := set(in_the_way.standing().values_list("person", flat=True)):
            raise Clash(met)
        kind = ContentType.objects.get_for_model(about)
        during = DateTimeTZRange(start, end)
        rows = [
            cls(person_id=key, during=during, state=state, until=until, about_type=kind, about_id=about.pk)
            for key in sorted(keys)
        ]
        try:
            with transaction.atomic():
                in_the_way.delete()  # holds that have run out
                mine.delete()
                cls.objects.bulk_create(rows)
        except IntegrityError as error:
            if getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) != ALONE:
                raise
            raise Clash(keys) from error

    @classmethod
    def free(cls, about):
        """``about`` takes no time any more."""
        mine = cls.objects.about(about)
        cls.lock(mine.values_list("person", flat=True))
        mine.delete()

    @classmethod
    def of(cls, people, start, end):
        """What is taken of these people (members or keys) within [start, end), holds that stand included; by start. One
        statement."""
        keys = _keys(people)
        rows = cls.objects.between(keys, start, end).standing() if keys else cls.objects.none()
        return rows.order_by("during", "pk")

    @staticmethod
    def lock(people):
        """Whoever takes time of one of these people waits until this transaction ends. Always in the same order, so that
        nobody waits in a circle. A verb that takes and frees for several nouns begins with it, naming everybody."""
        rows = Member.objects.filter(pk__in=_keys(people)).order_by("pk").select_for_update(no_key=True)
        return list(rows.values_list("pk", flat=True))


def _keys(people):
    return [getattr(each, "pk", each) for each in people]

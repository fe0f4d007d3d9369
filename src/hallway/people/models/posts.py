from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import DateField, F, Func, Q, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from hallway.core.kept import forget
from hallway.core.now import now
from hallway.core.verb import HALLWAY, creates, verb
from hallway.history.models import record

from ..rules import may_add_post, may_be_out, may_remove_post, may_return
from .places import Campus

ROLES = [
    ("teacher", _("Teacher or staff")),
    ("its", _("Technology person (ITS)")),
    ("contact", _("First contact")),
    ("lead", _("Campus lead")),
    ("office", _("Office")),
    ("district", _("District lead")),
    ("admin", _("Administrator")),
]
HATS = [
    ("", _("No hat")),
    ("troubleshooter", _("Troubleshooter")),
    ("fixer", _("Fix-it person")),
    ("lab", _("Lab teacher")),
    ("coach", _("Mentor and coach")),
]
WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]


FIRST, LAST = timedelta(hours=-12), timedelta(hours=14)  # from UTC to where a day comes last and first on Earth


def _today(away):
    """The date of the post's campus, else the one ``away`` from UTC."""
    here = Cast(Func(F("campus__time_zone"), Value(now()), function="timezone"), DateField())
    return Coalesce(here, Value((now() + away).date()))


class PostQuerySet(models.QuerySet):
    def in_force_now(self):
        """Those that are ``Post.in_force_now``, as a condition; no statement."""
        return self.not_over().filter(Q(since=None) | Q(since__lte=_today(LAST)))

    def not_over(self):
        """Those in force today or later: for what is planned for a day to come."""
        return self.filter(Q(until=None) | Q(until__gte=_today(FIRST)))

    def holders_now(self):
        """The members who hold one of these posts today and still work here, each once; no statement."""
        ids = self.in_force_now().values("member")
        return get_user_model().objects.filter(pk__in=ids, is_active=True).order_by("pk")


class Post(models.Model):
    """Who serves where, when, as what. No campus: the whole district. No weekdays: every school day."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="posts")
    campus = models.ForeignKey(Campus, null=True, blank=True, on_delete=models.CASCADE, related_name="posts")
    role = models.CharField(max_length=10, choices=ROLES)
    hat = models.CharField(max_length=16, choices=HATS, blank=True)
    weekdays = ArrayField(models.PositiveSmallIntegerField(choices=WEEKDAYS), default=list, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["campus__name", "role"]
        indexes = [models.Index(fields=["campus", "role"], name="post_campus_role")]
        constraints = [
            models.UniqueConstraint("member", "campus", "role", "hat", name="post_once", nulls_distinct=False),
            models.CheckConstraint(
                condition=Q(campus__isnull=False) | Q(role__in=["its", "district", "admin", "office"]),
                name="post_needs_campus",
                violation_error_message=_("Choose a campus for this role."),
            ),
        ]

    def __str__(self):
        return f"{self.member} {self.role} {self.campus or ''}".strip()

    @property
    def days(self):
        """The weekdays in words, empty for every school day."""
        names = dict(WEEKDAYS)
        return ", ".join(str(names[day]) for day in sorted(self.weekdays) if day in names)

    def in_force(self, day):
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def in_force_now(self):
        """By the campus's own date; one for the whole district, as long as it is that day anywhere."""
        if self.since is None and self.until is None:
            return True
        if self.campus_id:
            return self.in_force(now().astimezone(ZoneInfo(self.campus.time_zone)).date())
        return any(self.in_force((now() + away).date()) for away in (FIRST, timedelta(), LAST))

    def serves_on(self, day):
        return self.in_force(day) and (not self.weekdays or day.weekday() in self.weekdays)

    @classmethod
    @creates(may_add_post)
    def add(cls, *, by, member, role, campus=None, hat="", **values):
        post, made = cls.objects.update_or_create(member=member, role=role, campus=campus, hat=hat, defaults=values)
        forget()
        if made:
            record("post.added", post, by=by, root=member, role=role, campus=campus.name if campus else "")
        return post

    @verb(may_remove_post)
    def remove(self, *, by):
        record("post.removed", self.member, by=by, role=self.role, campus=self.campus.name if self.campus_id else "")
        self.delete()
        forget()
        if self.role == "its" and not self.member.posts.filter(role="its").exists():
            for adoption in self.member.adoptions.filter(status__in=["proposed", "accepted"]):
                adoption.end(by=HALLWAY)


class Absence(models.Model):
    """A member is out from the first to the last day. ``cover``: who takes over, if named."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences")
    first = models.DateField()
    last = models.DateField()
    cover = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["member", "last"], name="absence_member")]
        constraints = [models.CheckConstraint(condition=Q(last__gte=models.F("first")), name="absence_in_order")]

    def __str__(self):
        return f"{self.member} {self.first}–{self.last}"

    @classmethod
    @creates(may_be_out)
    def be_out(cls, *, by, member, first, last=None, cover=None):
        """Mark ``member`` out; the same days again change nothing. ``asks`` hears the event and moves the work on."""
        absence, made = cls.objects.get_or_create(
            member=member, first=first, last=last or first, defaults={"cover": cover}
        )
        if made:
            forget()
            # Heard twenty seconds later: taking it back in that time moves nobody's work.
            record("member.out", absence, by=by, root=member, wait=20, first=str(first), last=str(last or first))
        return absence

    @verb(may_return)
    def come_back(self, *, by):
        record("member.back", self.member, by=by)
        self.delete()
        forget()

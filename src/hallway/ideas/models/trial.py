"""How a try went. One's own to write; the ITS it names reads it; everybody sees counts, colleagues the line without a name."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hallway.core.keyed import Keyed, digest_of
from hallway.core.now import now
from hallway.core.text import clean, one_line
from hallway.core.verb import Refused, creates, verb
from hallway.history.models import Event, record
from hallway.people.models import Campus

from ..choices import GOOD, GRADES, RESULTS, SUBJECTS, TRIED
from ..mondays import as_of
from ..rules import may_take_back_trial, may_tell, may_try
from .idea import Idea

MEMBER = settings.AUTH_USER_MODEL
LINE, TEXT = 500, 2000
ONE_LINE = {"line": LINE, "advice": 300, "from_whom": 120}
CODES = {"result": RESULTS, "subject": [("", ""), *SUBJECTS], "grade": [(None, ""), *GRADES]}


class TrialQuerySet(models.QuerySet):
    def visible_to(self, member):
        """One's own, and those that name one as the ITS who helped; not any more for an ITS who leads or manages people now."""
        if not member.is_active:
            return self.none()
        return self.filter(Q(member=member) if member.seat.over_others else Q(member=member) | Q(its=member))

    def tried(self):
        return self.filter(result__in=TRIED)


class Trial(Keyed):
    """``idea``: null for ``advice`` that never was in Hallway, ``from_whom`` it came. ``line``: how it went, in a line; shown to
    colleagues below the idea without a name. ``what_changed`` and ``goal``: for oneself and the ITS. ``its``: who helped.
    ``told_with``: the key of the form that made a plan into what came of it, so that the same form sent again finds it.
    ``was``: the result before the week of ``at``, where it was changed in that week (``mondays``).
    """

    confidential = True

    member = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="trials")
    idea = models.ForeignKey(Idea, null=True, on_delete=models.CASCADE, related_name="trials")
    advice = models.CharField(max_length=ONE_LINE["advice"], blank=True)
    from_whom = models.CharField(max_length=ONE_LINE["from_whom"], blank=True)
    result = models.CharField(max_length=7, choices=RESULTS)
    line = models.CharField(max_length=LINE, blank=True)
    what_changed = models.TextField(blank=True)
    goal = models.TextField(blank=True)
    subject = models.CharField(max_length=12, blank=True, choices=SUBJECTS)
    grade = models.SmallIntegerField(null=True, blank=True, choices=GRADES)
    size = models.PositiveSmallIntegerField(null=True, blank=True)
    device = models.CharField(max_length=80, blank=True)
    planned_on = models.DateField(null=True, blank=True)
    tried_on = models.DateField(null=True, blank=True)
    campus = models.ForeignKey(Campus, on_delete=models.PROTECT, related_name="+")
    again = models.BooleanField(null=True)
    its = models.ForeignKey(MEMBER, null=True, on_delete=models.SET_NULL, related_name="trials_helped")
    helped = models.BooleanField(null=True)
    told_with = models.UUIDField(null=True, editable=False)
    was = models.CharField(max_length=7, blank=True, default="", db_default="", editable=False)
    at = models.DateTimeField(default=now)

    objects = TrialQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(idea__isnull=False) | ~Q(advice=""), name="trial_of_something"),
        ]
        indexes = [
            models.Index(fields=["idea", "campus"], name="trial_worked_at", condition=Q(result__in=GOOD)),
            models.Index(fields=["member", "-at"], name="trial_own"),
            models.Index(fields=["its", "-at"], name="trial_its", condition=Q(its__isnull=False)),
        ]

    def __str__(self):
        return f"trial {self.pk}"

    def get_absolute_url(self):
        from django.urls import reverse

        return f"{reverse('ideas:trials')}#try-{self.pk}"

    def mail_title(self):
        return _("Your conversation in Hallway")

    @property
    def its_named(self):
        """Who hears of it."""
        return self.its if self.its_id and not self.its.seat.over_others else None

    @classmethod
    @creates(may_try)
    def note(cls, *, by, campus, result, idea=None, its=None, key=None, **said):
        """Say how it went with an idea, or with ``advice`` that never was here; the Trial. The ITS it names is told."""
        said = _clean(result=result, **said)
        if idea is None and not said.get("advice"):
            raise Refused(_("Write in a line what you tried."))
        trial = cls(
            member=by, campus=campus, idea=idea, its=its, at=now(), **said, **({"key": key} if key else {}),
            key_digest=digest_of(by=by.pk, idea=idea and idea.pk, its=its and its.pk, said=said),
        )  # fmt: skip
        if trial.result in TRIED and trial.tried_on is None:
            trial.tried_on = timezone.localdate(trial.at)
        trial.save(force_insert=True)
        record("trial.noted", trial, by=by)
        return trial

    @verb(may_tell)
    def tell(self, *, by, key=None, **said):
        """Say it otherwise, or more: any of its fields. ``key``: of the form that says what came of a plan."""
        its = said.pop("its", self.its)
        said = _clean(**{"result": self.result, **said}) | {"its": its}
        if said["result"] in TRIED and not (said.get("tried_on") or self.tried_on):
            said["tried_on"] = timezone.localdate(now())
        if self.idea_id is None and said.get("advice") == "":
            raise Refused(_("Write in a line what you tried."))
        then = self.result_before(as_of())
        changed = [name for name, value in said.items() if getattr(self, name) != value]
        for name in changed:
            setattr(self, name, said[name])
        if changed:
            self.at, self.was, self.told_with = now(), then, key or self.told_with
            self.save(update_fields=[*changed, "at", "was", "told_with"])
            record("trial.told", self, by=by)
        return self

    def result_before(self, monday):
        """What it said before ``monday``, the instant at which this week began; "" when it was not there."""
        return self.result if self.at < monday else self.was

    @verb(may_take_back_trial)
    def take_back(self, *, by):
        """Its row, its words and what was told of it are gone."""
        Event.objects.of(self).delete()
        self.delete()
        record("trial.taken_back", by, by=by)


def _clean(**said):
    for name, limit in ONE_LINE.items():
        if name in said:
            said[name] = one_line(said[name], limit)
    for name in ("what_changed", "goal"):
        if name in said:
            said[name] = clean(said[name], TEXT).strip()
    for name, codes in CODES.items():
        if name in said and said[name] not in dict(codes):
            raise Refused(_("Choose how it went."))
    return said

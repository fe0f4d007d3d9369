"""Teams and who belongs to them. The practices of belonging live above; the rows live here, so that the help list may read them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from hallway.core.now import now
from hallway.core.text import one_line
from hallway.core.verb import HALLWAY, Refused, creates, verb
from hallway.history.models import record

from ..rules import (
    may_add_to_team,
    may_archive_team,
    may_change_team,
    may_leave_team,
    may_make_team,
)
from .places import Campus

MEMBER = settings.AUTH_USER_MODEL
KINDS = [("department", _("Department")), ("grade", _("Grade level")), ("other", _("Group"))]


class TeamQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Teams are no secret inside the district; what goes on between a team and somebody it asked is (``Adoption``)."""
        return self if member.is_active else self.none()

    def in_use(self):
        return self.filter(archived_at=None)

    def of(self, member):
        """The teams that ``member`` belongs to now."""
        return self.in_use().filter(memberships__member=member, memberships__until=None)


class Team(models.Model):
    """People who belong together: a department, a grade level, or any other. No campus: of the whole district."""

    campus = models.ForeignKey(Campus, null=True, blank=True, on_delete=models.CASCADE, related_name="teams")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=KINDS, default="department")
    made_at = models.DateTimeField(default=now)
    archived_at = models.DateTimeField(null=True, editable=False)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "campus",
                Lower("name"),
                condition=Q(archived_at=None),
                name="team_name_once",
                nulls_distinct=False,
                violation_error_message=_("There is a team of this name already."),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("people:team", args=[self.pk])

    def clean(self):
        """One line, and no semicolon: lists put one between two names."""
        self.name = one_line(self.name, 80).replace(";", ",")

    @property
    def in_use(self):
        return self.archived_at is None

    def has(self, member):
        """Whether ``member`` belongs to it now; one statement."""
        return self.memberships.filter(member=member, until=None).exists()

    @classmethod
    @creates(may_make_team)
    def make(cls, *, by, campus, name, kind="department"):
        """A new team. Raises ValidationError when one in use has this name there."""
        team = cls(campus=campus, name=name, kind=kind)
        team.full_clean()
        team.save()
        record("team.made", team, by=by)
        return team

    @verb(may_change_team)
    def change(self, *, by, **values):
        """Its name or kind; its campus stays. Raises ValidationError."""
        changed = sorted(n for n, v in values.items() if getattr(self, n) != v)
        if set(changed) - {"name", "kind"}:
            raise ValueError(f"not to be changed: {changed}")
        for name in changed:
            setattr(self, name, values[name])
        if changed:
            self.full_clean()
            self.save(update_fields=changed)
            record("team.changed", self, by=by, fields=changed)
        return self

    @verb(may_archive_team)
    def archive(self, *, by):
        """It leaves the lists, and nobody is adopted by it any more. Its people stay noted for when it comes back."""
        from .adoptions import CURRENT

        if self.in_use:
            for each in self.adoptions.filter(status__in=CURRENT):
                each.end(by=HALLWAY)
            self.archived_at = now()
            self.save(update_fields=["archived_at"])
            record("team.archived", self, by=by)
        return self

    @verb(may_archive_team)
    def bring_back(self, *, by):
        """Raises ValidationError when another team has its name meanwhile."""
        if not self.in_use:
            self.archived_at = None
            self.full_clean()
            self.save(update_fields=["archived_at"])
            record("team.brought_back", self, by=by)
        return self


class TeamMembership(models.Model):
    """Somebody belongs to a team, from an instant and, once over, until one. Nobody counts them."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    member = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="team_memberships")
    since = models.DateTimeField(default=now)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("team", "member", condition=Q(until=None), name="in_a_team_once"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="team_time_in_order"),
        ]

    def __str__(self):
        return f"{self.member} in {self.team}"

    @classmethod
    @creates(may_add_to_team)
    def add(cls, *, by, team, member):
        """``member`` belongs to ``team`` from now; already there changes nothing. Raises Refused."""
        if not team.in_use:
            raise Refused(_("This team is put away. Bring it back first."))
        if not member.is_active:
            raise Refused(_("%(name)s is no longer here.") % {"name": member.short_name})
        membership, made = cls.objects.get_or_create(team=team, member=member, until=None)
        if made:
            record("team.joined", membership, by=by, root=team, who=member.short_name)
        return membership

    @verb(may_leave_team)
    def leave(self, *, by):
        """They no longer belong to it: their own wish, or the word of whoever looks after the team."""
        if self.until is None:
            self.until = max(now(), self.since)
            self.save(update_fields=["until"])
            record("team.left", self, by=by, root=self.team, who=self.member.short_name)
        return self

"""What a teacher lets others read: a named colleague or a team, until they withdraw it. It never reaches who leads."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.verb import Refused
from hallway.people.models import Team

from ..rules import keeps_out

MEMBER = settings.AUTH_USER_MODEL


class SharingQuerySet(models.QuerySet):
    def reaching(self, member):
        """Those that let ``member`` read something, while whose it is works here. Whoever leads or manages people is reached by none,
        also as one of a team."""
        if not member.is_active or keeps_out(member):
            return self.none()
        here = Q(consult__teacher__is_active=True) | Q(visit__teacher__is_active=True)
        return self.filter(here, Q(member=member) | Q(team__in=Team.objects.of(member)))


class Sharing(models.Model):
    """One line of "who may read this": of a consult or a visit, with a member or a team."""

    confidential = True

    consult = models.ForeignKey("appointments.Consult", null=True, on_delete=models.CASCADE, related_name="sharings")
    visit = models.ForeignKey("appointments.Visit", null=True, on_delete=models.CASCADE, related_name="sharings")
    member = models.ForeignKey(MEMBER, null=True, on_delete=models.CASCADE, related_name="shared_with_them")
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=now)

    objects = SharingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="shares_one_with_one",
                condition=(Q(consult=None) ^ Q(visit=None)) & (Q(member=None) ^ Q(team=None)),
            ),
            models.UniqueConstraint("consult", "visit", "member", "team", name="shared_once", nulls_distinct=False),
        ]

    def __str__(self):
        return f"sharing {self.pk}"

    @property
    def whom(self):
        return self.team.name if self.team_id else self.member.full_name

    @classmethod
    def begin(cls, *, by, member=None, team=None, **what):
        """For use inside a verb: whether it is new. Raises Refused for who leads, and for oneself."""
        if member is not None and (keeps_out(member) or not member.is_active):
            raise Refused(
                _(
                    "%(name)s leads or manages here, and Hallway never shows this to anybody who does. You can talk with them."
                )
                % {"name": member.short_name}
            )
        if (member is None) == (team is None) or (member is not None and member.pk == by.pk):
            raise Refused(_("Choose a colleague or a team."))
        return cls.objects.get_or_create(member=member, team=team, **what)[1]

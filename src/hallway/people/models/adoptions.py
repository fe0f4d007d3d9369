"""The technology person that a team calls its own: asked, answered or not, and ended by either side."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hallway.core.now import now
from hallway.core.text import one_line
from hallway.core.verb import HALLWAY, Refused, creates, verb
from hallway.history.models import record

from ..rules import may_accept_adoption, may_decline_adoption, may_end_adoption, may_propose_adoption
from .teams import Team, TeamMembership

MEMBER = settings.AUTH_USER_MODEL
STATUSES = [
    ("proposed", _("asked")),
    ("accepted", _("adopted")),
    ("declined", _("not just now")),
    ("ended", _("ended")),
]
CURRENT = ("proposed", "accepted")
QUIET = timedelta(days=90)  # after "not just now" the same team does not ask the same person again for so long


class AdoptionQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Adopted ones everybody may know of; what was asked, left open or declined only the team and who was asked."""
        if not member.is_active:
            return self.none()
        teams = TeamMembership.objects.filter(member=member, until=None).values("team")
        return self.filter(Q(status="accepted") | Q(its=member) | Q(team__in=teams))

    def between(self, requester, holder):
        """Accepted ones in which a team that ``requester`` belongs to now (ids) has adopted ``holder``."""
        teams = TeamMembership.objects.filter(member=requester, until=None).values("team")
        return self.filter(its=holder, status="accepted", team__in=teams, team__archived_at=None)


class Adoption(models.Model):
    """A team calls a technology person its own. Asked by somebody of the team, answered by the one asked, or never: silence is
    fine, and nobody is reminded. ``words``: what they answered, for the team.
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="adoptions")
    its = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="adoptions")
    status = models.CharField(max_length=10, choices=STATUSES, default="proposed")
    proposed_by = models.ForeignKey(MEMBER, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField(default=now)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    words = models.CharField(max_length=200, blank=True)

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("team", "its", condition=Q(status__in=CURRENT), name="adopted_once"),
            models.CheckConstraint(
                name="adoption_times",
                condition=Q(status="proposed", since=None, until=None)
                | Q(status="accepted", since__isnull=False, until=None)
                | Q(status="declined", since=None, until__isnull=False)
                | Q(status="ended", until__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.team} and {self.its}: {self.status}"

    @property
    def proposer(self):
        """Who asked, and hears the answer."""
        return self.proposed_by

    @property
    def in_quiet(self):
        """Whether "not just now" was said lately."""
        return self.status == "declined" and now() < self.until + QUIET

    @classmethod
    @creates(may_propose_adoption)
    def propose(cls, *, by, team, its):
        """Ask ``its`` whether ``team`` may adopt them; asked or adopted already changes nothing. Raises Refused."""
        if not team.in_use:
            raise Refused(_("This team is put away. Bring it back first."))
        if not its.is_active or not helps(its, team) or its.pk == by.pk:
            raise Refused(_("A team adopts somebody who helps at its campus."))
        if any(each.in_quiet for each in cls.objects.filter(team=team, its=its, status="declined")):
            raise Refused(_("You asked not long ago. Let some time pass before you ask again."))
        adoption, made = cls.objects.get_or_create(
            team=team, its=its, status__in=CURRENT, defaults={"status": "proposed", "proposed_by_id": by.pk}
        )
        if made:
            record("adoption.proposed", adoption, by=by, root=team, team=team.name)
        return adoption

    @verb(may_accept_adoption)
    def accept(self, *, by, words=""):
        """Yes, with a sentence for the team if they like. Raises Refused when it is over."""
        if self.status == "accepted":
            return self
        if self.status != "proposed":
            raise Refused(_("This is no longer asked."))
        self._now("accepted", words, since=now())
        record("adoption.accepted", self, by=by, root=self.team, team=self.team.name)
        return self

    @verb(may_decline_adoption)
    def decline(self, *, by, words=""):
        """Not just now. Whoever asked hears it without a name, and it stands in no timeline. Raises Refused when it is over."""
        if self.status == "declined":
            return self
        if self.status != "proposed":
            raise Refused(_("This is no longer asked."))
        self._now("declined", words, until=now())
        # The house says it: an event names its actor, and nobody is to read who declined.
        record("adoption.declined", self, by=HALLWAY, root=self.team, team=self.team.name)
        return self

    @verb(may_end_adoption)
    def end(self, *, by, quietly=False):
        """Over, by either side; or the team takes back what it asked. What is over stays as it is. ``quietly``: nobody is told."""
        if self.status not in CURRENT:
            return self
        asked = self.status == "proposed"
        self._now("ended", self.words, until=now())
        kind = "adoption.taken_back" if asked else "adoption.let_go" if quietly else "adoption.ended"
        record(kind, self, by=by, root=self.team, team=self.team.name, its=self.its.short_name)
        return self

    def _now(self, status, words, **times):
        self.status, self.words = status, one_line(words, 200)
        for name, at in times.items():
            setattr(self, name, at)
        self.save(update_fields=["status", "words", *times])


def helps(member, team):
    """Whether they are a technology person there: of the team's campus, or anywhere for a team of the whole district."""
    return member.seat.serves(team.campus_id) if team.campus_id else member.seat.is_its


def leave_all(member):
    """Somebody has left for good: they belong to no team any more, and no team has adopted them."""
    for each in member.team_memberships.filter(until=None).select_related("team"):
        each.leave(by=HALLWAY)
    for each in member.adoptions.filter(status__in=CURRENT).select_related("team"):
        each.end(by=HALLWAY)

"""What goes on around an adoption: whether both go on in a new school year, and a lead's quiet word to a team."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.verb import Refused, creates, verb
from hallway.delivery.models import Prompt
from hallway.history.models import record
from hallway.people.models import Adoption, Member, Team

from ..rules import may_ask_again, may_go_on, may_let_go, may_suggest

MEMBER = settings.AUTH_USER_MODEL
AGAIN = timedelta(days=180)  # the same word to the same team is said once in so long


class RenewalQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Each side's own, nobody else's."""
        return self.filter(member=member) if member.is_active else self.none()


class Renewal(models.Model):
    """Somebody was asked once, at the beginning of a school year (``term``: its first of August), whether they go on with an
    adoption. No answer is a yes; nobody is asked twice, and neither side reads what the other was asked."""

    adoption = models.ForeignKey(Adoption, on_delete=models.CASCADE, related_name="renewals")
    member = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="+")
    term = models.DateField()
    asked_at = models.DateTimeField(default=now)
    answer = models.CharField(max_length=6, blank=True, choices=[("go_on", "go_on"), ("let_go", "let_go")])

    objects = RenewalQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("adoption", "member", "term", name="asked_once_a_term")]

    def __str__(self):
        return f"renewal {self.pk}"

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("teams:renewal", args=[self.pk])

    @property
    def asked(self):
        return self.member

    @classmethod
    @creates(may_ask_again)
    def ask_again(cls, *, by, adoption, member, term):
        """Ask one side, within the week's one prompt; whether that was done."""
        if cls.objects.filter(adoption=adoption, member=member, term=term).exists():
            return False
        if not Prompt.may_ask(member, "renewal"):
            return False
        row = cls.objects.create(adoption=adoption, member=member, term=term)
        record("renewal.asked", row, by=by, team=adoption.team.name)
        return True

    @verb(may_go_on)
    def go_on(self, *, by):
        """Gladly. Nobody is told: it was so before."""
        self._answer("go_on")
        return self

    @verb(may_let_go)
    def let_go(self, *, by):
        """It ends without a word to the other side: their pages just no longer say it."""
        self._answer("let_go")
        self.adoption.end(by=by, quietly=True)
        return self

    def _answer(self, said):
        if self.answer != said:
            self.answer = said
            self.save(update_fields=["answer"])


class Suggestion(models.Model):
    """A lead asked a team quietly whether it would like to adopt somebody of the help team who has no team yet. The one it is about
    never learns of it."""

    its = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(MEMBER, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["team", "its"], name="suggested_to")]

    def __str__(self):
        return f"suggestion {self.pk}"

    @property
    def people(self):
        """The team's own people, without the one it is about."""
        inside = self.team.memberships.filter(until=None).values("member")
        return list(Member.objects.filter(pk__in=inside, is_active=True).exclude(pk=self.its_id).order_by("pk"))

    @classmethod
    @creates(may_suggest)
    def suggest(cls, *, by, its, team):
        """Say it to the team, once in half a year. Raises Refused when it has nobody who could ask."""
        if not team.in_use or not team.memberships.filter(until=None, member__is_active=True).exists():
            raise Refused(_("Nobody belongs to that team just now."))
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)  # pressed twice, it is said once
        there = cls.objects.filter(its=its, team=team, at__gt=now() - AGAIN).first()
        if there:
            return there
        row = cls.objects.create(its=its, team=team, by=by)
        record("adoption.suggested", row, by=by, root=team, team=team.name, its=its.short_name)
        return row

"""What is brought to a gathering, and by whom: lines that people take, and give back."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from hallway.core.text import one_line
from hallway.core.verb import Denied, Refused, verb

from ..rules import may_add_bring, may_drop_bring, may_give_back, may_take_bring

MEMBER = settings.AUTH_USER_MODEL
MOST_TO_BRING = 40


class Bring(models.Model):
    """Something to bring, and who does. ``by``: who wrote the line."""

    gathering = models.ForeignKey("teams.Gathering", on_delete=models.CASCADE, related_name="brings")
    words = models.CharField(max_length=80)
    by = models.ForeignKey(MEMBER, null=True, on_delete=models.SET_NULL, related_name="+")
    member = models.ForeignKey(MEMBER, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"bring {self.pk}"


class Bringing:
    """The verbs of a gathering about what is brought. None has an event: it is nobody's news."""

    @verb(may_add_bring)
    def add_bring(self, *, by, words, take=False):
        """One more thing to bring. ``take``: they bring it themselves. Raises Refused when there are too many."""
        self.must_stand()
        words = one_line(words, 80)
        if not words:
            raise Refused(_("Say what it is."))
        if there := self.brings.filter(words=words, by=by.pk).first():  # pressed twice
            return there
        if self.brings.count() >= MOST_TO_BRING:
            raise Refused(_("That is a lot to carry already. Take one of the lines that are free."))
        return Bring.objects.create(gathering=self, words=words, by=by, member=by if take else None)

    @verb(may_take_bring)
    def take_bring(self, *, by, bring):
        """They bring it. Raises Refused when somebody was quicker."""
        self.must_stand()
        line = self._line(bring)
        if line.member_id not in (None, by.pk) and line.member.is_active:
            raise Refused(_("%(name)s brings it already.") % {"name": line.member.short_name})
        line.member = by
        line.save(update_fields=["member"])
        return line

    @verb(may_give_back)
    def give_back(self, *, by, bring):
        """They do not bring it after all; somebody else may."""
        line = self._line(bring)
        if line.member_id == by.pk:
            line.member = None
            line.save(update_fields=["member"])
        return line

    @verb(may_drop_bring)
    def drop_bring(self, *, by, bring):
        """It is not needed: the host, or whoever wrote it, takes the line away."""
        line = self.brings.filter(pk=bring).first()
        if line is not None:
            if by.pk not in (self.by_id, line.by_id):
                raise Denied("drop_bring")
            line.delete()

    def _line(self, number):
        line = self.brings.select_related("member").filter(pk=number).first()
        if line is None:
            raise Refused(_("That line was taken away."))
        return line

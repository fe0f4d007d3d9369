from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hallway.core.verb import Refused, creates

from ..rules import may_choose, may_pause

HOW = [("now", _("At once")), ("digest", _("Once a day")), ("off", _("Only here"))]
EVERYTHING = "*"


class Choice(models.Model):
    """How one member wants mail about one group of kinds (see ``choices.py``). ``group`` ``*`` with ``off``: mail is paused."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="choices")
    group = models.CharField(max_length=60)
    how = models.CharField(max_length=6, choices=HOW)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "group"], name="one_choice")]

    def __str__(self):
        return f"{self.member_id} {self.group} {self.how}"

    @classmethod
    @creates(may_choose)
    def choose(cls, *, by, member, group, how):
        """How ``member`` wants mail about ``group`` (a ``choices.Group``). The usual way leaves no row. Raises Refused."""
        if how not in dict(HOW):
            raise Refused(_("Choose at once, once a day, or only here."))
        rows = cls.objects.filter(member=member, group=group.key)
        if how == group.usual:
            rows.delete()
        else:
            cls.objects.update_or_create(member=member, group=group.key, defaults={"how": how})
        return how

    @classmethod
    @creates(may_pause)
    def pause(cls, *, by, member, on):
        """Pause all mail, or let it come again; notices in Hallway go on."""
        if on:
            cls.objects.get_or_create(member=member, group=EVERYTHING, defaults={"how": "off"})
        else:
            cls.objects.filter(member=member, group=EVERYTHING).delete()
        return on

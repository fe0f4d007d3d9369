from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

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

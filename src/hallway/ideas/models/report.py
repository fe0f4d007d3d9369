from django.conf import settings
from django.db import models

from hallway.core.now import now

MEMBER = settings.AUTH_USER_MODEL


class Report(models.Model):
    """Somebody says that an idea is outdated, and why; until it is settled, the idea says so. Written by ``Idea.report``."""

    idea = models.ForeignKey("ideas.Idea", on_delete=models.CASCADE, related_name="reports")
    by = models.ForeignKey(MEMBER, null=True, on_delete=models.SET_NULL, related_name="+")
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=now)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(MEMBER, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self):
        return f"report {self.pk} of idea {self.idea_id}"

from django.conf import settings
from django.db import models

from hallway.core.now import now


class Revision(models.Model):
    """What an idea said before a change. Written by ``Idea.improve`` and ``Idea.bring_back``; a merge or a state is none."""

    idea = models.ForeignKey("ideas.Idea", on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now)
    values = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint("idea", "number", name="revision_once")]

    def __str__(self):
        return f"version {self.number} of idea {self.idea_id}"

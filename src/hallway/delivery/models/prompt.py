from datetime import timedelta

from django.conf import settings
from django.db import models

from hallway.core.now import now

from .choice import EVERYTHING, Choice


class Prompt(models.Model):
    """Something that Hallway asked a member of itself ("how did it go?"): at most one a week, over all parts of Hallway."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    week = models.DateField(help_text="its Monday")
    about = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint("member", "week", name="one_prompt_a_week")]

    def __str__(self):
        return f"prompt {self.pk}"

    @classmethod
    def may_ask(cls, member, about):
        """Take this week's one prompt for ``about``; False when something was asked already. For use inside a verb."""
        if Choice.objects.filter(member=member, group=EVERYTHING).exists():
            return False  # everything is paused, and that is everything
        day = now().date()
        monday = day - timedelta(days=day.weekday())
        cls.objects.filter(member=member, week__lt=monday - timedelta(weeks=8)).delete()
        return cls.objects.get_or_create(member=member, week=monday, defaults={"about": about})[1]

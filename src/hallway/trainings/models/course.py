"""What is taught: a title, what it is good for, what people can do afterwards, and the ideas of the library in it."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from hallway.core.now import now
from hallway.core.search import words_of
from hallway.ideas.models import Idea

TITLE, TEXT = 120, 5000


class CourseQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Its text and its materials go to whoever is invited to one of its trainings, and to whoever made it."""
        from .session import Session

        if not member.is_active:
            return self.none()
        mine = Session.objects.visible_to(member).filter(course=models.OuterRef("pk")).order_by()
        return self.filter(models.Q(by=member) | models.Exists(mine))


class Course(models.Model):
    """Held once or again and again (``Session``). Written by the verbs of its sessions. Materials are ``threads.File`` rows."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=TITLE)
    what_for = models.TextField(blank=True)
    goals = models.TextField(blank=True)
    ideas = models.ManyToManyField(Idea, related_name="courses", blank=True)
    made_at = models.DateTimeField(default=now)
    words = SearchVectorField(null=True, editable=False)

    objects = CourseQuerySet.as_manager()

    class Meta:
        indexes = [GinIndex(fields=["words"], name="course_words")]

    def __str__(self):
        return self.title

    def save(self, **kwargs):
        """With the words that it is found by."""
        self.words = words_of(self.title, self.what_for, self.goals)
        super().save(**kwargs)

    def is_staff(self, member):
        """There are no notes on it."""
        return False

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from hallway.core.now import now


class FileQuerySet(models.QuerySet):
    def of(self, noun):
        return self.filter(noun_type=ContentType.objects.get_for_model(noun), noun_id=noun.pk).order_by("id")


class File(models.Model):
    """A file on any noun. The bytes lie under ``path`` (random, outside any web root), written and fsynced before this row."""

    noun_type = models.ForeignKey(ContentType, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    noun_id = models.BigIntegerField(null=True)
    noun = GenericForeignKey("noun_type", "noun_id")
    message = models.ForeignKey("threads.Message", null=True, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=200, unique=True)
    cid = models.CharField(max_length=200, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now)

    objects = FileQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["noun_type", "noun_id"], name="file_noun")]

    def __str__(self):
        return self.name

    @property
    def is_picture(self):
        return self.type in ("image/png", "image/jpeg", "image/gif", "image/webp")

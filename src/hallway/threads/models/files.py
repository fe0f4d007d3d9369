import io
from functools import partial

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from hallway.core.locked import unlock_bytes
from hallway.core.locked_text import HalfLocked
from hallway.core.now import now
from hallway.core.sniffing import PICTURES
from hallway.core.storage import locked_again, store

from .messages import locks_words


def reads(member, row, *, note):
    """Whether ``member`` may read a row that hangs on a noun: the noun must be visible to them, a note's is for its staff."""
    model = row.noun_type.model_class()
    if not member.is_active or model is None or not hasattr(model._default_manager, "visible_to"):
        return False
    noun = model._default_manager.visible_to(member).filter(pk=row.noun_id).first()
    return noun is not None and (not note or noun.is_staff(member))


class FileQuerySet(models.QuerySet):
    def of(self, noun):
        return self.filter(noun_type=ContentType.objects.get_for_model(noun), noun_id=noun.pk).order_by("id")

    def visible_to(self, member):
        """Files on nouns that ``member`` may read, as each noun's own ``visible_to`` says. Files of notes are not among
        them: whether somebody is of a noun's staff is asked of the row (``File.find``)."""
        if not member.is_active:
            return self.none()
        seen = models.Q(noun_type=None, author=member)
        kinds = File.objects.order_by().values_list("noun_type", flat=True).distinct()
        for kind in ContentType.objects.filter(pk__in=kinds):
            noun = kind.model_class()
            if noun is not None and hasattr(noun._default_manager, "visible_to"):
                nouns = noun._default_manager.visible_to(member).order_by().values("pk")
                seen |= models.Q(noun_type=kind, noun_id__in=nouns)
        return self.filter(seen).exclude(message__kind="note")


class File(HalfLocked, models.Model):
    """A file on any noun. The bytes lie under ``path`` (random, outside any web root), written and fsynced before this row.

    ``size`` and ``sha256`` are of the bytes as people get them. ``sealed``: on the disk they lie locked.
    """

    LOCKED = ("name", "sha256", "cid")

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
    sealed = models.BooleanField(default=False, db_default=False)
    aside = models.BooleanField(default=False, help_text="a signature's logo: shown in its mail, not listed beside it")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now)

    objects = FileQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["noun_type", "noun_id"], name="file_noun")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("threads:file", args=[self.pk])

    @property
    def locks(self):
        return bool(self.noun_type_id) and locks_words(self.noun_type_id)

    def open(self):
        """The bytes as people get them, as a file to read. Raises OSError, and ``CannotOpen`` for sealed ones that were altered."""
        file = store().open(self.path)
        if not self.sealed:
            return file
        with file:
            return io.BytesIO(unlock_bytes(file.read()))

    @property
    def is_picture(self):
        """Whether it is a raster image, the only kind a browser is allowed to show by itself."""
        return self.type in PICTURES

    @property
    def etag(self):
        return f'"{self.sha256}"'

    @classmethod
    def attach(cls, noun, stored, *, author, message=None):
        """Rows for files that ``core.storage.keep`` made durable; for use inside a noun's own verb. Returns them."""
        return [
            cls.objects.create(
                noun=noun, message=message, author_id=author.pk, name=item.name, type=item.type, size=item.size,
                sha256=item.sha256, path=item.path, cid=item.cid, aside=item.aside, sealed=item.sealed,
            )
            for item in map(_sealed if getattr(noun, "locks_words", False) else _as_it_is, stored)
        ]  # fmt: skip

    def move(self, noun, message=None):
        """Hang it on another noun, and lock it if that one's words lie locked; for use inside a noun's own verb."""
        self.noun, self.message = noun, message
        if self.locks and not self.sealed:
            sealed = _sealed(self)
            self.path, self.sealed = sealed.path, sealed.sealed
        self.save()

    @classmethod
    def find(cls, pk, member):
        """The file when ``member`` may read it, else None: the noun must be visible to them, and a note's file is for the
        noun's staff. A file that hangs on nothing yet is its author's."""
        row = cls.objects.select_related("message", "noun_type").filter(pk=pk).first()
        if row is None or not member.is_active:
            return None
        if row.noun_type_id is None:
            return row if row.author_id == member.pk else None
        return row if reads(member, row, note=bool(row.message_id) and row.message.kind == "note") else None


def _as_it_is(item):
    return item


def _sealed(item):
    """The ``Stored`` with its bytes locked on the disk; those that lay open go once this is committed."""
    if item.sealed:
        return item
    sealed = locked_again(item)
    if sealed.path != item.path:
        transaction.on_commit(partial(store().delete, item.path))
    return sealed

from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext as _

from hallway.core.keyed import Keyed
from hallway.core.locked_text import HalfLocked
from hallway.core.markup import FAR
from hallway.core.now import now
from hallway.core.text import clean
from hallway.core.verb import Denied, Refused
from hallway.history.models import Event

LIMIT = 50_000
UNDO_SECONDS = 20


class MessageQuerySet(models.QuerySet):
    def of(self, noun):
        return self.filter(noun_type=ContentType.objects.get_for_model(noun), noun_id=noun.pk).order_by("at", "id")

    def readable(self, *, staff):
        """What a reader of the noun sees: its staff everything, others no notes."""
        return self if staff else self.exclude(kind="note")

    def with_mail(self):
        """With ``has_html``, ``has_frame`` (it shows more than words) and ``has_far`` (some pictures lie elsewhere), without
        the HTML itself."""
        more = models.Q(html__regex="<(img|table|a)[ >]")
        far = models.Q(html__contains=f'src="{FAR}')
        return self.annotate(
            has_html=models.ExpressionWrapper(~models.Q(html=""), models.BooleanField()),
            has_frame=models.ExpressionWrapper(more, models.BooleanField()),
            has_far=models.ExpressionWrapper(far, models.BooleanField()),
        ).defer("html")


def locks_words(noun_type_id):
    """Whether what is said on nouns of this type lies locked: the model says so with ``locks_words``."""
    return getattr(ContentType.objects.get_for_id(noun_type_id).model_class(), "locks_words", False)


class Message(HalfLocked, Keyed):
    """A message on any noun. ``kind``: ``ask`` (the first words), ``reply`` everybody on the noun reads, ``note`` only its staff.

    Written only by the noun's own verbs (``Ask.reply``, ``Ask.note``), which know the rule and write the event.
    """

    LOCKED = ("text", "full_text", "html")

    noun_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", db_index=False)
    noun_id = models.BigIntegerField()
    noun = GenericForeignKey("noun_type", "noun_id")
    kind = models.CharField(max_length=6, choices=[("ask", "ask"), ("reply", "reply"), ("note", "note")])
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(blank=True)
    full_text = models.TextField(blank=True, help_text="the whole mail, when the text is only its new part")
    html = models.TextField(blank=True, help_text="cleaned when stored")
    at = models.DateTimeField(default=now)
    through = models.CharField(max_length=8, default="form")
    confirms = models.BooleanField(default=False, help_text="a short thanks that confirmed a solved request")

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["noun_type", "noun_id", "at"], name="message_thread")]

    def __str__(self):
        return f"{self.kind} {self.pk}"

    @property
    def locks(self):
        return locks_words(self.noun_type_id)

    def ready(self):
        """What goes before every writing: nothing in it that the database would not take."""
        self.text = clean(self.text, LIMIT)
        self.full_text = clean(self.full_text, 4 * LIMIT)

    def save(self, **kwargs):
        self.ready()
        super().save(**kwargs)

    @classmethod
    def find(cls, pk, member):
        """The message when ``member`` may read it, else None."""
        from .files import reads

        row = cls.objects.select_related("noun_type").filter(pk=pk).first()
        return row if row is not None and reads(member, row, note=row.kind == "note") else None

    @property
    def can_undo_until(self):
        """The instant (UTC) until which its author may take it back."""
        return self.at + timedelta(seconds=UNDO_SECONDS)

    @classmethod
    def untold(cls, noun, number, by):
        """Take one's own message (id) below ``noun`` back before anybody is told: its text, for the box; None when there is none.
        For use inside a verb. Raises Denied for somebody else's, Refused when it is too late."""
        row = cls.objects.select_for_update().of(noun).filter(pk=number).first()
        if row is None:
            return None
        if row.author_id != by.pk:
            raise Denied("unsay")
        event = Event.objects.select_for_update().of(noun).filter(data__message=row.pk, told=None).first()
        if event is None or not row.undoable():
            raise Refused(_("It has been sent already. You can write another message to put it right."))
        event.delete()
        text = row.text
        row.delete()
        return text

    def undoable(self, moment=None):
        return self.kind != "ask" and self.through == "form" and (moment or now()) < self.can_undo_until

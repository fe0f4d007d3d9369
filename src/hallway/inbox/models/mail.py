from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from hallway.asks.models import Ask
from hallway.core.now import now
from hallway.people.models import Campus

from ..reasons import ADVICE, sentence
from ..sent_back import words_in
from .sorting import MailQuerySet, Sorting

VERDICTS = [
    ("opened", gettext_lazy("Became a request")),
    ("added", gettext_lazy("Joined a request")),
    ("automatic", gettext_lazy("Automatic mail")),
    ("bounced", gettext_lazy("Came back")),
    ("parked", gettext_lazy("Waits for a person")),
    ("refused", gettext_lazy("Not wanted")),
]


class Mail(Sorting, models.Model):
    """One mail that came in. Kept and committed before anybody reads it; ends with exactly one verdict.

    ``content``: SHA-256 of the bytes without what mail servers add on the way; the same content twice is one row and a
    ``Copy``. ``verdict`` null: kept, not read yet. ``reason``: a code of ``reasons.py``. ``looks_like``: the request a
    parked mail seems to be about. ``reading``: ``Reading.kept()``.
    """

    content = models.CharField(max_length=64, unique=True, editable=False)
    raw = models.BinaryField()
    size = models.BigIntegerField(help_text="bytes as they came, also when only the beginning of a huge mail is kept")
    source = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField(default=now)
    message_id = models.CharField(max_length=260, blank=True)
    sender = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=500, blank=True)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="mails_in")
    verdict = models.CharField(max_length=10, null=True, choices=VERDICTS)
    reason = models.CharField(max_length=60, blank=True)
    ask = models.ForeignKey(Ask, null=True, on_delete=models.SET_NULL, related_name="mails_in")
    looks_like = models.ForeignKey(Ask, null=True, on_delete=models.SET_NULL, related_name="+")
    campus = models.ForeignKey(Campus, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    said = models.CharField(
        max_length=16,
        blank=True,
        db_default="",
        default="",
        editable=False,
        help_text="a mark of its words, to know them again",
    )
    reading = models.JSONField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=now)
    read_at = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True, help_text="since when it waits for a person")
    reminded = models.BooleanField(default=False, db_default=False)
    personal = models.BooleanField(default=False, db_default=False, help_text="somebody said that a person wrote it")

    objects = MailQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["next_at", "id"], name="mail_unread", condition=Q(verdict=None)),
            models.Index(fields=["-id"], name="mail_parked", condition=Q(verdict="parked")),
            models.Index(fields=["message_id"], name="mail_message_id", condition=~Q(message_id="")),
            models.Index(fields=["received_at", "verdict"], name="mail_sum"),
            models.Index(fields=["ask", "sender", "received_at"], name="mail_of_ask", condition=Q(ask__isnull=False)),
            models.Index(fields=["sender", "-received_at"], name="mail_of_sender", condition=~Q(sender="")),
        ]

    def __str__(self):
        return f"mail {self.pk} {self.verdict or 'unread'}"

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("inbox:mail", args=[self.pk])

    def link_for(self, member):
        """Where a mail about it leads: its sender to their words, ready to send through the right door; others to the mail."""
        from django.urls import reverse

        if self.reason == "calendar-late":
            return reverse("diary:mine")
        if self.reason == "private-closed":
            return reverse("appointments:consults")
        return reverse("inbox:draft", args=[self.pk]) if member.pk == self.member_id else self.get_absolute_url()

    @property
    def terms(self):
        """What the procedure of its sender's campus says."""
        from ..deciding import terms_of

        return terms_of(self.member)

    @property
    def why(self):
        """The reason as a sentence."""
        return sentence(self.reason)

    @property
    def seems_automatic(self):
        """Whether it was taken for a program's, as far as anybody could be wrong about that: not our own, no calendar's answer."""
        return self.verdict == "bounced" or (self.verdict == "automatic" and self.reason.startswith("automatic"))

    @property
    def advice(self):
        """What to know before deciding, as a sentence; empty where there is nothing to add."""
        return ADVICE.get(self.reason, "")

    @property
    def text(self):
        """The new words of the mail, for who sorts it: without the links of a letter of ours that came back."""
        return words_in({**(self.reading or {}), "html": ""})[0]

    @property
    def proposed(self):
        """Whom the mail seems to be from: the first author of a forwarded mail, whom a copy was written to, else the sender. An
        address."""
        about = self.reading or {}
        if self.reason == "copy":
            return next(iter(about.get("to", [])), "")
        return about.get("forwarded_from") or self.sender


class Copy(models.Model):
    """The same content came again: a second delivery, another mailbox, a list. Counted, nothing else happens."""

    mail = models.ForeignKey(Mail, on_delete=models.CASCADE, related_name="copies")
    source = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["received_at"], name="copy_sum")]

    def __str__(self):
        return f"copy of mail {self.mail_id}"

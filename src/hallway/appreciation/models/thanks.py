from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from hallway.core.keyed import Keyed, digest_of
from hallway.core.now import now
from hallway.core.text import clean
from hallway.core.verb import creates, verb
from hallway.history.models import Event, record
from hallway.people.models import Post

from ..rules import may_allow, may_give, may_take_back

REASON_LIMIT = 600
UNDO_SECONDS = 20
SHOWN = 5


class ThanksQuerySet(models.QuerySet):
    def visible_to(self, member):
        """What they gave, what they got, and what somebody who got it lets colleagues read."""
        if not member.is_active:
            return self.none()
        mine = Receipt.objects.filter(Q(member=member) | Q(allowed=True)).values("thanks")
        return self.filter(Q(sender=member) | Q(pk__in=mine))

    def about(self, noun):
        return self.filter(subject_type=ContentType.objects.get_for_model(noun), subject_id=noun.pk)

    def on_the_wall(self, member):
        """What those who work where ``member`` does (everywhere for the district's) let colleagues read."""
        shown = Receipt.objects.filter(allowed=True, member__is_active=True)
        if own := member.seat.own:
            near = Post.objects.filter(Q(campus__in=own) | Q(campus=None)).in_force_now()
            shown = shown.filter(member__in=near.values("member"))
        return self.filter(pk__in=shown.values("thanks"))

    def for_list(self):
        return self.select_related("sender").prefetch_related(
            "subject", models.Prefetch("receipts", queryset=Receipt.objects.select_related("member").order_by("id"))
        )


class Thanks(Keyed):
    """A thank-you from one member to one or several, with a reason if they like, about something (a request) or nothing.

    There is no total and no rank anywhere: a thank-you is read, not counted.
    """

    sender = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="thanks_given")
    reason = models.TextField(blank=True, max_length=REASON_LIMIT)
    subject_type = models.ForeignKey(ContentType, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    subject_id = models.BigIntegerField(null=True)
    subject = GenericForeignKey("subject_type", "subject_id")
    at = models.DateTimeField(default=now)

    objects = ThanksQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "thanks"
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="thanks_subject")]

    def __str__(self):
        return f"thanks {self.pk}"

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("appreciation:thanks", args=[self.pk])

    @property
    def receivers(self):
        """The members it was said to."""
        return [receipt.member for receipt in self.receipts.select_related("member").order_by("id")]

    def receivers_for(self, member):
        """Those whom ``member`` may see it was said to: everybody for its two sides, else who allowed it."""
        receipts = list(self.receipts.all())
        inside = self.sender_id == member.pk or any(each.member_id == member.pk for each in receipts)
        return [each.member for each in receipts if inside or each.allowed]

    @classmethod
    @creates(may_give)
    def give(cls, *, by, receivers, reason="", subject=None, key=None):
        """Say thank you; returns the row (the same one for the same ``key`` and words). They hear of it in twenty seconds."""
        reason = clean(reason, REASON_LIMIT).strip()
        ids = sorted(each.pk for each in receivers)
        digest = digest_of(by=by.pk, to=ids, reason=reason, about=subject and [subject._meta.label, subject.pk])
        thanks = cls.objects.create(
            sender=by, reason=reason, subject=subject, key_digest=digest, at=now(), **({"key": key} if key else {})
        )
        Receipt.objects.bulk_create(Receipt(thanks=thanks, member=each) for each in receivers)
        record("thanks.given", thanks, by=by, wait=UNDO_SECONDS)
        return thanks

    @verb(may_allow)
    def allow(self, *, by, visible=True):
        """A receiver lets colleagues read it on their page, or no longer."""
        receipt = self.receipts.select_for_update().get(member=by)
        if receipt.allowed != visible:
            receipt.allowed = visible
            receipt.save(update_fields=["allowed"])
            record("thanks.allowed", self, by=by, visible=visible)
        return self

    @verb(may_take_back)
    def take_back(self, *, by):
        """The sender takes it back: the row, its words and what was told of it are gone."""
        Event.objects.of(self).delete()
        self.delete()
        record("thanks.taken_back", by, by=by)


class ReceiptQuerySet(models.QuerySet):
    def shown(self):
        """The latest that their receivers let colleagues read; a person's page reads ``member.thanks_got.shown``."""
        return self.filter(allowed=True).select_related("thanks__sender").order_by("-thanks")[:SHOWN]


class Receipt(models.Model):
    """One member who got a thank-you. ``allowed``: they let colleagues read it."""

    thanks = models.ForeignKey(Thanks, on_delete=models.CASCADE, related_name="receipts")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="thanks_got")
    allowed = models.BooleanField(default=False)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("thanks", "member", name="thanked_once")]
        indexes = [
            models.Index(fields=["member", "-thanks"], name="thanks_got"),
            models.Index(fields=["-thanks"], condition=Q(allowed=True), name="thanks_allowed"),
        ]

    def __str__(self):
        return f"{self.member_id} got {self.thanks_id}"

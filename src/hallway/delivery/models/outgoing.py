from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hallway.core.now import now
from hallway.core.verb import Refused, creates, verb
from hallway.history.models import record

from ..rules import may_drop, may_retry, may_retry_all

STATES = ["queued", "sent", "accepted", "deferred", "held", "failed", "bounced", "dropped", "bundled"]
STILL_HERE = models.Q(state__in=["queued", "deferred"], sent_at=None)  # has to leave yet
# Since when it waits, or when it may leave: what was not tried yet may have rested over quiet hours, and is not late.
SINCE = models.Case(models.When(attempts=0, then="next_at"), default="created")
DONE = ["sent", "accepted", "failed", "bounced", "dropped", "bundled"]


class OutgoingMail(models.Model):
    """A mail to one address, a row in the transaction that caused it. Sent at least once, always with this Message-ID.

    ``headers``: ``{name: value}``, one line each. ``secret``: text and HTML carry a code or a link that signs somebody
    in and are erased once sent. ``answer``: an automatic answer to somebody's mail; five an hour go to one address.
    ``sent``: a mail server took it from us (``sent_at``). ``accepted``: the recipient's own server has it. ``deferred``: not
    now, says a server; without ``sent_at`` we try again, with it the server that took it from us does. ``failed``: it never
    left. ``bounced``: it left and did not arrive. ``held``: kept, not sent (after a restore). ``dropped``: not wanted any
    more. ``bundled``: its news left in one mail (``inside``) with others of the same moment.

    ``calendar``: the text of the calendar file that it carries, ``method`` what that asks for; made with the letter, so that every
    try says the same.

    ``listed``: the ids of the events that a daily or weekly summary tells of, so that an answer to it finds what it is about.

    ``story``: ``[[state, when, why], …]`` of everything but a smooth leaving. ``provider_id``: what a provider calls it.
    """

    event = models.ForeignKey("history.Event", null=True, on_delete=models.SET_NULL, related_name="mails")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="mails")
    sender = models.CharField(max_length=320, blank=True)
    to = models.CharField(max_length=320)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    calendar = models.TextField(blank=True, default="", db_default="")
    method = models.CharField(max_length=10, blank=True, default="", db_default="")
    message_id = models.CharField(max_length=250, unique=True)
    secret = models.BooleanField(default=False)
    answer = models.BooleanField(default=False)
    state = models.CharField(max_length=8, default="queued", choices=[(s, s) for s in STATES])
    created = models.DateTimeField(default=now)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(default=now)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)
    listed = models.JSONField(default=list, db_default=[])
    story = models.JSONField(default=list, db_default=[])
    provider_id = models.CharField(max_length=200, blank=True, default="", db_default="")
    inside = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="bundle", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "to"], name="mailed_once")]
        indexes = [
            models.Index(fields=["next_at"], name="mail_due", condition=STILL_HERE),
            models.Index(
                fields=["created"], name="mail_waiting", condition=models.Q(state__in=["queued", "deferred", "held"])
            ),
            models.Index(fields=["inside"], name="mail_inside", condition=models.Q(inside__isnull=False)),
            models.Index(fields=["provider_id"], name="mail_provider", condition=~models.Q(provider_id="")),
            models.Index(fields=["state", "-id"], name="mail_state"),
            models.Index(fields=["to", "-created"], name="mail_pace"),
        ]

    def __str__(self):
        return f"{self.state} {self.message_id}"

    @verb(may_retry)
    def retry(self, *, by):
        """Send it at once, also one that was held or given up. Raises Refused when its words are erased."""
        if self.state in ("sent", "accepted", "bundled") or not (self.text or self.html):
            raise Refused(_("This mail has left, or its words are erased. There is nothing to send again."))
        self.state, self.next_at, self.created, self.sent_at = "queued", now(), now(), None
        self.save(update_fields=["state", "next_at", "created", "sent_at"])
        record("mail.retried", self, by=by)
        return self

    @classmethod
    @creates(may_retry_all)
    def retry_all(cls, *, by):
        """Do not wait for the pauses: everything that has to leave yet is due now. Returns how many."""
        waiting = cls.objects.filter(STILL_HERE, next_at__gt=now())
        first = waiting.order_by("pk").first()
        if first is None:
            return 0
        record("mail.retried", first, by=by)
        return waiting.update(next_at=now())

    @verb(may_drop)
    def drop(self, *, by):
        """It is not wanted any more: it stays in the list, and never leaves."""
        if self.sent_at or self.state in ("sent", "bundled"):
            raise Refused(_("This mail has left already."))
        if self.state != "dropped":
            self.state, self.text, self.html, self.calendar = "dropped", "", "", ""
            self.save(update_fields=["state", "text", "html", "calendar"])
            record("mail.dropped", self, by=by)
        return self

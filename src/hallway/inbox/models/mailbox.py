from django.db import models


class Mailbox(models.Model):
    """How far one mailbox on a mail server has been read. ``name``: user, host and folder. ``uidvalidity`` changes when the
    server numbers its mails anew; then all of it is looked at again and known content is only counted."""

    name = models.CharField(max_length=300, unique=True)
    uidvalidity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)
    good_at = models.DateTimeField(null=True, help_text="when it was last read to its end")
    tried_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "mailboxes"

    def __str__(self):
        return self.name

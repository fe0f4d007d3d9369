import json

from django.db import models

from hallway.core.locked import lock, unlock
from hallway.core.mailservers import MailServer, OAuthClient
from hallway.core.verb import verb
from hallway.history.models import record

from ..rules import may_enter_mailbox, may_leave_mailbox


class Mailbox(models.Model):
    """One mailbox on a mail server and how far it has been read. ``name``: user, host and folder. ``uidvalidity`` changes when
    the server numbers its mails anew; then all of it is looked at again and known content is only counted.

    ``access``: how to open it when the settings page names it, locked; "" when the environment does. ``passed_over``: numbers of
    mails that the server would not hand over. ``token_until``: end of the present access token. ``token_refused_at``: since when
    the provider gives none. ``secret_until``: the day on which somebody must have entered a new secret.
    """

    name = models.CharField(max_length=300, unique=True)
    uidvalidity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)
    good_at = models.DateTimeField(null=True, help_text="when it was last read to its end")
    tried_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    pushes = models.BooleanField(null=True, help_text="whether the server tells of new mail by itself (IDLE)")
    stuck_uid = models.BigIntegerField(default=0)
    stuck_tries = models.PositiveSmallIntegerField(default=0)
    passed_over = models.JSONField(default=list)
    passed_at = models.DateTimeField(null=True)
    access = models.TextField(blank=True)
    refresh_token = models.TextField(blank=True, help_text="the newest one of the provider, locked")
    refresh_of = models.CharField(max_length=64, blank=True, help_text="SHA-256 of what the newest one replaces")
    token_until = models.DateTimeField(null=True)
    token_refused_at = models.DateTimeField(null=True)
    secret_until = models.DateField(null=True)

    mails = 0  # in the folder when it was last opened; of this moment, no column

    class Meta:
        verbose_name_plural = "mailboxes"

    def __str__(self):
        return self.name

    @verb(may_enter_mailbox)
    def enter(self, *, by, server, secret_until=None):
        """From now on the mailbox is read as ``server`` (a ``MailServer``) says."""
        self.access = self.locked(server)
        self.secret_until, self.token_refused_at, self.error = secret_until, None, ""
        self.save(update_fields=["access", "secret_until", "token_refused_at", "error"])
        record("mailbox.entered", self, by=by)
        return self

    @verb(may_leave_mailbox)
    def leave(self, *, by):
        """It is read no more; how far we came stays known."""
        if self.access:
            self.access = self.refresh_token = self.error = ""
            self.save(update_fields=["access", "refresh_token", "error"])
            record("mailbox.left", self, by=by)
        return self

    def server(self):
        """How to open it (``MailServer``), None when the environment says so. Raises ``CannotOpen``."""
        if not self.access:
            return None
        said = json.loads(unlock(self.access))
        oauth = said.pop("oauth", None)
        return MailServer(**said, oauth=OAuthClient(**oauth) if oauth else None)

    @staticmethod
    def locked(server):
        """``access`` for a ``MailServer``."""
        said = server._asdict()
        said["oauth"] = server.oauth._asdict() if server.oauth else None
        return lock(json.dumps(said))

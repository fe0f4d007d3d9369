"""Rows that carry the id their client made, so that a repeated create is harmless."""

import json
import uuid
from functools import partial

from django.db import IntegrityError, models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from .verb import Refused, Twice


class Keyed(models.Model):
    """A row with a client-made ``key`` (UUID) and the digest of the content it was made with.

    Same key and same content: the same row. Same key, other content: ``Refused`` (409), and the page keeps the draft.
    Nothing is looked up first: the unique key refuses the second insert, and the verb around it answers with the first.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key_digest = models.CharField(max_length=64, editable=False, default="")

    class Meta:
        abstract = True

    def save(self, **kwargs):
        try:
            super().save(**kwargs)
        except IntegrityError as error:
            about = getattr(error.__cause__, "diag", None)
            if (getattr(about, "constraint_name", None) or "").endswith("_key_key"):
                raise Twice(partial(self.made_before, self.key, self.key_digest)) from error
            raise

    @classmethod
    def made_before(cls, key, digest):
        """The row that this ``key`` made earlier, or None. Raises ``Refused`` when its content was another."""
        row = cls._base_manager.filter(key=key).first() if key else None
        if row and row.key_digest != digest:
            raise Refused(
                _("This form was already sent with other words. Your words are kept: open a fresh form and send them.")
            )
        return row


def digest_of(**content):
    """A hex digest over keyword values; what makes two creates "the same content". Made with the installation's key, so that
    nobody who reads the row alone can try words against it."""
    text = json.dumps(content, sort_keys=True, default=str, ensure_ascii=False)
    return salted_hmac("hallway.keyed", text.encode("utf-8", "surrogatepass"), algorithm="sha256").hexdigest()

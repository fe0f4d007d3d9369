"""A certificate: a number that anybody can check, and nothing about whose it is."""

import secrets

from django.db import models
from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.verb import HALLWAY, Refused, creates
from hallway.history.models import record

from ..rules import may_issue
from .people import HERE, Seat

LETTERS, LONG = "23456789ABCDEFGHJKMNPQRSTUVWXYZ", 12  # 59 bits of chance, without letters that are read as another


def fresh_number():
    return "".join(secrets.choice(LETTERS) for _each in range(LONG))


def plain_number(text):
    """What somebody typed or scanned as a number: without blanks and dashes, in capitals."""
    return "".join(each for each in str(text).upper() if each.isascii() and each.isalnum())[:40]


class Certificate(models.Model):
    """``minutes``: what it says, fixed when it was issued. ``replaced_at``: a newer one says otherwise, so this one is valid no more."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="certificates")
    number = models.CharField(max_length=LONG, unique=True, default=fresh_number)
    minutes = models.PositiveSmallIntegerField()
    issued_at = models.DateTimeField(default=now)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("seat", name="one_valid_certificate", condition=models.Q(replaced_at=None)),
        ]

    def __str__(self):
        return self.number_words

    @property
    def number_words(self):
        """In three groups, to be read out."""
        return f"{self.number[:4]}-{self.number[4:8]}-{self.number[8:]}"

    @classmethod
    @creates(may_issue)
    def issue(cls, *, by, seat):
        """The certificate of one's own hours; the same as long as they stay the same. Raises ``Refused``."""
        seat = Seat.objects.select_for_update().get(pk=seat.pk)
        if not seat.session.is_over or seat.attended not in HERE or not seat.minutes:
            raise Refused(_("There are no hours to certify yet. If you were there, ask who held it to note you."))
        found = cls.objects.filter(seat=seat, replaced_at=None).first()
        if found is None:
            found = cls.objects.create(seat=seat, minutes=seat.minutes)
            record("training.certified", seat.session, by=by)
        return found

    @classmethod
    def keep_true(cls, seat):
        """Within a verb: the hours of ``seat`` may have changed, so a certificate that says otherwise is replaced, and they hear of it."""
        found = cls.objects.filter(seat=seat, replaced_at=None).first()
        if found is None or found.minutes == seat.minutes:
            return
        found.replaced_at = now()
        found.save(update_fields=["replaced_at"])
        if seat.minutes and seat.attended in HERE:
            cls.objects.create(seat=seat, minutes=seat.minutes)
        record("training.recertified", seat, by=HALLWAY, root=seat.session)

from django.conf import settings
from django.db import models

from hallway.core.locked_text import LockedText
from hallway.core.now import now
from hallway.core.text import clean

LONGEST = 4000


class Remark(models.Model):
    """What somebody wrote with the answers of their calendar to one event. It lies locked; who may read the event's page, and the
    remark there, its own app knows. Written by the verbs of the event."""

    uid = models.CharField(max_length=255)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    words = LockedText()
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["uid", "member"], name="remarks_together")]

    def __str__(self):
        return f"remark {self.pk}"

    @classmethod
    def add(cls, uid, member, words):
        """Put ``words`` below what they wrote before; of very much the end is kept. Whether that was new."""
        said = clean(words, LONGEST).strip()
        row = cls.objects.select_for_update().filter(uid=uid, member=member).first() or cls(uid=uid, member=member)
        if not said or row.words == said or row.words.endswith(f"\n\n{said}"):
            return False
        row.words, row.at = f"{row.words}\n\n{said}".strip()[-LONGEST:], now()
        row.save()
        return True

    @classmethod
    def of(cls, *uids):
        """{member's id: their words} about the events."""
        found = {}
        for row in cls.objects.filter(uid__in=uids).order_by("pk"):
            found[row.member_id] = f"{found[row.member_id]}\n\n{row.words}" if row.member_id in found else row.words
        return found

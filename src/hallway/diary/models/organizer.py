import base64
import secrets

from django.db import models

from hallway.core.now import now

MARK = "cal."
LOCAL_PART = 64  # letters before the @, by RFC 5321


class Organizer(models.Model):
    """Who organizes one event in everybody's calendar: an address of ours that only the people invited know (128 bits of
    chance), so that what calendars answer comes to us and no mailbox of a person is both host and guest.

    Written once, with the first invitation, and never changed: calendars refuse an event whose organizer became another.
    """

    uid = models.CharField(max_length=255, unique=True)
    word = models.CharField(max_length=32, unique=True)
    address = models.CharField(max_length=320)
    made = models.DateTimeField(default=now)

    def __str__(self):
        return self.address

    @classmethod
    def of(cls, uid, mailbox):
        """The address (text) that organizes ``uid``. ``mailbox``: our own address, whose ``+`` part it becomes."""
        row = cls.objects.filter(uid=uid).first()
        if row is None:
            word = base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()
            local, _at, domain = mailbox.rpartition("@")
            said = f"{local}+{MARK}{word}"
            address = f"{said}@{domain}" if local and len(said) <= LOCAL_PART else mailbox
            row, _new = cls.objects.get_or_create(uid=uid, defaults={"word": word, "address": address})
        return row.address

    @classmethod
    def uid_of(cls, addresses):
        """The uid whose organizer one of these addresses is, else None."""
        words = [each.partition("@")[0].rpartition("+")[2].lower() for each in addresses if "+" in each]
        words = [word.removeprefix(MARK) for word in words if word.startswith(MARK)]
        return cls.objects.filter(word__in=words).values_list("uid", flat=True).first() if words else None

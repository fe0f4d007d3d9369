from types import SimpleNamespace

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from hallway.core.kept import forget, forget_all
from hallway.core.now import now
from hallway.core.verb import HALLWAY, Denied, creates, verb
from hallway.history.models import record

from ..rules import (
    may_add_campus,
    may_add_device,
    may_add_room,
    may_manage_campus,
    may_manage_device,
    may_manage_district,
    may_manage_room,
)


def known_zone(name):
    import zoneinfo

    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValidationError(
            _("“%(zone)s” is not a time zone we know, such as America/Chicago."), params={"zone": name}
        ) from error


class District(models.Model):
    """The one district of this installation; row 1. A second district is a second database."""

    name = models.CharField(max_length=120)
    its_title = models.CharField(max_length=80, default="ITS", help_text=_("What you call your technology people."))
    time_zone = models.CharField(max_length=60, default="America/Chicago", validators=[known_zone])
    language = models.CharField(max_length=8, default="en")
    duty = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Who looks after requests that nobody at a campus can take."),
    )
    mail_out = models.CharField(
        max_length=1500, blank=True, help_text=_("smtp://… when not set in the environment; its password is locked")
    )
    mail_address = models.EmailField(blank=True)
    set_up = models.DateTimeField(null=True, editable=False)
    restored_at = models.DateTimeField(
        null=True, editable=False, help_text="a backup was brought back; mail from before gets no automatic answer"
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_district")]

    def __str__(self):
        return self.name

    @classmethod
    def get(cls):
        """The district's row, or an unsaved one before the first run."""
        return cls.objects.select_related("duty").filter(pk=1).first() or cls(pk=1, name="")

    @classmethod
    def begin(cls):
        """The district's row, made without a name at the very first look."""
        return cls.objects.get_or_create(pk=1, defaults={"name": ""})[0]

    @verb(may_manage_district)
    def change(self, *, by, **values):
        changed = sorted(n for n, v in values.items() if getattr(self, n) != v)
        for name in changed:
            setattr(self, name, values[name])
        if changed:
            self.full_clean()
            self.save()
            forget_all()
            record("district.changed", self, by=by, fields=changed)
        return self

    @verb(may_manage_district)
    def finish_setup(self, *, by):
        """The first run is over; its pages close."""
        if self.set_up is None:
            self.set_up = now()
            self.save(update_fields=["set_up"])
            record("district.changed", self, by=by, fields=["set_up"])
        return self


class CampusQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Campuses are no secret inside the district."""
        return self if member.is_active else self.none()


class Campus(models.Model):
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=20, blank=True, help_text=_("The short code your lists use."))
    level = models.CharField(
        max_length=20,
        blank=True,
        choices=[
            ("early", _("Early childhood")),
            ("elementary", _("Elementary")),
            ("middle", _("Middle")),
            ("high", _("High")),
            ("other", _("Other")),
        ],
    )
    time_zone = models.CharField(max_length=60, default="America/Chicago", validators=[known_zone])
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    enabled = models.BooleanField(default=True)

    objects = CampusQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "campuses"
        constraints = [
            models.UniqueConstraint(
                Lower("name"), name="campus_name", violation_error_message=_("There is a campus with this name.")
            ),
            models.UniqueConstraint(
                Lower("code"),
                condition=~models.Q(code=""),
                name="campus_code",
                violation_error_message=_("Another campus has this code."),
            ),
        ]

    def __str__(self):
        return self.name

    @classmethod
    @creates(may_add_campus)
    def add(cls, *, by, **values):
        campus = cls(**values)
        campus.full_clean()
        campus.save()
        forget()
        record("campus.added", campus, by=by)
        return campus

    @verb(may_manage_campus)
    def change(self, *, by, **values):
        changed = sorted(n for n, v in values.items() if getattr(self, n) != v)
        for name in changed:
            setattr(self, name, values[name])
        if changed:
            self.full_clean()
            self.save(update_fields=changed)
            forget_all() if "time_zone" in changed else forget()
            record("campus.changed", self, by=by, fields=changed)
        return self


class Room(models.Model):
    campus = models.ForeignKey(Campus, on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(max_length=60)
    enabled = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "campus",
                Lower("name"),
                name="room_name",
                violation_error_message=_("This campus has a room with that name."),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def hint(self):
        """What a list says beside the name."""
        return "" if self.enabled else _("not in use")

    @classmethod
    @creates(may_add_room)
    def add(cls, *, by, campus, name):
        room = cls.objects.filter(campus=campus, name__iexact=name).first()
        if room is None:
            room = cls.objects.create(campus=campus, name=name)
            record("room.added", room, by=by, root=campus)
        return room

    @verb(may_manage_room)
    def change(self, *, by, **values):
        for name, value in values.items():
            setattr(self, name, value)
        self.full_clean()
        self.save()
        record("room.changed", self, by=by, root=self.campus, fields=sorted(values))
        return self


class Device(models.Model):
    """A device the school owns: its tag, what it is, where it stands. Kept from the district's list."""

    tag = models.CharField(max_length=60)
    model = models.CharField(max_length=120, blank=True)
    campus = models.ForeignKey(Campus, null=True, blank=True, on_delete=models.SET_NULL, related_name="devices")
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.SET_NULL, related_name="devices")
    enabled = models.BooleanField(default=True)

    class Meta:
        ordering = ["tag"]
        constraints = [
            models.UniqueConstraint(
                Lower("tag"), name="device_tag", violation_error_message=_("Another device has this tag.")
            )
        ]

    def __str__(self):
        return f"{self.tag} {self.model}".strip()

    @classmethod
    @creates(may_add_device)
    def add(cls, *, by, campus, tag, **values):
        device = cls(tag=tag, campus=campus, **values)
        device.full_clean()
        device.save()
        record("device.added", device, by=by)
        return device

    @verb(may_manage_device)
    def change(self, *, by, **values):
        """Change what differs. Moving it to another campus needs the right to add one there."""
        changed = sorted(n for n, v in values.items() if getattr(self, n) != v)
        to = SimpleNamespace(campus=values.get("campus"))
        if "campus" in changed and by is not HALLWAY and not may_add_device(by, to):
            raise Denied("change")
        for name in changed:
            setattr(self, name, values[name])
        if changed:
            self.full_clean()
            self.save()
            record("device.changed", self, by=by, fields=changed)
        return self

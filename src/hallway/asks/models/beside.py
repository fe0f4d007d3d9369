from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from hallway.core.now import now
from hallway.core.verb import creates, verb
from hallway.history.models import record
from hallway.people.models import Campus

from ..rules import may_add_template, may_change_template, may_remove_template

PRESENT_SECONDS = 45


class Participant(models.Model):
    """Somebody who takes part in a request besides its asker. ``because``: the merged request that brought them."""

    ask = models.ForeignKey("asks.Ask", on_delete=models.CASCADE, related_name="participants")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="taking_part")
    because = models.ForeignKey("asks.Ask", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint("ask", "member", name="participant_once")]

    def __str__(self):
        return f"{self.member} on {self.ask_id}"


class Recount(models.Model):
    """Open requests to be dated and sorted anew, of a campus (none: of all): its calendar or what reasons are worth changed.

    ``upto``: the last one that was done, so that a worker that dies loses nothing and does nothing twice. ``at``: from when;
    ``since``: only what was promised after it (none: all that is open).
    """

    campus = models.ForeignKey(Campus, null=True, on_delete=models.CASCADE, related_name="+")
    upto = models.BigIntegerField(default=0)
    at = models.DateTimeField(default=now)
    since = models.DateTimeField(null=True)

    def __str__(self):
        return f"recount of {self.campus or 'all'} from {self.upto}"

    @classmethod
    def want(cls, campus_id=None):
        """Have all that is open there counted anew, once; a recount that has begun does not stand for it.

        Waits for one that works through its first part just now: it may have read the calendar a moment too early.
        """
        with transaction.atomic():
            waiting = cls.objects.select_for_update().filter(campus_id=campus_id, upto=0, since=None).first()
            if waiting and waiting.at > now():  # asked for by a worker whose clock is ahead
                waiting.at = now()
                waiting.save(update_fields=["at"])
            return waiting or cls.objects.create(campus_id=campus_id)

    @classmethod
    def look_again(cls, campus_id, *, since, at):
        """Have what was promised after ``since`` counted once more, not before ``at``."""
        return cls.objects.create(campus_id=campus_id, since=since, at=at)


class Presence(models.Model):
    """Who is looking at or answering a request right now; worth nothing after a minute."""

    ask = models.ForeignKey("asks.Ask", on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()
    writing = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint("ask", "member", name="presence_once")]

    def __str__(self):
        return f"{self.member} at {self.ask_id}"

    @classmethod
    def forget(cls):
        """Drop what is worth nothing any more; how many rows."""
        return cls.objects.filter(seen_at__lt=now() - timedelta(hours=1)).delete()[0]

    @classmethod
    def seen(cls, ask, member, writing=False):
        """Say that ``member`` is here; returns the others who are, most recent first. Two statements."""
        moment = now()
        cls.objects.bulk_create(
            [cls(ask=ask, member=member, seen_at=moment, writing=writing)],
            update_conflicts=True, unique_fields=["ask", "member"], update_fields=["seen_at", "writing"],
        )  # fmt: skip
        fresh = moment - timedelta(seconds=PRESENT_SECONDS)
        return list(
            cls.objects.filter(ask=ask, seen_at__gt=fresh)
            .exclude(member=member)
            .select_related("member")
            .order_by("-seen_at")
        )


class ReplyTemplate(models.Model):
    """Words to answer with. No owner: the district's, for every helper. Placeholders: see ``filled``."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="reply_templates"
    )
    name = models.CharField(max_length=60)
    text = models.TextField(max_length=5000)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint("owner", "name", name="template_name", nulls_distinct=False)]

    def __str__(self):
        return self.name

    @classmethod
    def usable_by(cls, member):
        """The member's own and the district's."""
        return cls.objects.filter(Q(owner=member) | Q(owner=None))

    def filled(self, ask, member):
        """The text with ``{teacher}``, ``{me}``, ``{room}``, ``{topic}``, ``{campus}``, ``{number}`` filled in, nothing else."""
        words = {
            "teacher": ask.requester.short_name,
            "me": member.short_name,
            "room": ask.where,
            "topic": ask.topic.name if ask.topic_id else "",
            "campus": ask.campus.name,
            "number": str(ask.pk),
        }
        text = self.text
        for name, value in words.items():
            text = text.replace("{" + name + "}", value)
        return text

    @classmethod
    @creates(may_add_template)
    def add(cls, *, by, owner, name, text):
        template = cls.objects.create(owner=owner, name=name, text=text)
        record("template.added", template, by=by)
        return template

    @verb(may_change_template)
    def change(self, *, by, name, text):
        self.name, self.text = name, text
        self.save()
        record("template.changed", self, by=by)
        return self

    @verb(may_remove_template)
    def remove(self, *, by):
        record("template.removed", self, by=by)
        self.delete()

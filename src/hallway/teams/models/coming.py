"""Who comes to a gathering, and what calendars read of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hallway.core.now import now
from hallway.diary.showing import Entry, Person

MEMBER = settings.AUTH_USER_MODEL
ANSWERS = [("going", _("I am going")), ("maybe", _("Maybe")), ("cannot", _("I cannot come"))]
COMING = ("going", "maybe")
STATUS = {"going": "confirmed", "cannot": "cancelled"}
PARTSTAT = {"going": "accepted", "maybe": "tentative", "cannot": "declined"}


class Rsvp(models.Model):
    """One's answer to a gathering. ``listed``: the others may read one's name; otherwise one is a figure among others.
    ``reminded``: for which start."""

    gathering = models.ForeignKey("teams.Gathering", on_delete=models.CASCADE, related_name="rsvps", db_index=False)
    member = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="rsvps")
    answer = models.CharField(max_length=6, choices=ANSWERS)
    listed = models.BooleanField(default=False)
    at = models.DateTimeField(default=now)
    reminded = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("gathering", "member", name="answered_once")]

    def __str__(self):
        return f"rsvp {self.pk}"

    def calendar_part(self, member, event):
        return self.gathering.calendar_part(member, event)


class InCalendars:
    def entry(self, *, answer=None, people=()):
        """Its ``Entry``: whose gathering it is, where and when. What it is for, and who else comes, never leave the house."""
        status = "cancelled" if not self.stands else STATUS.get(answer, "tentative")
        return Entry(
            uid=self.uid, sequence=self.sequence, start=self.start, end=self.end,
            title=_now("Gathering: %(whose)s") % {"whose": self.whose}, place=self.place, status=status,
            updated=self.changed_at, url=settings.PUBLIC_URL + self.get_absolute_url(), people=tuple(people),
            zone=self.calendar.zone,
        )  # fmt: skip

    def calendar_part(self, member, event):
        """(METHOD, ``Entry``) for the letter that tells ``member`` of ``event``; None when it is no news for their calendar: a
        campus's gathering stands there only for those who come."""
        row = self.answer_of(member)
        if row is None and self.team_id is None:
            return None
        answer = row.answer if row else None
        me = Person(member.full_name, member.email, PARTSTAT.get(answer, "none"))
        if not self.stands:
            return "CANCEL", self.entry(people=[me])
        return None if answer == "cannot" else ("REQUEST", self.entry(answer=answer, people=[me]))

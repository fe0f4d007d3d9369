"""An appointment in people's calendars: what a letter carries and what feeds show."""

from django.conf import settings
from django.utils.translation import gettext as _

from hallway.diary.showing import Entry, Person

WORDS = {"confirmed": "confirmed", "happened": "confirmed", "missed": "confirmed", "pending": "tentative"}


class InCalendars:
    def entry(self, *, people=(), cancelled=False):
        """Its ``Entry``: that it is a meeting, where and when. Its topic, its words and what it is about never leave the house."""
        status = "cancelled" if cancelled else WORDS.get(self.status, "cancelled")
        place = "" if self.remote else ", ".join(str(each) for each in (self.room, self.campus.name) if each)
        return Entry(
            uid=self.uid, sequence=self.sequence, start=self.start, end=self.end, title=_("Meeting"), place=place,
            status=status, updated=self.changed, url=settings.PUBLIC_URL + self.get_absolute_url(), people=tuple(people),
            zone=self.calendar.zone,
        )  # fmt: skip

    def calendar_part(self, member, event):
        """(METHOD, ``Entry``) for the letter that tells ``member`` of ``event``, as it stands now: an invitation or update, or that it is
        off, for them or for all. None when it is no news for their calendar."""
        party = self.party_of(member)
        if not self.stands or party is None:
            said = party.answer if party else "none"
            return "CANCEL", self.entry(people=[Person(member.full_name, member.email, said)], cancelled=True)
        if not party.standing:
            return None
        people = [Person(p.member.full_name, p.member.email, p.answer) for p in self.listed if p.standing]
        return "REQUEST", self.entry(people=people)

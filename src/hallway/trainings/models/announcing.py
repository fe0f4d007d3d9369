"""A training is announced, changed, called off."""

from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hallway.core.keyed import digest_of
from hallway.core.now import now
from hallway.core.text import clean, one_line
from hallway.core.verb import HALLWAY, Refused, creates, verb
from hallway.diary.models import Taken
from hallway.history.models import record
from hallway.threads.models import File

from ..rules import may_announce, may_call_off, may_change, may_invite
from .course import TEXT, TITLE, Course
from .meeting import Meeting
from .people import MOST_MINUTES, Host

MOST_DATES = 12
PLAIN = {"place": 120, "link": 300, "cover": 300}
NO_DISTRICT = gettext_lazy("An ITS or the district invites everybody. Ask one of them, or invite your campus.")
NUMBERS = ("capacity", "minimum", "minutes", "audience")


class Announcing:
    @classmethod
    @creates(may_announce)
    def announce(cls, *, by, campus, dates, hosts, course=None, key=None, stored=(), ideas=(), **said):
        """A new training, and its course when none is given. ``dates``: [(start, end, period)]; ``said``: title, what_for and goals
        of the course; place, link, cover, capacity, minimum, minutes, audience. Raises ``Refused``, ``Clash`` for a host's time."""
        _fit(dates, hosts)
        digest = digest_of(by=by.pk, campus=campus.pk, dates=dates, hosts=[h.pk for h in hosts], said=said,
                           course=course and course.pk, files=[item.sha256 for item in stored])  # fmt: skip
        course = course or Course(by=by)
        _tell_course(course, said)
        course.save()
        row = cls(course=course, campus=campus, made_by=by, created=now(), key_digest=digest,
                  starts=min(d[0] for d in dates), ends=max(d[1] for d in dates), **({"key": key} if key else {}))  # fmt: skip
        row._take(said, by)
        row.minutes = row.minutes or _length(dates)
        row.save(force_insert=True)
        course.ideas.set(ideas)
        File.attach(course, stored, author=by)
        made = Host.objects.bulk_create(Host(session=row, member=host) for host in hosts)
        for start, end, period in sorted(dates):
            meeting = Meeting.objects.create(session=row, start=start, end=end, period=period)
            meeting.take_time()
            for host in made:
                record("training.hosting", host, by=HALLWAY, root=row, meeting=meeting.pk)
        record("training.announced", row, by=by)
        return row

    @verb(may_change)
    def change(self, *, by, dates, hosts, stored=(), without=(), ideas=None, based_on="", **said):
        """Say it otherwise. Another time or place is told to everybody once, and their calendars move. ``based_on``: when it was last
        changed as far as its writer saw. Raises ``Refused``, also when somebody changed it since; nothing is lost."""
        if not self.stands:
            raise Refused(_("It was called off. You can announce it anew."))
        _fit(dates, hosts)
        if based_on and based_on != self.changed.isoformat():
            if not stored and self._says(dates, hosts, said):
                return self
            raise Refused(
                _(
                    "Somebody changed it while you wrote. Look at its page; your words are kept here. Press again to keep yours."
                )
            )
        where, whom = (self.place, self.link), self.audience
        _tell_course(self.course, said)
        self.course.save()
        if ideas is not None:
            self.course.ideas.set(ideas)
        File.objects.of(self.course).filter(pk__in=without).delete()
        File.attach(self.course, stored, author=by)
        self._take(said, by)
        self.minutes = self.minutes or _length(dates)
        self.changed = now()
        new = self._host_with(hosts)
        moved = self._on_dates(dates, everywhere=where != (self.place, self.link))
        self.save()
        for meeting in self.dates:
            for host in new:
                record("training.hosting", host, by=HALLWAY, root=self, meeting=meeting.pk)
        _each("training.moved", "training.moved_too", moved, by, self)
        if whom != "district" == self.audience:
            record("training.widened", self, by=by)
        elif not moved:
            record("training.changed", self, by=by)
        self.offer_places()
        return self

    @verb(may_call_off)
    def call_off(self, *, by, reason=""):
        """It does not take place: everybody is told once, calendars take it off, reminders and offers end."""
        if not self.stands:
            return self
        if self.is_over:
            raise Refused(_("It is over already."))
        self.state, self.reason, self.changed = "cancelled", one_line(reason, 300), now()
        self.save(update_fields=["state", "reason", "changed"])
        left = [meeting for meeting in self.dates if meeting.end > now()]
        for meeting in left:
            meeting.sequence += 1
            meeting.save(update_fields=["sequence"])
            meeting.take_time()
        _each("training.called_off", "training.called_off_too", left, by, self)
        return self

    def _says(self, dates, hosts, said):
        """Whether this is what it says already: the button was pressed twice."""
        own = {name: getattr(self, name) for name in (*PLAIN, *NUMBERS)}
        own |= {name: getattr(self.course, name) for name in ("title", "what_for", "goals")}
        then = [(each.start, each.end) for each in self.dates]
        said = said | {"minutes": said.get("minutes") or _length(dates)}
        return (
            all(own[name] == value for name, value in said.items())
            and then == [(start, end) for start, end, _period in sorted(dates)]
            and {host.pk for host in hosts} == {host.pk for host in self.hosts}
        )

    def _take(self, said, by):
        audience = said.get("audience", self.audience)
        if audience != self.audience and not may_invite(by, audience):
            raise Refused(str(NO_DISTRICT))
        for name, limit in PLAIN.items():
            if name in said:
                setattr(self, name, one_line(said[name], limit))
        for name in NUMBERS:
            if name in said:
                setattr(self, name, said[name])
        if self.capacity is not None and self.minimum > self.capacity:
            raise Refused(_("It cannot need more people than it has places."))

    def _host_with(self, hosts):
        """The new ``Host`` rows; whoever hosts it no more is off the list, and their time is free again."""
        keys = {host.pk for host in hosts}
        Taken.lock([*keys, *(host.pk for host in self.hosts)])
        self.host_rows.exclude(member__in=keys).delete()
        known = set(self.host_rows.values_list("member", flat=True))
        return Host.objects.bulk_create(Host(session=self, member_id=key) for key in sorted(keys - known))

    def _on_dates(self, dates, *, everywhere):
        """Its dates are these now. The meetings that moved or fell away, whose calendars must be told; those to come only."""
        old, moved, moment = self.dates, [], now()
        for number, (start, end, period) in enumerate(sorted(dates)):
            meeting = old[number] if number < len(old) else Meeting(session=self)
            other = (meeting.start, meeting.end) != (start, end)
            if other or (everywhere and end > moment):
                meeting.sequence += meeting.pk is not None
                meeting.asked = meeting.sequence if other else meeting.asked
                moved.append(meeting)
            meeting.start, meeting.end, meeting.period = start, end, period
            meeting.save()
        for meeting in old[len(dates) :]:
            meeting.dropped, meeting.sequence = True, meeting.sequence + 1
            meeting.save()
            moved.append(meeting)
        self.starts, self.ends = min(d[0] for d in dates), max(d[1] for d in dates)
        self._prefetched_objects_cache = {}
        for meeting in self.meetings.order_by("-dropped", "start"):
            Taken.free(meeting)
        for meeting in self.dates:
            meeting.session = self
            meeting.take_time()
        return moved


def _fit(dates, hosts):
    if not dates or not hosts:
        raise Refused(_("It needs a date and somebody who hosts it."))
    if len(dates) > MOST_DATES:
        raise Refused(_("Twelve dates at most. Announce the rest as a training of its own."))
    ordered = sorted(dates)
    if any(start >= end for start, end, _period in ordered):
        raise Refused(_("The end is before the beginning."))
    if any(one[1] > other[0] for one, other in pairwise(ordered)):
        raise Refused(_("Two of its dates overlap."))


def _length(dates):
    """All of its minutes."""
    return min(MOST_MINUTES, sum(int((end - start).total_seconds() // 60) for start, end, _period in dates))


def _tell_course(course, said):
    course.title = one_line(said.pop("title", course.title), TITLE)
    if not course.title:
        raise Refused(_("Give it a title."))
    for name in ("what_for", "goals"):
        if name in said:
            setattr(course, name, clean(said.pop(name), TEXT).strip())


def _each(first, more, meetings, by, root):
    """The first is told to everybody, the others to calendars."""
    if meetings:
        record(first, meetings[0], by=by, root=root)
    for meeting in meetings[1:]:
        record(more, meeting, by=by, root=root)

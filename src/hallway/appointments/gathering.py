"""Rows to the inputs of ``availability``: one statement a table, whatever the number of people and of what they have booked."""

from datetime import UTC, datetime, timedelta

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from hallway.core.kept import kept
from hallway.core.now import now
from hallway.diary.models import Busy, Taken
from hallway.people.models import Absence, Campus, Member, Post
from hallway.schooltime.calendars import anew, calendar_of, warm

from . import offers
from .spans import day_of, minutes, minutes_up

AROUND = timedelta(days=2)  # before and after the days asked for: other zones, and what stands at midnight


def rows_of(name):
    """Rows of a model of this app, whose verbs ask what is offered: so it is not imported."""
    return apps.get_model("appointments", name).objects


def place_of(campus):
    return offers.Place(campus.pk, campus.name, calendar_of(campus.pk))


def gather(
    people,
    campus,
    *,
    length,
    first=None,
    last=None,
    guests=(),
    own=True,
    remote=False,
    but=None,
    lately=False,
    sure=False,
):
    """([``Person``], ``Asked``) for these members at ``campus`` (a row), dates there from ``first`` to ``last`` (today and the next
    four weeks). ``but``: an appointment whose time counts as free, since it is to be moved. ``lately``: what they said of their time may
    be some seconds old (what is taken never is): for times that are only proposed. ``sure``: the calendars are read as they are now, for
    what is booked."""
    posts, rows, ways = (_said_lately if lately else _said)(tuple(member.pk for member in people))
    campuses = {campus.pk: campus} | {post.campus_id: post.campus for post in posts if post.campus_id}
    missing = rows.campuses - set(campuses)
    if missing:
        campuses |= Campus.objects.in_bulk(missing)
    (anew if sure else warm)(campuses.values())
    places = {pk: place_of(each) for pk, each in campuses.items()}
    here, moment = places[campus.pk], minutes_up(now())
    first = first or day_of(here.zone, moment)
    last = last or first + timedelta(days=28)
    takings = _takings([*people, *guests], first, last, but)
    made = []
    for member in people:
        mine = [post for post in posts if post.member_id == member.pk]
        made.append(rows.person(member.pk, mine, takings, places))
    asked = offers.Asked(
        length, here, first, last, moment, remote, tuple(_guests(guests, takings)), own,
        _planning_open(campus) if guests and not own else True, *ways,
    )  # fmt: skip
    return made, asked


def _said(keys):
    """(posts, ``_Rows``, ways): what seldom changes."""
    posts = Post.objects.filter(role="its", member__in=keys).select_related("campus")
    return [*posts], _Rows(keys), _ways()


_said_lately = kept(_said)  # in a rush for one person's hours, hundreds ask within seconds


class _Rows:
    """Everything that some members have said about their time, by member."""

    def __init__(self, keys):
        self.out = _by(Absence.objects.filter(member__in=keys).order_by())
        self.windows = _by(rows_of("Window").filter(member__in=keys).order_by("start"))
        self.overrides = _by(rows_of("Override").filter(member__in=keys).order_by("start"))
        self.classes = _by(rows_of("OwnClass").filter(member__in=keys))
        self.terms = {row.member_id: row for row in rows_of("Terms").filter(member__in=keys)}

    @property
    def campuses(self):
        rows = (*self.windows.values(), *self.overrides.values(), *self.classes.values())
        return {row.campus_id for each in rows for row in each if row.campus_id}

    def person(self, pk, posts, takings, places):
        taken, busy = takings.get(pk, ((), ()))
        wide = any(post.campus_id is None for post in posts)
        near = {post.campus_id for post in posts} | self.campuses_of(pk)
        return offers.Person(
            pk,
            _terms(self.terms.get(pk)),
            tuple(offers.Post(p.campus_id, tuple(p.weekdays), p.since, p.until) for p in posts),
            tuple((row.first, row.last) for row in self.out.get(pk, ())),
            tuple(
                offers.Window(w.campus_id, w.weekday, w.start, w.end, w.since, w.until)
                for w in self.windows.get(pk, ())
            ),
            tuple(offers.Override(o.date, o.campus_id, o.start, o.end) for o in self.overrides.get(pk, ())),
            tuple(offers.OwnClass(c.campus_id, c.label, c.letter_set) for c in self.classes.get(pk, ())),
            taken,
            busy,
            {key: place for key, place in places.items() if wide or key in near},
        )

    def campuses_of(self, pk):
        rows = (*self.windows.get(pk, ()), *self.overrides.get(pk, ()), *self.classes.get(pk, ()))
        return {row.campus_id for row in rows}


def _by(rows):
    found: dict = {}
    for row in rows:
        found.setdefault(row.member_id, []).append(row)
    return found


def _terms(row):
    if row is None:
        return offers.Terms()
    return offers.Terms(
        row.notice, row.before, row.after, row.most, row.horizon, tuple(row.lengths), row.remote, row.offered
    )


def _takings(people, first, last, but):
    """{member: (what is taken, what other calendars say)}."""
    day = timedelta(days=1)
    start, end = _instant(first) - AROUND, _instant(last) + AROUND + day
    kind = ContentType.objects.get_for_model(apps.get_model("appointments", "Appointment")).pk
    columns = ("person_id", "during__startswith", "during__endswith", "about_type_id", "about_id")  # its two ends
    rows = [
        (person, a, b, about if type == kind else None)
        for person, a, b, type, about in Taken.of(people, start, end).values_list(*columns)
        if but is None or (type, about) != (kind, but.pk)
    ]
    met = dict(_places_of({about for *_more, about in rows if about})) if rows else {}
    found: dict = {}
    for person, a, b, about in rows:
        taking = offers.Taking(minutes(a), minutes_up(b), about in met, met.get(about))
        found.setdefault(person, ([], []))[0].append(taking)
    for row in Busy.of(people, start, end):
        found.setdefault(row.person_id, ([], []))[1].append((minutes(row.start), minutes_up(row.end)))
    return {pk: (tuple(taken), tuple(busy)) for pk, (taken, busy) in found.items()}


def _places_of(about):
    """(appointment, campus) of these; no campus for one that is held from afar."""
    for pk, campus, remote in rows_of("Appointment").filter(pk__in=about).values_list("pk", "campus", "remote"):
        yield pk, None if remote else campus


def _instant(day):
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _guests(guests, takings):
    planning = _by(rows_of("Planning").filter(member__in=[g.pk for g in guests])) if guests else {}
    for guest in guests:
        taken, busy = takings.get(guest.pk, ((), ()))
        mine = {(row.campus_id, row.letter, row.label): row.bookable for row in planning.get(guest.pk, ())}
        yield offers.Guest(guest.pk, taken, busy, mine)


def _planning_open(campus):
    row = rows_of("CampusTerms").filter(campus=campus).first()
    return row is None or row.planning_open


def _ways():
    """({(campus, campus): minutes} both ways round, minutes between any two others)."""
    ways, usual = {}, 0
    for one, other, way in rows_of("Travel").values_list("one", "other", "minutes"):
        if one is None:
            usual = way
        else:
            ways[one, other] = ways[other, one] = way
    return ways, usual


def everybody_of(campus):
    """The ITS who could be met at a campus today or later: posted there, or for the whole district."""
    posts = Post.objects.filter(role="its").filter(Q(campus=campus) | Q(campus=None)).not_over()
    return [
        *Member.objects.filter(pk__in=posts.values("member"), is_active=True).defer("words", "about").order_by("pk")
    ]

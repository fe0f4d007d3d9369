"""What an ITS, a teacher and a campus say about being met; whose word it is; and that it reaches what is offered."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from hallway.appointments.availability import any_of, slots, why_not
from hallway.appointments.gathering import everybody_of, gather
from hallway.appointments.models import (
    Appointment,
    Block,
    CampusTerms,
    Override,
    OwnClass,
    Planning,
    Terms,
    Travel,
    Window,
)
from hallway.appointments.spans import minutes
from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.diary.models import Clash, Source
from hallway.people.models import Absence, Member, Post
from hallway.schooltime.clock import Period
from hallway.schooltime.models import BellSchedule, Day

TUESDAY = date(2026, 3, 3)
CHICAGO = ZoneInfo("America/Chicago")
EVERYBODY = ["tess", "olga", "emil", "ivan", "kim", "lena", "ed", "opal", "cora", "dora", "ada"]


def offered(cast, day=TUESDAY, campus=None, length=60, person=None, **values):
    """The starts of one day on the campus's clock: ["09:00", …]."""
    campus = campus or cast.oak
    (one,), asked = gather([person or cast.ivan], campus, length=length, first=day, last=day, **values)
    zone = ZoneInfo(campus.time_zone)
    return [f"{slot.start.astimezone(zone):%H:%M}" for slot in slots(one, asked)]


def why(cast, hour, day=TUESDAY, campus=None, length=60, **values):
    campus = campus or cast.oak
    (one,), asked = gather([cast.ivan], campus, length=length, first=day, last=day, **values)
    at = datetime.combine(day, time(hour), ZoneInfo(campus.time_zone))
    return why_not(one, asked, minutes(at))


def test_none_painted_is_the_campus_itself(cast, monday):
    found = offered(cast)
    assert (found[0], found[-1], len(found)) == ("07:30", "15:00", 31)


def test_a_painted_week(cast, monday):
    Window.paint(by=cast.ivan, member=cast.ivan, campus=cast.oak, week={1: [(time(9), time(11))]})
    assert offered(cast) == ["09:00", "09:15", "09:30", "09:45", "10:00"]
    assert offered(cast, day=TUESDAY + timedelta(days=1)) == []
    assert why(cast, 9, day=TUESDAY + timedelta(days=1)) == "not_painted"
    assert why(cast, 12) == "outside"
    assert len(offered(cast, campus=cast.elm)) == 31, "the other campus is as it was"
    Window.paint(by=cast.ivan, member=cast.ivan, campus=cast.oak, week={})
    assert len(offered(cast)) == 31


def test_a_week_from_a_date_on(cast, monday):
    for hour, since in ((9, None), (13, date(2026, 3, 9))):
        Window.paint(
            by=cast.ivan, member=cast.ivan, campus=cast.oak, week={1: [(time(hour), time(hour + 1))]}, since=since
        )
    assert offered(cast) == ["09:00"]
    assert offered(cast, day=TUESDAY + timedelta(days=7)) == ["13:00"]


def test_where_they_are_posted_that_day(cast, monday):
    wednesday = TUESDAY + timedelta(days=1)
    assert offered(cast, day=wednesday, campus=cast.elm) == [], "Iván is at Elm on Tuesdays and Thursdays"
    assert why(cast, 9, day=wednesday, campus=cast.elm) == "not_here"
    row = Override.override(by=cast.ivan, member=cast.ivan, date=wednesday, campus=cast.elm, start=time(8), end=time(9))
    assert offered(cast, day=wednesday, campus=cast.elm) == ["08:00"]
    assert why(cast, 9, day=wednesday) == "elsewhere"
    row.take_back(by=cast.ivan)
    assert offered(cast, day=wednesday, campus=cast.elm) == []


def test_away_and_out(cast, monday):
    Override.override(by=cast.ivan, member=cast.ivan, date=TUESDAY, start=time(7), end=time(15))
    assert offered(cast) == ["15:00"]
    Absence.be_out(by=cast.ivan, member=cast.ivan, first=TUESDAY)
    assert offered(cast) == []
    assert why(cast, 15) == "out"
    with pytest.raises(Refused):
        Override.override(by=cast.ivan, member=cast.ivan, date=TUESDAY, start=time(9), end=time(8))


def test_no_school_and_a_free_day_opened(cast, monday):
    Day.no_school(by=cast.ada, campus=None, dates=[TUESDAY])
    assert (offered(cast), why(cast, 9)) == ([], "no_school")
    Override.override(by=cast.ivan, member=cast.ivan, date=TUESDAY, campus=cast.oak, start=time(9), end=time(10))
    assert offered(cast) == ["09:00"]


def test_blocked_time_and_a_meeting_in_its_way(cast, monday, book):
    at = datetime.combine(TUESDAY, time(7, 30), CHICAGO)
    row = Block.block(by=cast.ivan, member=cast.ivan, start=at, end=at + timedelta(hours=7), words="Testing")
    assert (offered(cast)[0], why(cast, 9)) == ("14:30", "taken")
    row.unblock(by=cast.ivan)
    book()
    with pytest.raises(Clash):
        Block.block(by=cast.ivan, member=cast.ivan, start=at, end=at + timedelta(hours=7))
    with pytest.raises(Refused):
        Block.block(by=cast.ivan, member=cast.ivan, start=at, end=at)


def test_terms(cast, monday, book):
    book()  # ten to half past
    Terms.set_terms(by=cast.ivan, member=cast.ivan, notice=25 * 60, before=15, after=0, lengths=[30, 7])
    assert offered(cast, length=60) == []
    assert offered(cast, length=30)[0] == "10:45"
    assert why(cast, 9, length=30) == "notice"
    Terms.set_terms(by=cast.ivan, member=cast.ivan, notice=0, most=1)
    assert (offered(cast, length=30), why(cast, 14, length=30)) == ([], "limit")
    Terms.set_terms(by=cast.ivan, member=cast.ivan, most=0, horizon=1)
    assert why(cast, 14, day=TUESDAY + timedelta(days=1), length=30) == "far"
    Terms.set_terms(by=cast.ivan, member=cast.ivan, offered=False)
    assert why(cast, 14, length=30) == "closed"
    with pytest.raises(ValidationError):
        Terms.set_terms(by=cast.ivan, member=cast.ivan, horizon=0)


def test_the_way_between_campuses(cast, monday, book):
    Travel.say_travel(by=cast.dora, minutes=10)
    book()  # at Oak, ten to half past
    assert "10:30" not in offered(cast, campus=cast.elm, length=30)
    assert "10:45" in offered(cast, campus=cast.elm, length=30)
    Travel.say_travel(by=cast.dora, one=cast.elm, other=cast.oak, minutes=45)
    assert why(cast, 11, campus=cast.elm, length=30) == "travel"
    assert "11:15" in offered(cast, campus=cast.elm, length=30)
    Travel.say_travel(by=cast.dora, one=cast.oak, other=cast.elm, minutes=None)
    assert "10:45" in offered(cast, campus=cast.elm, length=30)
    with pytest.raises(Refused):
        Travel.say_travel(by=cast.dora, one=cast.oak, other=cast.oak, minutes=5)


@pytest.fixture
def bells(cast):
    periods = [Period(time(8, 5), time(8, 50), "First"), Period(time(8, 55), time(9, 40), "Second")]
    BellSchedule.add(by=HALLWAY, campus=cast.oak, name="Usual", periods=periods)
    Window.paint(by=cast.ivan, member=cast.ivan, campus=cast.oak, week={1: [(time(8), time(10))]})


def test_periods_by_name_and_own_classes(cast, monday, bells):
    assert offered(cast, length=30) == ["08:05", "08:20", "08:55", "09:10"]
    row = OwnClass.teach(by=cast.ivan, member=cast.ivan, campus=cast.oak, label="First")
    assert offered(cast, length=30) == ["08:55", "09:10"]
    assert why(cast, 8, length=30) == "class"
    OwnClass.teach(by=cast.ivan, member=cast.ivan, campus=cast.oak, label="First", letters="B")
    assert len(offered(cast, length=30)) == 4, "only on B days"
    row.drop_class(by=cast.ivan)
    assert not OwnClass.objects.exists()


def test_planning_periods(cast, monday, bells):
    Planning.confirm(by=cast.tess, member=cast.tess, campus=cast.oak, rows=[("", "Second", False), ("", "First", True)])
    assert offered(cast, length=30, guests=[cast.tess], own=False) == ["08:05", "08:20"]
    CampusTerms.open_planning(by=cast.lena, campus=cast.oak, open=False)
    assert offered(cast, length=30, guests=[cast.tess], own=False) == []
    (one,), asked = gather([cast.ivan], cast.oak, length=30, first=TUESDAY, last=TUESDAY, guests=[cast.tess])
    assert next((slot.label, slot.planning) for slot in slots(one, asked)) == ("First", True)


def test_between_two_time_zones(cast, monday):
    """Elm keeps Denver's time: what is taken at Oak from ten is taken at Elm from nine."""
    cast.elm.change(by=HALLWAY, time_zone="America/Denver")
    at = datetime.combine(TUESDAY, time(10), CHICAGO)
    Block.block(by=cast.ivan, member=cast.ivan, start=at, end=at + timedelta(hours=1))
    at_oak, at_elm = offered(cast), offered(cast, campus=cast.elm)
    assert not {"09:15", "10:00", "10:45"} & set(at_oak)
    assert not {"08:15", "09:00", "09:45"} & set(at_elm)
    assert {"09:00", "11:00"} <= set(at_oak)
    assert {"08:00", "10:00"} <= set(at_elm)


@pytest.mark.parametrize(("sunday", "starts"), [(date(2026, 3, 8), 0), (date(2026, 11, 1), 5)])
def test_a_night_on_which_the_clocks_change(cast, monday, sunday, starts):
    """From one to two thirty: the hour that is lost leaves half an hour, the one that is had twice makes it two and a half."""
    Terms.set_terms(by=cast.ivan, member=cast.ivan, horizon=200)
    Override.override(by=cast.ivan, member=cast.ivan, date=sunday, campus=cast.oak, start=time(1, 0), end=time(2, 30))
    with monday.at(datetime.combine(sunday - timedelta(days=3), time(9), CHICAGO)):
        found = offered(cast, day=sunday)
    assert len(found) == (1 if sunday.month == 3 else 7)


def test_any_of_them_and_whoever_has_least_to_do(cast, monday, book):
    book()
    people, asked = gather(everybody_of(cast.elm), cast.elm, length=30, first=TUESDAY, last=TUESDAY)
    found = any_of(people, asked)
    assert len(found) == len({slot.minute for slot in found}) == 33
    assert {slot.person for slot in found} == {cast.kim.pk}, "Iván has a meeting already"


@pytest.mark.parametrize("people", [1, 4])
def test_as_many_statements_however_much_is_booked(cast, monday, book, django_assert_max_num_queries, people):
    more = [Member.add(by=HALLWAY, email=f"i{n}@cedar.example", name=f"I {n}") for n in range(people - 1)]
    for each in more:
        Post.add(by=HALLWAY, member=each, role="its", campus=cast.oak)

    def counted():
        with django_assert_max_num_queries(20) as seen:
            one, asked = gather([cast.ivan, *more], cast.oak, length=30, guests=[cast.tess], own=False)
            any_of(one, asked)
        return len(seen)

    book()
    counted()
    first = counted()
    for n in range(29):
        book(by=HALLWAY, at=(2 + n, 1 + n % 4))
    assert counted() == first
    assert Appointment.objects.count() == 30


SAYS = {
    "paint": (Window, ["ivan", "kim"], {"campus": "oak", "week": {}}),
    "override": (Override, ["ivan", "kim"], {"date": TUESDAY}),
    "set_terms": (Terms, ["ivan", "kim"], {"most": 3}),
    "teach": (OwnClass, ["ivan", "kim"], {"campus": "oak", "label": "First"}),
    "block": (Block, ["ivan", "kim"], {"start": datetime(2026, 3, 3, tzinfo=CHICAGO), "end": datetime(2026, 3, 4, tzinfo=CHICAGO)}),
    "confirm": (Planning, EVERYBODY, {"campus": "oak", "rows": []}),
}  # fmt: skip


@pytest.mark.parametrize("verb", SAYS)
def test_everybody_says_it_for_themselves(cast, verb):
    model, allowed, values = SAYS[verb]
    values = {name: getattr(cast, value) if value == "oak" else value for name, value in values.items()}
    for who in EVERYBODY:
        member = getattr(cast, who)
        if who in allowed:
            getattr(model, verb)(by=member, member=member, **values)
        else:
            with pytest.raises(Denied):
                getattr(model, verb)(by=member, member=member, **values)
        with pytest.raises(Denied):
            getattr(model, verb)(by=member, member=cast.gone, **values)


@pytest.mark.parametrize(
    ("verb", "allowed"), [("open_planning", {"lena", "dora", "ada"}), ("say_travel", {"dora", "ada"})]
)
def test_who_speaks_for_campus_and_district(cast, verb, allowed):
    for who in EVERYBODY:
        values = {"campus": cast.oak, "open": False} if verb == "open_planning" else {"minutes": 10}
        model = CampusTerms if verb == "open_planning" else Travel
        if who in allowed:
            getattr(model, verb)(by=getattr(cast, who), **values)
        else:
            with pytest.raises(Denied):
                getattr(model, verb)(by=getattr(cast, who), **values)


def test_only_theirs_is_taken_back(cast):
    row = Override.override(by=cast.ivan, member=cast.ivan, date=TUESDAY)
    start = datetime(2026, 3, 3, tzinfo=CHICAGO)
    block = Block.block(by=cast.ivan, member=cast.ivan, start=start, end=start + timedelta(hours=1))
    own = OwnClass.teach(by=cast.ivan, member=cast.ivan, campus=cast.oak, label="First")
    for each, verb in ((row, "take_back"), (block, "unblock"), (own, "drop_class")):
        for who in (cast.kim, cast.ada, cast.dora, cast.lena):
            with pytest.raises(Denied):
                getattr(each, verb)(by=who)


def test_what_another_calendar_says_is_busy(cast, monday):
    """Their other calendar has nine to ten: an ITS is not offered then, and a guest is not shown it, but may give it."""
    at = datetime.combine(TUESDAY, time(9), CHICAGO)
    for member in (cast.ivan, cast.tess):
        Source.bring(by=member, owner=member, name="own.ics", busy=[(at, at + timedelta(hours=1))], problems=())
    assert not {"08:15", "09:00", "09:45"} & set(offered(cast))
    assert {"08:00", "10:00"} <= set(offered(cast))
    assert why(cast, 9) == "busy"
    Source.objects.filter(owner=cast.ivan).delete()
    assert "09:00" in offered(cast)
    assert "09:00" not in offered(cast, guests=[cast.tess])
    row = Appointment.book(
        by=cast.tess, campus=cast.oak, hosts=[cast.ivan], guests=[cast.tess], start=at, end=at + timedelta(minutes=30)
    )
    assert row.status == "confirmed"

"""Places, people, hours and topics of the demo district, from ``district.toml`` and ``people.toml``, made by verbs."""

import tomllib
import uuid
from datetime import date, time, timedelta
from pathlib import Path

from django.contrib.auth.hashers import make_password

from hallway.asks.models import ReplyTemplate
from hallway.core.now import now
from hallway.core.text import fold
from hallway.core.verb import HALLWAY
from hallway.people.models import Adoption, Campus, Device, District, Member, Post, Room, Team, TeamMembership
from hallway.procedures.models import Procedure, Topic
from hallway.schooltime.calendars import forget
from hallway.schooltime.daytypes import HOLIDAY, Look
from hallway.schooltime.models import Day, Hours

from .school_year import lay_school_year

HERE = Path(__file__).parent
PASSWORD = "open the door"  # noqa: S105 - everybody's in the demo, said at its start
DOMAIN = "cottonwood-wash.example"
DEVICES = [
    ("Chromebook 3110", "CB", 9),
    ("Laptop, 14 inch", "LT", 5),
    ("Projector, short throw", "PJ", 6),
    ("Printer", "PR", 3),
]
OWN_WORDS = ("about", "ask_me_about", "how_to_ask")


class Cast:
    """Everybody and everywhere by handle: ``members``, ``campuses``, ``rooms`` ((campus handle, name)), ``topics``; ``ideas`` by
    the file's word for them, as they are shared."""

    def __init__(self):
        self.members, self.campuses, self.rooms, self.topics, self.home, self.teachers = {}, {}, {}, {}, {}, []
        self.ideas = {}

    def of(self, campus):
        """Handles of the teachers of a campus, in the order of the file."""
        return [handle for handle in self.teachers if self.home[handle] == campus]


def _read(name):
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def named(text):
    """The same UUID for the same words, so that two builds make the same rows."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"hallway:demo:{text}")


def assemble():
    """Make the district and everybody in it; returns the ``Cast``."""
    plan, cast = _read("district.toml"), Cast()
    about = {key: value for key, value in plan["district"].items() if key != "duty"}
    district = District.objects.create(pk=1, **about)
    for row in plan["campus"]:
        _campus(cast, row, about["time_zone"])
    _closed_days()
    lay_school_year(cast, plan)
    forget()
    for order, row in enumerate(plan["topic"], 1):
        cast.topics[row["name"]] = Topic.add(by=HALLWAY, order=order * 10, **row)
    _people(cast)
    for row in plan["team"]:
        _team(cast, row)
    district.change(by=HALLWAY, duty=cast.members[plan["district"]["duty"]], set_up=now())
    Procedure.in_force()
    for row in plan["template"]:
        owner = cast.members.get(row.get("owner"))
        ReplyTemplate.add(by=owner or HALLWAY, owner=owner, name=row["name"], text=row["text"])
    return cast


def _campus(cast, row, zone):
    handle = row["handle"]
    plain = {key: row[key] for key in ("name", "code", "level", "address", "phone")}
    campus = cast.campuses[handle] = Campus.add(by=HALLWAY, time_zone=zone, **plain)
    start, end = (time.fromisoformat(text) for text in row["hours"])
    week = {day: [(start, end)] for day in range(5)}
    Hours.set_week(by=HALLWAY, campus=campus, week=week)
    for name in row["rooms"]:
        cast.rooms[handle, name] = Room.add(by=HALLWAY, campus=campus, name=name)
    rooms = [cast.rooms[handle, name] for name in row["rooms"]]
    number = 0
    for model, letters, many in DEVICES:
        for _each in range(many):
            number += 1
            tag = f"{row['code']}-{letters}{number:03}"
            Device.add(by=HALLWAY, campus=campus, tag=tag, model=model, room=rooms[number * 5 % len(rooms)])


def _closed_days():
    """The holidays around today; the breaks stay short, so that the demo has a school day near any date."""
    this = now().date().year
    days = {day: Look(HOLIDAY, "", label) for year in (this - 1, this, this + 1) for label, day in holidays(year)}
    Day.paint(by=HALLWAY, campus=None, days=days)


def holidays(year):
    """[(label, date)] of a calendar year."""

    def nth(month, weekday, n):
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))

    thursday = nth(11, 3, 4)
    found = [
        ("Martin Luther King Jr. Day", nth(1, 0, 3)),
        ("Presidents’ Day", nth(2, 0, 3)),
        ("Labor Day", nth(9, 0, 1)),
        ("Indigenous Peoples’ Day", nth(10, 0, 2)),
        ("Thanksgiving", thursday),
        ("Thanksgiving", thursday + timedelta(days=1)),
        ("New Year’s Day", date(year, 1, 1)),
    ]
    winter = [date(year, 12, 24) + timedelta(days=n) for n in range(8)]
    return found + [("Winter break", day) for day in winter if day.weekday() < 5]


def _people(cast):
    hashed = make_password(PASSWORD)  # once: a hash takes its time on purpose
    for row in _read("people.toml")["person"]:
        member = Member.add(
            by=HALLWAY, email=address(row["name"], row.get("preferred_name")), name=row["name"], **_values(row)
        )
        member.password = hashed
        place = row.get("room", "").split(" ", 1)
        if len(place) == 2:
            member.room = cast.rooms[place[0], place[1]]
        member.save(update_fields=["password", "room"])
        cast.members[row["handle"]] = member
        for text in row["posts"]:
            _post(cast, member, text)
            role, where = text.split(" ", 1)
            if role == "teacher":
                cast.teachers.append(row["handle"])
            if role not in ("its", "admin", "district"):
                cast.home.setdefault(row["handle"], where)
        if words := {name: row[name] for name in OWN_WORDS if name in row}:
            member.introduce(by=member, **words)


def _team(cast, row):
    campus = cast.campuses.get(row.get("campus"))
    team = Team.make(by=HALLWAY, campus=campus, name=row["name"], kind=row["kind"])
    for handle in row["people"]:
        TeamMembership.add(by=HALLWAY, team=team, member=cast.members[handle])
    for asks, its, answer in row.get("adopts", ()):
        adoption = Adoption.propose(by=cast.members[asks], team=team, its=cast.members[its])
        adoption.accept(by=cast.members[its], words=answer)


def _values(row):
    return {name: row[name] for name in ("preferred_name", "pronouns", "title", "phone", "language") if name in row}


def _post(cast, member, text):
    """``its ocotillo:01/coach``: role, campus (``*`` for all), weekdays from Monday 0, hat."""
    role, where = text.split(" ", 1)
    where, _slash, hat = where.partition("/")
    where, _colon, days = where.partition(":")
    Post.add(
        by=HALLWAY,
        member=member,
        role=role,
        campus=cast.campuses.get(where),
        hat=hat,
        weekdays=[int(day) for day in days],
    )


def address(name, preferred=None):
    """first.last@…, letters only: "Maeve O'Keefe" → maeve.okeefe@…"""
    words = fold(name).split()
    plain = [
        "".join(c for c in word if c.isascii() and c.isalpha())
        for word in ((preferred and fold(preferred)) or words[0], words[-1])
    ]
    return f"{'.'.join(plain)}@{DOMAIN}"

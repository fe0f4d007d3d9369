"""The district that is played: campuses with their procedures, who works where on which days, made by verbs."""

from dataclasses import dataclass, field

DEFAULT, CONROE, ST_VRAIN, BARTLESVILLE = "default", "conroe", "st_vrain", "bartlesville"


@dataclass
class Helper:
    """Somebody who works through a list. ``places``: {campus number: weekdays}; none: the whole district. ``slots``: how
    many things they can do in a full day."""

    member: object
    places: dict = field(default_factory=dict)
    slots: int = 21
    gone: bool = False

    def is_at(self, number, weekday):
        return not self.places or weekday in self.places.get(number, ())


@dataclass
class Place:
    campus: object
    way: str
    teachers: list = field(default_factory=list)
    rooms: list = field(default_factory=list)
    office: object = None


class School:
    """The typical district, or a smaller one of the same shape: campuses, 48 staff each, an ITS for one or two campuses, two at
    the desk, a district lead on duty, somebody who enters the calendar."""

    def __init__(self, requests, say):
        from hallway.core.verb import HALLWAY
        from hallway.people.models import District, Member, Post
        from hallway.procedures.models import Procedure, Topic
        from hallway.schooltime.calendars import forget

        self.house, self.helpers, self.places = HALLWAY, [], []
        self.count = max(4, round(25 * min(requests, 15_000) / 15_000))
        self.staff = 48 if requests >= 3_000 else 12 if requests >= 100 else 3
        District.begin()
        forget()
        self.admin = self._member("admin", "Ada Adler", ("admin", None))
        self.leads = [self._member(f"lead{n}", f"Dora{n} Diaz", ("district", None)) for n in (1, 2)]
        District.get().change(by=HALLWAY, name="Cedar Valley", duty=self.leads[0], mail_address="help@cedar.example")
        names = ("Projector or board", "Laptop", "Printing", "Wi-Fi", "Signing in", "Sound", "An app")
        self.topics = [Topic.add(by=HALLWAY, name=name, order=n) for n, name in enumerate(names)]
        Procedure.in_force()
        for number in range(self.count):
            self._place(number)
        self._its(Member, Post)
        self._procedures()
        self.helpers += [Helper(lead, slots=24) for lead in self.leads]
        say(f"{self.count} campuses, {Member.objects.count()} people, {len(self.helpers)} who work through a list")

    def _member(self, key, name, *posts):
        from hallway.people.models import Member, Post

        member = Member.add(by=self.house, email=f"{key}@cedar.example", name=name)
        for role, campus, *days in posts:
            Post.add(by=self.house, member=member, role=role, campus=campus, **(days[0] if days else {}))
        return member

    def _place(self, number):
        from hallway.people.models import Campus, Room

        campus = Campus.add(by=self.house, name=f"Campus {number:02}", code=f"C{number:02}")
        ways = (BARTLESVILLE, ST_VRAIN, CONROE, DEFAULT)
        way = ways[number] if number < 4 else CONROE if number in (7, 12) else ST_VRAIN if number == 9 else DEFAULT
        place = Place(campus, way)
        place.rooms = [Room.add(by=self.house, campus=campus, name=str(100 + n)) for n in range(10)]
        for n in range(self.staff):
            person = self._member(f"t{number}-{n}", f"Tess{n} Of{number}", ("teacher", campus))
            place.teachers.append(person)
        place.office = self._member(f"o{number}", f"Opal Of{number}", ("office", campus))
        if way in (CONROE, BARTLESVILLE):
            contact = self._member(f"c{number}", f"Cora Of{number}", ("contact", campus), ("teacher", campus))
            self.helpers.append(Helper(contact, {number: range(7)}, slots=9))
        self.places.append(place)

    def _its(self, Member, Post):
        """One ITS for every two campuses and a full one at the larger ones: 13 for 25 campuses, and two at the desk."""
        number, who = 0, 0
        while number < self.count:
            two = (number + 1 < self.count) and who % 12 != 11
            days = {number: [0, 2, 4], number + 1: [1, 3]} if two else {number: list(range(5))}
            places = [("its", self.places[n].campus, {"weekdays": list(d)}) for n, d in days.items()]
            self.helpers.append(Helper(self._member(f"its{who}", f"Iván{who} Núñez", *places), days))
            number, who = number + len(days), who + 1
        for n in range(2 if self.count > 8 else 1):
            self.helpers.append(Helper(self._member(f"desk{n}", f"Kim{n} Kaplan", ("its", None)), slots=26))

    def _procedures(self):
        """The procedures of three districts, each at its campuses, out of the files that Hallway ships."""
        from hallway.procedures.models import Procedure
        from hallway.procedures.sharing import example, shared_of

        for place in self.places:
            if place.way == DEFAULT:
                continue
            for said in shared_of(example(place.way), place.campus):
                draft = Procedure.draft(by=self.admin, **said.of)
                draft.revise(by=self.admin, terms=said.terms)
                draft.publish(by=self.admin)

    def number_of(self, campus_id):
        return next(n for n, place in enumerate(self.places) if place.campus.pk == campus_id)

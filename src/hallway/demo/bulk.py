"""Many people and requests at once, by SQL: what the verbs would have written, without calling them a million times.

The larger demo districts and the benches use it. Rows come from ``generate_series`` and a hash of the row's number, so
that two fills are alike. Indexes are dropped before and made again after, which is several times quicker.
"""

import random

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from hallway.asks.models import Ask
from hallway.core.search import plain
from hallway.core.text import fold
from hallway.delivery.models import Notice
from hallway.history.models import Event
from hallway.people.models import Campus, Member, Post, Room
from hallway.procedures.models import Procedure, Topic
from hallway.schooltime import clock
from hallway.schooltime.calendars import calendar_of
from hallway.threads.models import Message

from .names import campus_names, person_names
from .rows import ASKS, ASKS_FROM, EVENTS, EVENTS_FROM, MESSAGES, MESSAGES_FROM, NOTICES, NOTICES_FROM, PLAN

# campuses, staff, ITS, requests, years they lie in: DOMAIN's sizes, New York's ten years at a fifth of its yearly number
SIZES = {
    "typical": (25, 1_200, 15, 15_000, 1),
    "large": (180, 20_000, 200, 120_000, 1),
    "stretch": (1_800, 140_000, 1_000, 1_000_000, 10),
}
ROOMS = 12
HASH = (
    "CREATE OR REPLACE FUNCTION pg_temp.r(bigint, bigint) RETURNS float8 LANGUAGE sql IMMUTABLE AS "
    "'SELECT (hashint8extended($1, $2) & 2147483647) / 2147483648.0'"
)


def enlarge(size, *, until, out):
    """Add the people and requests of ``size`` to a small district; returns how many requests."""
    from .storybook import stories

    campuses, staff, its, requests, years = SIZES[size]
    told = [story for story in stories() if "confidential" not in story.flags and story.steps]
    topics = dict(Topic.objects.values_list("name", "pk"))
    bulk = Bulk(until, out)
    bulk.people(campuses, staff, its)
    return bulk.requests(
        requests, [story.line for story in told], [text for story in told for text in _conversation(story)],
        years=years, late=min(0.18, 12 * campuses / requests), topics=[topics[story.topic] for story in told],
    )  # fmt: skip


def _conversation(story):
    """Four texts: what the teacher wrote, and three replies by turns."""
    said = [step for step in story.steps if step.text and "note" not in step.words]
    theirs = [step.text for step in said if step.verb in ("teacher", "reopen")]
    ours = [step.text for step in said if step.verb in ("its", "solve")] or [
        "Thank you for telling me. I will look at it today."
    ]
    last = ours[-1] if len(ours) > 1 else "Good to hear. Write again whenever it comes back."
    return [story.detail or story.line, ours[0], theirs[0] if theirs else "Thank you, that is kind.", last]


class Bulk:
    """Fills one database. ``until``: the instant the history ends (aware). ``out``: called with lines of progress."""

    def __init__(self, until, out):
        self.until, self.out, self.chance = until, out, random.Random(11)  # noqa: S311 - not for secrets

    def people(self, campuses, staff, its, zone="America/Denver", domain="cottonwood-wash.example"):
        """Campuses with rooms, staff spread evenly over them, ITS with a few campuses each. Sets ``first`` ids and counts."""
        self.out(f"  {campuses:,} campuses, {staff:,} people")
        self.campuses, self.its, self.each = campuses, its, max(staff // campuses, 1)
        names = campus_names(campuses)
        self.first_campus = self._bulk(
            Campus, [Campus(name=name, code=f"C{n:04}", time_zone=zone) for n, name in enumerate(names)]
        )
        rooms = [
            Room(campus_id=self.first_campus + n // ROOMS, name=str(100 + n % ROOMS)) for n in range(campuses * ROOMS)
        ]
        self.first_room = self._bulk(Room, rooms)
        self.first_its = self._members(its, domain, "its", "Technology Specialist")
        self.first_teacher = self._members(campuses * self.each, domain, "staff", "Teacher")
        # Campus n belongs to ITS n * its // campuses, so that each has a run of campuses beside each other.
        posts = [
            Post(member_id=self.first_its + n * its // campuses, campus_id=self.first_campus + n, role="its")
            for n in range(campuses)
        ]
        posts += [
            Post(member_id=self.first_teacher + n, campus_id=self.first_campus + n // self.each, role="teacher")
            for n in range(campuses * self.each)
        ]
        self._bulk(Post, posts)

    def _bulk(self, model, rows):
        """Insert with ids in a row; returns the first."""
        first = self._next(model)
        for number, row in enumerate(rows, first):
            row.pk = number
        model._base_manager.bulk_create(rows, batch_size=2000)
        self._advance(model)
        return first

    def _members(self, many, domain, prefix, title):
        """People with names of their own, written past ``Member.save`` with the same search words."""
        first, hashed = self._next(Member), "!" + "x" * 40
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE TEMP TABLE b_member (id bigint, email text, name text, folded text, words text) ON COMMIT DROP"
            )
            with cursor.copy("COPY b_member FROM STDIN") as copy:
                for number, name in enumerate(person_names(many, self.chance)):
                    email = f"{prefix}.{number}@{domain}"
                    copy.write_row((first + number, email, name, fold(name), plain(name, title, email)))
            columns = {"id": "s.id", "email": "s.email", "name": "s.name", "folded": "s.folded", "title": f"'{title}'"}
            columns |= {"password": f"'{hashed}'", "source": "'roster'", "joined": "now()"}
            columns["words"] = "to_tsvector('simple', s.words)"
            self._insert(cursor, Member, "b_member s", columns)
            cursor.execute("DROP TABLE b_member")
        self._advance(Member)
        return first

    def requests(self, many, lines, texts, *, years=1, late=0.18, topics=(), rare="", common="", holders=()):
        """Requests with three replies each, with their events, notices and search words; returns how many.

        ``lines`` and ``texts``: what is written in them, drawn by number; with ``topics`` (ids, one a line) every line
        has four texts of its own. ``late``: the part that is of these days; a sixth of it is closed. ``rare``: a word
        that about ten requests have; ``common``: one that every twentieth has. ``holders``: ids of members who hold
        every hundredth request, too.
        """
        big = many >= 20_000
        with connection.cursor() as cursor:
            cursor.execute(HASH)
            cursor.execute(
                "SET LOCAL synchronous_commit = off; SET LOCAL maintenance_work_mem = '1GB'; SET LOCAL work_mem = '256MB'"
            )
            for name, rows in (("b_line", lines), ("b_text", texts)):
                cursor.execute(f"CREATE TEMP TABLE {name} (n int PRIMARY KEY, t text, words text) ON COMMIT DROP")
                with cursor.copy(f"COPY {name} FROM STDIN") as copy:
                    for number, row in enumerate(rows):
                        copy.write_row((number, row, plain(row)))
            again = self._strip(cursor) if big else []
            self.out(f"  {many:,} requests")
            drawn = {"many": many, "lines": len(lines), "texts": len(texts), "years": years, "late": late}
            self._plan(cursor, drawn | {"rare": rare, "common": common, "holders": list(holders)})
            if topics:
                cursor.execute(
                    "UPDATE b_ask SET t0 = line * 4, t1 = line * 4 + 1, t2 = line * 4 + 2, t3 = line * 4 + 3"
                )
            self._asks(cursor, topics)
            self.out("  what was said on them")
            self._messages(cursor)
            self.out("  what happened to them")
            self._events(cursor)
            cursor.execute("DROP TABLE b_ask, b_line, b_text")
            if again:
                self.out(f"  {len(again)} indexes and keys")
            for statement in again:
                cursor.execute(statement)
            for model in (Ask, Message, Event, Notice):
                self._advance(model)
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute("ANALYZE")
        return many

    def _strip(self, cursor):
        """Drop secondary indexes, unique and foreign keys of the big tables; returns the statements that bring them back."""
        tables = [model._meta.db_table for model in (Ask, Message, Event, Notice)]
        cursor.execute(
            "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE conrelid = ANY(%s::regclass[]) AND contype IN ('u', 'f') ORDER BY contype DESC, conname",
            [tables],
        )
        bound = cursor.fetchall()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else the checks that still wait forbid to change the tables
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index i WHERE indrelid = ANY(%s::regclass[])"
            " AND NOT indisprimary AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)",
            [tables],
        )
        indexes = cursor.fetchall()
        for table, name, _definition in bound:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        return [f"ALTER TABLE {t} ADD CONSTRAINT {n} {d}" for t, n, d in bound] + [
            definition for _name, definition in indexes
        ]

    def _plan(self, cursor, drawn):
        """One row a request with everything that is drawn: who, where, when, how it stands, which words."""
        drawn |= {"campuses": self.campuses, "campus": self.first_campus, "room": self.first_room, "rooms": ROOMS}
        drawn |= {"teacher": self.first_teacher, "each": self.each, "its": self.first_its, "all_its": self.its}
        calendar = calendar_of(self.first_campus)
        days = [calendar.local_day(self.until)]
        while len(days) < 11:
            days.append(clock.next_school_day(calendar, days[-1]))
        drawn |= {"until": self.until, "base": self._next(Ask) - 1, "zone": calendar.zone, "days": days[1:]}
        cursor.execute(PLAN, drawn)

    def _asks(self, cursor, topics):
        named = topics or list(Topic.objects.filter(enabled=True).values_list("pk", flat=True)) or [None]
        which = "s.line" if topics else f"mod(s.i, {len(named)})"
        topic = f"(ARRAY[{','.join(str(pk or 'NULL') for pk in named)}]::bigint[])[1 + {which}]"
        self._insert(cursor, Ask, ASKS_FROM, ASKS | {"procedure_id": str(Procedure.in_force().pk), "topic_id": topic})

    def _messages(self, cursor):
        self.message = self._next(Message) - 4
        numbers = {"id": f"{self.message} + s.i * 4 + v.k", "noun_type_id": str(_type(Ask))}
        self._insert(cursor, Message, MESSAGES_FROM, MESSAGES | numbers)

    def _events(self, cursor):
        """Seven for a closed request, five or six for an open one; the holder and the teacher were told."""
        first, kind = self._next(Event) - 7, str(_type(Ask))
        numbers = {"id": f"{first} + s.i * 7 + v.k", "subject_type_id": kind, "root_type_id": kind}
        data = EVENTS["data"].format(message=self.message)
        self._insert(cursor, Event, EVENTS_FROM, EVENTS | numbers | {"data": data})
        numbers = {"id": f"{self._next(Notice) - 2} + s.i * 2 + v.k / 2", "event_id": f"{first} + s.i * 7 + v.k"}
        self._insert(cursor, Notice, NOTICES_FROM, NOTICES | numbers)

    def _insert(self, cursor, model, rows, columns):
        """INSERT … SELECT; columns nobody named get the model's default, so that a new field needs no change here."""
        values, columns = {"until": self.until}, dict(columns)
        for field in model._meta.concrete_fields:
            if field.column not in columns and not field.null:
                columns[field.column] = f"%({field.column})s"
                values[field.column] = field.get_db_prep_save(field.get_default(), connection)
        names = ", ".join(f'"{name}"' for name in columns)
        bound = ", ".join(columns.values())
        table = model._meta.db_table
        cursor.execute(f'INSERT INTO "{table}" ({names}) SELECT {bound} FROM {rows}', values)  # noqa: S608 - names of ours

    def _next(self, model):
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT coalesce(max(id), 0) + 1 FROM "{model._meta.db_table}"')  # noqa: S608 - a name of ours
            return cursor.fetchone()[0]

    def _advance(self, model):
        """The table's own numbering goes on after what was put in by number."""
        table = model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(f"""SELECT setval(pg_get_serial_sequence('"{table}"', 'id'), {self._next(model)}, false)""")


def _type(model):
    return ContentType.objects.get_for_model(model).pk

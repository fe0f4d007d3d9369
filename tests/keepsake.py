"""What verbs made once, laid down again for each test: the same rows, ids and objects, in one statement.

A test that asks for it anew gets rows as fresh as the verbs would have made them: every instant since the making began is
moved to the present one. Nothing is committed, so that a test that wants an empty house has one, and a test that truncates
every table takes nothing away.
"""

import io
import pickle
from datetime import datetime

from django.db import connection, transaction
from psycopg import sql

from hallway.core.now import now

TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY oid"
COLUMNS = (
    "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute"
    " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum"
)


class Keepsake:
    """``Keepsake(make)`` calls ``make()`` in a transaction that is undone and keeps its rows and what it returned (anything
    that pickles); ``lay()`` puts the rows into the database of now and gives an object of its own to every caller.
    """

    def __init__(self, make):
        self.start = now()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(TABLES)
            tables = [name for (name,) in cursor.fetchall()]
            before = {name: self._places(cursor, name) for name in tables}
            made = make()
            self.end = now()
            self.rows = [
                self._statement(cursor, name, new)
                for name in tables
                if (new := self._places(cursor, name) - before[name])
            ]
            transaction.set_rollback(True)
        kept = io.BytesIO()
        _Packer(kept, self.start).dump(made)
        self.made = kept.getvalue()

    def lay(self):
        """Insert the rows (in one transaction) and give a new copy of what was made."""
        later = now() - self.end  # nothing of it lies in the future
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("; ".join(self.rows), {"start": self.start, "later": later})
        return _Unpacker(io.BytesIO(self.made), self.start + later).load()

    @staticmethod
    def _places(cursor, table):
        cursor.execute(sql.SQL("SELECT ctid::text FROM {}").format(sql.Identifier(table)))
        return {place for (place,) in cursor.fetchall()}

    def _statement(self, cursor, table, places):
        """An INSERT of the rows at these places, with its instants to be moved."""
        cursor.execute(COLUMNS, [f'"{table}"'])
        columns = cursor.fetchall()
        name, names = sql.Identifier(table), sql.SQL(", ").join(sql.Identifier(column) for column, _type in columns)
        cursor.execute(
            sql.SQL("SELECT jsonb_agg({name} ORDER BY ctid)::text FROM {name} WHERE ctid::text = ANY(%s)").format(
                name=name
            ),
            [list(places)],
        )
        (rows,) = cursor.fetchone()
        moved = sql.SQL("CASE WHEN {0} >= %(start)s THEN {0} + %(later)s ELSE {0} END")
        values = [
            moved.format(sql.Identifier(column)) if kind == "timestamp with time zone" else sql.Identifier(column)
            for column, kind in columns
        ]
        return (
            sql.SQL(
                "INSERT INTO {name} ({names}) OVERRIDING SYSTEM VALUE SELECT {values}"
                " FROM jsonb_populate_recordset(NULL::{name}, {rows}::jsonb)"
            )
            .format(
                name=name,
                names=names,
                values=sql.SQL(", ").join(values),
                rows=sql.SQL(sql.Literal(rows).as_string().replace("%", "%%")),
            )
            .as_string(cursor.connection)
        )


class _Packer(pickle.Pickler):
    """Keeps instants since ``start`` as their distance from it."""

    def __init__(self, file, start):
        super().__init__(file, protocol=5)
        self.start = start

    def persistent_id(self, thing):
        if isinstance(thing, datetime) and thing.tzinfo and thing >= self.start:
            return thing - self.start
        return None


class _Unpacker(pickle.Unpickler):
    def __init__(self, file, start):
        super().__init__(file)
        self.start = start

    def persistent_load(self, distance):
        return self.start + distance

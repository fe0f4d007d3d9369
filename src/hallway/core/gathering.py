"""Rows of one transaction, written together: a batch of mails makes a statement or two a table instead of some for each mail.

While rows are gathered, whatever reads or changes a table for which rows or changes wait is kept waiting until they are
written, so nobody can tell the difference but by the clock. What the database refuses (a key that is used already) is told
at the end and ends all of it: whoever gathers does the work again piece by piece then.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

from . import at_once, search

AHEAD = 100  # ids fetched at once
_gathered: ContextVar["Gathered | None"] = ContextVar("gathered", default=None)


class Gathered:
    """``rows``: {model: new rows that wait}; ``changes``: {(model, columns): {id: (values, words)}}; ``ids``: {model: ids
    fetched ahead}; ``held``: {(model, id): columns as they are, read under a lock of ours}."""

    def __init__(self):
        self.rows: dict = {}
        self.changes: dict = {}
        self.ids: dict = {}
        self.held: dict = {}

    def add(self, row):
        model = type(row)
        if row.pk is None:
            row.pk = self._next_id(model)
        self.rows.setdefault(model, []).append(row)

    def change(self, row, names, words):
        if any(model is type(row) and row.pk in waiting for (model, _columns), waiting in self.changes.items()):
            self.write()
        self.held.pop((type(row), row.pk), None)
        fields = [row._meta.get_field(name) for name in names]
        waiting = self.changes.setdefault((type(row), tuple(field.column for field in fields)), {})
        waiting[row.pk] = ([getattr(row, field.attname) for field in fields], words)

    def _next_id(self, model):
        if not self.ids.get(model):
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                    [model._meta.db_table, model._meta.pk.column, AHEAD],
                )
                self.ids[model] = [number for (number,) in reversed(cursor.fetchall())]
        return self.ids[model].pop()

    def write(self):
        rows, changes, self.rows, self.changes = self.rows, self.changes, {}, {}
        others, self.held = self.held, {}  # what is written here was held before, and is not any more
        for model, waiting in rows.items():
            at_once.insert(model, waiting)
        for (model, columns), each in changes.items():
            at_once.change(model, columns, each)
        self.held = others

    def before(self, execute, sql, params, many, context):
        """Django's execute wrapper: a statement that names a table with waiting rows finds them written."""
        if any(model._meta.db_table in sql for model in (*self.rows, *(model for model, _columns in self.changes))):
            self.write()
        if self.held and not sql.startswith("SELECT"):
            self.held = {key: read for key, read in self.held.items() if key[0]._meta.db_table not in sql}
        return execute(sql, params, many, context)


@contextmanager
def gathered():
    """Gather the new rows that ``insert`` is given within, and the changes that ``update`` is given; inside a transaction."""
    all_of_them = Gathered()
    before = _gathered.set(all_of_them)
    try:
        with connection.execute_wrapper(all_of_them.before):
            yield
            all_of_them.write()
    finally:
        _gathered.reset(before)


def insert(row):
    """Write a new row: now, or together with others while rows are gathered. It has its id either way."""
    all_of_them = _gathered.get()
    if all_of_them is None:
        row.save(force_insert=True)
        return row
    if hasattr(row, "ready"):
        row.ready()
    all_of_them.add(row)
    return row


def insert_all(rows):
    """Several of one model in one statement, or with the others."""
    all_of_them = _gathered.get()
    if all_of_them is None:
        type(rows[0])._base_manager.bulk_create(rows)
        return
    for row in rows:
        insert(row)


def update(row, names, words=None):
    """Write these fields of a row that is locked, now or with others. ``words``: plain text that search finds it by, too."""
    all_of_them = _gathered.get()
    if all_of_them is not None:
        all_of_them.change(row, names, words)
        return
    if words:
        row.words = search.more(words)
        names = [*names, "words"]
    row.save(update_fields=names)


def hold(rows):
    """Rows were just read with a lock that lasts: while rows are gathered, the first verb of each need not read it again."""
    all_of_them = _gathered.get()
    if all_of_them is None:
        return
    for row in rows:
        read = {f.attname: row.__dict__[f.attname] for f in row._meta.concrete_fields if f.attname in row.__dict__}
        all_of_them.held[type(row), row.pk] = read


def held(row):
    """{column: value} as the database has this row, when that is known for certain; else None. Once a row."""
    all_of_them = _gathered.get()
    read = all_of_them.held.pop((type(row), row.pk), None) if all_of_them else None
    if read is None:
        return None
    lacking = row.get_deferred_fields()
    names = [field.attname for field in row._meta.concrete_fields if field.attname not in lacking]
    return {name: read[name] for name in names} if read.keys() >= set(names) else None

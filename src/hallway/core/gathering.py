"""New rows of one transaction, written together: a batch of mails makes a handful of INSERTs instead of some for each mail.

While rows are gathered, whatever reads or changes a table for which rows wait is kept waiting until they are written, so
nobody can tell the difference but by the clock. What the database refuses (a key that is used already) is told at the end
and ends all of it: whoever gathers does the work again piece by piece then.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

AHEAD = 100  # ids fetched at once
_gathered: ContextVar["Gathered | None"] = ContextVar("gathered", default=None)


class Gathered:
    """``rows``: {model: rows that wait}; ``ids``: {model: ids fetched ahead}."""

    def __init__(self):
        self.rows: dict = {}
        self.ids: dict = {}

    def add(self, row):
        model = type(row)
        if row.pk is None:
            row.pk = self._next_id(model)
        self.rows.setdefault(model, []).append(row)

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
        rows, self.rows = self.rows, {}
        for model, waiting in rows.items():
            model._base_manager.bulk_create(waiting)

    def before(self, execute, sql, params, many, context):
        """Django's execute wrapper: a statement that names a table with waiting rows finds them written."""
        if self.rows and any(f'"{model._meta.db_table}"' in sql for model in self.rows):
            self.write()
        return execute(sql, params, many, context)


@contextmanager
def gathered():
    """Gather the new rows that ``insert`` is given within; inside a transaction."""
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

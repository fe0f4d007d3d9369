"""A row locked and read again, as every verb begins."""

import functools

from django.db import connection


def lock_and_reread(row):
    """Lock the row until the transaction ends, and read it anew; related rows are looked up anew when they are wanted.

    The same as ``refresh_from_db`` of a ``select_for_update``, at a third of the work: Django builds that statement
    for every row, ours is built once a model and set of deferred columns. Raises the model's DoesNotExist.
    """
    model, meta = type(row), row._meta
    readers, statement = _statement(model, frozenset(row.get_deferred_fields()))
    with connection.cursor() as cursor:
        cursor.execute(statement, [row.pk])
        found = cursor.fetchone()
    if found is None:
        raise model.DoesNotExist(f"{model.__name__} {row.pk} is gone")
    for (name, column, converters), value in zip(readers, found, strict=True):
        for convert in converters:
            value = convert(value, column, connection)
        setattr(row, name, value)
    for field in (*meta.concrete_fields, *meta.related_objects, *meta.private_fields):
        if field.is_relation and field.is_cached(row):
            field.delete_cached_value(row)
    row._prefetched_objects_cache = {}


@functools.cache
def _statement(model, deferred):
    """([(name, column, converters)], SELECT … FOR UPDATE) for a row of ``model``."""
    meta, quote = model._meta, connection.ops.quote_name
    fields = [field for field in meta.concrete_fields if field.attname not in deferred]
    readers = [(field.attname, field.cached_col, field.get_db_converters(connection)) for field in fields]
    columns = ", ".join(quote(field.column) for field in fields)
    return readers, f"SELECT {columns} FROM {quote(meta.db_table)} WHERE {quote(meta.pk.column)} = %s FOR UPDATE"  # noqa: S608

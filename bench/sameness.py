"""All rows of a database as text that two runs can be compared by: numbers of rows become their place in their table,
moments and random names are left out, and files are told by their bytes."""

import hashlib
import json
import re
from collections import Counter

LEFT_OUT = {"DateTimeField", "DateField", "TimeField", "UUIDField"}
ABOUT_NOTHING = {
    "contenttypes",
    "auth",
    "sessions",
    "procrastinate",
    "sites",
    "account",
    "mfa",
    "socialaccount",
    "usersessions",
}


def rows(but=(), besides=frozenset()):
    """Counter of rows as text. ``but``: models by label that are not looked at; ``besides``: fields, as "label.field"."""
    from django.apps import apps

    models = [m for m in apps.get_models() if m._meta.app_label not in ABOUT_NOTHING and m._meta.managed]
    places = {
        m: {pk: n for n, pk in enumerate(m._base_manager.order_by("pk").values_list("pk", flat=True))} for m in models
    }
    found = Counter()
    for model in models:
        if model._meta.label in but:
            continue
        fields = [f for f in model._meta.concrete_fields if f.get_internal_type() not in LEFT_OUT]
        fields = [f for f in fields if f"{model._meta.label}.{f.attname}" not in besides]
        for row in model._base_manager.all():
            said = {f.attname: _value(row, f, places) for f in fields}
            found[f"{model._meta.label} {json.dumps(said, sort_keys=True, default=str)}"] += 1
    return found


def _value(row, field, places):
    value = getattr(row, field.attname)
    if value is None:
        return None
    if field.primary_key and field.attname == "id":
        return places[type(row)].get(value)
    if field.remote_field is not None:
        return places.get(field.remote_field.model, {}).get(value, value)
    for key in row._meta.private_fields:
        if getattr(key, "fk_field", "") == field.attname:
            kind = getattr(row, key.ct_field)
            return places.get(kind.model_class() if kind else None, {}).get(value, value)
    if isinstance(value, dict | list):
        return _without_numbers(value)
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(bytes(value)).hexdigest()
    return value


def _without_numbers(value):
    if isinstance(value, dict):
        return {key: _without_numbers(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_without_numbers(each) for each in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return "#"
    if isinstance(value, str):
        return re.sub(r"\d{4}-\d\d-\d\dT[\d:.+Z-]+", "~", value)
    return value


def files(top):
    """Counter of the bytes of every file below ``top``, finished or not; and the paths."""
    paths = [path for path in top.rglob("*") if path.is_file()] if top.exists() else []
    return Counter(hashlib.sha256(path.read_bytes()).hexdigest() for path in paths), {
        str(p.relative_to(top)) for p in paths
    }


def differences(should, found):
    """Sentences about what is missing and what is too much."""
    missing = [f"missing: {row}" for row in (should - found).elements()]
    return missing + [f"too much: {row}" for row in (found - should).elements()]

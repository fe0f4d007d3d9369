"""A person inside a row that the database makes of several tables (``core/morning.py``): what a face and a name need."""

from django.db.models.functions import JSONObject

from .models import Member


def person_values(path):
    """The expression for the member at ``path`` (a foreign key's name)."""
    return JSONObject(
        pk=f"{path}__pk", name=f"{path}__name", preferred_name=f"{path}__preferred_name", photo=f"{path}__photo"
    )


def person_from(values):
    """The Member of ``person_values``, for showing only; None for nobody."""
    return Member(**values) if values and values["pk"] else None

"""Text that lies locked in its column: a database role that may read, or a dump without the key, shows nothing."""

import json

from django.db import models

from .locked import lock, unlock


class LockedText(models.TextField):
    """Locked on its way into the row and opened on its way out, with the installation's key (``core/locked.py``).

    The database can neither search nor sort by it, which is meant. Reading raises ``CannotOpen`` under another key.
    """

    def from_db_value(self, value, expression, connection):
        return unlock(value) if value else value

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return lock(value) if value else value


class HalfLocked(models.Model):
    """A row whose fields ``LOCKED`` lie together in ``locked`` when ``locks`` says so; their own columns are empty then.

    Whoever reads the row in Python finds them in their places. A query of the database does not: neither ``filter`` nor ``values``.
    """

    LOCKED: tuple[str, ...] = ()

    locked = LockedText(blank=True, default="", db_default="", editable=False)

    class Meta:
        abstract = True

    def save(self, **kwargs):
        if not self.locks:
            return super().save(**kwargs)
        said = {name: getattr(self, name) for name in self.LOCKED}
        self.locked = json.dumps(said, ensure_ascii=False)
        self.__dict__.update(dict.fromkeys(said, ""))
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "locked", *said}
        try:
            super().save(**kwargs)
        finally:
            self.__dict__.update(said)

    @classmethod
    def from_db(cls, db, field_names, values):
        row = super().from_db(db, field_names, values)
        if said := row.__dict__.get("locked"):
            row.__dict__.update(json.loads(said))
        return row

    @property
    def locks(self):
        raise NotImplementedError

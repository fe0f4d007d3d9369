"""Text that lies locked in its column: a database role that may read, or a dump without the key, shows nothing."""

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

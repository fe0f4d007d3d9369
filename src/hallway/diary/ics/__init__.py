"""Calendar files as they leave. Every event is single, in UTC, and says no more than its reader knew."""

from .uids import fresh_uid
from .writing import CANCEL, REQUEST, calendar, raises_sequence

__all__ = ["CANCEL", "REQUEST", "calendar", "fresh_uid", "raises_sequence"]

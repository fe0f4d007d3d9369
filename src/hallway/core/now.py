"""The house's clock. ``now()`` is the instant every row is stamped with; the demo moves it to make real history."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_moved = ContextVar("moved", default=None)


def now():
    """The present instant (aware, UTC), or the one ``moved`` says."""
    return _moved.get() or timezone.now()


@contextmanager
def moved(to):
    """Inside, ``now()`` is ``to`` (an aware datetime). Only the demo and the benches use it."""
    token = _moved.set(to)
    try:
        yield
    finally:
        _moved.reset(token)

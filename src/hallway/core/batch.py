"""Work over many rows at once (mail, imports, the demo) asks the same small questions again and again: who is on duty, which
procedure, which district. Inside ``remembered()`` a function marked ``@once`` answers them from what it said first.
"""

import functools
from contextlib import contextmanager
from contextvars import ContextVar

_said: ContextVar[dict | None] = ContextVar("said", default=None)


@contextmanager
def remembered():
    """Inside, for this thread, ``@once`` functions keep their answers. Use it for a second's work, not longer."""
    token = _said.set({} if _said.get() is None else _said.get())
    try:
        yield
    finally:
        _said.reset(token)


def once(function):
    """Mark a reading function whose arguments can be dictionary keys (rows count by their primary key)."""

    @functools.wraps(function)
    def call(*args, **kwargs):
        kept = _said.get()
        if kept is None:
            return function(*args, **kwargs)
        key = (function, args, tuple(sorted(kwargs.items())))
        if key not in kept:
            kept[key] = function(*args, **kwargs)
        return kept[key]

    return call

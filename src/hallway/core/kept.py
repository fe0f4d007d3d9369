"""What changes rarely and is asked all day (who is posted where, which procedure) is read once and kept for some seconds.

``@kept`` marks the reading function; the verbs that change its rows call ``forget()``, so this process knows at once and
every other one within ``SECONDS``. Nothing that decides who may read or do something is kept.
"""

import functools
import time

from django.db import transaction

SECONDS = 5
MOST = 10_000
_kept: dict = {}
_longer: list = []


def kept(function):
    """Mark a reading function whose arguments can be dictionary keys (rows count by their primary key).

    Its answer is shared by everybody who asks within ``SECONDS``: nobody may change it. None is never kept.
    """

    @functools.wraps(function)
    def call(*args):
        key = (function, args)
        found = _kept.get(key)
        if found and found[0] > time.monotonic():
            return found[1]
        answer = function(*args)
        if answer is not None:
            if len(_kept) >= MOST:
                _kept.clear()
            _kept[key] = (time.monotonic() + SECONDS, answer)
        return answer

    return call


def clear():
    """Keep nothing any more; for whoever starts on other rows (a test, the demo)."""
    _kept.clear()


def kept_longer(memory):
    """``memory`` (a dictionary that a module keeps for longer), which ``forget_all`` empties, too."""
    _longer.append(memory)
    return memory


def forget_all():
    """As ``forget``, with what is kept longer: somebody's clock was changed."""
    for clear_it in (clear, *(memory.clear for memory in _longer)):
        clear_it()
        transaction.on_commit(clear_it)


def forget():
    """Read the rows anew: now, and again once the change is committed, for whoever read in between."""
    clear()
    transaction.on_commit(clear)

"""The only machinery of Hallway: a verb changes a row, inside one transaction, after its rule said yes.

``@verb(rule)`` goes on a model's method, ``@creates(rule)`` on a classmethod that makes a row. Both are called with
``by=`` a member or ``HALLWAY`` (the house itself: a job, an import), never implied. A rule is a function
``may_x(member, row) -> bool``; for ``@creates`` the row is a namespace of the keyword arguments, the row to be.
"""

import functools
from contextlib import contextmanager
from contextvars import ContextVar
from types import SimpleNamespace

from django.core.exceptions import PermissionDenied
from django.db import transaction

from .again import lock_and_reread


class House:
    """The actor of what Hallway does by itself. It has no row."""

    pk = None
    id = None
    name = "Hallway"

    def __str__(self):
        return "Hallway"

    def __repr__(self):
        return "HALLWAY"


HALLWAY = House()


class Denied(PermissionDenied):
    """The rule said no: the answer is 403."""


class Refused(Exception):
    """The verb contradicts the row's state: the answer is 409 with this sentence."""

    def __init__(self, sentence, **about):
        super().__init__(str(sentence))
        self.sentence = sentence
        self.about = about


class Twice(Exception):
    """A row with this client-made key was written before; ``answer()`` gives it, or raises ``Refused`` for other content."""

    def __init__(self, answer):
        super().__init__("twice")
        self.answer = answer


_together: ContextVar[bool] = ContextVar("together", default=False)


@contextmanager
def together():
    """One transaction for many verbs, none of which can be undone by itself: that saves two statements a verb.

    What a verb raises within ends all of it, also when somebody catches it: the database takes nothing more. So whoever
    works many things together does them again one by one when it fails.
    """
    with transaction.atomic():
        before = _together.set(True)
        try:
            yield
        finally:
            _together.reset(before)


def _transaction():
    return transaction.atomic(savepoint=not _together.get())


def _ask_the_rule(rule, by, row, name):
    if by is HALLWAY:
        return
    if by is None or not getattr(by, "is_active", False) or not rule(by, row):
        raise Denied(name)


def verb(rule, *, first=""):
    """Make a method a verb: transaction, lock and re-read the row, ask ``rule(by, row)``, then the body.

    ``first``: the name of a related row that is locked before, where verbs of several rows decide one matter.

    Raises ``Denied`` when the rule says no, ``Refused`` when the body finds a contradiction. Ending in the state
    already reached is the body's silent success; so is a row it made before under the same key (``Twice``).
    """

    def wrap(method):
        @functools.wraps(method)
        def call(self, *args, by, **kwargs):
            try:
                with _transaction():
                    if first:
                        lock_and_reread(getattr(self, first))
                    lock_and_reread(self)
                    _ask_the_rule(rule, by, self, method.__name__)
                    return method(self, *args, by=by, **kwargs)
            except Twice as twice:
                return twice.answer()

        call.rule = rule
        call.verb = method.__name__
        return call

    return wrap


def creates(rule):
    """Make a classmethod a creating verb: transaction, ask ``rule(by, the row to be)``, then the body.

    Goes below ``@classmethod``. All values are keyword arguments, so that the rule can read them. When the ``key`` was used
    before (a double press, a retry), what the body did is undone and the row made then is the answer.
    """

    def wrap(method):
        @functools.wraps(method)
        def call(cls, *, by, **kwargs):
            try:
                with _transaction():
                    _ask_the_rule(rule, by, SimpleNamespace(**kwargs), method.__name__)
                    return method(cls, by=by, **kwargs)
            except Twice as twice:
                return twice.answer()

        call.rule = rule
        call.verb = method.__name__
        return call

    return wrap


def may(member, name, row):
    """Whether ``member`` may do the verb called ``name`` to ``row`` (a row, or the namespace of a row to be)."""
    method = getattr(type(row), name, None)
    rule = getattr(method, "rule", None)
    return bool(rule and getattr(member, "is_active", False) and rule(member, row))

"""When the database is away for a moment the answer is 503 with Retry-After, and the next request tries a new connection."""

import logging
import sys
import threading
import time

import psycopg
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string

from hallway.core import errors

AWAY = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)
NOT_AWAY = (psycopg.errors.QueryCanceled, psycopg.errors.DeadlockDetected, psycopg.errors.LockNotAvailable)
SECONDS = 5
QUIET = 60  # seconds
STEPS = 20  # from an error to what caused it; two that name each other as their cause have no first one


def broken(request):
    """Django's handler500: a database that does not answer is no fault of the page."""
    if not database_is_away(sys.exc_info()[1]):
        return errors.broken(request)
    if "json" in request.headers.get("Accept", "") or request.path.startswith("/api/"):
        answer = HttpResponse(
            '{"status": 503, "title": "The database does not answer; try again in a moment."}',
            content_type="application/problem+json",
        )
    else:  # rendered without the request: what every page knows would ask the database again
        answer = HttpResponse(render_to_string("errors/503.html"))
    answer.status_code = 503
    answer["Retry-After"] = str(SECONDS)
    answer["Cache-Control"] = "no-store"
    return answer


class ToldOnce(logging.Filter):
    """While the database is away an answer, or a pulse that fails, is one short line; where in the code it was missed is said
    once a minute by a process."""

    def __init__(self):
        super().__init__()
        self.told, self.one = -QUIET, threading.Lock()

    def filter(self, record):
        if record.exc_info and database_is_away(record.exc_info[1]):
            with self.one:
                if time.monotonic() - self.told < QUIET:
                    record.exc_info = (*record.exc_info[:2], None)
                else:
                    self.told = time.monotonic()
        return True


def database_is_away(problem):
    """Whether ``problem`` (or what caused it) is a lost or refused connection, not a fault of a statement."""
    for _step in range(STEPS):
        if isinstance(problem, NOT_AWAY) or problem is None:
            return False
        if isinstance(problem, AWAY):
            return not isinstance(problem.__cause__, NOT_AWAY)
        problem = problem.__cause__
    return False

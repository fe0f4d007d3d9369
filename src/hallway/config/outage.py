"""When the database is away for a moment the answer is 503 with Retry-After, and the next request tries a new connection."""

import logging
import sys

import psycopg
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string

from hallway.core import errors

log = logging.getLogger("hallway.outage")
AWAY = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)
NOT_AWAY = (psycopg.errors.QueryCanceled, psycopg.errors.DeadlockDetected, psycopg.errors.LockNotAvailable)
SECONDS = 5


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


def database_is_away(problem):
    """Whether ``problem`` (or what caused it) is a lost or refused connection, not a fault of a statement."""
    while problem is not None:
        if isinstance(problem, NOT_AWAY):
            return False
        if isinstance(problem, AWAY):
            return not isinstance(problem.__cause__, NOT_AWAY)
        problem = problem.__cause__
    return False

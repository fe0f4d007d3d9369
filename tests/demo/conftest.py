"""One demo district for a whole file of tests, gone at its end."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

WEDNESDAY = datetime(2026, 10, 14, 16, 37, tzinfo=UTC)  # 10:37 in Denver, school is on


@pytest.fixture(scope="module")
def district(django_db_setup, django_db_blocker):
    """The small demo as built on a Wednesday morning; gives how many requests it has."""
    from hallway.demo.build import build
    from hallway.schooltime.calendars import forget

    with django_db_blocker.unblock(), transaction.atomic():
        forget()
        yield build(now=WEDNESDAY, out=lambda line: None)
        transaction.set_rollback(True)
    forget()

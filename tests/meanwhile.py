"""Two at once, for tests with ``transaction=True``: one has done something and not ended yet, while another begins and has to wait."""

import threading
import time

from django.db import connection, transaction


def somebody_waits():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0]


def during(act, press):
    """The answer to ``press()``, which begins while ``act()`` is done but not committed, and waits for it."""
    acted, pressed, waited = threading.Event(), threading.Event(), []

    def hand():
        try:
            with transaction.atomic():
                act()
                acted.set()
                until = time.monotonic() + 10
                while not (waited or pressed.is_set() or time.monotonic() > until):
                    if somebody_waits():
                        waited.append(True)
                    time.sleep(0.01)
        finally:
            acted.set()
            connection.close()

    other = threading.Thread(target=hand)
    other.start()
    acted.wait(10)
    answer = press()
    pressed.set()
    other.join(30)
    assert waited, "the press came while the other was at it"
    return answer

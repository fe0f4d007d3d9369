"""What happens to captures without a person: everybody who could sort one is reminded, and old notes go."""

import logging
from datetime import timedelta

from hallway.core.now import now
from hallway.core.verb import HALLWAY
from hallway.threads.models import File

from .models import Capture

log = logging.getLogger("hallway.capture")
BATCH = 200
NOTE_DAYS, AWAY_DAYS = 180, 30


def remind():
    """Tell of what nobody has sorted within a school day, once. Returns how many."""
    done = 0
    rows = Capture.objects.to_sort().filter(reminded=False).select_related("by")
    for row in rows[:BATCH]:
        try:
            if row.is_overdue():
                row.remind(by=HALLWAY)
                done += 1
        except Exception:
            log.exception("reminding of capture %s failed; it is tried again", row.pk)
    return done


def overdue():
    """Captures that nobody sorted within a school day; what "Nothing slips" counts."""
    return [row for row in Capture.objects.to_sort().select_related("by", "campus")[:BATCH] if row.is_overdue()]


def forget_old():
    """Take away what was thrown away a month ago, and notes after half a year, as their page says. Returns how many."""
    moment, done = now(), 0
    for state, days in (("away", AWAY_DAYS), ("note", NOTE_DAYS)):
        for row in Capture.objects.filter(state=state, arrived__lt=moment - timedelta(days=days))[:BATCH]:
            File.objects.of(row).delete()  # their bytes are swept
            row.delete()
            done += 1
    return done

"""Bell schedules as people write them down, one line a period: "8:05 First period", "11:30-12:05 Fifth period | A lunch"."""

import re
from datetime import time

from django.utils.translation import gettext as _

from hallway.core.text import clean, one_line

from .clock import Period

TIME = re.compile(r"(?<![\d:])(\d{1,2})[:.](\d{2})(?!\d)\s*(?:([ap])\.?\s?m\b\.?)?", re.I)
LINES = 60
MORNING = 6  # an hour before it, without "am", is one of the afternoon: 1:15 comes after 12:40


def read(text):
    """(periods, problems): ``Period`` in order, and [(line number, sentence)] of what could not be read.

    A line without an end lasts until the next one begins; a last line without an end is the closing bell.
    """
    rows, problems = [], []
    for number, line in enumerate(clean(text, 20_000).split("\n")[: LINES + 1], 1):
        if not line.strip(" *-\t"):
            continue
        if number > LINES:
            problems.append((number, _("A bell schedule has at most %(n)d lines.") % {"n": LINES}))
            break
        try:
            rows.append((number, *_line(line)))
        except ValueError as error:
            problems.append((number, str(error)))
    return _joined(rows, problems), sorted(problems)


def _line(line):
    said, _bar, lunch = line.partition("|")
    times = [_time(*found.groups()) for found in TIME.finditer(said)]
    label = one_line(TIME.sub(" ", said), 200).strip(" -–—:,.*()\t")
    label = re.sub(r"^(?:to|until|[-–—]+)\s+|\s+(?:to|until|from|[-–—]+)$", "", label).strip(" -–—:,")
    if not times:
        raise ValueError(_("There is no time like 8:05 in it."))
    if len(times) > 2:
        raise ValueError(_("There are more than two times in it. Put lunch variants after a bar: | A lunch 11:30."))
    if not label:
        raise ValueError(_("It has a time but no name. Write it like “8:05 First period”."))
    if len(times) == 2 and times[1] <= times[0]:
        raise ValueError(_("The end is before the beginning."))
    return times[0], times[1] if len(times) == 2 else None, label[:60], one_line(lunch, 80)


def _time(hour, minute, half):
    hour, minute = int(hour), int(minute)
    if hour > 23 or minute > 59 or (half and not 1 <= hour <= 12):
        raise ValueError(_("“%(time)s” is no time of day.") % {"time": f"{hour}:{minute:02}"})
    if half:
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    elif hour < MORNING:
        hour += 12
    return time(hour, minute)


def _joined(rows, problems):
    found = []
    for n, (number, start, end, label, lunch) in enumerate(rows):
        if end is None:
            later = next((row[1] for row in rows[n + 1 :] if row[1] > start), None)
            if later is None:
                if not found:
                    problems.append((number, _("It says when it begins, not when it ends. Write it like 8:05-8:50.")))
                continue  # the closing bell
            end = later
        if found and start < found[-1].end and not (lunch or found[-1].lunch):
            words = _("It begins before the line above ends. Lunch variants go after a bar: | A lunch.")
            problems.append((number, words))
            continue
        found.append(Period(start, end, label, lunch))
    return sorted(found, key=lambda period: (period.start, period.end))


def written(periods):
    """The lines that ``read`` turns into these periods."""
    return "\n".join(f"{p.start:%H:%M}-{p.end:%H:%M} {p.label}" + (f" | {p.lunch}" if p.lunch else "") for p in periods)

"""The school clock again, slowly and without cleverness: every minute of some weeks is looked at, one by one.

A scenario is a calendar and the first day of such weeks. Its minutes are walked once; questions are then answered by
counting in the list of open minutes.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
DAYS = 17


def wall_spans(calendar, day):
    """What is entered for a local day, looked up in the plainest way."""
    if day in calendar.special:
        return calendar.special[day].spans
    if day in calendar.closed:
        return ()
    for first, last in calendar.summers:
        if first <= day <= last:
            return ()
    return calendar.week[day.weekday()]


def is_open(calendar, at):
    """Whether ``at`` (aware, a whole minute) lies between the instants that the day's times stand for."""
    zone = ZoneInfo(calendar.zone)
    day = at.astimezone(zone).date()
    for start, end in wall_spans(calendar, day):
        first = datetime.combine(day, start, zone).astimezone(UTC)
        last = datetime.combine(day, end, zone).astimezone(UTC)
        if first <= at < last:
            return True
    return False


class Scenario:
    def __init__(self, name, calendar, day):
        self.name, self.calendar, self.day = name, calendar, day
        self.zone = ZoneInfo(calendar.zone)
        self.begin = datetime.combine(day, time(0), self.zone).astimezone(UTC)
        self.end = self.begin + timedelta(days=DAYS)

    def __repr__(self):
        return self.name

    @cached_property
    def minutes(self):
        """Every open minute of the weeks, by its beginning."""
        found, at = [], self.begin
        while at < self.end:
            if is_open(self.calendar, at):
                found.append(at)
            at += MINUTE
        return found

    @cached_property
    def by_day(self):
        days: dict[date, list] = {}
        for at in self.minutes:
            days.setdefault(at.astimezone(self.zone).date(), []).append(at)
        return days

    def after_minutes(self, at, minutes):
        """None when these weeks do not hold so many."""
        ahead = [m for m in self.minutes if m + MINUTE > at]
        if not ahead or len(ahead) <= minutes:
            return None
        begun = max(ahead[0], at) - ahead[0]  # a started minute counts by what is left of it
        if minutes == 0:
            return ahead[0] + begun
        return ahead[minutes - 1] + MINUTE if not begun else ahead[minutes] + begun

    def minutes_between(self, a, b):
        return sum(a <= m < b for m in self.minutes)

    def after_days(self, at, days):
        start = self.after_minutes(at, 0)
        if start is None:
            return None
        local = start.astimezone(self.zone)
        ahead = [day for day in sorted(self.by_day) if day >= local.date()]
        if len(ahead) <= days:
            return None
        there = ahead[days]
        wish = datetime.combine(there, local.timetz().replace(tzinfo=None), self.zone).astimezone(UTC)
        open_then = self.by_day[there]
        for minute in open_then:
            if wish <= minute + MINUTE:
                return max(minute, wish)
        return open_then[-1] + MINUTE

    def days_between(self, a, b):
        first, last = a.astimezone(self.zone).date(), b.astimezone(self.zone).date()
        return sum(first < day <= last for day in self.by_day)

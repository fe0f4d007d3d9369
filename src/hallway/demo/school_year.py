"""The demo's school year: its dates, the high school's letters, the middle school's early Wednesdays, everybody's bells."""

from datetime import timedelta

from hallway.core.now import now
from hallway.core.verb import HALLWAY
from hallway.schooltime import bells, patterns
from hallway.schooltime.calendars import calendar_of, forget
from hallway.schooltime.daytypes import BY_NAME, Look
from hallway.schooltime.models import BellSchedule, Day, Year

HISTORY = timedelta(days=100)  # the district is assembled that long before the present


def lay_school_year(cast, plan):
    """One year, the one around the present: without a second one beside it there is no summer, and every season has its demo."""
    forget()
    label, first, last = patterns.guess(now().date() + HISTORY, [])
    Year.make(by=HALLWAY, campus=None, label=label, first=first, last=last)
    for row in plan["campus"]:
        campus = cast.campuses[row["handle"]]
        periods, _problems = bells.read(row["bells"])
        BellSchedule.add(by=HALLWAY, campus=campus, name="Regular day", periods=periods)
        if row.get("letters") or row.get("early"):
            calendar = calendar_of(campus.pk)
            there = {day: Look(each.type, "", each.label) for day, each in calendar.special.items()}
            days = patterns.year_days(
                first, last, calendar.opens, off=(), early=row.get("early"), letters=row.get("letters", ()), there=there
            )
            own = {day: look for day, look in days.items() if BY_NAME[look.type].counts}
            Day.paint(by=HALLWAY, campus=campus, days=own)

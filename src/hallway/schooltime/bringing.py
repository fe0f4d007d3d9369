"""Days from elsewhere: a calendar file (.ics) or a list (CSV), read into what would be entered, changing nothing."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hallway.core.text import fold, one_line
from hallway.people import tables

from .daytypes import ALL, BY_NAME, HOLIDAY, each_day
from .differing import looks
from .titles import letter_in, told, type_in

BYTES = 1024 * 1024
EVENTS = 5000
NAME = 80
ASIDE = 12  # titles that are named
LONGEST = 120  # days of one entry
BACK, AHEAD = timedelta(days=400), timedelta(days=800)
TIMED = {"early_release", "late_start"}  # what an entry with a time of day may say of the whole day
COLUMNS = ["date", "until", "type", "letter", "label"]
HEADINGS = {
    "date": ["day", "start", "start date", "from", "first"],
    "until": ["end", "end date", "to", "last", "through"],
    "type": ["kind", "day type", "calendar event", "event type", "status"],
    "letter": ["day letter", "rotation", "cycle", "cycle day", "a/b", "a b day", "letter day"],
    "label": ["what it is", "description", "name", "title", "subject", "event", "notes"],
}


@dataclass
class Found:
    """What a file says: ``types`` {date: (type, label)}, ``letters`` {date: letter}; ``problems`` [(line or None, sentence)];
    ``aside``: titles that are no kind of day; ``name``: what the calendar is called, if it says so."""

    types: dict = field(default_factory=dict)
    letters: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)
    aside: list = field(default_factory=list)
    name: str = ""

    def said(self):
        """{ISO date: [type, label, letter]}, empty where it says nothing: what is kept of a feed."""
        days = sorted(set(self.types) | set(self.letters))
        return {day.isoformat(): [*self.types.get(day, ("", "")), self.letters.get(day, "")] for day in days}

    def looks(self, calendar, own=None):
        """{date: ``Look``} that would be entered beside what ``calendar`` knows already (see ``differing.looks``)."""
        return looks(self.said(), calendar, own or {})


def read(data, calendar, today):
    """``Found`` in the bytes of a file or feed. Raises ``tables.Unreadable`` with a sentence."""
    if len(data) > BYTES:
        raise tables.Unreadable(_("The file is larger than 1 MB. A school calendar is smaller."))
    text = tables.decoded(data)
    if "BEGIN:VCALENDAR" in text[:2000].upper():
        return from_ics(text, calendar, today)
    if text.lstrip()[:15].lower().startswith(("<!doctype", "<html")):
        raise tables.Unreadable(_("That is a web page, not a calendar. Look there for a link that ends in .ics."))
    return from_csv(text, calendar)


def from_ics(text, calendar, today):
    try:
        wholes = icalendar.Calendar.from_ical(text, multiple=True)  # some programs put several into one file
        head = wholes[0]
        events = [event for whole in wholes for event in whole.walk("VEVENT")]
    except (ValueError, RecursionError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise tables.Unreadable(_("This calendar file is damaged. Save it once more and send that.")) from error
    if len(events) > EVENTS:
        raise tables.Unreadable(
            _("This calendar has more than %(n)d entries. Save one school year of it.") % {"n": EVENTS}
        )
    found, zone = Found(name=one_line(str(head.get("x-wr-calname", "")), NAME)), ZoneInfo(calendar.zone)
    for event in events:
        try:
            _one(found, event, calendar, zone, today)
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
            found.problems.append((None, _("One entry has no date that can be read.")))
    return found


def _one(found, event, calendar, zone, today):
    title = one_line(str(event.get("summary", "")), 200)
    if str(event.get("status", "")).upper() == "CANCELLED" or not title:
        return
    start = event.decoded("dtstart")
    timed = isinstance(start, datetime)
    first = (start.astimezone(zone) if start.tzinfo else start).date() if timed else start
    last = first
    if not timed and "dtend" in event:
        last = max(first, event.decoded("dtend") - timedelta(days=1))  # the end is the day after
    letter, type = letter_in(title), type_in(title)
    if timed and type not in TIMED:
        type = None
    if not letter and not type:
        found.aside.append(title)
        return
    if last - first > timedelta(days=LONGEST):
        found.problems.append((None, _("“%(title)s” is longer than %(n)d days.") % {"title": title[:60], "n": LONGEST}))
        return
    begins = _begins(event, first, today, zone if timed else UTC)
    if begins is None:
        found.problems.append(
            (None, _("“%(title)s” comes again in a way that is not read here.") % {"title": title[:60]})
        )
        return
    for begin in begins:
        if today - BACK <= begin <= today + AHEAD:
            _note(found, calendar, begin, begin + (last - first), type, letter, told(title) if type else "")


def _begins(event, first, today, zone):
    """The days on which an entry begins; None for a rule that is not read. ``zone``: on whose clock an instant is a day."""
    rule = event.get("rrule")
    if not rule:
        return [first]
    said = {name.upper(): values for name, values in rule.items()}
    freq, days = str(said.pop("FREQ", [""])[0]).upper(), [str(day).upper() for day in said.pop("BYDAY", [])]
    step, count = int(said.pop("INTERVAL", [1])[0]), int(said.pop("COUNT", [EVENTS])[0])
    until = _plain(said.pop("UNTIL", [today + AHEAD])[0], zone)
    said.pop("WKST", None)
    names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    if said or freq not in ("DAILY", "WEEKLY") or step < 1 or any(day not in names for day in days):
        return None
    out = event.get("exdate") or []
    without = {_plain(each.dt, zone) for group in (out if isinstance(out, list) else [out]) for each in group.dts}
    wanted = {names.index(day) for day in days} or {first.weekday()} if freq == "WEEKLY" else set(range(7))
    found, day = [], first
    monday = first - timedelta(days=first.weekday())
    while day <= min(until, today + AHEAD) and len(found) < count:
        apart = (day - first).days if freq == "DAILY" else (day - monday).days // 7
        if apart % step == 0 and day.weekday() in wanted:
            found.append(day)
        day += timedelta(days=1)
        if (day - first).days > 4000:
            return None
    return [day for day in found if day not in without]


def _plain(value, zone):
    if not isinstance(value, datetime):
        return value
    return (value.astimezone(zone) if value.tzinfo else value).date()


def _note(found, calendar, first, last, type, letter, label):
    """One entry, over all its days; of a stretch only the weekdays with hours."""
    for day in each_day(first, last):
        if first != last and not calendar.opens[day.weekday()]:
            continue
        if letter:
            found.letters[day] = letter
        if type:
            known = found.types.get(day)
            if known is None or (BY_NAME[type].counts is False and BY_NAME[known[0]].counts is not False):
                found.types[day] = (type, label[:80])


def from_csv(text, calendar):
    rows, columns = tables.read(text, HEADINGS)
    if "date" not in columns:
        raise tables.Unreadable(_("The first line should name the columns; there is none called “date”."))
    found = Found()
    for number, row in rows:
        if sentence := _line(found, row, calendar):
            found.problems.append((number, sentence))
    return found


def _line(found, row, calendar):
    first, last = _date(row.get("date", "")), _date(row.get("until", "") or row.get("date", ""))
    if first is None or last is None:
        return _("“%(cell)s” is no date. Write it like 2026-09-07 or 9/7/2026.") % {
            "cell": (row.get("date", "") if first is None else row["until"])[:20]
        }
    if last < first or last - first > timedelta(days=LONGEST):
        return _("The last day is before the first one, or very far from it.")
    letter, label = row.get("letter", ""), row.get("label", "")
    if len(letter) > 8:
        return _("A day letter is short, like A or 1.")
    type = _type(row.get("type", ""))
    if row.get("type") and type is None:
        return _("“%(cell)s” is no kind of day. Kinds are: %(kinds)s.") % {
            "cell": row["type"][:20],
            "kinds": ", ".join(str(each.words) for each in ALL),
        }
    letter = letter or (letter_in(label) if not type else "")
    type = type or (type_in(label) if not letter else None) or (None if letter else HOLIDAY if label else None)
    if not letter and not type:
        return _("It says neither a kind of day nor a letter.")
    _note(found, calendar, first, last, type, letter, told(label) if type else "")
    return None


def _type(text):
    said = fold(text).replace("-", " ").replace("_", " ")
    for each in ALL:
        if said in {each.name.replace("_", " "), fold(str(each.words)).replace("-", " ")}:
            return each.name
    return type_in(text) if said else None


def _date(text):
    text = text.strip().split(" ")[0].split("T")[0]
    for form in ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%Y/%m/%d"):
        try:
            found = datetime.strptime(text, form).date()
        except ValueError:
            continue
        return found if date(1990, 1, 1) < found < date(2100, 1, 1) else None
    return None


def problems_of(found):
    """[(line or None, sentence)]: what was left out, and at the end what is no kind of school day."""
    said = list(found.problems)
    if found.aside:
        titles = list(dict.fromkeys(found.aside))
        words = ngettext(
            "%(n)d entry is no kind of school day: %(titles)s",
            "%(n)d entries are no kind of school day: %(titles)s",
            len(found.aside),
        )
        shown = ", ".join(title[:40] for title in titles[:ASIDE]) + ("…" if len(titles) > ASIDE else "")
        said.append((None, words % {"n": len(found.aside), "titles": shown}))
    return said[-200:]

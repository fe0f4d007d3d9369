"""When somebody can be met, said slowly: every minute is looked at by itself, on every wall clock it has to do with. It
shares no code with ``availability`` but the rows it is asked about."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


def wall(zone, at):
    return datetime.fromtimestamp(at * 60, UTC).astimezone(ZoneInfo(zone))


def shown(time):
    return time.hour * 60 + time.minute


def all_minutes(asked):
    """Every minute of the days asked for, on the clock of the place."""
    at = int(datetime(asked.first.year, asked.first.month, asked.first.day, tzinfo=UTC).timestamp() // 60) - 24 * 60
    stop = int(datetime(asked.last.year, asked.last.month, asked.last.day, tzinfo=UTC).timestamp() // 60) + 48 * 60
    return [m for m in range(at, stop) if asked.first <= wall(asked.place.zone, m).date() <= asked.last]


def starts(person, asked):
    """The minutes at which a meeting can begin."""
    if not person.terms.offered or asked.length not in person.terms.lengths:
        return []
    if asked.remote and not person.terms.remote:
        return []
    good = {m for m in all_minutes(asked) if free(person, asked, m)}
    return [m for m in sorted(good) if rings(asked, m) and all(m + n in good for n in range(asked.length))
            and wall(asked.place.zone, m).date() == wall(asked.place.zone, m + asked.length - 1).date()]  # fmt: skip


def free(person, asked, m):
    today = wall(asked.place.zone, asked.now).date()
    day = wall(asked.place.zone, m).date()
    if m < asked.now + person.terms.notice or day > today + timedelta(days=person.terms.horizon):
        return False
    if asked.remote:
        if not works(asked.place, day) or not any(present(person, place, m) for place in person.places.values()):
            return False
    elif not present(person, asked.place, m):
        return False
    if person.terms.most:
        met = [t for t in person.taken if t.met and wall(asked.place.zone, t.start).date() == day]
        if len(met) >= person.terms.most:
            return False
    return not (occupied(person, asked, m) or any(guest_cannot(guest, asked, m) for guest in asked.guests))


def occupied(person, asked, m):
    for t in person.taken:
        gap = max(person.terms.before, person.terms.after) if t.met else 0
        if t.campus is not None and not asked.remote:
            gap = max(gap, way(asked, t.campus))
        if t.start - gap <= m < t.end + gap:
            return True
    if any(a <= m < b for a, b in person.busy):
        return True
    for each in person.classes:
        place = person.places[each.campus]
        gap = 0 if asked.remote else way(asked, each.campus)
        if any(teaches(each, place, near) for near in range(m - gap + 1 if gap else m, m + gap + 1)):
            return True
    return False


def way(asked, campus):
    if campus == asked.place.pk:
        return 0
    return asked.travel.get((campus, asked.place.pk), asked.travel_usual)


def teaches(own, place, m):
    here = wall(place.zone, m)
    special = place.calendar.special.get(here.date())
    letter = special.letter if special else ""
    period = rung(place, m)
    return period is not None and period.label == own.label and (not own.letters or letter in own.letters)


def guest_cannot(guest, asked, m):
    if any(t.start <= m < t.end for t in guest.taken) or any(a <= m < b for a, b in guest.busy):
        return True
    period = rung(asked.place, m)
    if asked.own or period is None:
        return False
    special = asked.place.calendar.special.get(wall(asked.place.zone, m).date())
    letter = special.letter if special else ""
    said = guest.planning.get(
        (asked.place.pk, letter, period.label), guest.planning.get((asked.place.pk, "", period.label))
    )
    return said is not None and (not said or not asked.planning_open)


def works(place, day):
    special = place.calendar.special.get(day)
    spans = special.spans if special else place.calendar.week[day.weekday()]
    return bool(spans) or (special is not None and special.type == "teacher_only")


def hours(place, day):
    special = place.calendar.special.get(day)
    spans = special.spans if special else place.calendar.week[day.weekday()]
    return spans or (place.calendar.week[day.weekday()] if works(place, day) else ())


def within(spans, time):
    return any(shown(a) <= shown(time) < shown(b) for a, b in spans)


def present(person, place, m):
    here = wall(place.zone, m)
    day, time = here.date(), here.time()
    if any(first <= day <= last for first, last in person.out):
        return False
    said = [o for o in person.overrides if o.date == day]
    if any(o.campus is None and (o.start is None or within([(o.start, o.end)], time)) for o in said):
        return False
    if any(o.campus is not None for o in said):
        mine = [o for o in said if o.campus == place.pk]
        return any(within(hours(place, day) if o.start is None else [(o.start, o.end)], time) for o in mine)
    if not works(place, day):
        return False
    posts = [p for p in person.posts if p.campus in (None, place.pk)]
    posts = [p for p in posts if (not p.since or p.since <= day) and (not p.until or day <= p.until)]
    if not any(not p.weekdays or day.weekday() in p.weekdays for p in posts):
        return False
    painted = [w for w in person.windows if w.campus == place.pk]
    painted = [w for w in painted if (not w.since or w.since <= day) and (not w.until or day <= w.until)]
    if not painted:
        return within(hours(place, day), time)
    if not within([(w.start, w.end) for w in painted if w.weekday == day.weekday()], time):
        return False
    special = place.calendar.special.get(day)
    short = special is not None and special.type != "instructional" and special.spans
    return not short or within(special.spans, time)


def rung(place, m):
    """The period of that minute; of several the one that began last."""
    here = wall(place.zone, m)
    special = place.calendar.special.get(here.date())
    spans = special.spans if special else place.calendar.week[here.date().weekday()]
    if not spans:
        return None
    found = None
    for period in special.periods if special else place.calendar.periods:
        if shown(period.start) <= shown(here.time()) < shown(period.end) and (
            found is None or shown(period.start) > shown(found.start)
        ):
            found = period
    return found


def rings(asked, m):
    """Whether a meeting can begin at that minute, by the bells."""
    here, period = wall(asked.place.zone, m), rung(asked.place, m)
    if period is None:
        return here.minute % 15 == 0 and same(asked, m, None)
    since = shown(here.time()) - shown(period.start)
    if since % 15:
        return False
    whole = shown(period.end) - shown(period.start)
    return same(asked, m, period) or (asked.length > whole and since == 0)


def same(asked, m, period):
    """Whether the whole meeting lies in the period that it begins in (or between bells), and in one day."""
    day = wall(asked.place.zone, m).date()
    return all(
        rung(asked.place, m + n) is period and wall(asked.place.zone, m + n).date() == day for n in range(asked.length)
    )

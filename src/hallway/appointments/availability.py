"""When somebody can be met: pure functions over compiled inputs (``offers``), no database. ``gathering`` reads the rows.

All reckoning is done on a campus's wall clock, day by day, and turned into instants at the end; instants are whole minutes
since 1970 (UTC). A span of a day is what the wall clock shows: on the day that loses an hour it is shorter, on the day that
has one twice it is longer. What is free is what is left of the hours offered, less everything that takes time.
"""

from bisect import bisect_left
from collections import Counter
from datetime import timedelta

from hallway.schooltime import clock

from .bells import segments_on, starts_on
from .offers import Slot
from .presence import offered, presence
from .spans import day_of, free_of, joined, less, meets


def slots(person, asked):
    """Every ``Slot`` of one person, in order."""
    found, length, remote = [], asked.length, asked.remote
    if length not in person.terms.lengths or not person.terms.offered or (remote and not person.terms.remote):
        return found
    shut = _shut(person, asked)
    full = _full(person, asked)
    for day in asked.days:
        if day in full or not _worked(asked, day):
            continue
        starts = asked.starts[day]
        if not starts:
            continue
        for a, b in less(offered(person, asked, day), shut):
            for n in range(bisect_left(starts, (a,)), len(starts)):
                at, label, planning = starts[n]
                if at + length > b:
                    break
                found.append(Slot(at, length, person.pk, asked.place.pk, label, planning, remote))
    return found


def all_of(people, asked):
    """Slots at which every one of these people can, said of the first of them."""
    first, *others = [slots(person, asked) for person in people]
    for each in others:
        there = {slot.minute for slot in each}
        first = [slot for slot in first if slot.minute in there]
    return first


def any_of(people, asked):
    """At each time at most one slot: of those who can, whoever has the fewest meetings in these days."""
    load = {person.pk: (sum(t.met for t in person.taken), person.pk) for person in people}
    best: dict = {}
    for person in people:
        for slot in slots(person, asked):
            other = best.get(slot.minute)
            if other is None or load[slot.person] < load[other.person]:
                best[slot.minute] = slot
    return [best[at] for at in sorted(best)]


def why_not(person, asked, at):
    """Why nobody can meet ``person`` at minute ``at``: a code (``reasons.WHY`` has the sentence), None when they can."""
    terms, end, day = person.terms, at + asked.length, day_of(asked.place.zone, at)
    if not terms.offered:
        return "closed"
    if asked.length not in terms.lengths:
        return "length"
    if asked.remote and not terms.remote:
        return "remote"
    if not asked.first <= day <= asked.last or day > day_of(asked.place.zone, asked.now) + timedelta(
        days=terms.horizon
    ):
        return "far"
    if at < asked.now + terms.notice:
        return "past" if at < asked.now else "notice"
    if not _worked(asked, day):
        return "no_school"
    spans = offered(person, asked, day)
    if not any(a <= at and end <= b for a, b in spans):
        return _why_absent(person, asked, day)
    for a, b, code in _takings(person, asked):
        if a < end and b > at:
            return code
    if day in _full(person, asked):
        return "limit"
    for guest in asked.guests:
        if any(t.start < end and t.end > at for t in guest.taken) or meets(guest.busy, at, end):
            return "guest"
    if not asked.own and meets(joined(asked.closed_planning), at, end):
        return "planning"
    return None if any(at == start for start, _label in starts_on(asked.place, day, asked.length)) else "bells"


def _worked(asked, day):
    """In person, presence says it (an override may open a free day); from afar, it must be a day of the guest's campus."""
    return not asked.remote or clock.is_worked(asked.place.calendar, day)


def _shut(person, asked):
    """All minutes in which ``person`` or a guest cannot, or that are too soon or too far: merged spans."""
    horizon = day_of(asked.place.zone, asked.now) + timedelta(days=person.terms.horizon + 1)
    spans = [(a, b) for a, b, _code in _takings(person, asked)]
    spans += [*asked.shut, (-(10**9), asked.now + person.terms.notice)]
    late = free_of(asked.place.zone, horizon)
    return joined([*spans, (late, late + 10**7)])


def _takings(person, asked):
    """[(start, end, code)] of what takes their time, with the minutes around it that a meeting at ``asked.place`` needs."""
    terms, found = person.terms, []
    buffer = max(terms.before, terms.after)
    for each in person.taken:
        around = buffer if each.met else 0
        way = 0 if asked.remote or each.campus is None else asked.between(each.campus, asked.place.pk)
        found.append((each.start, each.end, "taken"))
        if around or way:
            gap = max(around, way)
            found.append((each.start - gap, each.end + gap, "travel" if way > around else "buffer"))
    found += [(a, b, "busy") for a, b in person.busy]
    for each in person.classes:
        place = person.places.get(each.campus)
        way = 0 if asked.remote else asked.between(each.campus, asked.place.pk)
        for day in _around(asked) if place else ():
            letter = clock.letter_on(place.calendar, day)
            if each.letters and letter not in each.letters:
                continue
            for a, b, period in segments_on(place, day):
                if period is not None and period.label == each.label:
                    found += [(a, b, "class"), *([(a - way, b + way, "travel")] if way else [])]
    return found


def _around(asked):
    """The days asked for, and one on each side: another zone may have another date."""
    day = timedelta(days=1)
    return [asked.first - day, *asked.days, asked.last + day]


def _full(person, asked):
    """Days on which they have as many meetings as they want."""
    if not person.terms.most:
        return set()
    count = Counter(day_of(asked.place.zone, each.start) for each in person.taken if each.met)
    return {day for day, n in count.items() if n >= person.terms.most}


def _why_absent(person, asked, day):
    if asked.remote:
        return "outside"
    _walls, code = presence(person, asked.place, day)
    return code or "outside"

"""Plays the year on a moved clock: what is to happen stands on a heap, and between it the worker's jobs run as time passes."""

import heapq
import random
import time as stopwatch
from datetime import date, time, timedelta

import year_plan as plan


class Clockwork:
    """``at(instant, step, *args)`` puts a step on the clock; ``run(until)`` lets it happen."""

    def __init__(self, seed):
        self.chance, self.heap, self.order = random.Random(seed), [], 0
        self.spent = {}

    def at(self, moment, step, *args):
        self.order += 1
        heapq.heappush(self.heap, (moment, self.order, step, args))

    def run(self, until):
        from hallway.core.now import moved

        while self.heap and self.heap[0][0] <= until:
            moment, _order, step, args = heapq.heappop(self.heap)
            started = stopwatch.perf_counter()
            with moved(moment):
                step(*args)
            name = step.__name__.strip("_")
            self.spent[name] = self.spent.get(name, 0.0) + stopwatch.perf_counter() - started


class Worker:
    """The jobs of ``config/clock.py`` that touch requests and mail, at a beat instead of every second or minute."""

    def __init__(self, works, post, figures, last, beat):
        """``last``: the day the play ends. ``beat``: between two turns while people are there."""
        self.works, self.post, self.figures, self.last, self.beat, self.turns = works, post, figures, last, beat, 0

    def plan(self):
        """At every beat while people are there, three times on a day without school, and at night."""
        for day in plan.each(plan.SETUP, self.last):
            clock = plan.at(day, time(5, 45))
            while clock <= plan.at(day, time(17, 15)):
                self.works.at(clock, self.turn)
                clock += self.beat if day in plan.IS_WORKDAY and clock.hour >= 6 else timedelta(hours=1, minutes=15)
                if day not in plan.IS_WORKDAY:
                    clock += timedelta(hours=4)
            self.works.at(plan.at(day, time(21, 0)), self.turn)
            self.works.at(plan.at(day, time(7, 10)), self.daily_mail)
            self.works.at(plan.at(day, time(16, 40)), self.look, day)

    def turn(self):
        from hallway.asks import jobs
        from hallway.core.now import now
        from hallway.delivery.working import deliver_events

        deliver_events()
        did = jobs.recount()
        while did and jobs.recount():
            pass
        did += jobs.keep_promises()
        self.turns += 1
        did += jobs.mend() if self.turns % 2 else 0
        if did:
            deliver_events()
        self.post.turn(now())

    def daily_mail(self):
        from hallway.core.now import now
        from hallway.delivery.digests import send_digests

        while send_digests():
            pass
        self.post.turn(now())

    def look(self, day):
        self.figures.day_ends(day)


class Calendar:
    """Whoever keeps the calendar: the year in August, weather days when they come or when somebody remembers."""

    def __init__(self, works, school):
        self.works, self.school = works, school

    def plan(self):
        self.works.at(plan.at(plan.SETUP, time(9, 0)), plan.enter, self.school.admin)
        for day, entered in plan.WEATHER.items():
            self.works.at(entered, self.weather, None, day, "Ice")
        if len(self.school.places) > 3:
            campus = self.school.places[3].campus
            self.works.at(plan.at(plan.ONE_CAMPUS, time(6, 40)), self.weather, campus, plan.ONE_CAMPUS, "No water")

    def weather(self, campus, day, label):
        from hallway.schooltime.models import Day

        Day.no_school(by=self.school.admin, campus=campus, dates=[day], label=label)


class Absences:
    """Who is ill, at training, leaves or begins; most say so at seven in the morning, half of them with a substitute."""

    def __init__(self, works, school, helping):
        self.works, self.school, self.helping, self.chance = works, school, helping, works.chance

    def plan(self):
        for helper in self.school.helpers:
            for _each in range(self.chance.randint(4, 8)):
                first = self.chance.choice(plan.WORKDAYS)
                last = first + timedelta(days=self.chance.choice((0, 0, 0, 1, 2)))
                self.works.at(plan.at(first, time(6, 50)), self.out, helper, first, last)
        leaves = [h for h in self.school.helpers if h.places and h.slots > 9][-1]
        self.works.at(plan.at(date(2027, 2, 1), time(8, 0)), self.leaves, leaves)
        self.works.at(plan.at(date(2026, 11, 2), time(12, 0)), self.teacher_leaves)
        self.works.at(plan.at(date(2027, 1, 11), time(8, 0)), self.other_duty)

    def out(self, helper, first, last):
        from hallway.people.models import Absence

        if helper.gone:
            return
        self.helping.out.update((helper.member.pk, day) for day in plan.each(first, last))
        others = [h.member for h in self.school.helpers if h is not helper and not h.gone and h.slots > 9]
        cover = self.chance.choice(others) if self.chance.random() < 0.5 else None
        Absence.be_out(by=helper.member, member=helper.member, first=first, last=last, cover=cover)

    def leaves(self, helper):
        """An ITS leaves; somebody new takes the same campuses a week later."""
        helper.gone = True
        helper.member.deactivate(by=self.school.admin)
        self.works.at(plan.at(date(2027, 2, 8), time(7, 30)), self.begins, helper.places)

    def begins(self, places):
        from year_people import Helper

        days = [("its", self.school.places[n].campus, {"weekdays": list(weekdays)}) for n, weekdays in places.items()]
        fresh = Helper(self.school._member("its-new", "Nia New", *days), places)
        self.school.helpers.append(fresh)
        self.helping.week_of(fresh)

    def teacher_leaves(self):
        place = self.school.places[0]
        place.teachers.pop().deactivate(by=self.school.admin)

    def other_duty(self):
        from hallway.people.models import District

        District.get().change(by=self.school.admin, duty=self.school.leads[1])


def later(chance, moment, hours):
    """About so many waking hours later, when people are there: an instant. One in twelve answers on a free day."""
    moment = (moment + timedelta(hours=chance.expovariate(1 / hours) + 0.05)).astimezone(plan.ZONE)
    free = chance.random() < 0.08
    day = moment.date()
    early, late = time(7, 15), plan.ends(day)
    if moment.time() < early:
        moment = plan.at(day, time(7, chance.randint(15, 59)))
    elif moment.time() > late and not free:
        day = plan.next_workday(day)
        moment = plan.at(day, time(chance.randint(7, 11), chance.randint(15, 59)))
    if not free and day not in plan.IS_WORKDAY:
        moment = plan.at(plan.next_workday(day), time(chance.randint(7, 11), chance.randint(15, 59)))
    return moment

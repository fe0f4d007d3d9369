"""Trainings of the demo: one that took place and was tried, one that is full and waits for more, one for the whole district."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from hallway.core.now import now
from hallway.ideas.models import Idea
from hallway.schooltime import clock
from hallway.schooltime.calendars import calendar_of
from hallway.trainings.models import Certificate, Session

from .cast import named

AFTER_SCHOOL, LASTS = time(15, 45), timedelta(minutes=45)
LINES = [("useful", "The colors. I used them the next morning."), ("useful", ""), ("partly", "More time to try it, please."),
         ("useful", "Short, and about one thing."), ("useful", "")]  # fmt: skip
TRIED = [("worked", "They sorted the slips themselves."), ("changed", "Two colors are enough for first graders."),
         ("worked", ""), ("did_not", "Nobody wrote anything on the last day before a break.")]  # fmt: skip


def plan(play, before):
    """Put the steps on the play's clock. ``before(calendar, moment, number, unit)``: an instant of the history."""
    people, campus = play.cast.members, play.cast.campuses["ocotillo"]
    calendar = calendar_of(campus.pk)
    renata, tomas = people["renata"], people["tomas"]
    guests = [people[handle] for handle in play.cast.of("ocotillo")]

    def day(number):
        return before(calendar, play.until, number, "d")

    held = _afternoon(calendar, day(15))
    play.at(day(21), _exit_questions, campus, renata, held)
    for number, member in enumerate(guests[:5]):
        play.at(day(20 - number), _comes, "exit questions", member)
        play.at(held + timedelta(minutes=3 + number), _is_here, "exit questions", member)
        play.at(
            held + LASTS + timedelta(hours=1, minutes=number), _how_it_was, "exit questions", member, *LINES[number]
        )
    for number, member in enumerate(guests[:4]):
        play.at(day(4 - number), _tried, "exit questions", member, *TRIED[number])
    play.at(day(12), _certificate, "exit questions", guests[0])
    play.at(day(6), _reading_aloud, campus, tomas)
    for number, member in enumerate(guests[:5]):
        play.at(day(5 - number), _comes, "read aloud", member)
    play.at(day(3), _for_all, campus, renata)


def _afternoon(calendar, moment):
    """After school on the day of an instant."""
    return datetime.combine(calendar.local_day(moment), AFTER_SCHOOL, ZoneInfo(calendar.zone))


def _in(campus, ahead):
    """(start, end, label) after school, so many school days from now."""
    calendar = calendar_of(campus.pk)
    start = _afternoon(calendar, clock.after_days(calendar, now(), ahead))
    return start, start + LASTS, ""


def _exit_questions(campus, its, start):
    Session.announce(
        by=its, campus=campus, hosts=[its], dates=[(start, start + LASTS, "")], key=named("exit questions training"),
        title="Exit questions in five minutes", place="Library", capacity=12,
        what_for="See before lunch who needs you in the afternoon. Bring a question from tomorrow’s lesson; you leave with three.",
        goals="Write an exit question that takes students one minute\nSort the answers in two",
        ideas=[idea.pk for idea in Idea.objects.filter(key=named("exit-questions-three-colors"))],
    )  # fmt: skip


def _reading_aloud(campus, its):
    Session.announce(
        by=its, campus=campus, hosts=[its], dates=[_in(campus, 9), _in(campus, 11)], key=named("read aloud training"),
        title="Let the Chromebook read aloud", place="Computer lab", capacity=4, minimum=2,
        what_for="Two afternoons: set it up for one student, then for a whole class.",
        cover="Nobody needs cover; it is after the buses.",
        ideas=[idea.pk for idea in Idea.objects.filter(key=named("read-it-to-me"))],
    )  # fmt: skip


def _for_all(campus, its):
    Session.announce(
        by=its, campus=campus, hosts=[its], dates=[_in(campus, 8)], key=named("district training"), audience="district",
        title="Twenty questions about the new gradebook", link="https://meet.cottonwood-wash.example/gradebook",
        what_for="Bring yours. Whoever cannot come finds the answers here afterwards.",
    )  # fmt: skip


def _session(name):
    return Session.objects.get(key=named(f"{name} training"))


def _comes(name, member):
    _session(name).answer(by=member, said="going")


def _is_here(name, member):
    _session(name).check_in(by=member)


def _how_it_was(name, member, mark, line):
    _session(name).react(by=member, mark=mark, line=line)


def _tried(name, member, result, line):
    _session(name).tell_tried(by=member, result=result, line=line)


def _certificate(name, member):
    seat = _session(name).seat_of(member)
    Certificate.issue(by=member, seat=seat)

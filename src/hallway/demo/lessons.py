"""Lessons planned together, a visit by invitation, good news and a meeting to come: the warm door of the demo."""

from datetime import time, timedelta

from hallway.appointments.models import Appointment, Brag, Consult, Visit, Window
from hallway.core.now import now
from hallway.schooltime import clock
from hallway.schooltime.calendars import calendar_of

from .cast import named


def plan(play, before):
    """Put the steps on the play's clock. ``before(calendar, moment, number, unit)``: an instant of the history."""
    people, campus = play.cast.members, play.cast.campuses["ocotillo"]
    calendar = calendar_of(campus.pk)
    marisol, arlene, renata, tomas = (people[one] for one in ("baca", "redhouse", "renata", "tomas"))

    def day(number, unit="d"):
        return before(calendar, play.until, number, unit)

    play.at(day(20), _afternoons, campus, tomas)
    play.at(day(12), _water, campus, marisol, renata)
    play.at(day(4), _podcasts, campus, marisol, renata)
    play.at(day(9), _seen, campus, arlene, tomas)
    play.at(day(2), _meet, campus, marisol, renata)


def _afternoons(campus, its):
    """Tomás teaches until 1:10, as his page says."""
    Window.paint(
        by=its, member=its, campus=campus, week={weekday: [(time(13, 10), time(15, 30))] for weekday in range(5)}
    )


def _day(campus, ahead):
    """The date so many school days after now."""
    calendar = calendar_of(campus.pk)
    return calendar.local_day(clock.after_days(calendar, now(), ahead))


def _water(campus, teacher, its):
    """It took place and worked; good news came of it."""
    consult = Consult.open(
        by=teacher, teacher=teacher, its=its, campus=campus, topic="A science lesson", taught_on=_day(campus, 5),
        key=named("water cycle"),
        lesson={
            "line": "The water cycle, so that they explain it to each other", "subject": "Science", "grade": "4",
            "objectives": "name the four steps in order\nexplain to a partner why puddles disappear",
            "used_before": "A worksheet with arrows", "devices": "One Chromebook for two", "wanted": ["ideas", "coplan"],
            "fallback": "Chalk on the playground",
        },
    )  # fmt: skip
    idea = consult.suggest(
        by=its, title="Pairs record a one-minute explanation", why="They hear at once where it does not hold yet.",
        key=named("one-minute explanation"),
    )  # fmt: skip
    consult.pick(by=teacher, idea=idea.pk)
    consult.say(
        by=teacher, text="I like the recordings. I will try them in pairs of mixed readers.", key=named("mixed")
    )
    consult.tell_outcome(by=teacher, outcome="worked", line="Two pairs asked to record it again, better.")


def _podcasts(campus, teacher, its):
    """Still being planned, for a day to come."""
    consult = Consult.open(
        by=teacher, teacher=teacher, its=its, campus=campus, topic="A reading lesson", taught_on=_day(campus, 9),
        key=named("book podcasts"),
        lesson={
            "line": "Book podcasts instead of book reports", "subject": "Reading", "grade": "4",
            "objectives": "give two reasons from the book for what they say", "devices": "Six microphones from the library",
            "constraints": "Three mornings, twenty minutes each", "wanted": ["coplan", "there"],
        },
    )  # fmt: skip
    consult.suggest(
        by=its, title="A storyboard of three boxes", why="It keeps the recording short.", key=named("storyboard")
    )
    consult.note_down(by=its, text="Bring the quiet room sign and two spare cables.", key=named("quiet room"))


def _seen(campus, teacher, its):
    """A teacher asked somebody in, heard what they saw, and let the good of it be told."""
    visit = Visit.ask_in(
        by=teacher, teacher=teacher, its=its, campus=campus, room=teacher.room, group="Third grade", on=_day(campus, 0),
        minutes=20, key=named("come and see"),
        focus={"named": "participation", "to_know": "The back row is shy.", "evidence": "A tick beside each name who speaks"},
    )  # fmt: skip
    visit.come(by=its)
    visit.took_place(by=its)
    visit.give_feedback(by=its, text="Seventeen of twenty-one spoke, the back row twice, once you sat down among them.")
    brag = Brag.draft(
        by=its, teacher=teacher, campus=campus, visit=visit, title="Everybody talks in third grade",
        text="Talking sticks, a timer and a teacher who sits down: nearly the whole class spoke in twenty minutes.",
        audience="campus", key=named("everybody talks"),
    )  # fmt: skip
    brag.propose(by=its)
    brag.consent(by=teacher, no_student=True)


def _meet(campus, teacher, its):
    """A meeting that was agreed in the corridor, for one of the next days."""
    calendar = calendar_of(campus.pk)
    first = calendar.spans(_day(campus, 4))[0][0] + timedelta(hours=1)
    Appointment.book(
        by=its, campus=campus, hosts=[its], guests=[teacher], start=first, end=first + timedelta(minutes=30),
        topic="Book podcasts", agreed=True, key=named("meet about podcasts"),
    )  # fmt: skip

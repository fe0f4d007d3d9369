"""The demo's tips: three that ITS published, one that a teacher keeps for later, and how they went."""

from hallway.ideas.models import Opened, Tip, Trial
from hallway.people.models import Member
from hallway.people.where import campus_of
from hallway.schooltime.calendars import calendar_of

from .cast import named

TIPS = [
    (13, "district", "Put the exit question on the board before the bell",
     "Students read it when they come in and answer it when they leave. One question, three minutes.\nWhoever writes “not yet” "
     "sits with you first tomorrow."),
    (6, "campus", "Turn captions on in every video",
     "The CC button, lower right. Readers who struggle follow, and everybody hears the new words twice."),
    (2, "campus", "A timer on the board while groups change",
     "One minute, large numbers, no words. Type “1 minute timer” into the search bar; it fills the screen."),
]  # fmt: skip
ANSWERS = [("worked", "They were in their seats before it rang."), ("changed", "With two minutes instead of one."),
           ("worked", ""), ("did_not", "The board was busy with the lesson."), ("help", "I cannot find the button."),
           ("worked", "")]  # fmt: skip


def plan(play, before):
    cast = play.cast
    campuses = list(cast.campuses)
    calendar = calendar_of(cast.campuses[campuses[0]].pk)
    its = sorted(handle for handle, member in cast.members.items() if member.seat.is_its and member.seat.own)
    teachers = sorted(handle for name in campuses for handle in cast.of(name))

    def day(number):
        return before(calendar, play.until, number, "d")

    for number, (ago, audience, title, text) in enumerate(TIPS):
        play.at(day(ago), _publish, cast, its[number % len(its)], audience, title, text)
        for nth, (result, line) in enumerate(ANSWERS):
            play.at(day(ago - 1 - nth % 2), _answer, cast, title, teachers[(number * 11 + nth * 3) % len(teachers)],
                    result, line, nth)  # fmt: skip
    play.at(day(3), _draft, cast, teachers[4 % len(teachers)])
    play.at(day(4), _told, cast, teachers[9 % len(teachers)], its[0])
    play.at(day(1), _open, cast, its[0])


def _publish(cast, handle, audience, title, text):
    by = cast.members[handle]
    tip = Tip.draft(by=by, campus=campus_of(by), title=title, text=text, audience=audience, key=named(title))
    tip.publish(by=by)


def _answer(cast, title, handle, result, line, nth):
    tip, member = Tip.objects.get(key=named(title)), cast.members[handle]
    if member.can("answer", tip):
        tip.answer(by=member, result=result, line=line, named=nth % 2 == 0)


def _draft(cast, handle):
    Tip.draft(by=cast.members[handle], campus=cast.campuses[cast.home[handle]], key=named("a tip for later"),
              title="Let a student read the directions aloud")  # fmt: skip


def _told(cast, handle, its):
    """Advice that never was in Hallway, told to the ITS who gave it in passing."""
    Trial.note(by=cast.members[handle], campus=cast.campuses[cast.home[handle]], result="worked", its=cast.members[its],
               advice="Tape the projector’s cable to the floor before the first period", from_whom="Said in the hallway",
               line="Nobody has pulled it since.", key=named("cable on the floor"))  # fmt: skip


def _open(cast, handle):
    """An ITS lets whoever leads the district look at what became of it."""
    lead = Member.objects.filter(posts__role="district", is_active=True).exclude(pk=cast.members[handle].pk).first()
    if lead is not None:
        Opened.open_outcomes(by=cast.members[handle], lead=lead)

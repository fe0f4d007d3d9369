"""A board that lives, a gathering next week, birthdays to come and a card that is being signed: how the demo's teams belong."""

from datetime import timedelta

from hallway.appreciation.models import Thanks, Wave
from hallway.core.now import now
from hallway.people.models import Team
from hallway.schooltime import clock
from hallway.schooltime.calendars import calendar_of
from hallway.teams.jobs import open_cards
from hallway.teams.models import Birthday, Card, Gathering, LifeEvent, Reaction, Topic

from .cast import named


def plan(play, before):
    """Put the steps on the play's clock. ``before(calendar, moment, number, unit)``: an instant of the history."""
    people, campus = play.cast.members, play.cast.campuses["ocotillo"]
    calendar = calendar_of(campus.pk)

    def day(number, unit="d"):
        return before(calendar, play.until, number, unit)

    play.at(day(11), _bus_duty, people)
    play.at(day(9), _days, people, calendar.local_day(play.until))
    play.at(day(3), _globe, people)
    play.at(day(2), _soup, people, campus)
    play.at(day(1), _card, people)
    play.at(day(1), _hello, people)


def _team():
    return Team.objects.get(name="Upper grades")


def _bus_duty(people):
    marisol, arlene, herrera, renata = (people[one] for one in ("baca", "redhouse", "herrera", "renata"))
    topic = Topic.open(
        by=marisol, team=_team(), title="Bus duty until winter break", key=named("bus duty"),
        text="Mondays me, Tuesdays and Thursdays Arlene, Wednesdays and Fridays open. Who likes the cold?",
    )  # fmt: skip
    answer = topic.answer(by=herrera, text="I take Wednesdays. Fridays I coach.", key=named("wednesdays"))
    topic.answer(by=renata, text="I am at Ocotillo on Fridays and like the buses.", key=named("fridays"))
    topic.pin(by=arlene)
    Reaction.react(by=marisol, topic=topic, mark="thanks", message=answer.pk)
    Reaction.react(by=arlene, topic=topic, mark="strong", message=answer.pk)


def _globe(people):
    topic = Topic.open(
        by=people["herrera"], team=_team(), title="The big globe is in room 7", key=named("globe"),
        text="Fifth grade is done with it. First come, first spin.",
    )  # fmt: skip
    Reaction.react(by=people["renata"], topic=topic, mark="smile")


def _soup(people, campus):
    """The team eats together next week; the whole campus says goodbye to the old bell."""
    calendar = calendar_of(campus.pk)
    first, last = (calendar.spans(calendar.local_day(clock.after_days(calendar, now(), n)))[-1][1] for n in (6, 7))
    soup = Gathering.invite(
        by=people["baca"], team=_team(), title="Soup and stories", start=first, end=first + timedelta(hours=1),
        place="Room 7", text="One pot, one story each, home by five.", bring=["Bread", "Bowls", "Something sweet"],
        key=named("soup"),
    )  # fmt: skip
    soup.rsvp(by=people["renata"], answer="going", listed=True)
    soup.rsvp(by=people["herrera"], answer="maybe")
    soup.take_bring(by=people["renata"], bring=soup.brings.first().pk)
    Gathering.invite(
        by=people["abernathy"], campus=campus, title="Goodbye, old bell", start=last,
        end=last + timedelta(hours=1), place="The courtyard", key=named("old bell"),
    )  # fmt: skip


def _days(people, until):
    """Whose birthdays come, as far as they like it known; and what somebody told by their own word."""
    for handle, ahead, audience, card in (
        ("redhouse", 4, "team", True), ("renata", 0, "campus", False), ("nguyen", 1, "campus", False), ("herrera", 9, "nobody", False),
    ):  # fmt: skip
        on = until + timedelta(days=ahead)
        Birthday.say_birthday(
            by=people[handle], member=people[handle], month=on.month, day=on.day, audience=audience, card=card
        )


def _hello(people):
    """Somebody waves at the ITS and at a teacher, and a thank-you came that its receiver lets colleagues read."""
    baca, redhouse, renata = people["baca"], people["redhouse"], people["renata"]
    Wave.wave(by=redhouse, to=renata)
    Wave.wave(by=renata, to=baca)
    thanks = Thanks.give(
        by=baca, receivers=[renata], key=named("thanks for staying"),
        reason="You stayed until the last tablet was charged, and my fourth graders clapped.",
    )  # fmt: skip
    thanks.allow(by=renata)


def _card(people):
    """Arlene's card is being signed; Herrera passed an exam and says so."""
    open_cards()
    card = Card.objects.filter(member=people["redhouse"], delivered_at=None).first()
    if card:
        card.sign(by=people["baca"], words="Another year of your laugh down the hallway. Happy day!")
        card.sign(by=people["renata"], words="May every projector in third grade behave for you.")
    LifeEvent.tell(
        by=people["herrera"], kind="happy", words="I passed the reading specialist exam. The coffee is on me.",
        key=named("exam passed"),
    )  # fmt: skip

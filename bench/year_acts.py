"""What teachers do: ask, answer or forget to, say that it works, nudge, come back."""

from dataclasses import dataclass
from datetime import timedelta

import year_plan as plan
from year_people import BARTLESVILLE, CONROE
from year_play import later

LINES = (
    "The projector stays dark", "No sound from the board", "The printer is jammed again", "I cannot sign in",
    "Six laptops do not charge", "The app asks for a code", "Wi-Fi drops in the afternoon", "The camera is not found",
)  # fmt: skip
MAIL = "From: {sender}\r\nTo: {to}\r\nSubject: {subject}\r\nDate: {date}\r\nMessage-ID: <{id}@cedar.example>\r\n\r\n{text}\r\n"


@dataclass
class Truth:
    """What is really the matter: how many times somebody must work on it, whether they must be in the room, whether the
    teacher must be asked, a part be ordered, the district help."""

    campus: int
    work: int
    in_room: bool
    asks: bool
    part: bool
    beyond: bool
    not_ours: bool


class Teaching:
    def __init__(self, works, school, figures):
        self.works, self.school, self.figures, self.chance = works, school, figures, works.chance
        self.truths, self.mails = {}, 0

    def plan(self, moments):
        for number, moment in enumerate(moments):
            self.works.at(moment, self.ask, number)

    def ask(self, number):
        from hallway.asks.models import Ask

        chance, at = self.chance, chance_of(self.chance)
        place_number = chance.randrange(len(self.school.places))
        place = self.school.places[place_number]
        teacher = chance.choice(place.teachers)
        line = f"{chance.choice(LINES)} {number}"
        kind = chance.random()
        if kind < 0.14:
            pk = self._mail(teacher, "help@cedar.example", line, "It began this morning. Could somebody look at it?")
        else:
            today = plan_day()
            by, through, holder = teacher, "form", None
            if kind < 0.22:
                by, through = chance.choice([h for h in self.school.helpers if not h.gone]).member, "capture"
            elif kind < 0.25:
                by = place.office
            pk = Ask.open(
                by=by, requester=teacher, campus=place.campus, line=line, detail="It began this morning.",
                topic=chance.choice(self.school.topics), room=chance.choice(place.rooms), through=through, holder=holder,
                teaching_stopped=at(0.12), affected=chance.choices(("me", "class", "several", "campus"), (70, 22, 6, 2))[0],
                deadline=today + timedelta(days=chance.randint(1, 12)) if at(0.08) else None, confidential=at(0.03),
            ).pk  # fmt: skip
        if pk is None:
            self.figures.count("mail that opened nothing")
            return
        beyond = 0.35 if place.way == CONROE else 0.1 if place.way == BARTLESVILLE else 0.03
        self.truths[pk] = Truth(
            place_number, chance.choices((1, 2, 3), (64, 27, 9))[0], at(0.6), at(0.12), at(0.07), at(beyond), at(0.03)
        )
        if at(0.02):
            self.works.at(later(chance, now_there(), 8), self.withdraw, pk)
        if at(0.35):
            self.works.at(later(chance, now_there(), 60), self.nudge, pk)

    def _mail(self, member, to, subject, text):
        """A mail of theirs, through the real intake; the number of the request it opened or joined."""
        from email.utils import format_datetime

        from hallway.inbox.taking import take

        self.mails += 1
        said = {"sender": member.email, "to": to, "subject": subject, "text": text, "id": f"y{self.mails}"}
        mail = take(MAIL.format(**said, date=format_datetime(now_there())).encode(), "bench")
        self.figures.count(f"mail in: {mail.verdict}")
        return mail.ask_id

    def _answer_by_mail(self, ask, text):
        from hallway.core.tokens import ask_address_token

        to = f"help+{ask_address_token(ask.pk, ask.requester_id)}@cedar.example"
        self._mail(ask.requester, to, f"Re: {ask.line}", text)

    def withdraw(self, pk):
        ask = found(pk)
        if ask.is_open and ask.requester.is_active:
            ask.withdraw(by=ask.requester)

    def nudge(self, pk):
        """They look once in a while; the button is there when the procedure says so."""
        from hallway.core.now import now

        ask = found(pk)
        start = ask.nudge_from()
        if start is None or not ask.requester.is_active:
            return
        if start > now():
            self.works.at(later(self.chance, start, 6), self.nudge, pk)
            return
        ask.nudge(by=ask.requester)

    def was_asked(self, pk):
        """The helper asked something: most answer within a day or two, some never."""
        if self.chance.random() < 0.78:
            self.works.at(later(self.chance, now_there(), 20), self.answer, pk)

    def answer(self, pk):
        ask = found(pk)
        if ask.status not in ("waiting_you", "closed") or ask.merged_into_id or not ask.requester.is_active:
            return
        self.figures.before_again(ask)
        if ask.is_long_over():
            fresh = ask.follow_up(by=ask.requester, text="It is about the same thing again.")
            self.truths.setdefault(fresh.pk, self.truths[pk])
        elif self.chance.random() < 0.4:
            self._answer_by_mail(ask, "It is the one beside the window, number 14. When can somebody come?")
        else:
            ask.reply(by=ask.requester, text="It is the one beside the window.")

    def was_solved(self, pk):
        kind, chance, moment = self.chance.random(), self.chance, now_there()
        if kind < 0.35:
            self.works.at(later(chance, moment, 5), self.confirm, pk)
        elif kind < 0.42:
            self.works.at(later(chance, moment, 3), self.thank_by_mail, pk)
        elif kind < 0.49:
            self.works.at(later(chance, moment, 30), self.came_back, pk)
        elif kind < 0.50:
            self.works.at(later(chance, moment, 600), self.came_back, pk)

    def confirm(self, pk):
        from hallway.appreciation.models import Thanks

        ask = found(pk)
        if ask.status != "solved" or not ask.requester.is_active:
            return
        ask.confirm(by=ask.requester)
        if self.chance.random() < 0.4 and ask.holder_id != ask.requester_id and ask.holder.is_active:
            Thanks.give(by=ask.requester, receivers=[ask.holder], reason="That was quick.", subject=ask)

    def thank_by_mail(self, pk):
        ask = found(pk)
        if ask.status == "solved" and ask.requester.is_active:
            self._answer_by_mail(ask, "Thanks!")

    def came_back(self, pk):
        ask = found(pk)
        if ask.is_open or ask.merged_into_id or not ask.requester.is_active:
            return
        self.figures.before_again(ask)
        truth = self.truths[pk]
        truth.work, truth.not_ours = 1, False
        if ask.is_long_over():
            fresh = ask.follow_up(by=ask.requester, text="It is dark again.")
            self.truths.setdefault(fresh.pk, truth)
        elif self.chance.random() < 0.5:
            ask.reopen(by=ask.requester)
        else:
            self._answer_by_mail(ask, "It stopped again today. Can somebody come and look?")


def found(pk):
    from hallway.asks.models import Ask

    return Ask.objects.select_related("campus", "requester", "holder", "topic", "room").get(pk=pk)


def in_days(ask, days):
    from hallway.core.now import now
    from hallway.schooltime import clock

    return clock.after_days(ask.calendar, now(), days)


def chance_of(chance):
    return lambda share: chance.random() < share


def now_there():
    from hallway.core.now import now

    return now().astimezone(plan.ZONE)


def plan_day():
    return now_there().date()

# ruff: noqa: E501 - what they say reads better in one line
"""Programs that answer our mail and misbehave. Each gets a mail that left us and says what it sends back, and after how long."""

import email
import email.policy
import random
from datetime import timedelta

OFF = "the projector stays dark"
SOON = timedelta(seconds=4)


class Responder:
    """``back(mail, to)`` gives ``[(delay, raw)]`` for a parsed mail that reached ``to``. ``address``: theirs, known to us as a
    teacher's unless ``stranger``; ``helper``: somebody who helps has it."""

    stranger = helper = False

    def __init__(self, number, seed):
        self.chance, self.count = random.Random(seed * 100 + number), 0
        self.name = type(self).__name__
        self.address = f"r{number}.{self.name.lower()}@cedar.example"

    def back(self, mail, to):
        self.count += 1
        return [(self.pause(), self.answer(mail))]

    def pause(self):
        return SOON

    def write(self, text, *, subject, to, sender=None, **headers):
        lines = {"From": sender or self.address, "To": to, "Subject": subject}
        lines["Message-ID"] = f"<{self.count}.{self.chance.random()}@{self.name.lower()}.example>"
        lines |= {name.replace("_", "-"): value for name, value in headers.items()}
        return "\r\n".join(f"{k}: {v}" for k, v in lines.items() if v).encode() + b"\r\n\r\n" + text.encode()

    def reply(self, mail, text, **more):
        about = {
            "to": mail["Reply-To"] or mail["From"],
            "subject": f"Re: {mail['Subject']}",
            "In_Reply_To": mail["Message-ID"],
        }
        return self.write(text, **about | more)


def words(chance, count=9):
    return " ".join("".join(chance.choice("aeioulmnrst") for _ in range(chance.randint(3, 8))) for _ in range(count))


def plain(mail):
    body = mail.get_body(("plain",))
    return body.get_content() if body else ""


class Echo(Responder):
    """Sends everything back under a new Message-ID."""

    def answer(self, mail):
        return self.reply(mail, plain(mail))


class Vacation(Responder):
    """Answers each mail with the same words and no header that says so."""

    def answer(self, mail):
        return self.reply(mail, "I am hiking with my family and will read your message when I am back in the valley.")


class PlainBounce(Responder):
    """A mail gate that says in plain words that it could not deliver, from an address nobody knows."""

    def answer(self, mail):
        return self.write(f"Your message could not be delivered. Attempt {self.count}.", subject="Undelivered: " + mail["Subject"],
                          to=mail["From"], sender=f"mailgate@relay{self.count % 3}.example")  # fmt: skip


class TicketSystem(Responder):
    """Opens a case for each mail, acknowledges it under a new subject, and keeps nothing of ours."""

    def answer(self, mail):
        number = self.chance.randint(10_000, 99_999)
        return self.write(f"Thank you. Your case {number} was opened and somebody will look at it.", subject=f"[CASE-{number}] We got your message",
                          to="help@cedar.example")  # fmt: skip


class Reflector(Responder):
    """A list that sends what it gets to its members, one of them our help address, without saying that it is a list."""

    def answer(self, mail):
        return self.write(plain(mail), subject=mail["Subject"], to="help@cedar.example", References=mail["References"])


class ForwardToUs(Responder):
    """A rule that forwards everything to the help address as it is."""

    def answer(self, mail):
        return f"Resent-From: {self.address}\r\nDelivered-To: help@cedar.example\r\n".encode() + mail.as_bytes()


class OtherHallway(Responder):
    """Another Hallway whose help address somebody entered as a colleague's; a server on the way strips what it says of itself."""

    def answer(self, mail):
        text = f"Hello,\r\n\r\nYour request has arrived. It is number {4_000 + self.count}, and Maria Lopez looks after it.\r\n\r\nYou wrote: {mail['Subject']}"
        return self.write(text, subject=f"#{4_000 + self.count} {mail['Subject']}", to=mail["From"])


class RandomDelay(Responder):
    """Answers with other words each time, after minutes or a day."""

    def pause(self):
        return timedelta(minutes=self.chance.choice([1, 3, 20, 90, 600, 1500]))

    def answer(self, mail):
        return self.reply(mail, words(self.chance))


class ChangingFrom(Responder):
    """Answers from another address each time."""

    def answer(self, mail):
        return self.reply(
            mail, "I have moved on. Please write to my successor.", sender=f"auto{self.count}@cedar.example"
        )


class Silence(Responder):
    """Answers with nothing at all, several times."""

    def back(self, mail, to):
        self.count += 1
        return [(SOON * (n + 1), self.reply(mail, "")) for n in range(3)]


class StripsTokens(Responder):
    """Keeps the number in the subject and nothing else; other words each time."""

    def answer(self, mail):
        return self.write(words(self.chance), subject=f"Re: {mail['Subject']}", to="help@cedar.example")


class Finnish(Responder):
    """Is away in a language that no list of phrases holds, with the date and a counter in it."""

    def answer(self, mail):
        return self.reply(
            mail, f"Olen lomalla ja palaan ensi viikolla. Viesti numero {self.count}.", subject="Poissa huomiseen"
        )


class HelperAway(Responder):
    """A helper's program that answers our notices with other words each time: both ends of a request answer by themselves."""

    helper = True

    def answer(self, mail):
        return self.reply(mail, "Back soon. " + words(self.chance))


EVERY = [Echo, Vacation, PlainBounce, TicketSystem, Reflector, ForwardToUs, OtherHallway, RandomDelay, ChangingFrom, Silence,
         StripsTokens, Finnish, HelperAway]  # fmt: skip


def parsed(raw):
    return email.message_from_bytes(raw, policy=email.policy.default)

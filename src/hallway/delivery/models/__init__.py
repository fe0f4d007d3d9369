from .choice import HOW, Choice
from .hitch import Hitch
from .mail_trouble import MailTrouble
from .notice import Notice
from .outgoing import DONE, SINCE, STILL_HERE, OutgoingMail
from .prompt import Prompt
from .rhythm import WEEKDAYS, Rhythm
from .trouble import AddressTrouble, administrators

__all__ = [
    "DONE",
    "HOW",
    "SINCE",
    "STILL_HERE",
    "WEEKDAYS",
    "AddressTrouble",
    "Choice",
    "Hitch",
    "MailTrouble",
    "Notice",
    "OutgoingMail",
    "Prompt",
    "Rhythm",
    "administrators",
]

from .choice import HOW, Choice
from .hitch import Hitch
from .mail_trouble import MailTrouble
from .notice import Notice
from .outgoing import DONE, STILL_HERE, OutgoingMail
from .prompt import Prompt
from .trouble import AddressTrouble, administrators

__all__ = [
    "DONE",
    "HOW",
    "STILL_HERE",
    "AddressTrouble",
    "Choice",
    "Hitch",
    "MailTrouble",
    "Notice",
    "OutgoingMail",
    "Prompt",
    "administrators",
]

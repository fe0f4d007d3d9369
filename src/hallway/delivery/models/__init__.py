from .choice import HOW, Choice
from .hitch import Hitch
from .notice import Notice
from .outgoing import DONE, STILL_HERE, OutgoingMail
from .trouble import AddressTrouble, administrators

__all__ = [
    "DONE",
    "HOW",
    "STILL_HERE",
    "AddressTrouble",
    "Choice",
    "Hitch",
    "Notice",
    "OutgoingMail",
    "administrators",
]

from .choice import HOW, Choice
from .hitch import Hitch
from .notice import Notice
from .outgoing import OutgoingMail

__all__ = ["HOW", "Choice", "Hitch", "Notice", "OutgoingMail"]

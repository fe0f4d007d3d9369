from .ask import AFFECTED, OUTCOMES, STATUSES, Ask, AskQuerySet
from .beside import Participant, Presence, Recount, ReplyTemplate

__all__ = [
    "AFFECTED",
    "OUTCOMES",
    "STATUSES",
    "Ask",
    "AskQuerySet",
    "Participant",
    "Presence",
    "Recount",
    "ReplyTemplate",
]

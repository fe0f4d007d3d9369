from .ask import AFFECTED, OUTCOMES, STATUSES, Ask, AskQuerySet
from .beside import Participant, Presence, Recount, ReplyTemplate
from .worth import Worth

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
    "Worth",
]

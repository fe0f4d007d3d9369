from .ask import AFFECTED, OUTCOMES, STATUSES, Ask, AskQuerySet
from .beside import Participant, Presence, Recount, ReplyTemplate
from .known import KnownIssue, MeToo
from .worth import Worth

__all__ = [
    "AFFECTED",
    "OUTCOMES",
    "STATUSES",
    "Ask",
    "AskQuerySet",
    "KnownIssue",
    "MeToo",
    "Participant",
    "Presence",
    "Recount",
    "ReplyTemplate",
    "Worth",
]

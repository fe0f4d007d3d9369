from .adopting import Renewal, Suggestion
from .birthday import Birthday
from .board import Reaction, Seen, Topic
from .bringing import Bring
from .cards import Card, Signature
from .coming import Rsvp
from .concern import Concern
from .gatherings import Gathering
from .life import LifeEvent

__all__ = [
    "Birthday",
    "Bring",
    "Card",
    "Concern",
    "Gathering",
    "LifeEvent",
    "Reaction",
    "Renewal",
    "Rsvp",
    "Seen",
    "Signature",
    "Suggestion",
    "Topic",
]

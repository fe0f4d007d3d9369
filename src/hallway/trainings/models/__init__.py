from .afterwards import Reaction
from .being_there import Presence
from .certificate import Certificate
from .course import Course
from .meeting import Meeting
from .people import Host, Seat
from .session import Session

__all__ = ["Certificate", "Course", "Host", "Meeting", "Presence", "Reaction", "Seat", "Session"]

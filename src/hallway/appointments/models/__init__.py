from .appointment import Appointment
from .brags import Brag
from .consults import Consult, ConsultGuest
from .feedback import Feedback, Scratch
from .lessons import Idea, Lesson, Note, Plan
from .offering import Block, Override, OwnClass, Terms, Window
from .party import Party
from .places import CampusTerms, Planning, Travel
from .sharing import Sharing
from .visits import Focus, Visit
from .waiting import Wait

__all__ = [
    "Appointment",
    "Block",
    "Brag",
    "CampusTerms",
    "Consult",
    "ConsultGuest",
    "Feedback",
    "Focus",
    "Idea",
    "Lesson",
    "Note",
    "Override",
    "OwnClass",
    "Party",
    "Plan",
    "Planning",
    "Scratch",
    "Sharing",
    "Terms",
    "Travel",
    "Visit",
    "Wait",
    "Window",
]

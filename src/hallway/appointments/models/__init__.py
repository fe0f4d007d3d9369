from .appointment import Appointment
from .offering import Block, Override, OwnClass, Terms, Window
from .party import Party
from .places import CampusTerms, Planning, Travel

__all__ = [
    "Appointment",
    "Block",
    "CampusTerms",
    "Override",
    "OwnClass",
    "Party",
    "Planning",
    "Terms",
    "Travel",
    "Window",
]

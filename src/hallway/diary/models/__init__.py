from .organizer import Organizer
from .taken import Clash, Taken

__all__ = ["Clash", "Organizer", "Taken"]

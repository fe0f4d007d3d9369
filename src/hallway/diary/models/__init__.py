from .link import Link
from .organizer import Organizer
from .source import Busy, Source
from .taken import Clash, Taken

__all__ = ["Busy", "Clash", "Link", "Organizer", "Source", "Taken"]

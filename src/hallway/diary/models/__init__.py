from .link import Link
from .organizer import Organizer
from .remark import Remark
from .source import Busy, Source
from .taken import Clash, Taken

__all__ = ["Busy", "Clash", "Link", "Organizer", "Remark", "Source", "Taken"]

from .thanks import REASON_LIMIT, Receipt, Thanks
from .waves import Mute, Wave

__all__ = ["REASON_LIMIT", "Mute", "Receipt", "Thanks", "Wave"]

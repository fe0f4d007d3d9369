from .files import File
from .messages import Message

__all__ = ["File", "Message"]

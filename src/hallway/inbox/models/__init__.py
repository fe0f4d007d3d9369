from .gate import UNKNOWN, Block, Gate, gate
from .mail import VERDICTS, Copy, Mail
from .mailbox import Mailbox

__all__ = ["UNKNOWN", "VERDICTS", "Block", "Copy", "Gate", "Mail", "Mailbox", "gate"]

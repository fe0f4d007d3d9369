from .canary import Canary
from .gate import UNKNOWN, Block, Gate, gate
from .mail import VERDICTS, Copy, Mail
from .mailbox import Mailbox

__all__ = ["UNKNOWN", "VERDICTS", "Block", "Canary", "Copy", "Gate", "Mail", "Mailbox", "gate"]

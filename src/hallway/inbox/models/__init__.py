from .address import Address
from .canary import Canary
from .gate import UNKNOWN, Block, Gate, gate
from .handed import Handed, quarter_of
from .mail import VERDICTS, Copy, Mail
from .mailbox import Mailbox

__all__ = [
    "UNKNOWN", "VERDICTS", "Address", "Block", "Canary", "Copy", "Gate", "Handed", "Mail", "Mailbox", "gate", "quarter_of",
]  # fmt: skip

from .mail import VERDICTS, Copy, Mail
from .mailbox import Mailbox

__all__ = ["VERDICTS", "Copy", "Mail", "Mailbox"]

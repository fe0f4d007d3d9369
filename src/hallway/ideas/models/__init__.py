from .idea import Idea
from .opened import Opened
from .reply import Reply
from .report import Report
from .revision import Revision
from .tip import Tip
from .tool import Tool
from .trial import Trial

__all__ = ["Idea", "Opened", "Reply", "Report", "Revision", "Tip", "Tool", "Trial"]

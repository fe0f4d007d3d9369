"""The line in our mails above which people write their answer. What is below it is ours and not shown again.

Mail programs quote, indent, wrap and translate around it, so the sign is in its edges and not in its words.
"""

import re

from django.utils.translation import gettext_lazy as _

EDGE = "=-=-="
REPLY_WORDS = _("Write your answer above this line")
MARKER_LINE = re.compile(r"^[> \t|*]{0,40}=-=-=[^\n=]{0,120}(?:\n[^\n=]{0,120})?=-=-=", re.MULTILINE)


def reply_marker():
    """The whole marker line in the reader's language, for the top of a mail's body."""
    return f"{EDGE} {REPLY_WORDS} {EDGE}"

"""Whoever leads or manages people reads of one idea or tip what was said as this week began. Who looks each day does not see on which
day the fifth answer came, nor on which day somebody changed theirs: what a row said then stays in its ``was``.
"""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db.models import Case, F, When
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.people.models import District


def as_of():
    """The instant at which this week's Monday began, on the district's clock: what was said since then is in no leader's figure yet."""
    here = now().astimezone(ZoneInfo(District.get().time_zone))
    return (here - timedelta(days=here.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)


def as_of_words():
    """ "as of Monday, November 23"."""
    return _("as of %(day)s") % {"day": date_format(as_of().date(), _("l, F j"), use_l10n=False)}


def result_then(before, trial=""):
    """What a try said at the instant ``before`` (of this week's Monday), as a part of a statement; "" of one that was not there.
    ``trial``: the way to it, "trial__"."""
    return Case(When(**{f"{trial}at__lt": before}, then=F(f"{trial}result")), default=F(f"{trial}was"))

"""The law of conservation: every mail that came is accounted for, once. Shown to the administrator, checked by ``verify``.

What was handed over is counted at the door (``Handed``), what became of it from the rows: two tallies that know nothing of each
other. Periods begin and end on a quarter of an hour, so that both mean the same.
"""

from dataclasses import dataclass
from itertools import islice

from django.db import connection
from django.db.models import Count, Q, Sum

from .library import ANSWERED, DRAFTED
from .models import VERDICTS, Copy, Handed, Mail, quarter_of
from .private import JOINED


@dataclass
class Total:
    """``taken`` mails came; ``ended``: {verdict: how many}, duplicates among them; ``waiting``: kept, not read yet;
    ``doors``: [(door, how many it handed over)], the busiest first; ``canaries``: how many of the automatic ones were mails of the
    watchdog to itself."""

    taken: int
    ended: dict
    waiting: int
    doors: list
    canaries: int = 0

    @property
    def whole(self):
        """Whether every mail is accounted for."""
        return self.taken == sum(self.ended.values()) + self.waiting


def summed(since=None, until=None):
    """The ``Total`` of a period (aware datetimes, taken back to their quarter of an hour; ``until`` not included); all of time by
    default. Four statements."""
    rows, doors = Q(), Q()
    for word, moment in (("gte", since), ("lt", until)):
        if moment:
            rows &= Q(**{f"received_at__{word}": quarter_of(moment)})
            doors &= Q(**{f"quarter__{word}": quarter_of(moment)})
    counts = dict(Mail.objects.filter(rows).order_by().values_list("verdict").annotate(n=Count("pk")))
    ended = {name: counts.pop(name, 0) for name, _label in VERDICTS}
    ended["duplicate"] = Copy.objects.filter(rows).count()
    handed = Handed.objects.filter(doors).values_list("source").annotate(n=Sum("mails")).order_by("-n", "source")
    by_door = [(source, n) for source, n in handed]
    canaries = Mail.objects.filter(rows, verdict="automatic", reason="canary").count()
    return Total(sum(n for _source, n in by_door), ended, counts.pop(None, 0), by_door, canaries)


# Days on which the two tallies differ; the newest first.
DAYS = """
SELECT day, sum(handed), sum(ended) FROM (
    SELECT date_trunc('day', quarter AT TIME ZONE 'UTC') AS day, mails AS handed, 0 AS ended FROM inbox_handed
    UNION ALL SELECT date_trunc('day', received_at AT TIME ZONE 'UTC'), 0, 1 FROM inbox_mail
    UNION ALL SELECT date_trunc('day', received_at AT TIME ZONE 'UTC'), 0, 1 FROM inbox_copy
) AS both_tallies GROUP BY day HAVING sum(handed) <> sum(ended) ORDER BY day DESC
"""


def faults():
    """What ``hallway verify`` says about mail, as sentences: verdicts without their request or of no known kind, and each day
    on which what was handed over is not what is there."""
    lost = Mail.objects.filter(verdict__in=["opened", "added"], ask=None)
    lost = lost.exclude(reason__in=[JOINED, DRAFTED, ANSWERED]).count()
    if lost:
        yield f"{lost} mails became or joined a request that is not there any more"
    strange = Mail.objects.exclude(verdict=None).exclude(verdict__in=[name for name, _label in VERDICTS]).count()
    if strange:
        yield f"{strange} mails ended in a way that is not known"
    with connection.cursor() as cursor:
        cursor.execute(DAYS)
        for day, handed, ended in islice(cursor.fetchall(), 1000):
            yield f"on {day:%Y-%m-%d} (UTC) {handed} mails were handed over, and {ended} are accounted for"

"""The law of conservation: every mail that came is accounted for, once. Shown to the administrator, checked by ``verify``."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q

from hallway.core.now import now

from .models import VERDICTS, Copy, Mail

PATIENCE = timedelta(hours=1)


@dataclass
class Sum:
    """``taken`` mails came; ``ended``: {verdict: how many}, duplicates among them; ``waiting``: kept, not read yet."""

    taken: int
    ended: dict
    waiting: int

    @property
    def whole(self):
        """Whether every mail is accounted for."""
        return self.taken == sum(self.ended.values()) + self.waiting


def summed(since=None, until=None):
    """The ``Sum`` of a period (aware datetimes, ``until`` not included); all of time by default. Two statements."""
    period = Q()
    if since:
        period &= Q(received_at__gte=since)
    if until:
        period &= Q(received_at__lt=until)
    counts = dict(Mail.objects.filter(period).order_by().values_list("verdict").annotate(n=Count("pk")))
    copies = Copy.objects.filter(period).count()
    ended = {name: counts.get(name, 0) for name, _label in VERDICTS}
    ended["duplicate"] = copies
    return Sum(sum(counts.values()) + copies, ended, counts.get(None, 0))


def faults():
    """What ``hallway verify`` says about mail, as sentences: mail that waits too long, verdicts without their request."""
    late = Mail.objects.filter(verdict=None, received_at__lt=now() - PATIENCE).count()
    if late:
        yield f"{late} kept mails have not been read for more than an hour."
    lost = Mail.objects.filter(verdict__in=["opened", "added"], ask=None).count()
    if lost:
        yield f"{lost} mails became or joined a request that is not there any more."
    if not summed().whole:
        yield "The mails that came and what became of them do not add up."

"""The law of conservation: every mail that came is accounted for, once. Shown to the administrator, checked by ``verify``."""

from dataclasses import dataclass

from django.db.models import Count, Q

from .models import VERDICTS, Copy, Mail


@dataclass
class Sum:
    """``taken`` mails came; ``ended``: {verdict: how many}, duplicates among them; ``waiting``: kept, not read yet.
    ``canaries``: how many of the automatic ones were mails of the watchdog to itself."""

    taken: int
    ended: dict
    waiting: int
    canaries: int = 0

    @property
    def whole(self):
        """Whether every mail is accounted for."""
        return self.taken == sum(self.ended.values()) + self.waiting


def summed(since=None, until=None):
    """The ``Sum`` of a period (aware datetimes, ``until`` not included); all of time by default. Three statements."""
    period = Q()
    if since:
        period &= Q(received_at__gte=since)
    if until:
        period &= Q(received_at__lt=until)
    counts = dict(Mail.objects.filter(period).order_by().values_list("verdict").annotate(n=Count("pk")))
    copies = Copy.objects.filter(period).count()
    ended = {name: counts.get(name, 0) for name, _label in VERDICTS}
    ended["duplicate"] = copies
    canaries = Mail.objects.filter(period, verdict="automatic", reason="canary").count()
    return Sum(sum(counts.values()) + copies, ended, counts.get(None, 0), canaries)


def faults():
    """What ``hallway verify`` says about mail, as sentences: verdicts without their request, a sum that is wrong."""
    lost = Mail.objects.filter(verdict__in=["opened", "added"], ask=None).count()
    if lost:
        yield f"{lost} mails became or joined a request that is not there any more"
    if not summed().whole:
        yield "the mails that came and what became of them do not add up"

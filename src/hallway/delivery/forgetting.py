"""What delivery need not keep: the words of mail that left a month ago, and notices that were read half a year ago."""

from datetime import timedelta

from hallway.core.now import now

from .models import DONE, Notice, OutgoingMail

WORDS = timedelta(days=30)
NOTICES = timedelta(days=180)
SECRETS = timedelta(days=4)
BATCH = 5000
WAITING = ["queued", "deferred", "held"]


def forget_old():
    """Erase bodies of finished mail after 30 days (its row and Message-ID stay) and read notices after 180; a code or a
    link that could not leave for four days is not sent any more.

    Returns how many rows were touched. In small steps, so that nothing else waits.
    """
    done = OutgoingMail.objects.filter(secret=True, state__in=WAITING, created__lt=now() - SECRETS).update(
        state="dropped", text="", html="", calendar=""
    )
    finished = OutgoingMail.objects.filter(state__in=DONE)
    while ids := list(
        finished.filter(created__lt=now() - WORDS).exclude(text="", html="").values_list("pk", flat=True)[:BATCH]
    ):
        done += OutgoingMail.objects.filter(pk__in=ids).update(text="", html="", calendar="")
    while ids := list(Notice.objects.filter(read_at__lt=now() - NOTICES).values_list("pk", flat=True)[:BATCH]):
        done += Notice.objects.filter(pk__in=ids).delete()[0]
    return done


def somebody_left(event):
    """Hears ``member.deactivated``: mail that still waits for them is not sent."""
    waiting = OutgoingMail.objects.filter(member=event.subject_id, state__in=WAITING)
    waiting.update(state="dropped", text="", html="", calendar="")

"""What a first page says of the library: a tip of the last two weeks that is not answered, an idea that was begun and left alone, and
first of all who says "it worked".
"""

from datetime import timedelta

from hallway.core.morning import section
from hallway.core.now import now
from hallway.people.lines import person_from, person_values

from .choices import GOOD
from .models import Idea, Reply, Tip, Trial
from .models.tip import FRESH_DAYS

FEW = 2
WORKED_DAYS = 7
ALONE, FORGOTTEN = timedelta(days=1), timedelta(days=60)  # when a draft is spoken of, and when it is let be


def _fresh(member):
    """The newest that reach the member; not their own, and none they have answered."""
    rows = Tip.objects.reaching(member).filter(published_at__gt=now() - timedelta(days=FRESH_DAYS))
    answered = Reply.objects.filter(member=member).values("tip")
    return rows.exclude(by=member).exclude(pk__in=answered).order_by("-published_at")[:FEW]


def _writer(row):
    row.by = person_from(row.by)
    return row


def _worked(member):
    """Who told the member in the last days that something worked."""
    rows = Trial.objects.visible_to(member).filter(
        its=member, result__in=GOOD, at__gt=now() - timedelta(days=WORKED_DAYS)
    )
    return rows.exclude(member=member).order_by("-at")[:FEW]


def _teller(row):
    row.member = person_from(row.member)
    return row


def _begun(member):
    """Drafts that were left alone; an old one stands on the page of one's own ideas only."""
    left = {"changed_at__lt": now() - ALONE, "changed_at__gt": now() - FORGOTTEN}
    return Idea.objects.filter(by=member, state="draft", **left).order_by("-changed_at")[:FEW]


section(
    "worked", "ideas/_worked.html", _worked,
    {"pk": "pk", "line": "line", "idea": "idea__title", "advice": "advice", "result": "result",
     "member": person_values("member")},
    opened=_teller, order=15, place="first", homes=("its",),
)  # fmt: skip
section(
    "tips", "ideas/_tips_home.html", _fresh, {"pk": "pk", "title": "title", "by": person_values("by")}, opened=_writer,
    order=70,
)  # fmt: skip
section("begun", "ideas/_begun_home.html", _begun, {"pk": "pk", "title": "title"}, order=75)

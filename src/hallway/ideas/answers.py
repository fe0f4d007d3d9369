"""How a tip went, from all its doors together: counts for everybody who reads it, names of those who told its writer by name."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from .choices import ANSWERS
from .models import Reply, Trial
from .mondays import as_of, as_of_words
from .outcome_counts import TEACHERS, cut
from .rules import reads_lines

NAMED = 40


@dataclass(frozen=True)
class Answers:
    """``lines``: ``[(code, words, how many)]`` of what was said at least once; ``n``: answers; ``unnamed``: those of them that came
    from paper, without signing in; ``latest``: the day of the last; ``as_of``: words for when, where it is not now; then each is
    cut to fives, and paper, on which anybody taps as often as they like, is left out."""

    n: int = 0
    unnamed: int = 0
    lines: list = field(default_factory=list)
    latest: date | None = None
    as_of: str = ""


def answers_to(tip, reader):
    """The ``Answers``; one statement. Whoever leads or manages people reads those of five who signed in or more, cut to fives and as
    of Monday, of what they wrote themselves, too."""
    rows = Reply.objects.filter(tip=tip).select_related("trial")
    rows = rows.only("help", "result", "at", "was", "member", "trial__result", "trial__at", "trial__was")
    whole = reads_lines(reader)
    monday = None if whole else as_of()
    told = [(row, said) for row in rows if (said := row.said if whole else row.said_before(monday))]
    if not whole:
        told = [(row, said) for row, said in told if row.member_id]
        if len(told) < TEACHERS:
            return Answers()
    said, unnamed, latest = Counter(), 0, None
    for row, word in told:
        said[word] += 1
        unnamed += row.member_id is None
        latest = max(latest or row.at, row.at)
    lines = [(code, words, n) for code, words in ANSWERS if (n := said[code] if whole else cut(said[code]))]
    when = {"latest": latest} if whole else {"as_of": as_of_words()}
    return Answers(sum(n for _c, _w, n in lines), unnamed, lines, **when)


def named_to(tip, member):
    """Replies of those who told ``member``, its writer, by name; the latest first."""
    rows = Reply.objects.filter(
        tip=tip, trial__in=Trial.objects.visible_to(member).filter(its=member), tip__by=member
    ).select_related("member", "trial")
    return list(rows.order_by("-help", "-at")[:NAMED])

"""What one person received in a school year: thank-yous, good news and signed cards, in the order they came. Nothing is counted."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from hallway.appointments.models import Brag
from hallway.appreciation.models import Thanks
from hallway.core.now import now
from hallway.history.models import Event
from hallway.people.models import District
from hallway.teams.models import Card

YEAR_BEGINS = 8  # August
MOST = 500  # of each; a book of thousands of pages is no book


@dataclass(frozen=True)
class Page:
    """``words``: ``[(text, who wrote it or "")]``."""

    at: datetime
    title: str
    words: list = field(default_factory=list)


def year_of(day):
    """The year in which the school year of ``day`` began."""
    return day.year if day.month >= YEAR_BEGINS else day.year - 1


def this_year():
    return year_of(now().astimezone(_zone()).date())


def span(year):
    """Its first instant, and the first one after it."""
    return tuple(datetime(begin, YEAR_BEGINS, 1, tzinfo=_zone()) for begin in (year, year + 1))


def _zone():
    return ZoneInfo(District.get().time_zone)


def kept(member, year):
    """``[Page]`` of what ``member`` received in the school year that began in ``year``."""
    since, until = span(year)
    return sorted(
        [*_thanks(member, since, until), *_good_news(member, since, until), *_cards(member, since, until)],
        key=lambda page: page.at,
    )


def _thanks(member, since, until):
    rows = Thanks.objects.filter(receipts__member=member, at__gte=since, at__lt=until)
    for row in rows.select_related("sender").order_by("at")[:MOST]:
        yield Page(row.at, _("Thank you"), [(row.reason, row.sender.full_name)])


def _good_news(member, since, until):
    mine = Q(teacher=member) | Q(author=member)
    rows = Brag.objects.filter(mine, state="published", published_at__gte=since, published_at__lt=until)
    for row in rows.select_related("teacher", "author").order_by("published_at")[:MOST]:
        about = _("Good news from the classroom of %(name)s") % {"name": row.teacher.full_name}
        yield Page(row.published_at, about, [(row.title, ""), (row.text, row.author.full_name)])


def _cards(member, since, until):
    rows = Card.objects.filter(member=member, delivered_at__gte=since, delivered_at__lt=until)
    rows = rows.select_related("team").prefetch_related("signatures__member").order_by("delivered_at")[:MOST]
    for row in rows:
        signed = [(each.words, each.member.full_name) for each in row.signatures.all()]
        said = _("A card from %(team)s: %(occasion)s")
        yield Page(row.delivered_at, said % {"team": row.team.name, "occasion": row.get_occasion_display()}, signed)


def years():
    """The last five school years, the present one first, each with its words ("2026–27"); none that was over before anything
    happened here. One statement."""
    first = Event.objects.order_by("pk").values_list("at", flat=True).first() or now()
    earliest = max(this_year() - 4, year_of(first.astimezone(_zone()).date()))
    return [(year, year_words(year)) for year in range(this_year(), min(earliest, this_year()) - 1, -1)]


def year_words(year):
    return f"{year}–{(year + 1) % 100:02d}"


def day_of(page):
    """The day of a page in the district."""
    found: date = page.at.astimezone(_zone()).date()
    return found

"""A school year that ends without another one is a hint of ``hallway check``, not a problem."""

from datetime import UTC, date, datetime

from hallway.cli.check import Hint, school_year
from hallway.core.now import moved
from hallway.core.verb import HALLWAY
from hallway.schooltime.models import Year


def hints(*day):
    with moved(datetime(*day, 12, tzinfo=UTC)):
        return list(school_year(None))


def test_sixty_days_before_the_end(cast):
    Year.make(by=HALLWAY, campus=None, label="2025–26", first=date(2025, 8, 18), last=date(2026, 5, 29))
    assert hints(2026, 3, 1) == []
    assert hints(2026, 7, 1) == []
    (said,) = hints(2026, 4, 15)
    assert isinstance(said, Hint)
    assert "2025–26 of the district ends on 2026-05-29" in said
    Year.make(by=HALLWAY, campus=None, label="2026–27", first=date(2026, 8, 17), last=date(2027, 5, 28))
    assert hints(2026, 4, 15) == []
    Year.make(by=HALLWAY, campus=cast.oak, label="Oak", first=date(2025, 7, 6), last=date(2026, 6, 1))
    assert "Oak Elementary" in hints(2026, 4, 15)[0]

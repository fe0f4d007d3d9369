"""The simulated school year of the benches, played for its first weeks: nothing slips there either."""

import sys
from datetime import date
from pathlib import Path

import pytest

from hallway.asks.models import Ask
from hallway.core.now import moved
from hallway.delivery.models import OutgoingMail
from hallway.delivery.sending import Rest

BENCH = Path(__file__).resolve().parents[2] / "bench"


@pytest.fixture
def school_year(monkeypatch):
    """The bench's module."""
    monkeypatch.syspath_prepend(str(BENCH))
    import school_year

    yield school_year
    for name in [name for name in sys.modules if name == "school_year" or name.startswith("year_")]:
        del sys.modules[name]


def test_the_first_days_of_a_tiny_year(school_year, db, monkeypatch):
    monkeypatch.setattr(Rest, "until", 0.0)
    said = []

    def say(line, **_how):
        said.append(line)

    figures, works, sent, staff = school_year.play(12, say=say, last=date(2026, 8, 13))
    assert Ask.objects.count() >= 6
    assert figures.promises["answered", "made"] >= 6
    assert figures.promises["answered", "kept"] > figures.promises["answered", "lapsed"]
    assert figures.days == 4
    assert [figures.breaches[code] for code in ("no_holder", "holder_gone", "no_date")] == [0, 0, 0]
    still = Ask.objects.exclude(status="closed").select_related("holder")
    assert all(ask.holder and ask.holder.is_active and ask.next_at for ask in still)
    assert sent == OutgoingMail.objects.filter(state="sent").count() > 10
    assert not OutgoingMail.objects.exclude(state__in=["sent", "bundled"]).exists()
    school_year.report(figures, works, sent, staff, 1, say=say)
    assert any("Winter break | 12 | 0 | nothing | none" in line for line in said)


def test_a_year_without_anybody_to_hold_a_request_is_seen(school_year, cast, ask):
    """The figures are no decoration: a breach and a forgotten request are found."""
    from year_figures import Figures

    from hallway.people.models import District

    end = school_year.plan.at(date(2026, 9, 9), school_year.time(16, 40))
    with moved(end):
        row = ask()
    Ask.objects.filter(pk=row.pk).update(holder=None, queue="district")
    District.objects.update(duty=None)
    figures = Figures()
    with moved(end):
        figures.day_ends(end.date())
        figures.finish(end)
    assert figures.breaches["no_holder"] == 1
    assert [said.split()[0] for said in figures.forgotten] == [f"#{row.pk}"]

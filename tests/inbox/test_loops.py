"""The bench's loop lab for one day: programs that answer our mail and say nothing about themselves cannot make a flood."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from hallway.asks.models import Ask
from hallway.config.environment import MailServer
from hallway.delivery.sending import Rest
from hallway.inbox.counting import summed

BENCH = Path(__file__).resolve().parents[2] / "bench"


@pytest.fixture
def lab(monkeypatch, settings, cast, help_address):
    """The lab with a real mail server, before it is played."""
    monkeypatch.syspath_prepend(str(BENCH))
    monkeypatch.setattr(Rest, "until", 0.0)
    import loop_lab

    controller, port, got = loop_lab.post()
    settings.EMAIL_BACKEND = "hallway.delivery.backend.RowBackend"
    settings.ENV = replace(settings.ENV, mail_out=MailServer("127.0.0.1", port, "", "", "none", ""))
    yield loop_lab.Lab(cast.ivan, cast.oak, port, got)
    controller.stop()
    for name in [name for name in sys.modules if name.startswith("loop_")]:
        del sys.modules[name]


def test_a_day_of_programs_that_answer(lab):
    rows, wrong = lab.play(2).figures()
    assert not wrong
    about = dict(rows)
    assert len(about) >= 12
    assert all(row["in"] for row in about.values()), "each had its say"
    assert about["TicketSystem"]["opened"] <= 12, (
        "five answers an hour for each time a person writes, and it falls silent"
    )
    assert about["ForwardToUs"]["automatic"] >= 1
    assert about["PlainBounce"]["parked"] >= 1
    assert max(row["worst hour"] for row in about.values()) <= 60
    assert summed().whole
    assert Ask.objects.count() <= 13 * 5


def test_who_opens_and_says_without_end_is_looked_at(cast, help_address, monkeypatch):
    from hallway.inbox import around
    from hallway.inbox.keeping import keep_many
    from hallway.inbox.taking import take, work_through

    from .conftest import raw

    monkeypatch.setattr(around, "FRESH", 4)
    kept = keep_many([raw(subject=f"Number {n}", text=f"Words {n}") for n in range(6)])
    ended = work_through([one.mail_id for one in kept])
    assert [ended[one.mail_id].verdict for one in kept] == ["opened"] * 4 + ["parked"] * 2, "also inside one batch"
    words = "This very long sentence is said by a program again and again."
    ends = [take(raw(sender="olga@cedar.example", text=words, Message_ID=f"<{n}@program>")) for n in range(8)]
    assert [mail.verdict for mail in ends] == ["opened"] * 3 + ["parked"] * 3 + ["automatic"] * 2

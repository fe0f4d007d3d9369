"""Made-up conversations, delivered in order, in any other order, and twice: the same rows are reached."""

import random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hallway.asks.models import Ask
from hallway.core.now import moved
from hallway.core.verb import HALLWAY
from hallway.inbox.counting import summed
from hallway.inbox.models import Mail
from hallway.inbox.taking import take, work_through
from hallway.threads.models import Message

from ..conftest import MONDAY
from .conftest import raw, token_address

pytestmark = pytest.mark.usefixtures("help_address")
WRITERS = ["tess@cedar.example", "olga@cedar.example", "ivan@cedar.example", "stranger@elsewhere.example"]

# One step: who writes, and what it hangs on: nothing, an earlier mail of their own thread, the reply address, a forged one.
step = st.tuples(
    st.integers(0, 3), st.sampled_from(["new", "thread", "token", "forged", "automatic", "odd"]), st.integers(0, 3)
)


class Undone(Exception):
    pass


def conversation(steps, row, cast):
    """The mails of ``steps`` about ``row`` and about new matters. An answer names its matter's earlier mails, from the first on;
    no mail program names those of two matters, and which of them came first would decide."""
    mails, threads = [], {}
    for n, (who, way, back) in enumerate(steps):
        sender, text = WRITERS[who], f"These are the words number {n} of a long talk."
        about = {"Message_ID": f"<{n}@phone>", "Date": "Mon, 2 Mar 2026 09:00:00 -0600"}
        matters = threads.setdefault(who, [])
        matter = []
        if way == "thread" and matters and who < 2:
            matter = matters[back % len(matters)]
            about["References"] = " ".join(matter[: back + 1])
        elif way == "token":
            about["To"] = token_address(row, cast.tess)
        elif way == "forged":
            about["To"] = f"help+{'1' * 3}-{'2' * 3}-{'a' * 13}@cedar.example"
        elif way == "automatic":
            about["Auto_Submitted"] = "auto-replied"
        elif way == "odd":
            text = ""
        if way in ("new", "thread"):
            if not matter:
                matters.append(matter)
            matter.append(about["Message_ID"])
        mails.append(raw(sender=sender, subject=f"Matter {n}", text=text, **about))
    return mails


def reached(row):
    """What the mails came to, without numbers that differ: verdicts, and which mails stand together in a request."""
    ends = {m.message_id: m for m in Mail.objects.all()}
    groups = {
        frozenset(k for k, m in ends.items() if m.ask_id == pk) for pk in {m.ask_id for m in ends.values() if m.ask_id}
    }
    fates = {k: ("in" if m.verdict in ("opened", "added") else m.verdict, m.ask_id == row.pk) for k, m in ends.items()}
    words = {(m.text, m.noun_id == row.pk) for m in Message.objects.all()}
    return fates, groups, words, Ask.objects.count(), Message.objects.count()


def outcome(row, deliver):
    """What ``deliver`` reaches on the untouched stage."""
    try:
        with transaction.atomic():
            with moved(MONDAY):
                deliver()
            found = reached(row), summed()
            raise Undone
    except Undone:
        return found


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(steps=st.lists(step, min_size=1, max_size=9), seed=st.integers(0, 999))
def test_the_same_rows_in_any_order_and_twice(cast, ask, steps, seed):
    with moved(MONDAY):
        row = ask() if not Ask.objects.exists() else Ask.objects.get()
        if not row.is_party(cast.olga):
            row.include(by=HALLWAY, member=cast.olga)
    mails = conversation(steps, row, cast)
    chance, other = random.Random(seed), list(mails)
    chance.shuffle(other)
    (plain, told), (shuffled, _sum) = (
        outcome(row, lambda order=order: [take(one) for one in order]) for order in (mails, other)
    )
    assert plain == shuffled
    twice = mails + other
    again, counted = outcome(row, lambda: [take(one) for one in twice])
    assert again == plain
    assert counted.whole
    assert counted.ended["duplicate"] == len(twice) - sum(n for k, n in told.ended.items() if k != "duplicate")
    from hallway.inbox.keeping import keep_many

    batched, _sum = outcome(row, lambda: work_through([k.mail_id for k in keep_many(mails) if not k.again]))
    assert batched == plain, "all in one batch, too"

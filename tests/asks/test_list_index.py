"""The help list's order is a stored key that an index serves, and it shows no confidential row of somebody else."""

import json
from datetime import timedelta

import pytest
from django.db import connection

from hallway.asks import jobs
from hallway.asks.models import Ask
from hallway.asks.models.worth import Worth

MANY = 6000


@pytest.fixture
def many(cast, ask, monday):
    """Thousands of open requests at two campuses, as a district has them in a bad week."""
    first = ask(line="The first")
    names = [f.name for f in Ask._meta.concrete_fields if f.name not in ("id", "key", "words")]
    values = {name: getattr(first, name) for name in names}
    rows = [
        Ask(**values | {"campus": cast.elm if n % 3 else cast.oak, "holder": cast.kim if n % 3 else cast.ivan,
                        "rank": first.rank + timedelta(minutes=n * 7919 % 10007)})
        for n in range(MANY)
    ]  # fmt: skip
    Ask.objects.bulk_create(rows, batch_size=1000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE asks_ask")
    return first


def nodes(plan):
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes(below)


@pytest.mark.parametrize("which", ["mine", "my campuses"])
def test_the_first_page_reads_an_index_and_sorts_nothing(cast, many, which):
    rows = Ask.objects.helped_by(cast.ivan)
    rows = rows.filter(holder=cast.ivan) if which == "mine" else rows
    plan = json.loads(rows.pressing()[:50].explain(format="json"))[0]["Plan"]
    used = [node.get("Index Name", "") for node in nodes(plan)]
    assert any(name.startswith("ask_list") for name in used), plan
    assert not [node for node in nodes(plan) if node["Node Type"] == "Sort" and node.get("Plan Rows", 0) > 500]


def test_what_a_reason_is_worth_is_counted_anew_by_the_worker_only(cast, ask, monday):
    row = ask(teaching_stopped=True)
    before = row.rank
    Worth.get().weigh(by=cast.dora, minutes={"stopped": 2000})
    row.refresh_from_db()
    assert row.rank == before, "no page waits for it"
    assert jobs.recount() == 1
    row.refresh_from_db()
    assert before - row.rank == timedelta(minutes=2000 - 1440)


def test_a_confidential_row_is_its_holders_alone(cast, ask, as_, monday):
    row = ask(campus=cast.elm, requester=cast.emil, confidential=True, line="quokka words")
    if row.holder != cast.ivan:
        row.hand_over(by=row.holder, to=cast.ivan)
    assert "quokka words" in as_(cast.ivan).get("/asks/").content.decode()
    for who in ("kim", "cora", "dora", "ada", "lena", "ed", "olga"):
        page = as_(getattr(cast, who)).get("/asks/").content.decode()
        assert "quokka words" not in page, who
        assert f"#{row.pk}" not in page, who

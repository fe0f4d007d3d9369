"""Every page of the library, of tools, tips, tries and outcomes costs at most fifteen statements, with fifty rows and with five hundred."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hallway.core.now import now
from hallway.ideas.models import Idea, Opened, Reply, Report, Revision, Tip, Tool, Trial
from hallway.ideas.searching import vector
from hallway.people.models import Member
from hallway.threads.models import Message

from . import library, tips

MOST = 15


def fill(cast, count):
    """So many of each, of Olga, Iván and people who were there once; (an idea, a tip, a tool) that all of it hangs on."""
    idea, tip, tool, moment = library.idea(cast), tips.tip(cast), library.tool(cast), now()
    people = Member.objects.bulk_create(
        [Member(email=f"m{n}@cedar.example", name=f"M {n}", folded=f"m {n}", is_active=False) for n in range(count)]
    )
    rows = [
        Idea(by=cast.ivan if n % 2 else cast.tess, campus=cast.oak, state=("shared", "outdated", "draft", "away")[n % 4],
             title=f"Exit questions {n}", tool=tool, made_at=moment - timedelta(days=n), changed_at=moment - timedelta(days=3))
        for n in range(count)
    ]  # fmt: skip
    for row in rows:
        row.words = vector(row)
    Idea.objects.bulk_create(rows)
    Idea.objects.filter(pk__in=[row.pk for row in rows[::5]]).update(state="merged", merged_into=idea)
    Tool.objects.bulk_create([Tool(name=f"Tool {n}", folded=f"tool {n}", as_of=moment.date()) for n in range(count)])
    trials = Trial.objects.bulk_create(
        [Trial(member=one, idea=idea if n % 2 else None, advice="" if n % 2 else "A timer", campus=cast.oak, its=cast.ivan, result="worked",
               line=f"Line {n}", grade=n % 13, tried_on=moment.date(), at=moment - timedelta(days=40)) for n, one in enumerate(people)]
    )  # fmt: skip
    Trial.objects.bulk_create(
        [Trial(member=cast.tess, idea=rows[n], campus=cast.oak, its=cast.ivan, result="changed") for n in range(count)]
    )
    Reply.objects.bulk_create([Reply(tip=tip, member=each.member, trial=each) for each in trials])
    Reply.objects.bulk_create([Reply(tip=tip, device=f"d{n}", result="worked") for n in range(count)])
    Tip.objects.bulk_create(
        [Tip(by=cast.ivan, campus=cast.oak, title=f"Tip {n}", state=("published", "draft", "withdrawn")[n % 3],
             published_at=moment - timedelta(hours=n)) for n in range(count)]
    )  # fmt: skip
    kind = ContentType.objects.get_for_model(idea)
    Message.objects.bulk_create(
        [
            Message(
                noun_type=kind, noun_id=idea.pk, kind="reply", author=one, text="A word", at=moment - timedelta(days=1)
            )
            for one in people
        ]
    )
    Report.objects.bulk_create([Report(idea=idea, by=one, why="Old") for one in people])
    Revision.objects.bulk_create(
        [Revision(idea=idea, number=n + 1, by=one, values=idea.values) for n, one in enumerate(people)]
    )
    Opened.objects.get_or_create(its=cast.ivan, lead=cast.lena)
    return idea, tip, tool


PAGES = [
    ("tess", "list", "", ""), ("tess", "list", "", "?q=exit+questions+worked&here=yes&grade=4"), ("tess", "list", "", "?from=20"),
    ("ivan", "mine", "", ""), ("tess", "trials", "", ""), ("ivan", "trials", "", ""), ("tess", "tools", "", ""),
    ("tess", "tools", "", "?q=tool"), ("tess", "tool", "tool", ""), ("tess", "idea", "idea", ""), ("ivan", "idea", "idea", ""),
    ("lena", "idea", "idea", ""), ("tess", "improve", "idea", ""), ("tess", "new", "", ""), ("tess", "similar", "", "?title=Exit+two"),
    ("tess", "tell_its", "", ""), ("ivan", "tips", "", ""), ("tess", "tip", "tip", ""), ("ivan", "tip", "tip", ""),
    ("ivan", "new_tip", "", ""), ("tess", "tip_paper", "tip", ""), ("ivan", "outcomes", "", ""), ("ivan", "outcomes_paper", "", ""),
    ("lena", "outcomes_all", "", ""), ("dora", "outcomes_all", "", ""), ("lena", "outcomes_of", "opened", ""),
]  # fmt: skip


@pytest.mark.parametrize("count", [50, 500])
def test_no_page_costs_more_than_fifteen_statements(cast, as_, count):
    idea, tip, tool = fill(cast, count)
    about = {"idea": idea.pk, "tip": tip.pk, "tool": tool.pk, "opened": Opened.objects.get().pk}
    cost = {}
    for who, name, of, said in PAGES:
        url, browser = (
            reverse(f"ideas:{name}", args=[about[of]] if of and of in about else []) + said,
            as_(getattr(cast, who)),
        )
        browser.get(url)
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(url).status_code == 200, url
        cost[f"{who} {url}"] = len(seen)
    assert not {url: n for url, n in cost.items() if n > MOST}, cost

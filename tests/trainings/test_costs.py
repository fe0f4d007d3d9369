"""What pages cost when there is much: fifty trainings with fifty answers each. And the indexes that hold ten thousand."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hallway.core.now import now
from hallway.core.search import words_of
from hallway.ideas.models import Trial
from hallway.people.models import Member, Post
from hallway.trainings import finding, jobs
from hallway.trainings.models import Certificate, Course, Host, Meeting, Presence, Reaction, Seat, Session

from .made import TITLE

MOST = 15
DAY = timedelta(days=1)


def many(cast, sessions, guests, *, first, apart=DAY):
    """Trainings of Iván's at Oak from ``first`` on, every guest and Tess at each of them, who said how it was and tried it."""
    courses = Course.objects.bulk_create(
        Course(by=cast.ivan, title=f"{TITLE} {n}", words=words_of(TITLE, f"number{n}")) for n in range(sessions)
    )
    rows = Session.objects.bulk_create(
        Session(course=course, campus=cast.oak, made_by=cast.ivan, capacity=60, minutes=45, starts=first + n * apart,
                ends=first + n * apart + timedelta(minutes=45), key_digest=str(n), created=first)
        for n, course in enumerate(courses)
    )  # fmt: skip
    Host.objects.bulk_create(Host(session=row, member=cast.ivan) for row in rows)
    dates = Meeting.objects.bulk_create(Meeting(session=row, start=row.starts, end=row.ends) for row in rows)
    seats = Seat.objects.bulk_create(
        Seat(session=row, member=who, answer="going", since=first, attended="attended", minutes=45)
        for row in rows for who in guests
    )  # fmt: skip
    return rows, dates, seats


@pytest.fixture
def guests(cast):
    made = Member.objects.bulk_create(
        Member(email=f"m{n}@cedar.example", name=f"Mo{n} May", folded=f"mo{n} may") for n in range(49)
    )
    Post.objects.bulk_create(Post(member=who, role="teacher", campus=cast.oak) for who in made)
    return [*made, cast.tess]


def cost(browser, address):
    browser.get(address)  # what is read once and kept
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(address).status_code == 200, address
    return len(seen)


def test_what_is_coming(cast, monday, guests, as_):
    rows, _dates, _seats = many(cast, 50, guests, first=now() + DAY)
    row, found = rows[0], {}
    own = [
        row.get_absolute_url(),
        *(reverse(f"trainings:{name}", args=[row.pk]) for name in ("change", "call_off", "sheet")),
    ]
    for who, addresses in (
        (cast.ivan, [*own, reverse("trainings:list"), reverse("trainings:announce"), "/search/?q=exit"]),
        (cast.tess, [own[0], reverse("trainings:list"), reverse("trainings:here", args=[row.code]), "/search/?q=exit"]),
    ):
        for address in addresses:
            found[who.short_name, address] = cost(as_(who), address)
    assert {key: n for key, n in found.items() if n > MOST} == {}


def test_what_is_over(cast, monday, guests, as_):
    rows, dates, seats = many(cast, 50, guests, first=now() - 80 * DAY)
    Presence.objects.bulk_create(
        Presence(seat=seat, meeting=dates[number // len(guests)], via="self") for number, seat in enumerate(seats)
    )
    Reaction.objects.bulk_create(
        Reaction(session=row, member=who, mark="useful", line=f"Line {who.pk}") for row in rows for who in guests
    )
    trials = Trial.objects.bulk_create(
        Trial(
            member=seat.member, advice=TITLE, result="worked", its=cast.ivan, campus=cast.oak, key_digest=str(seat.pk)
        )
        for seat in seats
    )
    for seat, trial in zip(seats, trials, strict=True):
        seat.trial = trial
    Seat.objects.bulk_update(seats, ["trial"], batch_size=1000)
    Certificate.objects.bulk_create(Certificate(seat=seat, minutes=45) for seat in seats if seat.member == cast.tess)
    row, found = rows[0], {}
    own = [
        row.get_absolute_url(),
        *(reverse(f"trainings:{name}", args=[row.pk]) for name in ("attendance", "sheet", "screen")),
    ]
    mine = Certificate.objects.filter(seat__session=row).get()
    for who, addresses in (
        (cast.ivan, [*own, reverse("trainings:list") + "?past=yes", reverse("ideas:outcomes")]),
        (cast.tess, [own[0], reverse("trainings:list") + "?past=yes", reverse("trainings:hours"),
                     reverse("trainings:checked", args=[mine.number]), reverse("trainings:pdf", args=[mine.number])]),
    ):  # fmt: skip
        for address in addresses:
            found[who.short_name, address] = cost(as_(who), address)
    assert {key: n for key, n in found.items() if n > MOST} == {}


@pytest.mark.parametrize("job", [jobs.settle_offers, jobs.remind, jobs.wonder])
def test_the_jobs_ask_as_little(cast, monday, guests, job):
    many(cast, 3, guests, first=now() - 200 * DAY)
    with CaptureQueriesContext(connection) as few:
        assert job() == 0
    many(cast, 20, guests, first=now() - 400 * DAY)
    with CaptureQueriesContext(connection) as more:
        assert job() == 0
    assert len(more) == len(few) <= 5


def plans(work):
    """{table: [how it is read]} of trainings' tables, over every statement of ``work()``, where much of it is read in vain."""
    with CaptureQueriesContext(connection) as seen:
        work()
    found = {}
    for each in seen:
        if not each["sql"].startswith("SELECT") or "trainings_" not in each["sql"]:
            continue
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + each["sql"].replace("%", "%%"))
            _walk(cursor.fetchone()[0][0]["Plan"], found)
    return found


def _walk(plan, found):
    vain = plan.get("Rows Removed by Filter", 0) * plan["Actual Loops"]
    if plan.get("Relation Name", "").startswith("trainings_") and vain > 1000:
        found.setdefault(plan["Relation Name"], []).append((plan["Node Type"], plan.get("Index Name"), vain))
    for each in plan.get("Plans", ()):
        _walk(each, found)


def test_ten_thousand_are_not_read_in_vain(cast, monday):
    """Held over years at other campuses, too; what one asks for is found by an index."""
    many(cast, 9900, [cast.tess], first=now() - 3000 * DAY, apart=timedelta(hours=7))
    many(cast, 100, [cast.tess, cast.olga], first=now() + DAY)
    with connection.cursor() as cursor:
        for table in ("session", "course", "meeting", "seat", "host"):
            cursor.execute(f"ANALYZE trainings_{table}")
    found = {
        "coming": plans(lambda: list(Session.objects.visible_to(cast.tess).coming().for_list(cast.tess)[:21])),
        "word": plans(lambda: finding.find(cast.tess, "number9874")),
        "usual word": plans(lambda: finding.find(cast.tess, "exit", 5)),
        "settle": plans(jobs.settle_offers),
        "wonder": plans(jobs.wonder),
    }
    assert {name: said for name, said in found.items() if said} == {}

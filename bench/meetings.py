"""What the benches of meetings seed: a district with three campuses, thirty ITS, five hundred teachers, and a month of meetings."""

import random
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

ITS, TEACHERS, MEETINGS = 30, 500, 600
ZONE = ZoneInfo("America/Chicago")


def seed():
    """({"campuses", "its", "teachers"}): rows, made once a database."""
    from django.core.management import call_command

    from hallway.people.models import Campus, District, Member

    call_command("migrate", verbosity=0)
    if not District.objects.filter(set_up__isnull=False).exists():
        _make()
    return {
        "campuses": list(Campus.objects.order_by("pk")),
        "its": list(Member.objects.filter(posts__role="its").distinct().order_by("pk")),
        "teachers": list(Member.objects.filter(posts__role="teacher").distinct().order_by("pk")),
    }


def _make():
    from hallway.core.now import now
    from hallway.core.verb import HALLWAY
    from hallway.people.models import Campus, District, Member, Post
    from hallway.schooltime.clock import Period
    from hallway.schooltime.models import BellSchedule

    District.objects.create(pk=1, name="Bench", set_up=now())
    campuses = [Campus.add(by=HALLWAY, name=f"Campus {n}", time_zone=ZONE.key) for n in range(3)]
    periods = [Period(time(8 + n, 0), time(8 + n, 50), f"Period {n + 1}") for n in range(8)]
    for campus in campuses:
        BellSchedule.add(by=HALLWAY, campus=campus, name="Usual", periods=periods)
    people = [Member(email=f"p{n}@bench.example", name=f"Person {n}") for n in range(ITS + TEACHERS)]
    for each in people:
        each.set_unusable_password()
        each.folded = each.name.lower()
    people = Member.objects.bulk_create(people)
    posts = [Post(member=each, role="teacher", campus=campuses[0]) for each in people[ITS:]]
    posts += [Post(member=each, role="its", campus=campuses[0]) for each in people[1:ITS]]
    # One of them is on three campuses: two days, two days and one.
    posts += [
        Post(member=people[0], role="its", campus=campus, weekdays=days)
        for campus, days in zip(campuses, ([0, 2], [1, 3], [4]), strict=True)
    ]
    Post.objects.bulk_create(posts)


def book(about, many=MEETINGS):
    """So many meetings in the coming four weeks, spread over the ITS; how many stand then."""
    from hallway.appointments.models import Appointment
    from hallway.core.now import now
    from hallway.core.verb import HALLWAY, Refused

    chance, have = random.Random(3), Appointment.objects.filter(status="confirmed").count()
    today, tries = now().astimezone(ZONE).date(), 0
    while have < many and tries < many * 4:
        tries += 1
        day = today + timedelta(days=1 + chance.randrange(27))
        start = datetime.combine(day, time(8 + chance.randrange(8), chance.choice([0, 15])), ZONE)
        try:
            Appointment.book(
                by=HALLWAY, campus=about["campuses"][0], hosts=[about["its"][tries % len(about["its"])]],
                guests=[chance.choice(about["teachers"])], start=start, end=start + timedelta(minutes=30),
            )  # fmt: skip
        except Refused:
            continue
        have += 1
    return have

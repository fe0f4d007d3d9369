"""Which posts hold today: by the date of their campus, in rows and in statements alike."""

from datetime import UTC, date, datetime, timedelta

from hallway.core.now import moved
from hallway.core.verb import HALLWAY
from hallway.people.models import Campus, Post
from hallway.teams.circle import guests_of

MONDAY = date(2026, 3, 2)
TUESDAY = MONDAY + timedelta(days=1)
SPANS = [(None, None), (None, MONDAY), (TUESDAY, None), (MONDAY, MONDAY), (TUESDAY, TUESDAY), (MONDAY, TUESDAY)]


def test_statements_and_rows_agree_at_any_hour_anywhere(cast):
    zones = ["America/Chicago", "Pacific/Honolulu", "Pacific/Kiritimati", "UTC"]
    far = [Campus.add(by=HALLWAY, name=zone, code=zone[-4:], time_zone=zone) for zone in zones]
    for campus in [*far, None]:
        for hat, (since, until) in zip(["", "fixer", "lab", "coach", "troubleshooter", "other"], SPANS, strict=True):
            Post.objects.create(member=cast.olga, role="its", campus=campus, hat=hat, since=since, until=until)
    seen = set()
    for hours in range(-30, 60, 3):
        with moved(datetime(2026, 3, 2, tzinfo=UTC) + timedelta(hours=hours)):
            there = set(Post.objects.in_force_now())
            assert there == {post for post in Post.objects.select_related("campus") if post.in_force_now()}
            seen.add(len(there))
    assert len(seen) > 4, "the hours tell them apart"


def test_a_last_day_lasts_through_its_evening(cast):
    Post.objects.filter(member=cast.olga).update(until=MONDAY)
    with moved(datetime(2026, 3, 3, 2, tzinfo=UTC)):  # Monday, eight in the evening, in Chicago
        assert cast.olga in Post.objects.filter(campus=cast.oak, role="teacher").holders_now()
        assert cast.olga in guests_of(None, cast.oak)
    with moved(datetime(2026, 3, 3, 6, 1, tzinfo=UTC)):
        assert cast.olga not in Post.objects.filter(campus=cast.oak, role="teacher").holders_now()
        assert cast.olga not in guests_of(None, cast.oak)


def test_holders_are_there_once_and_work_here(cast):
    Post.add(by=HALLWAY, member=cast.kim, role="its", campus=cast.oak)
    posts = Post.objects.filter(role="its", campus__in=[cast.oak, cast.elm])
    assert list(posts.holders_now()) == sorted([cast.ivan, cast.kim], key=lambda member: member.pk)
    cast.kim.is_active = False
    cast.kim.save()
    assert list(posts.holders_now()) == [cast.ivan]

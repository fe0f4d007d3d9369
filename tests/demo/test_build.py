"""The demo district: believable, whole, the same every time, and no letter to anybody about the past."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.db.models import Count

from hallway.appreciation.models import Thanks
from hallway.asks.jobs import breaches
from hallway.asks.models import Ask
from hallway.core.now import moved
from hallway.core.verb import HALLWAY
from hallway.delivery.models import Notice, OutgoingMail
from hallway.demo.build import build, end_of_history
from hallway.demo.people import choices
from hallway.demo.storybook import stories
from hallway.history.models import Event
from hallway.ideas.models import Opened, Tip, Trial
from hallway.people.models import Adoption, Campus, Member, Post, Team
from hallway.schooltime.calendars import calendar_of
from hallway.threads.models import Message
from hallway.trainings.models import Certificate, Session

from .conftest import WEDNESDAY

DENVER = ZoneInfo("America/Denver")


def test_it_has_three_campuses_and_forty_people(district):
    assert Campus.objects.count() == 3
    assert Member.objects.count() == 40
    its = Member.objects.filter(posts__role="its").distinct()
    assert its.count() == 5
    assert its.values("title").distinct().count() == 5
    shared = Post.objects.filter(role="its", member__name="Renata Quiroz")
    assert shared.count() == 3
    assert all(post.weekdays for post in shared)


def test_teams_belong_together_and_some_have_adopted(district):
    assert Team.objects.count() == 6
    assert all(team.memberships.filter(until=None).count() >= 2 for team in Team.objects.all())
    adopted = Adoption.objects.filter(status="accepted").order_by("pk").values_list("team__name", "its__name")
    assert list(adopted) == [
        ("Upper grades", "Renata Quiroz"),
        ("Career and technical education", "Dwayne Begaye"),
    ]
    assert not Ask.objects.filter(reasons__contains=[["adopted"]]).exists(), "the tie-break is off"


def test_every_story_was_asked(district):
    assert district == len(stories()) == Ask.objects.count()
    assert Ask.objects.filter(line=stories()[0].line).count() == 1


def test_every_state_is_there(district):
    states = dict(Ask.objects.values_list("status").annotate(Count("id")))
    assert set(states) == {"open", "waiting_you", "waiting_other", "solved", "closed"}
    assert states["open"] >= 8
    assert states["closed"] >= 90
    assert set(Ask.objects.values_list("through", flat=True)) == {"form", "mail", "capture"}
    for words in ({"known_issue": True}, {"confidential": True}, {"nudges__gt": 0}, {"merged_into__isnull": False}):
        assert Ask.objects.filter(**words).exists(), words
    assert Ask.objects.still_open().filter(escalated_at__isnull=False).exists()
    assert Thanks.objects.exists()


def test_nothing_slips(district):
    """Every open request has somebody who holds it and a date to come."""
    with moved(end_of_history(calendar_of(Campus.objects.first().pk), WEDNESDAY)):
        assert breaches() == []


def test_nobody_is_written_to_about_the_past(district):
    assert not OutgoingMail.objects.exists()
    waiting = Event.objects.filter(told=None, due__isnull=False)
    assert waiting.exists()
    assert all(event.at > WEDNESDAY - timedelta(days=2) for event in waiting)
    assert Notice.objects.filter(read_at=None).exists()
    assert Notice.objects.exclude(read_at=None).exists()


def test_history_lies_in_the_past_and_in_order(district):
    assert not Event.objects.filter(at__gt=WEDNESDAY).exists()
    assert not Message.objects.filter(at__gt=WEDNESDAY).exists()
    first = Ask.objects.earliest("opened_at").opened_at
    assert timedelta(days=45) < WEDNESDAY - first < timedelta(days=75)
    opened = list(Ask.objects.order_by("pk").values_list("opened_at", flat=True))
    assert opened == sorted(opened)


def test_it_was_asked_on_school_days_only(district):
    for ask in Ask.objects.select_related("campus"):
        assert calendar_of(ask.campus_id).spans(ask.opened_at.astimezone(DENVER).date()), ask


def test_one_tap_offers_a_teacher_an_its_a_lead_and_an_administrator(district, settings):
    """The sign-in page offers the same four."""
    from hallway.people.views.sign_in import demo_people

    settings.DEMO = True
    offered = [choice["member"] for choice in choices()]
    assert [member.name for member in offered] == ["Marisol Baca", "Renata Quiroz", "Grace Okafor", "Samuel Benally"]
    assert [choice["member"] for choice in demo_people()] == offered
    assert offered[1].seat.is_its
    assert offered[3].seat.is_admin


def test_a_second_build_changes_nothing(district):
    said = []
    assert build(now=WEDNESDAY, out=said.append) == 0
    assert said == []


def test_an_unknown_size_is_refused():
    with pytest.raises(ValueError, match="small, typical"):
        build("gigantic")


def _rows():
    """What people read, without the numbers of rows (a sequence does not go back)."""
    who = ["requester__email", "holder__email", "campus__name", "room__name", "topic__name"]
    asks = Ask.objects.order_by("pk").values_list("line", "status", "opened_at", "rank", "reasons", "key", *who)
    said = Message.objects.order_by("pk").values_list("text", "kind", "at", "author__email")
    events = Event.objects.order_by("pk").values_list("kind", "at", "actor__email")
    return list(asks), list(said), list(events)


def _once(moment):
    from hallway.schooltime.calendars import forget

    with transaction.atomic():
        build(now=moment, out=lambda line: None)
        rows = _rows()
        transaction.set_rollback(True)
    forget()
    return rows


SUNDAY_NIGHT = datetime(2026, 10, 18, 4, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_two_builds_are_alike_and_a_weekend_has_its_list():
    first, second = _once(SUNDAY_NIGHT), _once(SUNDAY_NIGHT)
    assert first == second
    assert sum(status == "open" for _line, status, *_more in first[0]) >= 8


@pytest.mark.parametrize(
    ("moment", "end"),
    [
        (WEDNESDAY, datetime(2026, 10, 14, 10, 30, tzinfo=DENVER)),
        (datetime(2026, 10, 14, 3, 0, tzinfo=UTC), datetime(2026, 10, 13, 15, 45, tzinfo=DENVER)),
        (datetime(2026, 10, 17, 18, 0, tzinfo=UTC), datetime(2026, 10, 16, 15, 45, tzinfo=DENVER)),
        (datetime(2026, 11, 26, 18, 0, tzinfo=UTC), datetime(2026, 11, 25, 15, 45, tzinfo=DENVER)),
    ],
    ids=["in school", "in the night", "on a Saturday", "at Thanksgiving"],
)
def test_the_history_ends_when_school_last_was_on(district, moment, end):
    campus = Campus.objects.get(name="Ocotillo Elementary")
    assert end_of_history(calendar_of(campus.pk), moment) == end


def test_people_kept_their_own_page(district):
    marisol = Member.objects.get(name="Marisol Baca")
    assert "storytellers" in marisol.about
    assert Event.objects.of(marisol).filter(kind="member.introduced", actor=marisol).exists()
    assert not Event.objects.filter(kind="member.added").exclude(actor=HALLWAY.pk).exists()


def test_its_teams_live(district):
    """A board with answers, gatherings to come, birthdays as people like them known, and a card that is being signed."""
    from hallway.teams.models import Birthday, Card, Gathering, Topic

    topic = Topic.objects.get(title__startswith="Bus duty")
    assert topic.answers().count() == 2
    assert topic.pinned_at
    assert Gathering.objects.filter(start__gt=WEDNESDAY).count() == 2
    assert set(Birthday.objects.values_list("audience", flat=True)) == {"nobody", "team", "campus"}
    card = Card.objects.get(occasion="birthday")
    assert (card.member.name.split()[0], card.delivered_at) == ("Arlene", None)
    assert card.signatures.count() == 2


def test_tips_were_published_and_answered_and_a_page_of_outcomes_is_open(district):
    told = Tip.objects.filter(state="published").order_by("published_at")
    assert [tip.audience for tip in told] == ["district", "campus", "campus"]
    assert all(tip.by.seat.is_its and tip.by.seat.serves(tip.campus_id) for tip in told)
    assert told[0].replies.filter(trial__result__in=["worked", "changed", "did_not"]).count() >= 5
    assert told[0].replies.filter(help=True).exists()
    assert Tip.objects.filter(state="draft").count() == 1
    assert Trial.objects.filter(idea=None).exclude(from_whom="").exists()
    opened = Opened.objects.get()
    assert opened.lead.seat.leads_district
    assert opened.its == told[0].by


def test_trainings_took_place_and_are_coming(district):
    held, reading, gradebook = Session.objects.order_by("starts")
    assert held.seats.filter(attended="attended").count() == 5
    assert held.reactions.count() == 5
    assert held.seats.filter(trial__isnull=False).count() == 4
    assert Certificate.objects.count() == 1
    assert sorted(reading.seats.values_list("answer", flat=True)) == ["going"] * 4 + ["waiting"]
    assert gradebook.audience == "district"
    assert reading.starts > WEDNESDAY - timedelta(days=1)

"""Pages of belonging with everything full: a board of 500 answers with marks, a gathering of 200, a card of 60, a wall, first pages.

No page takes more than fifteen statements, whatever lies on it."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hallway.appreciation.models import Receipt, Thanks, Wave
from hallway.core.now import now
from hallway.core.verb import HALLWAY
from hallway.people.models import Adoption, Member, Post, Team, TeamMembership
from hallway.teams.models import Birthday, Card, Concern, Gathering, LifeEvent, Reaction, Rsvp, Signature, Topic
from hallway.threads.models import Message

from .teams import made

MOST = 15


@pytest.fixture
def full(monday, cast):
    moment, team = now(), made.team(cast)
    people = [Member(name=f"Mate {n:03} Miller", email=f"mate{n}@cedar.example") for n in range(220)]
    for member in people:
        member.folded = member.name.lower()
    Member.objects.bulk_create(people)
    Post.objects.bulk_create(Post(member=each, campus=cast.oak, role="teacher") for each in people)
    TeamMembership.objects.bulk_create(TeamMembership(team=team, member=each) for each in people[:100])
    more = [Team.make(by=HALLWAY, campus=cast.oak, name=f"Group {n}", kind="other") for n in range(12)]
    for one in more:
        TeamMembership.add(by=HALLWAY, team=one, member=cast.tess)
        Adoption.objects.create(team=one, its=cast.ivan, status="accepted", proposed_by=cast.tess, since=moment)
        Topic.open(by=cast.tess, team=one, title="Hello")
    topic = Topic.open(by=people[0], team=team, title="Five hundred", text="Words")
    kinds = ContentType.objects.get_for_models(Topic, Message)
    Message.objects.bulk_create(
        Message(noun_type=kinds[Topic], noun_id=topic.pk, kind="reply", author=people[n % 100], text=f"Answer {n}")
        for n in range(500)
    )
    answers = list(topic.answers())
    Reaction.objects.bulk_create(
        Reaction(subject_type=kinds[Message], subject_id=each.pk, member=people[n % 100], mark="heart")
        for n, each in enumerate(answers)
    )
    for n in range(3):
        Concern.say(by=cast.tess, topic=topic, message=answers[n].pk).set_aside(by=cast.lena)
    gathering = Gathering.invite(
        by=cast.tess, campus=cast.oak, title="Everybody", start=moment + timedelta(days=2),
        end=moment + timedelta(days=2, hours=1), bring=["Bread"] * 20,
    )  # fmt: skip
    Rsvp.objects.bulk_create(
        Rsvp(gathering=gathering, member=each, answer="going", listed=True) for each in people[:200]
    )
    for n in range(40):
        row = Thanks.objects.create(sender=people[n], reason="For the cable", at=moment)
        Receipt.objects.create(thanks=row, member=cast.ivan, allowed=True)
    for who in (cast.ivan, cast.tess, cast.lena):
        Wave.objects.bulk_create(Wave(sender=each, receiver=who, day=moment.date(), at=moment) for each in people[:30])
    cards = {}
    for who in (cast.ivan, cast.tess):
        cards[who.pk] = card = Card.open_card(by=HALLWAY, member=who, team=team, occasion="other", deliver_at=moment)
        Signature.objects.bulk_create(Signature(card=card, member=each, words="Welcome") for each in people[:60])
        card.deliver(by=HALLWAY)
    signed = Card.open_card(
        by=HALLWAY, member=people[99], team=team, occasion="birthday", deliver_at=moment + timedelta(days=3)
    )
    Signature.objects.bulk_create(Signature(card=signed, member=each, words="Hooray") for each in people[5:65])
    for each in people[:12]:
        Birthday.say_birthday(by=each, member=each, month=3, day=2, audience="campus", card=False)
    for each in people[:6]:
        LifeEvent.tell(by=each, kind="happy", words="A son!", audience="campus")
    return {
        "/": ["tess", "ivan", "lena", "dora", "opal"],
        "/teams/": ["tess", "ivan"],
        f"/teams/{team.pk}/": ["tess", "ivan"],
        topic.get_absolute_url(): ["tess", "ivan"],
        gathering.get_absolute_url(): ["tess", "lena"],
        "/teams/gatherings/": ["tess", "ivan"],
        "/teams/days/": ["tess", "ivan"],
        signed.get_absolute_url(): ["tess", "ivan"],
        cards[cast.ivan.pk].get_absolute_url(): ["ivan", "tess"],
        "/teams/without/": ["lena"],
        "/teams/concerns/": ["lena", "dora"],
        Concern.objects.first().get_absolute_url(): ["lena", "tess"],
        "/thanks/": ["ivan", "tess"],
        "/thanks/wall/": ["ivan", "lena", "dora"],
        "/thanks/waves/": ["ivan"],
        "/thanks/give/": ["tess"],
        team.get_absolute_url(): ["tess", "ivan", "lena", "ada"],
        "/people/": ["tess", "lena"],
        cast.ivan.get_absolute_url(): ["tess", "lena", "ivan"],
        "/notices/choices/": ["tess", "ivan", "ada"],
        "/notices/": ["tess"],
        "/thanks/keepsake/": ["ivan"],
    }


def test_no_page_takes_more_than_fifteen_statements(cast, full, as_):
    dear, missing = {}, []
    for url, who in full.items():
        for name in who:
            browser = as_(getattr(cast, name))
            browser.get(url)
            with CaptureQueriesContext(connection) as seen:
                answer = browser.get(url)
            if answer.status_code != 200:
                missing.append((url, name, answer.status_code))
            elif len(seen) > MOST:
                dear[url, name] = len(seen)
    assert not missing
    assert not dear, dear

"""What is over goes at night; what still counts stays."""

from datetime import timedelta

from django.test import Client

from hallway.core.now import now
from hallway.people import throttle
from hallway.people.forgetting import forget_old
from hallway.people.models import Attempt, Invitation, Sheet
from hallway.people.sessions import open_sessions


def test_what_is_over_goes_and_the_rest_stays(cast):
    from allauth.usersessions.models import UserSession
    from django.contrib.sessions.models import Session

    Attempt.add("a" * 64, throttle.WINDOW)
    Sheet.keep(kind="people", by=cast.ada, text="email")
    Invitation.send(by=cast.ada, member=cast.tess)
    for _ in range(2):
        Client().post("/account/login/", {"login": "tess@cedar.example", "password": "a long enough word"})
    assert forget_old() == 0
    Session.objects.filter(pk=UserSession.objects.first().session_key).delete()
    Attempt.objects.update(since=now() - timedelta(days=2))
    Sheet.objects.update(made=now() - timedelta(days=2))
    Invitation.objects.update(expires=now() - timedelta(days=91))
    assert forget_old() == 4
    assert len(open_sessions(cast.tess)) == 1

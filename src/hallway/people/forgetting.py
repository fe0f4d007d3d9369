"""What people need not keep: counts of wrong guesses, lists sent in, letters that ran out, sessions that are over, and that
somebody once said "not just now" to a team."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from hallway.core.now import now

from .models import Adoption, Attempt, Invitation, Sheet
from .models.adoptions import QUIET


def forget_old():
    """Remove what is over; returns how many rows went. A job does it every night."""
    moment = now()
    gone = Attempt.objects.filter(since__lt=moment - timedelta(days=1)).delete()[0]
    gone += Sheet.objects.over().delete()[0]
    gone += Invitation.objects.filter(expires__lt=moment - timedelta(days=90)).delete()[0]
    gone += Adoption.objects.filter(status="declined", until__lt=moment - QUIET).delete()[0]
    return gone + UserSession.objects.exclude(session_key__in=Session.objects.values("pk")).delete()[0]

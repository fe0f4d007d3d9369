"""A member's open sessions: each is a browser somewhere. Ending one takes hold on its next request."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.contrib.sessions.models import Session


def open_sessions(member):
    """[UserSession] that still work, newest first."""
    rows = list(UserSession.objects.filter(user_id=member.pk).order_by("-created_at"))
    alive = set(Session.objects.filter(pk__in=[r.session_key for r in rows]).values_list("pk", flat=True))
    return [row for row in rows if row.session_key in alive]


def end_sessions(member, *, but=None, only=None):
    """End all of a member's sessions, except the one with the key ``but``, or only the row ``only``; gives how many."""
    rows = UserSession.objects.filter(user_id=member.pk)
    if but:
        rows = rows.exclude(session_key=but)
    if only:
        rows = rows.filter(pk=only)
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(pk__in=keys).delete()
    rows.delete()
    return len(keys)


def go_on_after_new_password(request, member):
    """This session goes on under a new key, and stays in the list of open ones."""
    old = request.session.session_key
    update_session_auth_hash(request, member)
    UserSession.objects.filter(user=member, session_key=old).delete()
    UserSession.objects.create_from_request(request)

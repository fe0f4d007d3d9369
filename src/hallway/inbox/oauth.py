"""Access tokens for mailboxes that take no password any more: Google, Microsoft, or any OAuth 2 token endpoint (RFC 6749).

Two grants: a refresh token, or, where none is named, the application's own word (client credentials). Access tokens live in
memory only. A refresh token that the provider hands out anew is kept in the mailbox's row, locked as passwords are.
"""

import hashlib
import time
from datetime import timedelta

import requests

from hallway.core.locked import lock, unlock
from hallway.core.now import now
from hallway.core.text import one_line

from .models import Mailbox

SECONDS = 20  # for the token endpoint
EARLY = 120  # seconds before its end that a token is renewed
_tokens: dict = {}  # {row's pk: (what it was made from, token, monotonic end)}


class TokenRefused(Exception):
    """The provider gives no token; the text says why, in one sentence."""


def access_token(server, row):
    """A token that is good for some minutes at least. Raises ``TokenRefused``, or OSError when the endpoint is away."""
    given = _mark(server.oauth)
    made_from, token, end = _tokens.get(row.pk, ("", "", 0.0))
    if made_from == given and end - EARLY > time.monotonic():
        return token
    answer = _granted(server.oauth, row, given)
    token = answer.get("access_token")
    if not isinstance(token, str) or not token:
        raise TokenRefused("The sign-in service answered without a token.")
    seconds = answer.get("expires_in")
    seconds = int(seconds) if isinstance(seconds, int | float | str) and str(seconds).isdigit() else 3600
    _tokens[row.pk] = (given, token, time.monotonic() + seconds)
    fresh = answer.get("refresh_token")
    values = {"token_until": now() + timedelta(seconds=seconds), "token_refused_at": None}
    if isinstance(fresh, str) and fresh and fresh != server.oauth.refresh_token:
        values |= {"refresh_token": lock(fresh), "refresh_of": given}
    _keep(row, values)
    return token


def forget(row):
    """The next ``access_token`` asks the provider."""
    _tokens.pop(row.pk, None)


def _granted(client, row, given):
    """The endpoint's answer as a dictionary."""
    newest = unlock(row.refresh_token) if row.refresh_token and row.refresh_of == given else ""
    tries = list(dict.fromkeys(filter(None, [newest, client.refresh_token]))) or [""]
    for number, refresh in enumerate(tries):
        words = {"client_id": client.client_id, "client_secret": client.client_secret}
        words |= (
            {"grant_type": "refresh_token", "refresh_token": refresh}
            if refresh
            else {"grant_type": "client_credentials"}
        )
        words |= {"scope": client.scope} if client.scope else {}
        try:
            answer = requests.post(client.token_url, data=words, timeout=SECONDS, allow_redirects=False)
            about = answer.json() if answer.content else {}
        except requests.ConnectionError as trouble:
            raise OSError("the sign-in service could not be reached") from trouble
        except requests.Timeout as trouble:
            raise TimeoutError("the sign-in service did not answer in time") from trouble
        except ValueError:
            about = {}
        about = about if isinstance(about, dict) else {}
        if answer.status_code == 200:
            return about
        if answer.status_code >= 500 or answer.status_code == 429:
            raise OSError(f"the sign-in service answers {answer.status_code}")
        if number + 1 == len(tries):
            _keep(row, {"token_refused_at": row.token_refused_at or now()})
            raise TokenRefused(_why(about, answer.status_code))
    return {}


def _why(about, status):
    code = one_line(str(about.get("error", status)), 60)
    meaning = {
        "invalid_grant": "the refresh token is no longer good; sign in again and enter the new one",
        "invalid_client": "the client id or its secret is wrong or has expired",
        "unauthorized_client": "this application may not do that; ask whoever looks after the sign-in service",
        "invalid_scope": "this application may not read mail; ask whoever looks after the sign-in service",
    }.get(code, "the client id, secret and token may be checked there")
    return f"The sign-in service gives no token ({code}): {meaning}."


def _mark(client):
    """What the row's newer refresh token belongs to; another one means that somebody entered a new one."""
    said = "\0".join([client.token_url, client.client_id, client.refresh_token])
    return hashlib.sha256(said.encode()).hexdigest()


def _keep(row, values):
    for name, value in values.items():
        setattr(row, name, value)
    Mailbox.objects.filter(pk=row.pk).update(**values)

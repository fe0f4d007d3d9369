"""Every route, everybody: what each of the cast gets. A route that is not in the table fails, so none is forgotten."""

import uuid

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from .access import EVERYBODY, ROUTES

LIBRARY = {"account", "socialaccount", "usersessions", "openid_connect"}


def routes(patterns, prefix=""):
    for item in patterns:
        if isinstance(item, URLResolver):
            space = f"{prefix}{item.namespace}:" if item.namespace else prefix
            yield from routes(item.url_patterns, space)
        elif isinstance(item, URLPattern):
            yield f"{prefix}{item.name}", item


def ours():
    """(name, pattern) of every route that is not the sign-in library's."""
    for name, item in routes(get_resolver().url_patterns):
        if not item.callback.__module__.startswith("allauth"):
            yield name, item


def test_every_route_is_in_the_table():
    names = {name for name, _item in ours()}
    assert names - set(ROUTES) == set(), "routes without a line in tests/access.py"
    assert set(ROUTES) - names == set(), "lines for routes that are gone"


def test_public_pages_are_the_listed_ones():
    """A page that anybody may open is marked so in the code and in the table, or it is not public."""
    marked = {name for name, item in ours() if getattr(item.callback, "hallway_public", False)}
    assert marked == {name for name, line in ROUTES.items() if line.public}


def kind_of(answer):
    """``login``, ``403``, ``404``, or ``ok`` for whatever shows that the door was open."""
    if answer.status_code in (302, 303) and answer.headers.get("Location", "").startswith("/account/login/?"):
        return "login"
    if answer.status_code in (403, 404):
        return str(answer.status_code)
    return "ok" if answer.status_code < 500 or answer.status_code == 503 else f"broken {answer.status_code}"


@pytest.mark.parametrize("rooms", sorted({name.partition(":")[0] for name in ROUTES}))
def test_who_gets_in(rooms, cast, ask, as_, client):
    """Everybody at every door, each from the same state: what a verb changed is taken back before the next person."""
    row = ask(room=cast.room)
    browsers = {"nobody": client} | {who: as_(getattr(cast, who)) for who in EVERYBODY}
    wrong = {}
    for name, line in ROUTES.items():
        if name.partition(":")[0] != rooms:
            continue
        address = reverse(name, kwargs=line.words(cast, row))
        form = {"key": str(uuid.uuid4()), **line.data(cast, row)} if line.method == "POST" else {}
        for who, expected in line.expected().items():
            with transaction.atomic():
                answer = getattr(browsers[who], line.method.lower())(address, form)
                transaction.set_rollback(True)
            if kind_of(answer) != expected:
                wrong[f"{name} {who}"] = f"{kind_of(answer)} instead of {expected}"
    assert not wrong, "\n" + "\n".join(f"{door}: {said}" for door, said in wrong.items())


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_a_page_is_looked_at_or_sent_a_form_and_nothing_else(method, cast, ask, as_):
    """Not even for whoever may most."""
    row, browser, answered = ask(room=cast.room), as_(cast.ada), {}
    for name, line in ROUTES.items():
        status = getattr(browser, method)(reverse(name, kwargs=line.words(cast, row))).status_code
        if status not in (405, 404):
            answered[name] = status
    assert not answered

"""The cast: one district, two campuses, and people who are the same in every test. Arranged by calling verbs, once a worker."""

import gc
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from types import SimpleNamespace

import pytest

from . import database

MONDAY = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)  # a Monday, 09:00 in Chicago


def pytest_collection_finish(session):
    """What is loaded stays: the collector need not walk through all of it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_configure(config):
    from django.conf import settings

    from hallway.cli.assets import compile_translations

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.ALLOWED_HOSTS = ["*"]
    compile_translations([Path(folder) for folder in settings.LOCALE_PATHS])
    settings.WHITENOISE_AUTOREFRESH = True  # looks for a file when it is asked for, not for all with every client
    settings.STATIC_ROOT = settings.STATICFILES_DIRS[0]  # nothing is collected for tests


@pytest.fixture(scope="session")
def django_db_modify_db_settings():
    from django.db import connections

    database.use_for_tests(connections["default"].settings_dict)


@pytest.fixture(scope="session", autouse=True)
def _emptied_quickly():
    """After a test that commits: only what was filled is emptied."""
    from django.db import connection
    from django.test import TransactionTestCase

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _test: database.empty(connection))
        yield


@pytest.fixture(autouse=True)
def _fresh_calendars():
    from hallway.schooltime.calendars import forget

    forget()
    yield
    forget()


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    """Uploads of a test go to a folder of its own."""
    settings.DATA = Path(tmp_path)
    settings.ENV = replace(settings.ENV, data=Path(tmp_path), files=str(tmp_path / "files"))


@pytest.fixture(scope="session")
def made_cast(django_db_setup, django_db_blocker):
    """The cast, made once a worker; every test gets it anew (tests/keepsake.py)."""
    from django.db import connection

    from hallway.schooltime.calendars import forget

    from .keepsake import Keepsake

    with django_db_blocker.unblock():
        database.spread_numbers(connection)
        made = Keepsake(_make_cast)
    forget()
    return made


@pytest.fixture
def cast(made_cast, db):
    """Everybody: ``cast.tess`` is a teacher at Oak, ``cast.ivan`` the ITS of Oak and Elm, ``cast.olga`` another teacher
    at Oak, ``cast.emil`` one at Elm, ``cast.kim`` the ITS of Elm only, ``cast.lena`` leads Oak, ``cast.ed`` leads Elm,
    ``cast.opal`` Oak's office, ``cast.cora`` Oak's first contact, ``cast.dora`` the district lead, ``cast.ada`` the
    administrator, ``cast.gone`` somebody who left. Districtwide duty holder: ``dora``.
    """
    return made_cast.lay()


def _make_cast():
    from hallway.core.verb import HALLWAY
    from hallway.people.models import Campus, District, Member, Post, Room
    from hallway.procedures.models import Procedure, Topic
    from hallway.schooltime.models import Hours

    people = SimpleNamespace()
    district = District.objects.create(pk=1, name="Cedar Valley", set_up=MONDAY)
    oak = Campus.add(by=HALLWAY, name="Oak Elementary", code="OAK", time_zone="America/Chicago")
    elm = Campus.add(by=HALLWAY, name="Elm Middle", code="ELM", time_zone="America/Chicago")
    Hours.set_week(by=HALLWAY, campus=None, week={day: [(time(7, 30), time(16, 0))] for day in range(5)})
    people.district, people.oak, people.elm = district, oak, elm
    people.room = Room.add(by=HALLWAY, campus=oak, name="12")
    people.elm_room = Room.add(by=HALLWAY, campus=elm, name="B4")
    people.topic = Topic.objects.order_by("order").first() or Topic.add(
        by=HALLWAY, name="Projector or board", icon="projector"
    )
    people.procedure = Procedure.in_force()

    def person(key, name, *posts, **values):
        member = Member.add(
            by=HALLWAY, email=f"{key}@cedar.example", name=name, password="a long enough word", **values
        )
        for role, campus, *more in posts:
            Post.add(by=HALLWAY, member=member, role=role, campus=campus, **(more[0] if more else {}))
        setattr(people, key, member)
        return member

    person("tess", "Tess Tanaka", ("teacher", oak), room=people.room)
    person("olga", "Olga Ortiz", ("teacher", oak))
    person("emil", "Emil Ekholm", ("teacher", elm), room=people.elm_room)
    person(
        "ivan",
        "Iván Núñez",
        ("its", oak, {"hat": "fixer"}),
        ("its", elm, {"hat": "coach", "weekdays": [1, 3]}),
        title="Digital learning coach",
    )
    person("kim", "Kim Kaplan", ("its", elm, {"hat": "troubleshooter"}))
    person("lena", "Lena Lowe", ("lead", oak))
    person("ed", "Ed Eaton", ("lead", elm))
    person("opal", "Opal Otis", ("office", oak))
    person("cora", "Cora Cole", ("contact", oak), ("teacher", oak))
    person("dora", "Dora Diaz", ("district", None))
    person("ada", "Ada Adler", ("admin", None))
    person("gone", "Gus Gone", ("teacher", oak))
    people.gone.deactivate(by=HALLWAY)
    district.duty = people.dora
    district.save()
    return people


@pytest.fixture
def as_(client):
    """``as_(member)``: a browserless client signed in as them."""
    from django.test import Client

    def sign_in(member):
        fresh = Client()
        fresh.force_login(member)
        return fresh

    return sign_in


@pytest.fixture
def ask(cast):
    """``ask(**values)``: a request of Tess at Oak, opened by its verb."""
    from hallway.asks.models import Ask

    def make(**values):
        requester = values.pop("requester", cast.tess)
        by = values.pop("by", requester)
        campus = values.pop("campus", cast.oak)
        return Ask.open(
            by=by, requester=requester, campus=campus, line=values.pop("line", "The projector is dark"), **values
        )

    return make


@pytest.fixture
def monday():
    """The house's clock stands at Monday 09:00 in Chicago; ``monday.at(instant)`` moves on inside a ``with``."""
    from hallway.core.now import moved

    with moved(MONDAY):
        yield SimpleNamespace(instant=MONDAY, at=moved)

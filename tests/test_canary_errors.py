"""The canary in what goes wrong: error pages about confidential things, as anybody gets them, and the logs of it."""

import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hallway.core.logs import JsonFormatter

from .access import EVERYBODY
from .canary import CANARY, sing

OTHERS = [name for name in EVERYBODY if name not in ("tess", "ivan")]


@pytest.fixture
def secret(cast, monday):
    return sing(cast)


@pytest.fixture
def written(caplog):
    """Every line as the log of a running Hallway would have it."""
    caplog.set_level(logging.DEBUG)
    return lambda: "\n".join(JsonFormatter().format(record) for record in caplog.records if record.name != "factory")


def forms(consult, visit, brag):
    """Addresses that a form of a confidential page is sent to, with words in them that nobody else may read again."""
    words = {
        "text": f"{CANARY} typed",
        "title": f"{CANARY} typed",
        "line": f"{CANARY} typed",
        "words": f"{CANARY} typed",
    }
    at = {"consult": consult.get_absolute_url(), "visit": visit.get_absolute_url(), "brag": brag.get_absolute_url()}
    named = ("consult", "say"), ("consult", "withdraw"), ("visit", "come"), ("brag", "change"), ("brag", "consent")
    return [(f"{at[noun]}{verb}/", words) for noun, verb in named]


@pytest.mark.parametrize("who", OTHERS)
def test_others_get_404_without_a_word(cast, secret, as_, who, written):
    browser = as_(getattr(cast, who))
    browser.raise_request_exception = False
    asked = [browser.get(noun.get_absolute_url()) for noun in secret]
    asked += [browser.post(address, words) for address, words in forms(*secret)]
    assert {answer.status_code for answer in asked} == {404}
    assert not [answer for answer in asked if CANARY in answer.content.decode()]
    assert CANARY not in written()


def test_a_form_without_its_stamp(cast, secret, settings, written):
    """403: the page of a stale form repeats nothing of it."""
    from django.test import Client

    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.tess)
    for address, words in forms(*secret):
        answer = browser.post(address, words)
        assert answer.status_code == 403
        assert CANARY not in answer.content.decode()
    assert CANARY not in written()


def test_a_verb_that_is_refused(cast, secret, as_, written):
    """409: the sentence says what to do, not what it is about."""
    consult, _visit, _brag = secret
    answer = as_(cast.tess).post(consult.get_absolute_url() + "go_back/", {"text": f"{CANARY} typed"})
    assert answer.status_code == 409
    assert CANARY not in answer.content.decode()
    assert CANARY not in written()


def test_a_form_that_is_not_clear_comes_back_to_its_writer_only(cast, secret, as_, written):
    """422: the words are in the form again, for whoever typed them; the log has none of them."""
    consult, _visit, _brag = secret
    answer = as_(cast.tess).post(consult.get_absolute_url() + "say/", {"key": "no key", "text": f"{CANARY} typed"})
    assert answer.status_code == 422
    assert f"{CANARY} typed" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert CANARY not in written()


def test_a_file_that_is_too_large(cast, secret, as_, settings, written, monkeypatch):
    """413 or 422: the file's name stays with its sender, and neither it nor its bytes are logged."""
    monkeypatch.setattr("hallway.core.storage.LIMIT", 10)
    consult, _visit, _brag = secret
    upload = SimpleUploadedFile(f"{CANARY}-large.txt", f"{CANARY} bytes".encode() * 9)
    answer = as_(cast.tess).post(consult.get_absolute_url() + "say/", {"text": "x", "files": upload})
    assert answer.status_code == 422
    assert CANARY not in written()
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    answer = as_(cast.tess).post(consult.get_absolute_url() + "say/", {"text": f"{CANARY} typed"})
    assert answer.status_code in (400, 413)
    assert CANARY not in answer.content.decode()
    assert CANARY not in written()


@pytest.mark.parametrize(
    "route", ["consult", "consult_paper", "visit", "brag"], ids=lambda route: f"{route} breaks after the row was read"
)
def test_what_breaks_inside_a_confidential_page(cast, secret, as_, settings, written, monkeypatch, route):
    """500, as it is with DEBUG off: neither page nor log repeats what was on the desk, nor the error's own words."""
    settings.DEBUG = False
    noun = {"visit": secret[1], "brag": secret[2]}.get(route, secret[0])

    def broken(request, *args, **kwargs):
        on_the_desk = type(noun).objects.get(pk=noun.pk)
        raise RuntimeError(f"{CANARY} {on_the_desk.__dict__}")

    for place in ("hallway.appointments.views.consults.page", "hallway.appointments.views.visits.page"):
        monkeypatch.setattr(place, broken, raising=False)
    for place in ("hallway.appointments.views.brags.page", "hallway.appointments.views.consult_page.page"):
        monkeypatch.setattr(place, broken, raising=False)
    browser = as_(cast.tess)
    browser.raise_request_exception = False
    answer = browser.get(reverse(f"appointments:{route}", args=[noun.pk]))
    assert answer.status_code == 500
    assert CANARY not in answer.content.decode()
    assert "RuntimeError" in written(), "the log says what kind of error it was"
    assert CANARY not in written()


def test_429_knows_nothing(cast, secret, client, written):
    """Too many tries at the door: a page about the door."""
    statuses = set()
    for number in range(40):
        answer = client.post(reverse("account_login"), {"login": cast.tess.email, "password": f"{CANARY}{number}"})
        statuses.add(answer.status_code)
        assert CANARY not in answer.content.decode()
        if answer.status_code == 429:
            break
    assert 429 in statuses
    assert CANARY not in written()

"""The first run: a code from the machine, five pages, and then it is closed for good."""

import re
from dataclasses import replace

import pytest
from django.core import mail
from django.test import Client

from hallway.delivery.sending import mail_server
from hallway.people.models import Campus, District, Member, Post
from hallway.people.setup import is_setup_code, setup_code
from hallway.schooltime.models import Hours

FIRST = {"name": "Ada Adler", "email": "ada@cedar.example", "password": "three quiet yellow doors"}


@pytest.fixture
def fresh(db):
    return Client()


def test_an_empty_house_leads_to_the_welcome(fresh):
    answer = fresh.get("/account/login/")
    assert answer["Location"] == "/settings/welcome/"
    assert fresh.get("/settings/welcome/").status_code == 200


def test_all_of_it_from_the_code_to_the_first_list(fresh, settings):
    go = fresh.post("/settings/welcome/", FIRST | {"code": setup_code().upper()})
    assert go["Location"] == "/settings/welcome/names/"
    ada = Member.objects.get()
    assert ada.seat.is_admin
    named = {"name": "Cedar Valley", "its_title": "Coach", "time_zone": "America/Denver"}
    assert fresh.post("/settings/welcome/names/", named)["Location"] == "/settings/welcome/campuses/"
    said = {"names": "Oak Elementary, OAK\n\n Elm Middle \n"}
    assert fresh.post("/settings/welcome/campuses/", said)["Location"] == "/settings/welcome/hours/"
    assert [(c.name, c.code, c.time_zone) for c in Campus.objects.all()] == [
        ("Elm Middle", "", "America/Denver"),
        ("Oak Elementary", "OAK", "America/Denver"),
    ]
    assert "07:30" in fresh.get("/settings/welcome/hours/").content.decode()
    week = {f"start_{d}": "08:00" for d in range(5)} | {f"end_{d}": "15:30" for d in range(5)}
    assert fresh.post("/settings/welcome/hours/", week)["Location"] == "/settings/welcome/team/"
    assert Hours.objects.filter(campus=None).count() == 5
    oak = Campus.objects.get(code="OAK")
    team = {
        "form-TOTAL_FORMS": "4",
        "form-INITIAL_FORMS": "0",
        "form-0-name": "Iván Núñez",
        "form-0-email": "ivan@cedar.example",
    }
    team |= {"form-1-name": "Kim Kaplan", "form-1-email": "kim@cedar.example", "form-1-campus": oak.pk}
    assert fresh.post("/settings/welcome/team/", team)["Location"] == "/settings/welcome/mail/"
    assert {(p.member.name, p.campus_id) for p in Post.objects.filter(role="its")} == {
        ("Iván Núñez", None),
        ("Kim Kaplan", oak.pk),
    }
    assert not mail.outbox
    sent = fresh.post(
        "/settings/welcome/mail/",
        {"address": "help@cedar.example", "host": "smtp.example.org", "user": "u@x", "password": "p:/@"},
    )
    assert sent["Location"] == "/settings/welcome/mail/?sent=1"
    assert [m.to for m in mail.outbox] == [["ada@cedar.example"]]
    kept = District.get().mail_out
    assert kept.startswith("smtp://u%40x:locked.")
    assert kept.endswith("@smtp.example.org:587?tls=starttls")
    assert "p%3A%2F%40" not in kept, "the password lies there locked"
    settings.ENV = replace(settings.ENV, mail_out=None)
    assert mail_server() == ("smtp.example.org", 587, "u@x", "p:/@", "starttls")
    assert "p:/@" not in fresh.get("/settings/welcome/mail/").content.decode()
    assert fresh.post("/settings/welcome/finish/")["Location"] == "/settings/people/"
    assert {m.to[0] for m in mail.outbox[1:]} == {"ivan@cedar.example", "kim@cedar.example"}
    assert fresh.get("/settings/welcome/")["Location"] == "/settings/"
    assert fresh.get("/settings/welcome/hours/")["Location"] == "/settings/hours/"
    for page in ("names", "campuses", "team", "mail"):
        assert fresh.get(f"/settings/welcome/{page}/").status_code == 404, page
    assert fresh.post("/settings/welcome/finish/").status_code == 404


def test_it_can_be_left_and_come_back_to(fresh):
    fresh.post("/settings/welcome/", FIRST | {"code": setup_code()})
    assert fresh.get("/settings/welcome/")["Location"] == "/settings/welcome/names/"
    fresh.post("/settings/welcome/names/", {"name": "Cedar", "its_title": "ITS", "time_zone": "America/Chicago"})
    assert fresh.get("/settings/welcome/")["Location"] == "/settings/welcome/campuses/"
    fresh.post("/settings/welcome/campuses/", {"names": "Oak"})
    assert fresh.post("/settings/welcome/campuses/", {"names": "oak"}).status_code == 303  # again: the same campus
    assert Campus.objects.count() == 1
    assert fresh.get("/settings/welcome/")["Location"] == "/settings/welcome/hours/"


@pytest.mark.parametrize("code", ["", " ", "0", "null", "a" * 32, "é", "almost"])
def test_only_the_code_opens_it(fresh, code):
    code = setup_code()[:-1] if code == "almost" else code
    assert fresh.post("/settings/welcome/", FIRST | {"code": code}).status_code == 422
    assert not Member.objects.exists()


def test_the_code_is_worth_nothing_once_somebody_manages(cast):
    assert not is_setup_code(setup_code())
    answer = Client().post("/settings/welcome/", FIRST | {"code": setup_code()})
    assert answer["Location"].startswith("/account/login/")
    assert Member.objects.filter(posts__role="admin").count() == 1


def test_a_weak_password_and_a_bad_campus_come_back(fresh):
    assert fresh.post("/settings/welcome/", FIRST | {"code": setup_code(), "password": "short"}).status_code == 422
    fresh.post("/settings/welcome/", FIRST | {"code": setup_code()})
    answer = fresh.post("/settings/welcome/names/", {"name": "Cedar", "its_title": "ITS", "time_zone": "Mars/Base"})
    assert answer.status_code == 422
    assert fresh.post("/settings/welcome/campuses/", {"names": "\n \n"}).status_code == 422
    assert fresh.post("/settings/welcome/campuses/", {"names": "One, A\nTwo, A"}).status_code == 422
    assert not Campus.objects.exists()


def test_the_pages_are_for_administrators(cast, as_):
    District.objects.update(set_up=None)
    for who in ("tess", "opal", "dora", "ivan"):
        for page in ("names", "campuses", "team", "mail", "hours"):
            assert as_(getattr(cast, who)).get(f"/settings/welcome/{page}/").status_code == 403
        assert as_(getattr(cast, who)).post("/settings/welcome/finish/").status_code == 403
    for page in ("names", "campuses", "team", "mail", "hours"):
        assert as_(cast.ada).get(f"/settings/welcome/{page}/").status_code == 200, page


def test_the_code_is_long_and_the_same_in_every_process():
    assert re.fullmatch(r"([0-9a-f]{4}-){7}[0-9a-f]{4}", setup_code())
    assert setup_code() == setup_code()

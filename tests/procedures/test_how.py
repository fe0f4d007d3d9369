"""What stands on the wall: the public sheet of a campus, and stickers whose codes open the filled-in form."""

import io
import re

import pytest
import segno
from msgspec.structs import replace

from hallway.core.verb import HALLWAY
from hallway.people.models import Room
from hallway.procedures.models import Procedure
from hallway.procedures.terms import read_terms

from .test_editor import FULL


@pytest.fixture
def oak(cast):
    """Oak's sheet after a full procedure."""
    row = Procedure.draft(by=cast.ada, campus=cast.oak)
    row.revise(by=cast.ada, terms=read_terms(FULL.words()))
    row.publish(by=cast.ada)
    return f"/how/{cast.oak.pk}/"


def test_the_sheet_says_what_is_in_force(cast, oak, client):
    page = client.get(oak).content.decode()
    for words in (
        "How to get help here", "Oak Elementary", "Send one request for each thing.", "555 0100", "Danger, or no network",
        "x5050, 7:30 to 9", "The first contact at the campus", "https://help.cedar.example/", "It gets lost",
        "15 school minutes", "3 school days", "as we are able", "B 12", "10 school days before",
        "The first contact of this campus sends requests for everybody.",
    ):  # fmt: skip
        assert words in page, words
    elm = client.get(f"/how/{cast.elm.pk}/").content.decode()
    assert "Send one request" not in elm
    assert "school hour" in elm


def test_a_topic_that_goes_another_way_is_named(cast, oak, client):
    assert "For some things it is different" not in client.get(oak).content.decode()
    row = Procedure.draft(by=cast.ada, topic=cast.topic)
    row.revise(by=cast.ada, terms=replace(FULL, plain="Lamps cost money.\nAsk twice.", doors=FULL.doors[1:3]))
    row.publish(by=cast.ada)
    page = client.get(f"/how/{cast.elm.pk}/").content.decode()
    assert "For some things it is different" in page
    assert "Lamps cost money." in page
    assert "For some things it is different" not in client.get(oak).content.decode(), "Oak's own comes first"


def test_the_sheet_names_nobody_and_is_the_same_for_everybody(cast, oak, client, as_):
    seen = client.get(oak).content
    for who in ("tess", "ivan", "ada", "kim"):
        answer = as_(getattr(cast, who)).get(oak)
        assert answer.content == seen
        assert not answer.cookies, "a cache must not hand out somebody's session"
    for who in (cast.tess, cast.ivan, cast.cora, cast.lena, cast.dora):
        assert who.name.split()[1] not in seen.decode()
    assert b"csrf" not in seen.lower()


def test_the_sheet_may_be_kept_and_is_fresh_when_it_changes(cast, oak, client):
    first = client.get(oak)
    assert "public" in first["Cache-Control"]
    assert {"Accept-Language", "Cookie"} <= {one.strip() for one in first["Vary"].split(",")}
    again = client.get(oak, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    row = Procedure.draft(by=cast.ada, campus=cast.oak)
    row.revise(by=cast.ada, terms=replace(FULL, plain="Otherwise."))
    row.publish(by=cast.ada)
    fresh = client.get(oak, headers={"If-None-Match": first["ETag"]})
    assert fresh.status_code == 200
    assert "Otherwise." in fresh.content.decode()


def test_the_sheet_speaks_the_readers_language(cast, client):
    page = client.get(f"/how/{cast.oak.pk}/", headers={"Accept-Language": "es"})
    assert '<html lang="es"' in page.content.decode()
    assert page["ETag"] != client.get(f"/how/{cast.oak.pk}/")["ETag"]


def test_a_campus_that_is_not_in_use_has_no_sheet(cast, client):
    cast.elm.change(by=HALLWAY, enabled=False)
    assert client.get(f"/how/{cast.elm.pk}/").status_code == 404
    assert client.get("/how/999999999/").status_code == 404


def test_words_of_a_procedure_are_only_words(cast, client):
    row = Procedure.draft(by=cast.ada)
    row.revise(by=cast.ada, terms=replace(FULL, plain="<script>alert(1)</script>"))
    row.publish(by=cast.ada)
    assert "<script>alert" not in client.get(f"/how/{cast.elm.pk}/").content.decode()


def addresses(page):
    """How many codes stand on a page."""
    return page.content.decode().count('class="qr-code"')


def test_the_codes_say_the_full_address(cast, as_, client, settings):
    settings.PUBLIC_URL = "https://hallway.cedar.example"
    page = as_(cast.opal).get(f"/how/{cast.oak.pk}/stickers/").content.decode()
    assert qr_of(f"https://hallway.cedar.example/asks/new/?at={cast.room.pk}") in page
    sheet = client.get(f"/how/{cast.oak.pk}/").content.decode()
    assert qr_of(f"https://hallway.cedar.example/asks/new/?campus={cast.oak.pk}") in sheet
    assert qr_of("https://hallway.cedar.example/asks/new/") not in sheet


def qr_of(address):
    """The lines of the code of an address, as the library draws them."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=3)
    return re.search(r' d="(M3[^"]*)"', out.getvalue().decode())[1]


def test_stickers_for_every_room_in_use(cast, as_):
    for number in range(30):
        Room.add(by=HALLWAY, campus=cast.oak, name=f"2{number:02}")
    Room.objects.get(name="229").change(by=HALLWAY, enabled=False)
    client, where = as_(cast.opal), f"/how/{cast.oak.pk}/stickers/"
    page = client.get(where)
    assert addresses(page) == 30, "room 12 and 29 of the new ones"
    assert page.content.decode().count('<ol class="labels labels-letter"') == 2
    later = client.get(where, {"paper": "a4", "first": 20}).content.decode()
    assert later.count('<ol class="labels labels-a4"') == 3
    assert later.count('aria-hidden="true"></li>') == 19
    for number in range(100):
        Room.add(by=HALLWAY, campus=cast.oak, name=f"4{number:02}")
    shown = [addresses(client.get(where, {"part": part})) for part in (0, 1, 2)]
    assert shown == [96, 34, 0], "a few sheets at a time"
    assert "?paper=letter&amp;part=1" in client.get(where).content.decode()
    for wrong in ({"part": -1}, {"paper": "stone"}, {"first": 25}, {"first": "x"}, {"first": 0}):
        assert client.get(where, wrong).status_code == 422, wrong


def test_stickers_cost_the_same_for_one_room_and_for_many(cast, as_, django_assert_max_num_queries):
    client, where = as_(cast.lena), f"/how/{cast.oak.pk}/stickers/"
    client.get(where)
    with django_assert_max_num_queries(15):
        client.get(where)
    for number in range(60):
        Room.add(by=HALLWAY, campus=cast.oak, name=f"3{number:02}")
    with django_assert_max_num_queries(15):
        client.get(where)
    with django_assert_max_num_queries(15):
        client.get("/how/")
    with django_assert_max_num_queries(15):
        client.get(f"/how/{cast.oak.pk}/")


def test_a_campus_without_rooms_says_so(cast, as_):
    Room.objects.all().delete()
    assert "No rooms yet" in as_(cast.opal).get(f"/how/{cast.oak.pk}/stickers/").content.decode()


def room_box(page):
    return re.search(r'<input[^>]*name="room"[^>]*value="([^"]*)"', page.content.decode())


def test_a_scanned_code_fills_campus_and_room(cast, as_):
    hall = Room.add(by=HALLWAY, campus=cast.oak, name="Gym & hall")
    page = as_(cast.tess).get(f"/asks/new/?at={hall.pk}")
    assert room_box(page)[1] == "Gym &amp; hall"
    page = as_(cast.dora).get(f"/asks/new/?at={cast.elm_room.pk}").content.decode()
    assert re.search(rf'<input[^>]*name="campus"[^>]*value="{cast.elm.pk}"[^>]*checked', page)
    assert f'value="{cast.elm.pk}" id=' in page


def test_a_code_of_another_campus_names_the_place_in_words(cast, as_):
    page = as_(cast.tess).get(f"/asks/new/?at={cast.elm_room.pk}")
    assert room_box(page)[1] == "B4, Elm Middle"
    assert f'name="campus" value="{cast.oak.pk}"' in page.content.decode()


@pytest.mark.parametrize(
    "said", ["at=0", "at=999999999", "at=x", "at=-1", "at=" + "9" * 400, "campus=99999", "campus=%00", "campus=²"]
)
def test_an_odd_code_is_a_plain_form(cast, as_, said):
    page = as_(cast.tess).get(f"/asks/new/?{said}")
    assert page.status_code == 200
    assert room_box(page)[1] == "12"
    assert f'name="campus" value="{cast.oak.pk}"' in page.content.decode()


def test_the_code_survives_signing_in(cast, client):
    address = f"/asks/new/?at={cast.room.pk}"
    sent = client.get(address)
    assert sent.status_code == 302
    there = sent.headers["Location"]
    done = client.post(there, {"login": "tess@cedar.example", "password": "a long enough word", "next": address})
    assert done.headers["Location"] == address
    form = re.search(r'name="next" value="([^"]*)"', client.__class__().get(there).content.decode())
    assert form
    assert form[1].replace("&amp;", "&") == address


def test_who_finds_the_way_there(cast, as_):
    assert f"/how/{cast.oak.pk}/" in as_(cast.tess).get("/asks/new/").content.decode()
    campus = as_(cast.opal).get(f"/settings/campuses/{cast.oak.pk}/").content.decode()
    assert f"/how/{cast.oak.pk}/stickers/" in campus
    assert "/settings/procedures/" in as_(cast.lena).get("/").content.decode()
    assert "/settings/procedures/" not in as_(cast.opal).get("/settings/").content.decode()
    paper = as_(cast.lena).get("/how/").content.decode()
    assert "Oak Elementary" in paper
    assert "Elm Middle" not in paper

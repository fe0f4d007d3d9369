"""My account: my page, photo, language, password, sessions. Nobody else's."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from hallway.people import photos
from hallway.people.models import Member

RIGHT, FRESH = "a long enough word", "three quiet yellow doors"


def signed_in(email="tess@cedar.example", password=RIGHT, agent="Mozilla/5.0 (X11; CrOS x86_64) Chrome/140"):
    client = Client(HTTP_USER_AGENT=agent)
    client.post("/account/login/", {"login": email, "password": password})
    return client


def alive(client):
    return client.get("/people/me/").status_code == 200


def picture(kind="JPEG", size=(900, 600), exif=True):
    out = io.BytesIO()
    image = Image.new("RGB", size, "teal")
    more = {}
    if exif and kind == "JPEG":
        about = Image.Exif()
        about[0x010F] = "SecretMaker"
        about.get_ifd(0x8825)[1] = "N"
        more["exif"] = about
    image.save(out, kind, **more)
    return out.getvalue()


def test_my_page_in_my_words(cast, as_):
    client = as_(cast.tess)
    answer = client.post(
        "/people/me/introduce/", {"preferred_name": "T", "about": "Hi\x00 <script>", "how_to_ask": "Mail"}
    )
    assert answer.status_code == 303
    tess = Member.objects.get(pk=cast.tess.pk)
    assert (tess.preferred_name, tess.about, tess.how_to_ask) == ("T", "Hi <script>", "Mail")
    assert client.post("/people/me/introduce/", {"about": "x" * 1001}).status_code == 422
    assert "&lt;script&gt;" in client.get("/people/me/").content.decode()


def test_a_photo_is_square_small_and_says_nothing_else(cast, as_, settings):
    client = as_(cast.tess)
    answer = client.post("/people/me/photo/", {"photo": SimpleUploadedFile("me.jpg", picture(), "image/jpeg")})
    assert answer.status_code == 303
    tess = Member.objects.get(pk=cast.tess.pk)
    data = photos.read(tess.photo)
    assert b"SecretMaker" not in data
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (photos.SIDE, photos.SIDE)
        assert not image.getexif()
    shown = as_(cast.emil).get(f"/people/{tess.pk}/photo/")
    assert shown.content == data
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert as_(cast.emil).get(f"/people/{tess.pk}/photo/", headers={"If-None-Match": shown["ETag"]}).status_code == 304
    assert Client().get(f"/people/{tess.pk}/photo/").status_code == 302
    client.post("/people/me/photo/", {"remove": "1"})
    assert client.get(f"/people/{tess.pk}/photo/").status_code == 404


@pytest.mark.parametrize(
    "data",
    [b"", b"no picture", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", picture()[:200], b"%PDF-1.4"],
)
def test_what_is_no_picture_comes_back_with_a_sentence(cast, as_, data):
    answer = as_(cast.tess).post("/people/me/photo/", {"photo": SimpleUploadedFile("me.jpg", data, "image/jpeg")})
    assert answer.status_code == 422
    assert Member.objects.get(pk=cast.tess.pk).photo == ""


def test_my_language(cast, as_):
    client = as_(cast.tess)
    assert client.post("/people/me/language/", {"language": "es"}).status_code == 303
    assert client.get("/people/me/")["Content-Language"] == "es"
    assert client.post("/people/me/language/", {"language": "tlh"}).status_code == 422


def test_a_new_password_keeps_this_session_and_ends_the_others(cast):
    here, there = signed_in(), signed_in()
    answer = here.post("/people/me/password/", {"now": RIGHT, "password": FRESH})
    assert answer.status_code == 303
    assert alive(here)
    assert not alive(there)
    assert len(here.get("/people/me/sessions/").context["rows"]) == 1
    assert alive(signed_in(password=FRESH))
    assert not alive(signed_in(password=RIGHT))


def test_a_wrong_present_password_changes_nothing_and_is_counted(cast):
    client = signed_in()
    for _ in range(10):
        assert client.post("/people/me/password/", {"now": "wrong", "password": FRESH}).status_code == 422
    assert client.post("/people/me/password/", {"now": RIGHT, "password": FRESH}).status_code == 429
    assert Member.objects.get(pk=cast.tess.pk).check_password(RIGHT)


def test_somebody_without_a_password_chooses_one(cast, as_):
    cast.tess.set_unusable_password()
    cast.tess.save()
    client = as_(cast.tess)
    assert client.post("/people/me/password/", {"password": FRESH}).status_code == 303
    assert alive(signed_in(password=FRESH))


def test_sessions_are_listed_in_words_and_ended_by_their_owner(cast):
    here = signed_in()
    phone = signed_in(agent="Mozilla/5.0 (iPhone; CPU) Safari/605")
    page = here.get("/people/me/sessions/")
    assert "Chrome on Chromebook" in page.content.decode()
    assert "Safari on iPhone" in page.content.decode()
    row = next(r["row"] for r in page.context["rows"] if not r["here"])
    signed_in("olga@cedar.example").post("/people/me/sessions/end/", {"session": row.pk})
    assert alive(phone), "another member ended it"
    here.post("/people/me/sessions/end/", {"session": row.pk})
    assert not alive(phone)
    assert alive(here)


def test_all_the_others_at_once(cast):
    here, one, two = signed_in(), signed_in(), signed_in()
    here.post("/people/me/sessions/end/", {})
    assert (alive(here), alive(one), alive(two)) == (True, False, False)


def test_what_a_browser_says_is_not_repeated(cast):
    client = signed_in(agent="<script>alert(1)</script>")
    assert "alert(1)" not in client.get("/people/me/sessions/").content.decode()


def test_nothing_of_mine_by_looking(cast, as_):
    for path in ("introduce", "photo", "language", "sessions/end"):
        assert as_(cast.tess).get(f"/people/me/{path}/").status_code == 405

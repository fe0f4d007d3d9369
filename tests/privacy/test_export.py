"""Everything about one person, as a zip: whole for the person, without confidential words for anybody else."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hallway.core.verb import Denied
from hallway.history.models import Event
from hallway.privacy.models import Export


def opened(answer):
    made = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert made.testzip() is None
    return {name: made.read(name) for name in made.namelist()}


def words(parts):
    return b"\n".join(parts.values()).decode("utf-8", "replace")


@pytest.fixture
def history(cast, ask):
    plain = ask(line="PLAINLINE the board is dark", hello="GOODMORNING")
    secret = ask(line="SECRETLINE about a colleague", confidential=True)
    plain.reply(by=cast.ivan, text="ANSWERWORD try the switch")
    plain.note(by=cast.ivan, text="TEAMNOTE she forgot again")
    plain.reply(by=cast.tess, text="OWNWORD it works")
    secret.reply(by=cast.tess, text="SECRETREPLY more")
    return plain, secret


def test_the_person_gets_all_of_it(cast, as_, history):
    as_(cast.tess).post("/people/me/photo/", {"photo": SimpleUploadedFile("me.png", _png(), "image/png")})
    answer = as_(cast.tess).post("/privacy/me/")
    assert answer["Cache-Control"] == "no-store, private"
    parts = opened(answer)
    text = words(parts)
    for word in (
        "PLAINLINE",
        "SECRETLINE",
        "GOODMORNING",
        "ANSWERWORD",
        "OWNWORD",
        "SECRETREPLY",
        "tess@cedar.example",
    ):
        assert word in text, word
    assert parts["files/photo.jpg"][:3] == b"\xff\xd8\xff"
    for word in ("TEAMNOTE", "argon2", cast.tess.password, "session_key", "token_digest"):
        assert word not in text, word


def test_an_administrator_gets_no_confidential_words(cast, as_, history):
    answer = as_(cast.ada).post(f"/privacy/{cast.tess.pk}/take_out/", {"reason": "asked for by the person"})
    text = words(opened(answer))
    assert "PLAINLINE" in text
    assert "SECRETLINE" not in text
    assert "SECRETREPLY" not in text
    assert "TEAMNOTE" not in text


def test_nothing_of_others(cast, as_, history, ask):
    ask(requester=cast.olga, line="OLGASLINE")
    assert "OLGASLINE" not in words(opened(as_(cast.tess).post("/privacy/me/")))


def test_every_part_is_json(cast, as_, history):
    parts = opened(as_(cast.tess).post("/privacy/me/"))
    assert "about.json" in parts
    for name, data in parts.items():
        if name.endswith(".json"):
            assert json.loads(data)


def test_it_is_logged_with_its_reason(cast, as_):
    as_(cast.ada).post(f"/privacy/{cast.tess.pk}/take_out/", {"reason": "asked"})
    row = Export.objects.get()
    assert (row.member, row.by_member, row.reason) == (cast.tess, cast.ada, "asked")
    assert Event.objects.filter(kind="privacy.exported", root_id=cast.tess.pk, actor=cast.ada).exists()
    assert "asked" in as_(cast.ada).get("/privacy/").content.decode()
    assert as_(cast.ada).post(f"/privacy/{cast.tess.pk}/take_out/", {"reason": ""}).status_code == 422


@pytest.mark.parametrize("who", ["tess", "olga", "ivan", "kim", "lena", "ed", "opal", "cora", "dora"])
def test_who_may_take_out(cast, as_, who):
    member = getattr(cast, who)
    if member == cast.tess:
        assert Export.take_out(by=member, member=cast.tess)
    else:
        with pytest.raises(Denied):
            Export.take_out(by=member, member=cast.tess)
    assert as_(member).post(f"/privacy/{cast.tess.pk}/take_out/", {"reason": "x"}).status_code == 403
    assert as_(member).get("/privacy/").status_code == 403


def test_looking_takes_nothing_out(cast, as_):
    assert as_(cast.tess).get("/privacy/me/").status_code == 405


def _png():
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (20, 20), "teal").save(out, "PNG")
    return out.getvalue()

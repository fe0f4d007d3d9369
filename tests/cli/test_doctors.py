"""``hallway check`` and ``hallway verify``: what is a hint, what is a problem, and where it is said."""

import io
import os

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from .conftest import until


def test_a_new_installation_without_mail_server_has_nothing_wrong(bare_box):
    up = bare_box.start("up")
    until(lambda: bare_box.get("/readyz").status == 200, 120, up)
    del bare_box.environment["HALLWAY_MAIL_ADDRESS"]
    told = bare_box.run("check")
    assert (told.returncode, told.stderr) == (0, ""), told.stdout
    assert "hint     mail out: No mail server is named yet" in told.stdout
    assert told.stdout.splitlines()[-1].startswith("Nothing is wrong")


def test_mail_that_waits_for_a_server_is_a_problem(box):
    box.ask(
        'INSERT INTO delivery_outgoingmail ("to", subject, text, html, sender, headers, message_id, state, created,'
        " next_at, attempts, error, secret, answer) VALUES ('tess@cedar.example', 'Hello', '', '', '', '{}', '<1@x>',"
        " 'queued', now(), now(), 0, '', false, false)"
    )
    told = box.run("check")
    assert told.returncode == 1
    assert "PROBLEM  mail out: No mail server is named and 1 mails wait" in told.stdout
    assert "attention" in told.stderr
    assert "attention" not in told.stdout


def test_verify_misses_a_photo(cast):
    from hallway.cli.verify import photos
    from hallway.core.storage import store
    from hallway.people.photos import square

    seen = io.BytesIO()
    Image.new("RGB", (600, 500), "teal").save(seen, "PNG")
    path = square(SimpleUploadedFile("me.png", seen.getvalue()))
    cast.tess.show_photo(by=cast.tess, path=path)
    assert not list(photos())
    kept = store().top / path
    whole = kept.read_bytes()
    for part in (whole[: len(whole) // 2], b"not a picture", b""):
        kept.chmod(0o600)
        kept.write_bytes(part)
        assert list(photos()) == [f"member {cast.tess.pk}: the photo {path} has been altered"]
    os.unlink(kept)
    assert list(photos(quick=True)) == [f"member {cast.tess.pk}: the photo {path} is missing"]

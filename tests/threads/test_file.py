"""Downloads: who may, with which headers, and what happens when bytes go missing."""

import io
import os
from datetime import timedelta

import pytest
from PIL import Image

from hallway.core.now import now
from hallway.core.storage import keep, store
from hallway.core.sweeping import sweep
from hallway.core.tokens import request_link
from hallway.threads.keeping import faults
from hallway.threads.models import File


def png():
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def photo(cast, ask):
    return ask(stored=[keep(png(), "board “12”.png")]), File.objects.get()


def url(row):
    return row.get_absolute_url()


@pytest.mark.parametrize(
    ("who", "status"),
    [("tess", 200), ("ivan", 200), ("cora", 200)]
    + [(name, 404) for name in ("olga", "emil", "kim", "lena", "ed", "opal", "dora", "ada")],
)
def test_who_may_open_a_file_of_a_request(as_, cast, photo, who, status):
    row = photo[1]
    assert as_(getattr(cast, who)).get(url(row)).status_code == status
    seen = File.objects.visible_to(getattr(cast, who)).filter(pk=row.pk).exists()
    assert seen == (status == 200), "the list and the single page agree"


def test_a_visitor_is_asked_to_sign_in(client, photo):
    assert client.get(url(photo[1])).status_code == 302


@pytest.mark.parametrize(("who", "status"), [("tess", 404), ("cora", 404), ("ivan", 200)])
def test_a_file_of_a_note_is_for_the_team(as_, cast, ask, who, status):
    row = ask()
    row.note(by=cast.ivan, text="look", stored=[keep(b"serial numbers", "list.txt")])
    file = File.objects.get()
    assert as_(getattr(cast, who)).get(url(file)).status_code == status
    token = request_link(row.pk, cast.tess.pk)
    assert as_(cast.tess).get(f"/files/link/{token}/{file.pk}/").status_code == 404


def test_the_link_of_a_mail_opens_its_files_and_no_others(client, cast, ask, photo):
    row, file = photo
    other = ask(requester=cast.emil, campus=cast.elm, stored=[keep(b"other", "other.txt")])
    token = request_link(row.pk, cast.tess.pk)
    assert client.get(f"/files/link/{token}/{file.pk}/").status_code == 200
    assert client.get(f"/files/link/{token}/{File.objects.get(noun_id=other.pk).pk}/").status_code == 404
    changed = token[:-1] + ("y" if token.endswith("x") else "x")
    assert client.get(f"/files/link/{changed}/{file.pk}/").status_code == 404
    stranger = request_link(row.pk, cast.emil.pk)
    assert client.get(f"/files/link/{stranger}/{file.pk}/").status_code == 404


def test_a_picture_is_shown_and_all_else_is_a_download(as_, cast, ask, photo):
    shown = as_(cast.tess).get(url(photo[1]))
    assert shown["Content-Disposition"].startswith("inline;")
    assert shown["Content-Type"] == "image/png"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in shown["Content-Security-Policy"]
    assert "private" in shown["Cache-Control"]
    ask(stored=[keep(b"<svg onload=alert(1)>", 'a".svg', "image/svg+xml")])
    page = as_(cast.tess).get(url(File.objects.order_by("-pk").first()))
    assert page["Content-Type"] == "text/plain; charset=utf-8"
    assert page["Content-Disposition"] == "attachment; filename=\"a_.svg\"; filename*=UTF-8''a%22.svg"
    assert b"".join(page.streaming_content) == b"<svg onload=alert(1)>"


def test_an_unchanged_file_is_not_sent_twice(as_, cast, photo):
    browser = as_(cast.tess)
    first = browser.get(url(photo[1]))
    again = browser.get(url(photo[1]), headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert browser.head(url(photo[1])).status_code == 200
    assert browser.post(url(photo[1])).status_code == 405


def test_a_missing_and_an_altered_file_are_named_and_not_shown(as_, cast, ask):
    for text in (b"one", b"two", b"three"):
        ask(stored=[keep(text, "x.txt")])
    whole, missing, altered = File.objects.order_by("pk")
    store().delete(missing.path)
    (store().top / altered.path).write_bytes(b"thref")
    assert [(row.pk, what) for row, what in faults()] == [(missing.pk, "missing"), (altered.pk, "altered")]
    assert [what for _row, what in faults(deep=False)] == ["missing"]
    browser = as_(cast.tess)
    assert [browser.get(url(row)).status_code for row in (whole, missing, altered)] == [200, 404, 404]


def test_bytes_without_a_row_are_swept_after_a_day(cast, ask):
    kept, stray, young = keep(b"kept", "a"), keep(b"stray", "b"), keep(b"young", "c")
    ask(stored=[kept])
    photo = keep(png(), "me.png")
    cast.tess.photo = photo.path
    cast.tess.save()
    unfinished = [store().top / kept.path[:2] / f".{'0' * 32}.{end}" for end in ("part", "restoring")]
    for half in unfinished:
        half.write_bytes(b"half")
    long_ago = (now() - timedelta(days=2)).timestamp()
    for path in (kept.path, stray.path, photo.path, *(half.relative_to(store().top) for half in unfinished)):
        os.utime(store().top / path, (long_ago, long_ago))
    assert sweep() == 3
    left = set(store().older_than(now() + timedelta(days=1)))
    assert left == {kept.path, young.path, photo.path}


def test_attach_writes_a_row_for_each_file(cast, ask):
    row = ask()
    File.attach(row, [keep(b"a", "a.txt"), keep(b"b", "b.txt")], author=cast.tess)
    assert [file.name for file in File.objects.of(row)] == ["a.txt", "b.txt"]

"""Files are durable before their row, say what they are by their bytes, and carry nobody's whereabouts."""

import hashlib
import io
import os
import struct
import sys
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from hallway.core import pictures, sniffing, storage
from hallway.core.storage import LIMIT, NotKept, keep, store

MAKER = "Oak School Camera"
COMMENT = b"taken in room 12"


def photo(form="JPEG", size=(60, 40), **more):
    """A picture with a place, a maker, a comment and an orientation, as a phone would write it."""
    picture = Image.new("RGB", size, (200, 30, 30))
    picture.paste((20, 20, 220), (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be shown turned by 90°
    exif[0x010F] = MAKER
    gps = exif.get_ifd(0x8825)
    gps.update({1: "N", 2: (30.0, 18.0, 41.0), 3: "W", 4: (97.0, 44.0, 2.0)})
    out = io.BytesIO()
    if form == "JPEG":
        more.setdefault("comment", COMMENT)
    picture.save(out, form, exif=exif, **more)
    return out.getvalue()


def bytes_of(stored):
    with store().open(stored.path) as file:
        return file.read()


@pytest.mark.parametrize(("form", "type"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")])
def test_a_photo_loses_its_place_and_stands_upright(form, type):
    data = photo(form)
    before = Image.open(io.BytesIO(data)).getexif()
    assert before.get_ifd(0x8825)[2], "the photo of the test has a place to lose"
    stored = keep(data, "board.jpg")
    kept = bytes_of(stored)
    after = Image.open(io.BytesIO(kept))
    assert stored.type == type
    assert not dict(after.getexif())
    assert not after.getexif().get_ifd(0x8825)
    assert MAKER.encode() not in kept
    assert COMMENT not in kept
    assert after.size == (40, 60)
    top, bottom = after.convert("RGB").getpixel((20, 5)), after.convert("RGB").getpixel((20, 55))
    assert (top[2] > 150) != (bottom[2] > 150), "still a picture of two halves"


def test_words_hidden_in_a_png_are_gone():
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Comment", "room twelve")
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (1, 2, 3, 100)).save(out, "PNG", pnginfo=info)
    kept = bytes_of(keep(out.getvalue(), "x.png"))
    assert b"room twelve" in out.getvalue()
    assert b"room twelve" not in kept
    assert Image.open(io.BytesIO(kept)).getpixel((0, 0)) == (1, 2, 3, 100)


def test_a_very_large_photo_is_halved_and_a_phone_s_photo_is_not():
    for size, kept in (((8000, 6000), (3000, 4000)), ((5000, 4000), (4000, 5000))):
        stored = keep(photo(size=size), "big.jpg")
        with store().open(stored.path) as file:
            assert Image.open(file).size == kept, "turned upright as well"


def test_a_moving_picture_still_moves():
    frames = [Image.new("RGB", (8, 8), (n * 60, 0, 0)) for n in range(4)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=80, loop=0, comment=b"room twelve")
    kept = bytes_of(keep(out.getvalue(), "screen.gif"))
    assert Image.open(io.BytesIO(kept)).n_frames == 4
    assert b"room twelve" not in kept


def test_what_hides_behind_a_picture_is_gone():
    page = b"<html><script>alert(1)</script></html>"
    for form in ("JPEG", "PNG", "GIF"):
        out = io.BytesIO()
        Image.new("RGB", (8, 8)).save(out, form)
        stored = keep(out.getvalue() + page, "a.html")
        assert stored.type.startswith("image/")
        assert b"script" not in bytes_of(stored)


def test_a_page_that_begins_like_a_picture_is_only_a_download():
    stored = keep(b"GIF89a/*<html><script>alert(1)</script>*/=1;", "x.gif", "image/gif")
    assert stored.type == "application/octet-stream"


@pytest.mark.parametrize(
    ("data", "name", "declared"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "a.svg", "image/svg+xml"),
        (b"<!doctype html><script>alert(1)</script>", "a.png", "image/png"),
        (b"<?xml version='1.0'?><x/>", "a.xml", "text/html;charset=x"),
        (b"alert(1)", "a.js", "text/html "),
        (b"#!/bin/sh\nrm -rf /\n", "x.sh", ""),
    ],
)
def test_markup_and_scripts_are_plain_text(data, name, declared):
    assert keep(data, name, declared).type == "text/plain"


def test_types_come_from_the_bytes():
    assert sniffing.sniffed(b"MZ\x90\x00\x03") == "application/octet-stream"
    assert sniffing.sniffed(b"%PDF-1.7\n") == "application/pdf"
    assert sniffing.sniffed(b"PK\x03\x04....", "plan.docx").endswith("wordprocessingml.document")
    assert sniffing.sniffed(b"PK\x03\x04....", "plan.html") == "application/zip"
    assert sniffing.sniffed("Grüße".encode()) == "text/plain"
    assert sniffing.sniffed("Grüße".encode()[:3]) == "text/plain", "cut inside a letter"
    assert sniffing.sniffed(b"") == "application/octet-stream"


def test_a_broken_photo_is_a_download_without_its_place():
    data = photo()
    cut = data[: data.index(b"\xff\xda") + 4]
    stored = keep(cut, "x.jpg")
    assert stored.type == "application/octet-stream"
    assert MAKER.encode() not in bytes_of(stored)


def box(kind, *inside):
    body = b"".join(inside)
    return struct.pack(">I4s", 8 + len(body), kind) + body


def test_a_film_loses_its_place_and_keeps_its_size():
    film = box(b"ftyp", b"qt  \0\0\0\0") + box(
        b"moov", box(b"mvhd", bytes(100)), box(b"udta", box(b"\xa9xyz", b"+30.3114-097.7340/")), box(b"trak", bytes(20))
    )
    kept = bytes_of(keep(film, "x.mov"))
    assert b"+30.3114" not in kept
    assert len(kept) == len(film)
    assert b"mvhd" in kept


def test_an_iphone_photo_loses_its_place():
    exif = b"Exif\0\0GPS+30.3114"
    infe = box(b"infe", b"\x02\0\0\0", struct.pack(">HH", 7, 0), b"Exif", b"\0")
    iinf = box(b"iinf", b"\0\0\0\0", struct.pack(">H", 1), infe)

    def built(offset):
        iloc = box(b"iloc", b"\0\0\0\0", b"\x44\x00", struct.pack(">HHHHII", 1, 7, 0, 1, offset, len(exif)))
        return box(b"ftyp", b"heic\0\0\0\0") + box(b"meta", b"\0\0\0\0", iinf, iloc)

    heic = built(len(built(0)) + 8)
    data = heic + box(b"mdat", exif, b"pixels")
    stored = keep(data, "IMG_1.HEIC")
    kept = bytes_of(stored)
    assert stored.type == "image/heic"
    assert b"GPS+30" in data
    assert b"GPS+30" not in kept
    assert b"pixels" in kept


def test_25_megabytes_and_not_one_byte_more():
    stored = keep(io.BytesIO(bytes(LIMIT)), "big.bin")
    assert stored.size == LIMIT
    with pytest.raises(NotKept) as refused:
        keep((bytes(1024 * 1024) for _ in range(100)), "bigger.bin")
    assert "25 MB" in refused.value.sentence
    with pytest.raises(NotKept):
        keep(bytes(LIMIT + 1), "bigger.bin")
    assert len(list(store().older_than(datetime.now(UTC) + timedelta(days=1)))) == 1, "nothing is left of it"


def test_a_picture_that_would_unfold_too_far_is_refused():
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    assert len(out.getvalue()) < 200_000
    with pytest.raises(NotKept) as refused:
        keep(out.getvalue(), "bomb.png")
    assert "20000" in refused.value.sentence


def test_order_on_disk_is_write_fsync_rename_fsync():
    """Watched from outside, by the interpreter's own report of the system calls it makes."""
    calls = []

    def watch(_frame, event, function):
        if event == "c_call" and getattr(function, "__name__", "") in ("fsync", "rename", "write", "unlink"):
            calls.append(function.__name__)

    sys.setprofile(watch)
    try:
        stored = keep(b"hello", "a.txt")
    finally:
        sys.setprofile(None)
    assert calls[-4:] == ["write", "fsync", "rename", "fsync"]
    assert calls[:-4] in ([], ["fsync", "fsync"]), "a new folder is made durable in its parents first"
    assert bytes_of(stored) == b"hello"
    assert stored.sha256 == hashlib.sha256(b"hello").hexdigest()


def test_no_room_is_a_sentence_and_leaves_nothing(settings, tmp_path):
    blocked = tmp_path / "files"
    blocked.write_text("a file where the folder should be")
    with pytest.raises(NotKept) as refused:
        keep(b"hello", "plan.txt")
    assert "plan.txt" in refused.value.sentence


@pytest.mark.parametrize("path", ["../secret_key", "/etc/passwd", "aa/../../x", "", "aa/" + "g" * 32, "aa/" + "a" * 33])
def test_only_paths_of_ours_are_read(path):
    keep(b"x", "x")
    with pytest.raises(FileNotFoundError):
        store().open(path)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\plan.pdf", "plan.pdf"),
        ("\u200b.htaccess", "htaccess"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("plan.pdf. . ", "plan.pdf"),
        ("a\x00b\nc.txt", "ab c.txt"),
        ("....", "file"),
        ("", "file"),
        ("CON", "CON"),
        ("e\u0301tude.pdf", "étude.pdf"),
    ],
)
def test_names_people_see(said, shown):
    assert sniffing.display_name(said) == shown


def test_a_long_name_keeps_its_ending():
    name = sniffing.display_name("long " * 100 + ".pdf")
    assert len(name) <= 150
    assert name.endswith(".pdf")


@given(st.text(max_size=400))
def test_any_name_becomes_one_line_without_a_path(text):
    name = sniffing.display_name(text)
    assert 1 <= len(name) <= 150
    assert not set(name) & set("/\\\r\n\0")
    assert not name.startswith(".")


@given(st.binary(max_size=600))
def test_blanking_never_raises_and_keeps_the_size(data):
    assert len(pictures.blanked_jpeg(data)) == len(data)
    head = b"\0\0\0\x10ftypheic\0\0\0\0"
    assert len(pictures.blanked_boxes(head + data)) == len(head + data)
    sniffing.sniffed(data)


def test_a_file_is_not_readable_by_others():
    stored = keep(b"x", "x")
    assert os.stat(store().top / stored.path).st_mode & 0o077 == 0
    assert storage.PATH.fullmatch(stored.path)

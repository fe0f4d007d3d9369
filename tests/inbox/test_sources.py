"""The places mails are handed over from, as others leave them: in use, half readable, quoted in two ways, huge."""

import io
import os
import subprocess

import pytest
from django.db import connection

from hallway.inbox import bounds, commands, sources
from hallway.inbox.models import Copy, Handed, Mail

from .conftest import raw
from .test_commands import HALLWAY, here, run  # noqa: F401 - a fixture

MARK = b"From tess@cedar.example Mon Mar  2 09:00:00 2026\n"


def test_a_maildir_that_others_use_meanwhile_gives_each_mail_once(tmp_path):
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    for number in range(6):
        (tmp_path / "new" / f"{number}.host").write_bytes(b"mail %d" % number)
    (tmp_path / "tmp" / "7.host").write_bytes(b"half a ma")
    (tmp_path / "cur" / "9.host:2,S").write_bytes(b"mail 9")
    got = []
    for one in sources.mails_in([tmp_path]):
        got.append(one)
        if len(got) == 1:
            (tmp_path / "new" / "2.host").rename(tmp_path / "cur" / "2.host:2,S")  # somebody reads it
            (tmp_path / "new" / "4.host").unlink()  # somebody throws it away
            (tmp_path / "cur" / "9.host:2,S").rename(tmp_path / "cur" / "9.host:2,RS")
            (tmp_path / "new" / "8.host").write_bytes(b"mail 8")  # came after we looked
    assert sorted(got) == [b"mail 0", b"mail 1", b"mail 2", b"mail 3", b"mail 5", b"mail 9"]


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_an_mbox_is_read_whatever_its_line_ends_and_its_way_of_quoting(tmp_path, end):
    inside = b"Subject: one\n\n>From here on\n>>From there\n> From afar\n\nFrom time to time\n"
    box = tmp_path / "box"
    box.write_bytes((MARK + inside + b"\n" + MARK + b"Subject: two\n\nho\n").replace(b"\n", end))
    one, two = sources.mails_in([box])
    assert one == inside.replace(b">From", b"From").replace(b"\n", end)
    assert two == b"Subject: two\n\nho\n".replace(b"\n", end)


def test_of_a_huge_mail_only_so_much_is_in_memory_that_its_size_shows(tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "KEPT", 200_000)
    huge = tmp_path / "huge"
    huge.write_bytes(b"Subject: x\n\n" + b"y" * 900_000)
    (one,) = sources.mails_in([huge])
    assert 200_000 < len(one) < 300_000
    box = tmp_path / "box"
    box.write_bytes(MARK + b"Subject: x\n\n" + b"z" * 900_000 + b"\n\n" + MARK + b"Subject: small\n\nhi\n")
    one, two = sources.mails_in([box])
    assert 200_000 < len(one) < 300_000
    assert two == b"Subject: small\n\nhi\n"


@pytest.mark.usefixtures("help_address")
def test_what_cannot_be_read_keeps_nothing_else_from_being_kept(cast, tmp_path, capsys):
    (tmp_path / "1").write_bytes(raw(text="one"))
    (tmp_path / "3").write_bytes(raw(text="three"))
    out = io.StringIO()
    assert commands.take([tmp_path / "1", tmp_path / "none", tmp_path / "3"], out=out) == 1
    assert Mail.objects.count() == len(out.getvalue().splitlines()) == 2
    said = capsys.readouterr().err
    assert said == f"hallway: {tmp_path / 'none'} cannot be read: No such file or directory.\n"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("listener", ["a full disk", "nobody"])
def test_kept_is_kept_whoever_listens(cast, here, listener):  # noqa: F811
    if listener == "nobody":
        reading, writing = os.pipe()
        os.close(reading)
    else:
        writing = os.open("/dev/full", os.O_WRONLY)
    done = subprocess.run(
        [*HALLWAY, "take", "-"], input=raw(), stdout=writing, stderr=subprocess.PIPE, env=here, timeout=120
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
    assert Mail.objects.get().verdict == "opened"


@pytest.mark.django_db(transaction=True)
def test_a_database_that_cannot_be_written_now_is_a_reason_to_try_again(cast, here):  # noqa: F811
    with connection.cursor() as ask:
        ask.execute(f'ALTER DATABASE "{connection.settings_dict["NAME"]}" SET default_transaction_read_only = on')
    try:
        code, lines, said = run(here, "take", "-", data=raw())
        assert (code, lines, said.count("\n")) == (75, [], 1)
    finally:
        with connection.cursor() as ask:
            ask.execute("SET transaction_read_only = off")
            ask.execute(f'ALTER DATABASE "{connection.settings_dict["NAME"]}" RESET default_transaction_read_only')
    code, lines, _said = run(here, "take", "-", data=raw())
    assert (code, lines[0]["verdict"]) == (0, "opened")
    assert (Mail.objects.count(), Copy.objects.count(), Handed.objects.get().mails) == (1, 0, 1)

"""What real mailboxes do, on Dovecot: read-only, other alphabets, numbering anew, mails that vanish or will not come."""

import imaplib
import time

import pytest

from hallway.config.environment import MailServer
from hallway.inbox import bounds, fetching
from hallway.inbox.alone import alone_with
from hallway.inbox.models import Copy, Mail, Mailbox

from .conftest import raw
from .dovecot import dovecot
from .servers import PASSWORD

pytestmark = pytest.mark.usefixtures("help_address")


@pytest.fixture(scope="module")
def dove():
    with dovecot() as server:
        yield server


@pytest.fixture
def box(dove):
    dove.anew()
    client = dove.client()
    yield client
    client.logout()


def server(dove, folder="INBOX"):
    return MailServer("127.0.0.1", dove.port, dove.user, PASSWORD, "none", folder)


def put(client, *mails, folder="INBOX"):
    for one in mails:
        assert client.append(folder, None, None, one)[0] == "OK"


def test_folders_may_have_names_in_any_alphabet(cast, box, dove):
    for name, encoded in (("Ayuda técnica", "Ayuda t&AOk-cnica"), ("助け & more", "&UqkwUQ- &- more")):
        box.create(f'"{encoded}"')
        put(box, raw(text=name), folder=f'"{encoded}"')
        came = fetching.fetch(server(dove, name))
        assert (came.taken, came.error) == (1, "")
    assert fetching.fetch(server(dove, "Nowhere")).error.startswith("The mail server has no such folder")


def test_a_read_only_mailbox_is_read_like_any_other(cast, box, dove):
    box.create("Shared")
    put(box, raw(text="one"), raw(text="two"), folder="Shared")
    (dove.maildir / ".Shared" / "dovecot-acl").write_text("owner lr\n")
    with pytest.raises(imaplib.IMAP4.readonly):
        dove.client("Shared")
    assert (fetching.fetch(server(dove, "Shared")).taken, fetching.fetch(server(dove, "Shared")).taken) == (2, 0)


def test_numbering_anew_looks_at_all_and_doubles_nothing(cast, box, dove):
    put(box, raw(text="one"), raw(text="two"))
    fetching.fetch(server(dove))
    before = Mailbox.objects.get().uidvalidity
    time.sleep(1.1)  # Dovecot numbers by the second
    for name in ("dovecot-uidlist", "dovecot-uidvalidity", "dovecot.index", "dovecot.index.log", "dovecot.index.cache"):
        (dove.maildir / name).unlink(missing_ok=True)
    for path in dove.maildir.glob("dovecot-uidvalidity.*"):
        path.unlink()
    assert fetching.fetch(server(dove)).taken == 2
    row = Mailbox.objects.get()
    assert row.uidvalidity != before
    assert (Mail.objects.count(), Copy.objects.count()) == (2, 2)
    put(dove.client(), raw(text="three"))
    assert fetching.fetch(server(dove)).taken == 1


def test_what_vanishes_between_two_commands_holds_up_nobody(cast, box, dove, monkeypatch):
    put(box, *[raw(text=f"mail {n}") for n in range(5)])
    asked = fetching.Hand.asked

    def first_another_program_moves_two(hand, uids, limit):
        box.store("2,4", "+FLAGS", "\\Deleted")
        box.expunge()
        return asked(hand, uids, limit)

    monkeypatch.setattr(fetching.Hand, "asked", first_another_program_moves_two)
    came = fetching.fetch(server(dove))
    assert (came.taken, came.error) == (3, "")
    assert {bytes(raw)[-1:] for raw in Mail.objects.values_list("raw", flat=True)} == {b"0", b"2", b"4"}


def test_one_that_the_server_will_not_hand_over_is_passed_over_and_asked_for_again(cast, box, dove):
    put(box, *[raw(text=f"mail {n}") for n in range(3)])
    (file,) = [f for name in ("new", "cur") for f in (dove.maildir / name).iterdir() if b"mail 1" in f.read_bytes()]
    file.chmod(0)  # Dovecot knows it, may not open it, and hangs up whenever it is asked for
    said = [fetching.fetch(server(dove)) for _ in range(5)]
    assert Mail.objects.count() == 2
    row = Mailbox.objects.get()
    assert len(row.passed_over) == 1, [one.error for one in said]
    assert [bool(one.error) for one in said] == [True, True, True, True, False]
    for name in ("new", "cur"):
        for each in (dove.maildir / name).iterdir():
            each.chmod(0o600)
    Mailbox.objects.update(passed_at="2020-01-01T00:00:00Z")
    assert fetching.fetch(server(dove)).taken == 1
    assert Mailbox.objects.get().passed_over == []
    assert Mail.objects.count() == 3


def test_a_huge_mail_is_kept_by_its_beginning(cast, box, dove, monkeypatch):
    monkeypatch.setattr(bounds, "KEPT", 2_000_000)
    monkeypatch.setattr(bounds, "KEPT_HEAD", 100_000)
    put(box, raw(text="small"), raw(text="y" * 3_000_000), raw(text="z" * 1_500_000))
    assert fetching.fetch(server(dove)).taken == 3
    assert sorted(len(bytes(r)) // 1000 for r in Mail.objects.values_list("raw", flat=True)) == [0, 100, 1500]


def test_numbers_with_wide_gaps_are_crossed_in_few_steps(cast, box, dove, monkeypatch):
    monkeypatch.setattr(fetching, "WINDOW", 10)
    put(box, raw(text="one"))
    fetching.fetch(server(dove))
    lines = (dove.maildir / "dovecot-uidlist").read_text().splitlines()
    head = lines[0].split()
    head[2] = "N900000"
    (dove.maildir / "dovecot-uidlist").write_text("\n".join([" ".join(head), *lines[1:]]) + "\n")
    for path in dove.maildir.glob("dovecot.index*"):
        path.unlink()
    put(dove.client(), *[raw(text=f"far {n}") for n in range(25)])
    steps = []
    sizes = fetching._sizes
    monkeypatch.setattr(fetching, "_sizes", lambda *words: steps.append(words[1]) or sizes(*words))
    assert fetching.fetch(server(dove)).taken == 25
    assert Mailbox.objects.get().last_uid >= 900_000
    assert len(steps) <= 15


@pytest.mark.django_db(transaction=True)
def test_one_worker_at_a_time_reads_a_mailbox(cast, box, dove):
    import threading

    put(box, raw())
    held, over = threading.Event(), threading.Event()

    def hold():
        from django.db import connection

        with alone_with(fetching.name_of(server(dove))) as ours:
            assert ours
            held.set()
            over.wait(30)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(30)
    came = fetching.fetch(server(dove))
    assert (came.taken, came.watched) == (0, True)
    assert "has not read it for ten minutes" in came.error
    over.set()
    thread.join()
    assert fetching.fetch(server(dove), patience=5).taken == 1

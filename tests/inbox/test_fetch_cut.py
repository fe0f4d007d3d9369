"""The connection to the mail server is cut at each command of a session, in every way: afterwards the rows are the same."""

import pytest

from hallway.config.environment import MailServer
from hallway.inbox import fetching
from hallway.inbox.models import Copy, Mail, Mailbox

from .conftest import raw
from .dovecot import dovecot
from .servers import PASSWORD, USER, CuttingDoor, imap_server, signed_in

pytestmark = pytest.mark.usefixtures("help_address")
MAILS = [raw(subject=f"Number {n}", text=f"mail {n}") for n in range(5)]
LARGE = raw(subject="Large", text="x" * 1_200_000)  # fetched by itself; pymap takes a second for each look at it


@pytest.fixture(scope="module", params=["pymap", "dovecot"])
def port(request):
    """A server that holds some mails, on Dovecot a large one as well."""
    if request.param == "pymap":
        with imap_server() as port:
            fill(signed_in(port), MAILS)
            yield port
    else:
        with dovecot() as server:
            fill(server.client(), [*MAILS, LARGE])
            yield server.port


def fill(client, mails):
    for one in mails:
        assert client.append("INBOX", None, None, one)[0] == "OK"
    client.logout()


def fetch(door):
    return fetching.fetch(MailServer("127.0.0.1", door.port, USER, PASSWORD, "none", "INBOX"))


def rows():
    mails = sorted(Mail.objects.values_list("content", "size", "message_id", "source"))
    return (
        mails,
        Copy.objects.count(),
        list(Mailbox.objects.values_list("name", "uidvalidity", "last_uid", "passed_over")),
    )


@pytest.mark.parametrize("way", ["before", "after", "within"])
def test_cut_at_each_command_the_rows_are_those_of_an_undisturbed_run(cast, port, way):
    door = CuttingDoor(port, way=way)
    assert fetch(door).taken >= 5
    assert fetch(door).taken == 0
    undisturbed = rows()
    assert len(undisturbed[0]) >= 5
    Mail.objects.all().delete()
    Mailbox.objects.all().delete()
    fetch(door)
    commands, failed = door.lines, []
    assert commands >= 6
    for at in range(1, commands + 1):
        Mail.objects.all().delete()
        Mailbox.objects.all().delete()
        door.at = at
        failed.append(bool(fetch(door).error))
        door.at = None
        assert fetch(door).error == ""
        assert rows() == undisturbed, f"cut at command {at}"
    door.close()
    assert all(failed[: commands - 1])  # only the goodbye may be cut unnoticed

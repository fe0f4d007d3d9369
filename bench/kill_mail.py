"""Exactly once: ``hallway mail take`` and the reading job killed with SIGKILL at every system call, then taken up as in life.

    .venv/bin/python bench/kill_mail.py [--kills 0]

Six mails (a new request with a file, an answer that joins, the same mail by another way, a bounce, a stranger, out of office).
After each kill the sender delivers again, since the exit code was not 0; the worker reads what is kept; the sweeper looks a day
later. All rows and files must then be those of a run that nobody disturbed, and ``hallway verify`` must find nothing. Linux,
with strace; see killing.py for what is killed where.
"""

import base64
import contextlib
import io
import json
import sys
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import killing
import sameness

HEAD = "From: {}\r\nTo: {}\r\nSubject: {}\r\nMessage-ID: <{}@cedar.example>\r\n"
PART = "--b\r\nContent-Type: {}\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n"
BUT = {"inbox.Copy", "inbox.Handed"}  # every delivery after the first is counted
BESIDES = {"threads.File.path", "inbox.Mail.source", "history.Event.id"}


def school():
    """One campus with a teacher and an ITS, one request and a letter about it that left. Returns (its address, the letter's id)."""
    from hallway.asks.models import Ask
    from hallway.core.tokens import ask_address_token
    from hallway.core.verb import HALLWAY
    from hallway.delivery.models import OutgoingMail
    from hallway.delivery.sending import _gone  # noqa: F401 - loaded before anything is forked
    from hallway.delivery.working import deliver_events
    from hallway.people.models import Campus, District, Member, Post

    district = District.objects.get_or_create(pk=1, defaults={"name": "Cedar Valley"})[0]
    oak = Campus.add(by=HALLWAY, name="Oak", time_zone="America/Chicago")
    people = {}
    for key, role in (("tess", "teacher"), ("ivan", "its")):
        people[key] = Member.add(by=HALLWAY, email=f"{key}@cedar.example", name=key.title())
        Post.add(by=HALLWAY, member=people[key], role=role, campus=oak)
    district.duty = people["ivan"]
    district.save()
    ask = Ask.open(by=people["tess"], requester=people["tess"], campus=oak, line="The projector is dark")
    deliver_events()
    OutgoingMail.objects.update(state="sent")
    letter = OutgoingMail.objects.filter(to="tess@cedar.example").first()
    return f"help+{ask_address_token(ask.pk, people['tess'].pk)}@cedar.example", letter.message_id


def mails(folder, address, letter):
    """The six mails as files, in the order in which they came."""
    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "PNG")
    inside = [
        ("text/plain", b"It hums."),
        ("image/png; name=hum.png", picture.getvalue()),
        ("text/csv; name=days.csv", b"day,hum\n1,2\n"),
    ]
    parts = "".join(PART.format(kind, base64.b64encode(data).decode()) for kind, data in inside)
    new = HEAD.format("tess@cedar.example", "help@cedar.example", "The speaker hums", "new")
    new += f'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n{parts}--b--\r\n'
    report = (
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example\r\nTo: help@cedar.example\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n--b\r\n\r\nSorry.\r\n'
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        "Final-Recipient: rfc822; tess@cedar.example\r\n"
        f"Action: failed\r\nStatus: 5.1.1\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {letter}\r\n"
        "From: help@cedar.example\r\nSubject: Re\r\n\r\nhi\r\n--b--\r\n"
    )
    every = [
        new,
        HEAD.format("tess@cedar.example", address, "Re: The projector is dark", "answer")
        + "\r\nStill dark, can you come?\r\n",
        "Received: from another.example by help.cedar.example; Mon, 2 Mar 2026 09:00:00 -0600\r\n" + new,
        report,
        HEAD.format("who@elsewhere.example", "help@cedar.example", "Buy now", "stranger") + "\r\nCheap.\r\n",
        HEAD.format("ivan@cedar.example", "help@cedar.example", "Automatic reply: hello", "away")
        + "\r\nI am out of the office.\r\n",
    ]
    folder.mkdir()
    paths = [folder / f"{number}.eml" for number in range(len(every))]
    for path, text in zip(paths, every, strict=True):
        path.write_bytes(text.encode())
    return paths


class Proof:
    """The ways to run the mails, what happens after a kill, and what must hold then."""

    def __init__(self, lab, paths):
        self.lab, self.paths, self.should = lab, [str(path) for path in paths], None
        self.first = []

    def take(self):
        from hallway.cli.main import main

        return main(["mail", "take", *self.paths])

    def keep(self):
        from hallway.cli.main import main

        return main(["mail", "take", "--keep-only", *self.paths])

    def job(self):
        from hallway.inbox.jobs import read_kept

        read_kept()
        return 0

    def deliver_again(self, code):
        """What stands kept is noted first; then the sender tries again unless it was told 0, and the worker goes on."""
        from hallway.inbox import commands
        from hallway.inbox.jobs import read_kept
        from hallway.inbox.models import Mail

        kept = set(Mail.objects.values_list("pk", flat=True))
        said = [json.loads(line)["id"] for line in self.lab.said().splitlines() if line.endswith("}")]
        self.first = [f"take said that mail {pk} is kept, and it is not" for pk in said if pk not in kept]
        if code == 0 and len(kept) < len(self.paths) - 1:  # two of them are the same
            self.first.append("take said 0 and did not keep all")
        if code != 0:
            commands.take(self.paths, out=io.StringIO())
        while read_kept():
            pass

    def only_the_worker(self, _code):
        from hallway.inbox.jobs import read_kept

        self.first = []
        while read_kept():
            pass

    def undisturbed(self):
        """Twice, which must be the same: what the rest is compared with."""
        found = []
        for _run in range(2):
            self.lab.fresh()
            with contextlib.redirect_stdout(io.StringIO()):
                self.take()
            found.append(self.look())
        if found[0] != found[1]:
            sys.exit("two undisturbed runs differ:\n" + "\n".join(sameness.differences(found[0], found[1])))
        self.should = found[0]

    def look(self):
        """Rows and files after the sweeper came by, a day later."""
        from hallway.core.now import moved, now
        from hallway.core.sweeping import sweep

        with moved(now() + timedelta(days=2)):
            sweep()
        found = sameness.rows(BUT, BESIDES)
        content, paths = sameness.files(self.lab.files)
        for mark, number in content.items():
            found[f"file {mark}"] += number
        from hallway.threads.models import File

        for path in paths ^ set(File.objects.values_list("path", flat=True)):
            found[f"a file without row or a row without file: {path}"] += 1
        return found

    def compare(self):
        from hallway.cli import verify

        wrong = self.first + sameness.differences(self.should, self.look())
        for check in (verify.dangling(), verify.files(), verify.photos(), verify.promises(), verify.happenings()):
            wrong += [f"verify: {sentence}" for sentence in check]
        return wrong


def main():
    said = killing.words(__doc__).parse_args()
    if why := killing.cannot():
        print(f"skipped: {why}")
        return 0
    lab, paths = killing.Lab(), []
    try:
        lab.seed(lambda: paths.extend(mails(lab.place / "mails", *school())))
        proof = Proof(lab, paths)
        proof.undisturbed()
        print("| killed | calls | kills | recovered | differences | each |\n|---|--:|--:|--:|--:|--:|")
        most = -(-said.kills // 3)
        wrong = killing.sweep(lab, "take", proof.take, proof.deliver_again, proof.compare, most)
        wrong += killing.sweep(lab, "take --keep-only", proof.keep, proof.deliver_again, proof.compare, most)
        lab.seed(proof.keep)
        wrong += killing.sweep(lab, "the reading job", proof.job, proof.only_the_worker, proof.compare, most)
    finally:
        lab.end()
    for sentence in wrong[:50]:
        print(sentence)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

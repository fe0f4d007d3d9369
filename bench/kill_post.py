"""Nothing lost on the way out: telling and sending killed with SIGKILL at every system call, then taken up by the next worker.

    .venv/bin/python bench/kill_post.py [--kills 0]

Due events become notices and mails, mails go to a real SMTP server on loopback (a process of its own); once few letters, once
so many that they leave as summaries. After each kill the next worker goes on two minutes later. Then every event is told,
every notice is there once, every letter left by itself or inside its summary; what left twice has the same Message-ID and is
the same mail. Linux, with strace; see killing.py for what is killed where.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import killing

FEW, MANY = 1, 5  # requests, each of which tells two people


def serve(port, noted):
    """Be the mail server: note every mail before it is said to be taken."""
    import asyncio
    import email
    import hashlib

    from aiosmtpd.controller import Controller

    class Takes:
        async def handle_DATA(self, server, session, envelope):
            mail = email.message_from_bytes(envelope.content)
            said = [mail["Subject"], *(part.get_payload() for part in mail.walk() if not part.is_multipart())]
            body = hashlib.sha256(
                "\n".join(said).encode("utf-8", "replace")
            ).hexdigest()  # but not its Date and boundary
            with open(noted, "a") as file:
                file.write(json.dumps([mail["Message-ID"].strip(), envelope.rcpt_tos[0], body]) + "\n")
            return "250 kept"

    controller = Controller(Takes(), hostname="127.0.0.1", port=port)
    controller.start()
    print("here", flush=True)
    asyncio.run(asyncio.Event().wait())


def school(requests):
    """Fresh requests of one teacher that nobody was told of."""
    from hallway.asks.models import Ask
    from hallway.core.verb import HALLWAY
    from hallway.people.models import Campus, District, Member, Post

    district = District.objects.get_or_create(pk=1, defaults={"name": "Cedar Valley"})[0]
    oak, made = Campus.objects.filter(name="Oak").first(), {}
    if oak is None:
        oak = Campus.add(by=HALLWAY, name="Oak", time_zone="America/Chicago")
        for key, role in (("tess", "teacher"), ("ivan", "its")):
            made[key] = Member.add(by=HALLWAY, email=f"{key}@cedar.example", name=key.title())
            Post.add(by=HALLWAY, member=made[key], role=role, campus=oak)
        district.duty = made["ivan"]
        district.save()
    tess = Member.objects.get(email="tess@cedar.example")
    for number in range(requests):
        Ask.open(by=tess, requester=tess, campus=oak, line=f"Request {number}")


def tell():
    from hallway.delivery.working import deliver_events

    deliver_events()
    return 0


def send():
    from hallway.delivery.sending import send_mail

    send_mail()
    return 0


class Proof:
    """What the mail server got, and what must hold."""

    def __init__(self, noted):
        self.noted, self.should, self.before, self.twice = noted, None, set(), Counter()

    def go_on(self, _code=0):
        """The next worker, when what the killed one had claimed is free again."""
        from hallway.core.now import moved, now

        tell()
        send()
        with moved(now() + timedelta(minutes=2)):
            tell()
            send()

    def notices(self):
        from hallway.delivery.models import Notice

        rows = Notice.objects.values_list("member__email", "event__kind", "event__root_id", "mail")
        return Counter(rows)

    def undisturbed(self, lab):
        from hallway.delivery.models import OutgoingMail

        lab.fresh()
        self.before = set(OutgoingMail.objects.values_list("pk", flat=True))
        self.go_on()
        self.should = self.notices()
        if wrong := self.compare():
            sys.exit("the undisturbed run is not whole:\n" + "\n".join(wrong))

    def compare(self):
        from hallway.delivery.models import Hitch, OutgoingMail
        from hallway.history.models import Event

        wrong = [
            f"notice {row}: {n} times"
            for row, n in ((self.notices() - self.should) + (self.should - self.notices())).items()
        ]
        wrong += [
            f"event {pk} was not told"
            for pk in Event.objects.filter(told=None).exclude(due=None).values_list("pk", flat=True)
        ]
        wrong += [f"event {event} stumbled at {part}" for event, part in Hitch.objects.values_list("event_id", "part")]
        got = [tuple(json.loads(line)) for line in self.noted.read_text().splitlines()]
        self.noted.write_text("")
        times = Counter(mark for mark, _to, _body in got)
        for mark in (mark for mark, number in times.items() if number > 1):
            self.twice[times[mark]] += 1
            if len({each for each in got if each[0] == mark}) > 1:
                wrong.append(f"{mark} left as different mails")
            if times[mark] > 2:
                wrong.append(f"{mark} left {times[mark]} times")
        letters = Counter()
        for mail in OutgoingMail.objects.exclude(pk__in=self.before).select_related("inside"):
            letters[mail.event_id, mail.to] += mail.event_id is not None
            left = mail.inside if mail.state == "bundled" else mail
            if left is None or left.state != "sent" or left.message_id not in times:
                wrong.append(f"letter {mail.pk} to {mail.to} ({mail.state}) never left")
        wrong += [f"event {event}: {n} letters to {to}" for (event, to), n in letters.items() if n > 1]
        known = set(OutgoingMail.objects.values_list("message_id", flat=True))
        return wrong + [f"{mark} left and has no row" for mark in times if mark not in known]


def main():
    words = killing.words(__doc__)
    words.add_argument("--serve", type=Path, help="be the mail server that notes in this file")
    words.add_argument("--port", type=int, default=0)
    said = words.parse_args()
    if said.serve:
        return serve(said.port, said.serve)
    if why := killing.cannot():
        print(f"skipped: {why}")
        return 0
    import calling

    port = calling.free_port()
    lab = killing.Lab(HALLWAY_MAIL_OUT=f"smtp://127.0.0.1:{port}")
    noted, wrong = lab.place / "got", []
    server = subprocess.Popen(
        [sys.executable, __file__, "--serve", noted, "--port", str(port)], stdout=subprocess.PIPE, env=os.environ
    )
    try:
        server.stdout.readline()
        proof, most = Proof(noted), -(-said.kills // 4)
        print("| killed | calls | kills | recovered | differences | each |\n|---|--:|--:|--:|--:|--:|")
        for more, what in ((FEW, "few letters"), (MANY, "summaries")):
            lab.seed(lambda more=more: school(more))
            proof.undisturbed(lab)
            wrong += killing.sweep(lab, f"telling, {what}", tell, proof.go_on, proof.compare, most)
            lab.seed(tell)
            wrong += killing.sweep(lab, f"sending, {what}", send, proof.go_on, proof.compare, most)
            lab.seed(proof.go_on)
            noted.write_text("")
    finally:
        server.terminate()
        server.wait()
        lab.end()
    print(f"left twice, as the same mail: {sum(proof.twice.values())}")
    for sentence in wrong[:50]:
        print(sentence)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

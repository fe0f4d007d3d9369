"""A mail server on loopback that takes everything and counts it, and a second process that sends through it."""

import multiprocessing
import socket
import time
from datetime import UTC, datetime


def mail_server(counted):
    """``(controller, port)``; ``counted``: called for every mail that came with its recipient."""
    from aiosmtpd.controller import Controller

    class Takes:
        async def handle_DATA(self, server, session, envelope):
            for who in envelope.rcpt_tos:
                counted(who)
            return "250 OK"

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    controller = Controller(Takes(), hostname="127.0.0.1", port=port)
    controller.start()
    return controller, port


class Post:
    """Sends in this process when ``environ`` is None, else in a second one that goes by this one's clock."""

    def __init__(self, environ=None):
        self.process, self.taken = None, 0
        if environ is None:
            self.server, self.port = mail_server(self._count)
            return
        spawn = multiprocessing.get_context("spawn")
        self.clock, self.sent, self.at, self.stop = (
            spawn.Value("d", 0.0), spawn.Value("q", 0), spawn.Value("i", 0), spawn.Value("b", 0),
        )  # fmt: skip
        words = (environ, self.clock, self.sent, self.at, self.stop)
        self.process = spawn.Process(target=_send_apart, args=words, daemon=True)
        self.process.start()
        while not self.at.value:
            time.sleep(0.05)
        self.port = self.at.value

    def _count(self, who):
        self.taken += 1

    def turn(self, moment):
        """Send what is due at ``moment``."""
        if self.process:
            self.clock.value = moment.timestamp()
        else:
            from hallway.delivery.sending import send_mail

            while send_mail():
                pass

    def end(self):
        """Everything is sent; how many mails the server took."""
        if not self.process:
            self.server.stop()
            return self.taken
        from hallway.delivery.models import OutgoingMail

        due = datetime.fromtimestamp(self.clock.value, UTC)
        while self.process.is_alive() and OutgoingMail.objects.filter(state="queued", next_at__lte=due).exists():
            time.sleep(0.1)
        self.stop.value = 1
        self.process.join(30)
        return self.sent.value


def _send_apart(environ, clock, sent, at, stop):
    import os

    os.environ.update(environ)
    import django

    django.setup()
    from hallway.core.now import moved
    from hallway.delivery.sending import send_mail

    def count(who):
        sent.value += 1

    controller, at.value = mail_server(count)
    seen = 0.0
    while not stop.value and multiprocessing.parent_process().is_alive():
        if clock.value == seen:
            time.sleep(0.02)
            continue
        turn = clock.value
        with moved(datetime.fromtimestamp(turn, UTC)):
            while send_mail():
                pass
        seen = turn
    controller.stop()

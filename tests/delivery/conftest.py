"""A mail server on loopback that does as it is told, and small ways to make news."""

import email
import email.policy
import socket
from contextlib import contextmanager
from dataclasses import replace
from types import SimpleNamespace

import pytest

from hallway.config.environment import MailServer


class Keeper:
    """Keeps what arrives. ``say``: what to answer at MAIL, RCPT or DATA instead of "250", by recipient or for all."""

    def __init__(self):
        self.mails, self.raw, self.recipients, self.say = [], [], [], {}

    async def handle_RCPT(self, server, session, envelope, address, options):
        said = self.say.get(("RCPT", address)) or self.say.get(("RCPT", "*"))
        if said:
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        said = self.say.get(("DATA", envelope.rcpt_tos[0])) or self.say.get(("DATA", "*"))
        if said:
            return said
        self.raw.append(envelope.content)
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        self.recipients.append(envelope.rcpt_tos[0])
        return "250 OK"

    def to(self, address):
        return [mail for mail, who in zip(self.mails, self.recipients, strict=True) if who == address]


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def server_on(port, keeper):
    from aiosmtpd.controller import Controller

    controller = Controller(keeper, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield keeper
    finally:
        controller.stop()


@pytest.fixture(autouse=True)
def _rows_for_mail(settings):
    """The backend of production; the test runner would put another in its place."""
    settings.EMAIL_BACKEND = "hallway.delivery.backend.RowBackend"


@pytest.fixture
def post(settings):
    """Hallway sends to a port of its own; ``with post.open():`` a real mail server listens there. ``post.keeper.mails``."""
    from hallway.delivery.sending import Rest

    port, keeper = free_port(), Keeper()
    settings.ENV = replace(
        settings.ENV,
        mail_out=MailServer("127.0.0.1", port, "", "", "none", ""),
        mail_address="help@cedar.example",
    )
    Rest.until, Rest.times = 0.0, 0
    yield SimpleNamespace(port=port, keeper=keeper, open=lambda: server_on(port, keeper))
    Rest.until, Rest.times = 0.0, 0

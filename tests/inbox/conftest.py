from dataclasses import replace

import pytest

from hallway.core.tokens import ask_address_token


@pytest.fixture
def help_address(settings):
    """Mail comes in at help@cedar.example, files go to the test's own folder."""
    settings.ENV = replace(settings.ENV, mail_address="help@cedar.example", files=str(settings.DATA / "files"))
    return "help@cedar.example"


def raw(
    sender="tess@cedar.example", subject="Projector is dark", text="It shows no picture since this morning.", **headers
):
    """A plain mail as bytes; ``headers`` with _ for -, None leaves one out."""
    lines = {"From": sender, "To": "help@cedar.example", "Subject": subject}
    lines["Message-ID"] = f"<{abs(hash((sender, subject, text)))}@phone>"
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    return "\r\n".join(f"{k}: {v}" for k, v in lines.items() if v is not None).encode() + b"\r\n\r\n" + text.encode()


def token_address(ask, member):
    return f"help+{ask_address_token(ask.pk, member.pk)}@cedar.example"

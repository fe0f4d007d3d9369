import uuid

import pytest

from hallway.capture.models import Capture


@pytest.fixture
def caught(cast):
    """``caught(**values)``: something Iván kept, by the verb; without a requester it waits to be sorted."""

    def make(**values):
        return Capture.keep(by=values.pop("by", cast.ivan), line=values.pop("line", "board pen is lost"), **values)

    return make


@pytest.fixture
def sent(as_, cast):
    """``sent(member, **values)``: what a phone sends, as the member who is signed in there."""

    def send(signed_in=None, **values):
        member = signed_in or cast.ivan
        form = {"key": str(uuid.uuid4()), "member": member.pk, "line": "board pen is lost", "mine": "on", "ago": "5"}
        return as_(member).post("/asks/capture/take/", form | values)

    return send

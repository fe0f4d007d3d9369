"""Mail where mail is not the way: kept, answered kindly with the right door, and the words are ready in the form."""

import re

import pytest

from hallway.asks.models import Ask
from hallway.core.verb import HALLWAY
from hallway.delivery.models import OutgoingMail
from hallway.delivery.working import deliver_events
from hallway.inbox.taking import take
from hallway.procedures.models import Procedure
from hallway.procedures.terms import Channel, Terms

from .conftest import raw, token_address

pytestmark = pytest.mark.usefixtures("help_address")
ONLY_FORM = Terms(
    channels=(Channel("form"), Channel("mail", "not_a_procedure", "It gets lost there.")),
    wrong_door="So good that you wrote. Here we work from the form.",
)


@pytest.fixture
def only_form(cast):
    Procedure.newest().change(by=HALLWAY, terms=ONLY_FORM)


def test_it_is_kept_answered_and_ready_to_send(cast, as_, only_form):
    mail = take(raw(subject="Re: The board is dark", text="Since this morning.\n\nTess"))
    assert (mail.verdict, mail.reason, Ask.objects.count()) == ("refused", "wrong-door", 0)
    deliver_events()
    letter = OutgoingMail.objects.get()
    assert letter.to == "Tess Tanaka <tess@cedar.example>" or "tess@cedar.example" in letter.to
    assert "So good that you wrote." in letter.text
    assert letter.headers["Auto-Submitted"] == "auto-replied"
    link = re.search(r"/inbox/\d+/draft/", letter.text)[0]
    tess = as_(cast.tess)
    page = tess.get(link).content.decode()
    assert "Since this morning." in page
    ready = dict(re.findall(r'<input type="hidden" name="(key|line)" value="([^"]*)">', page))
    form = tess.post("/asks/new/", ready | {"detail": "Since this morning.", "look": "yes"}).content.decode()
    assert 'value="The board is dark"' in form
    assert "Since this morning.</textarea>" in form
    for _twice in range(2):
        assert tess.post("/asks/new/", ready | {"detail": "Since this morning."}).status_code == 303
    assert Ask.objects.get().line == "The board is dark"


def test_nobody_else_reads_it(cast, as_, only_form):
    mail = take(raw())
    for key in ("olga", "ivan", "ada", "lena", "cora"):
        assert as_(getattr(cast, key)).get(f"/inbox/{mail.pk}/draft/").status_code == 404


def test_answers_on_requests_join_as_ever(cast, ask, only_form):
    row = ask()
    mail = take(raw(text="Still dark.", To=token_address(row, cast.tess)))
    assert (mail.verdict, mail.ask) == ("added", row)


def test_only_where_the_procedure_says_so(cast):
    draft = Procedure.draft(by=cast.ada, campus=cast.elm)
    draft.revise(by=cast.ada, terms=ONLY_FORM)
    draft.publish(by=cast.ada)
    assert take(raw()).verdict == "opened"
    assert take(raw(sender="emil@cedar.example")).verdict == "refused"

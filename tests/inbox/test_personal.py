"""A person's mail that was taken for a program's: an administrator says so, and it goes where anybody's mail goes."""

import pytest

from hallway.asks.models import Ask
from hallway.core.verb import Denied, Refused
from hallway.history.models import Event
from hallway.inbox.counting import summed
from hallway.inbox.models import Mail
from hallway.inbox.taking import take

from .conftest import raw, token_address

pytestmark = pytest.mark.usefixtures("help_address")
LIST = "/inbox/all/?verdict=automatic"


def press(browser, mail):
    return browser.post(f"/inbox/{mail.pk}/personal/", {"verdict": "automatic"}, follow=True).content.decode()


def test_it_opens_what_it_would_have_opened(cast, as_):
    mail = take(raw(Auto_Submitted="auto-generated", text="The projector in my room is dark."))
    assert (mail.verdict, Ask.objects.count()) == ("automatic", 0)
    ada = as_(cast.ada)
    assert "A person wrote this" in ada.get(LIST).content.decode()
    assert "Read again as a person’s mail: " in press(ada, mail)
    mail.refresh_from_db()
    assert (mail.verdict, mail.ask, summed().whole) == ("opened", Ask.objects.get(), True)
    press(ada, mail)
    assert Ask.objects.count() == 1, "pressed twice"
    assert "A person wrote this" not in ada.get("/inbox/all/").content.decode()


def test_an_answer_joins_its_request(cast, ask, as_):
    row = ask()
    mail = take(raw(Auto_Submitted="auto-replied", To=token_address(row, cast.tess), text="It is the red cable."))
    assert (mail.verdict, mail.ask) == ("automatic", row)
    press(as_(cast.ada), mail)
    mail.refresh_from_db()
    assert (mail.verdict, mail.ask) == ("added", row)


def test_what_waits_then_is_told_to_who_sorts(cast, as_):
    mail = take(raw(sender="Pat <pat@elsewhere.example>", Auto_Submitted="auto-replied"))
    press(as_(cast.ada), mail)
    mail.refresh_from_db()
    assert mail.verdict == "parked"
    assert Event.objects.of(mail).filter(kind="mail.parked").count() == 1


def test_the_very_same_words_again_and_again(cast, as_):
    mails = [take(raw(text="The projector in room 12 is dark again.", Message_ID=f"<{n}@loop>")) for n in range(7)]
    assert mails[-1].reason == "automatic: the same words again"
    press(as_(cast.ada), mails[-1])
    assert Mail.objects.get(pk=mails[-1].pk).verdict == "opened"


@pytest.mark.parametrize("who", ["tess", "ivan", "lena", "dora"])
def test_nobody_else_says_so(cast, as_, who):
    mail = take(raw(Auto_Submitted="auto-replied"))
    assert as_(getattr(cast, who)).post(f"/inbox/{mail.pk}/personal/").status_code == 404
    with pytest.raises(Denied):
        mail.say_personal(by=getattr(cast, who))


def test_what_is_no_programs_stays_as_it_is(cast):
    opened = take(raw())
    with pytest.raises(Refused):
        opened.say_personal(by=cast.ada)

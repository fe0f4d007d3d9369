"""Mails that are worked in one transaction: what is refused to one of them changes nothing for the others."""

from hallway.asks.models import Ask
from hallway.core.verb import Refused
from hallway.history.models import Event
from hallway.inbox.keeping import keep_many
from hallway.inbox.models import Mail
from hallway.inbox.taking import work_through
from hallway.threads.models import Message

from .conftest import raw


def test_one_is_refused_in_the_middle_of_its_verb(cast, monkeypatch):
    kept = [one.mail_id for one in keep_many([raw(subject=f"Number {n}") for n in range(4)])]

    def refuses(ask, message, stored, author):
        if ask.line == "Number 2":
            raise Refused("not today")

    monkeypatch.setattr(Ask, "keep_files", refuses)  # the verb has written its request and its words by then
    ended = work_through(kept)
    assert [ended[pk].verdict for pk in kept] == ["opened", "opened", "parked", "opened"]
    parked = Mail.objects.get(pk=kept[2])
    assert (parked.verdict, parked.reason, parked.ask) == ("parked", "refused", None)
    assert Event.objects.filter(kind="mail.parked").count() == 1, "somebody is told that it waits"
    assert Ask.objects.count() == Message.objects.count() == 3
    assert Event.objects.filter(kind="ask.opened").count() == 3
    assert set(Mail.objects.filter(verdict="opened").values_list("ask__line", flat=True)) == {
        "Number 0", "Number 1", "Number 3",
    }  # fmt: skip


def test_what_was_opened_goes_when_its_company_is_refused(cast, monkeypatch):
    (kept,) = keep_many([raw(Cc=cast.olga.email)])

    def refuses(ask, **about):
        raise Refused("not today")

    monkeypatch.setattr(Ask, "include", refuses)
    ended = work_through([kept.mail_id])
    assert ended[kept.mail_id].reason == "refused"
    assert not Ask.objects.exists()
    assert not Event.objects.filter(kind="ask.opened").exists()

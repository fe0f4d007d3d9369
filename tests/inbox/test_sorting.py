"""For whom a mail waits, and what they can do besides making it a request: block, read again, bring back, many at once."""

from datetime import timedelta

import pytest

from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.history.models import Event
from hallway.inbox import jobs
from hallway.inbox.models import Block, Mail
from hallway.inbox.taking import take
from hallway.people.models import Post

from .conftest import raw, token_address

pytestmark = pytest.mark.usefixtures("help_address")
PAT = "Pat Parent <pat@elsewhere.example>"


def sees(member, mail):
    return Mail.objects.visible_to(member).filter(pk=mail.pk).exists()


def test_a_known_sender_concerns_their_campus(cast, ask):
    """Olga of Oak writes into Tess's request without a part in it: Oak's ITS sort it, Elm's do not see it."""
    row = ask()
    mail = take(raw(sender="olga@cedar.example", To=token_address(row, cast.tess)))
    assert (mail.verdict, mail.campus) == ("parked", cast.oak)
    assert sees(cast.ivan, mail)
    assert not sees(cast.kim, mail)
    assert mail.sorters == [cast.ivan]
    elm = take(raw(sender="emil@cedar.example", subject="Thanks", text="Thank you so much!"))
    assert sees(cast.kim, elm)
    assert sees(cast.ada, elm)


def test_strangers_concern_the_help_desk(cast):
    mail = take(raw(sender=PAT))
    assert (mail.campus, {m.pk for m in mail.sorters}) == (None, {cast.dora.pk, cast.ivan.pk, cast.kim.pk})
    Post.add(by=HALLWAY, member=cast.olga, role="its", campus=None)  # now there is a desk
    assert mail.sorters == [cast.dora, cast.olga]
    olga = type(cast.olga).objects.get(pk=cast.olga.pk)
    assert sees(olga, mail)
    assert sees(cast.dora, mail)
    assert not sees(cast.kim, mail)


def test_what_looks_confidential_is_its_holders_alone(cast, ask):
    row = ask(confidential=True)
    mail = take(raw(sender=PAT, To=token_address(row, cast.tess), text="quokka"))
    assert mail.sorters == [cast.ivan]
    assert [m for m in (cast.ivan, cast.kim, cast.dora) if sees(m, mail)] == [cast.ivan]


def test_block_and_lift(cast, as_):
    mail, other = take(raw(sender=PAT)), take(raw(sender=PAT, text="Again me, about something else."))
    as_(cast.ivan).post(f"/inbox/{mail.pk}/block/")
    mail.refresh_from_db()
    assert (mail.verdict, Block.objects.get().address) == ("refused", "pat@elsewhere.example")
    assert take(raw(sender=PAT, text="And once more, please.")).reason == "blocked"
    other.refresh_from_db()
    assert other.verdict == "parked", "what came before waits until somebody has looked"
    assert b"pat@elsewhere.example" in as_(cast.ivan).get("/inbox/blocked/").content
    as_(cast.ivan).post(f"/inbox/blocked/{Block.objects.get().pk}/lift/")
    assert take(raw(sender=PAT, text="May I now?")).reason == "unknown-sender"


def test_a_colleague_cannot_be_blocked(cast, as_, ask):
    with pytest.raises(Refused):
        Block.put(by=cast.ivan, address="Tess@Cedar.example")
    mail = take(raw(subject="Thanks", text="Thank you so much!"))
    assert as_(cast.ivan).post(f"/inbox/{mail.pk}/block/").status_code == 409
    assert as_(cast.tess).get("/inbox/blocked/").status_code == 404


def test_left_aside_is_not_gone(cast, as_):
    mail = take(raw(sender=PAT, subject="quokka"))
    client = as_(cast.ivan)
    client.post(f"/inbox/{mail.pk}/ignore/")
    assert b"quokka" not in client.get("/inbox/").content
    assert b"quokka" in client.get("/inbox/?aside=1").content
    client.post(f"/inbox/{mail.pk}/back/")
    mail.refresh_from_db()
    assert (mail.verdict, mail.reason) == ("parked", "brought-back")
    mail.accept(by=cast.ivan, requester=cast.tess)
    with pytest.raises(Refused):
        mail.bring_back(by=cast.ada)


def test_read_again_by_a_button(cast, as_):
    """An office adds the address of who wrote; reading the mail again opens the request."""
    mail = take(raw(sender="nina@cedar.example", subject="Laptop"))
    member = type(cast.tess).add(by=HALLWAY, email="nina@cedar.example", name="Nina New")
    Post.add(by=HALLWAY, member=member, role="teacher", campus=cast.oak)
    answer = as_(cast.ivan).post(f"/inbox/{mail.pk}/reread/")
    mail.refresh_from_db()
    assert (mail.verdict, mail.ask.requester) == ("opened", member)
    assert answer["Location"] == mail.ask.get_absolute_url()
    still = take(raw(sender=PAT))
    as_(cast.ivan).post(f"/inbox/{still.pk}/reread/")
    still.refresh_from_db()
    assert still.verdict == "parked"
    assert Event.objects.of(still).filter(kind="mail.parked").count() == 1, "told once"
    assert as_(cast.ada).post(f"/inbox/{still.pk}/reread/").status_code == 403


def test_many_at_once(cast, as_):
    mails = [take(raw(sender=PAT, subject=f"Offer {n}", text=f"Buy the {n} best things")) for n in range(4)]
    client = as_(cast.ivan)
    assert b"4 from pat@elsewhere.example" in client.get("/inbox/").content
    assert client.get("/inbox/?from=pat@elsewhere.example").content.count(b'type="checkbox" name="mail"') == 4
    client.post("/inbox/bulk/", {"do": "ignore", "mail": [m.pk for m in mails[:2]]})
    client.post("/inbox/bulk/", {"do": "block", "mail": [m.pk for m in mails[2:]]})
    assert {m.verdict for m in Mail.objects.all()} == {"refused"}
    assert Block.objects.count() == 1
    client.post("/inbox/bulk/", {"do": "back", "mail": [mails[0].pk]})
    client.post("/inbox/bulk/", {"do": "reread", "mail": [mails[0].pk]})
    jobs.read_kept()
    mails[0].refresh_from_db()
    assert mails[0].reason == "blocked"


def test_nobody_does_many_at_once_with_what_they_do_not_see(cast, as_):
    mail = take(raw(sender=PAT))
    for who in (cast.tess, cast.lena, cast.opal):
        as_(who).post("/inbox/bulk/", {"do": "ignore", "mail": [mail.pk]})
    mail.refresh_from_db()
    assert mail.verdict == "parked"


def test_what_nobody_looked_at_is_counted_and_told(cast, as_, monday):
    mail = take(raw(sender=PAT))
    assert jobs.remind() == 0
    with monday.at(monday.instant + timedelta(hours=3)):
        assert not jobs.overdue()
    with monday.at(monday.instant + timedelta(days=1, hours=1)):
        assert jobs.overdue() == [mail]
        assert (jobs.remind(), jobs.remind()) == (1, 0)
        assert b"One mail has waited for more than a school day" in as_(cast.ivan).get("/asks/slips/").content
        mail.ignore(by=cast.ivan)
        assert not jobs.overdue()
    assert Event.objects.of(mail).filter(kind="mail.waits").count() == 1
    with pytest.raises(Denied):
        mail.remind(by=cast.ivan)


def test_one_tap_proposals(cast, as_, ask):
    row = ask(line="The board hums")
    mail = take(raw(subject="Thanks", text="Thank you so much!"))
    page = as_(cast.ivan).get(f"/inbox/{mail.pk}/").content
    assert b"The board hums" in page
    assert b'value="tess@cedar.example"' in page
    assert b"The board hums" in as_(cast.ivan).get(f"/inbox/{mail.pk}/?q=board").content
    as_(cast.ivan).post(f"/inbox/{mail.pk}/join/", {"number": row.pk})
    mail.refresh_from_db()
    assert (mail.verdict, mail.ask) == ("added", row)


def test_the_list_costs_the_same_for_one_and_for_many(cast, as_, django_assert_max_num_queries):
    take(raw(sender=PAT))
    client = as_(cast.ivan)
    client.get("/inbox/")
    with django_assert_max_num_queries(15) as one:
        client.get("/inbox/")
    for n in range(3):
        take(raw(sender=f"p{n}@elsewhere.example", text=f"words {n}"))
    with django_assert_max_num_queries(15) as more:
        client.get("/inbox/")
    assert len(one) == len(more)


def test_an_address_of_one_campus_says_whose_stranger_it_is(cast):
    from hallway.inbox.models import Address

    Address.add(by=HALLWAY, address="oak@cedar.example", campus=cast.oak)
    mail = take(raw(sender=PAT, To="oak@cedar.example"))
    assert mail.campus == cast.oak
    assert sees(cast.ivan, mail)
    assert not sees(cast.kim, mail)

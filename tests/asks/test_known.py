"""A known issue: one public line, "me too" by one tap, one answer to all, and at its end each is asked."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from hallway.asks.models import Ask, KnownIssue, MeToo
from hallway.core.now import moved, now
from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.delivery.models import Notice, OutgoingMail
from hallway.delivery.working import deliver_events
from hallway.history.models import Event
from hallway.threads.models import Message

EVERYBODY = ["tess", "olga", "emil", "ivan", "kim", "lena", "ed", "opal", "cora", "dora", "ada", "gone"]
LINE = "Wi-Fi is down in the east wing"


@pytest.fixture
def known(cast, ask):
    row = ask(line="Tess's own words about it")
    row.make_known(by=cast.ivan, words=LINE)
    return KnownIssue.objects.get(ask=row)


def told(kind):
    return sorted(Notice.objects.filter(event__kind=kind).values_list("member__name", flat=True))


def later(seconds=30):
    """Undo is over, and everything is told."""
    with moved(now() + timedelta(seconds=seconds)):
        deliver_events()


def test_everybody_at_the_campus_reads_the_line_and_nobody_the_conversation(as_, cast, known):
    page = as_(cast.olga).get(known.get_absolute_url()).content.decode()
    assert LINE in page
    assert "own words" not in page
    assert "Tess" not in page
    assert as_(cast.olga).get(known.ask.get_absolute_url()).status_code == 404


def test_who_reads_it(cast, known):
    reads = {who for who in EVERYBODY if KnownIssue.objects.visible_to(getattr(cast, who)).exists()}
    assert reads == {"tess", "olga", "ivan", "lena", "opal", "cora", "dora", "ada"}


def test_the_home_and_the_form_say_it_before_asking(as_, cast, known):
    for url in ("/", "/asks/new/"):
        page = as_(cast.olga).get(url).content.decode()
        assert LINE in page
        assert "Iván is on it; next word by" in page
        assert "1 person told us" in page
        assert f"/asks/known/{known.pk}/me_too/" in page
        assert LINE not in as_(cast.emil).get(url).content.decode()


def test_me_too_by_one_tap_and_back(as_, cast, known):
    browser = as_(cast.olga)
    answer = browser.post(f"/asks/known/{known.pk}/me_too/", {"next": "/asks/new/"})
    assert (answer.status_code, answer["Location"]) == (303, "/asks/new/")
    browser.post(f"/asks/known/{known.pk}/me_too/")
    assert list(known.told.values_list("member", flat=True)) == [cast.olga.pk]
    assert "2 people told us" in as_(cast.cora).get("/asks/new/").content.decode()
    assert "You have it, too" in browser.get("/").content.decode()
    swapped = browser.post(f"/asks/known/{known.pk}/not_me/", headers={"HX-Request": "true"})
    assert swapped.status_code == 200
    assert "Me too" in swapped.content.decode()
    assert "<html" not in swapped.content.decode()
    assert not known.told.exists()


def test_the_asker_has_it_already(cast, known):
    known.me_too(by=cast.tess)
    assert not known.told.exists()


def test_names_are_the_help_teams(as_, cast, known):
    known.me_too(by=cast.olga)
    assert "Olga Ortiz" in as_(cast.ivan).get(known.get_absolute_url()).content.decode()
    for who in ("cora", "lena", "dora"):
        assert "Olga" not in as_(getattr(cast, who)).get(known.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("verb", "allowed"),
    [
        ("me_too", {"tess", "olga", "ivan", "lena", "opal", "cora", "dora", "ada"}),
        ("not_me", {"tess", "olga", "ivan", "lena", "opal", "cora", "dora", "ada"}),
        ("works", {"olga"}),
        ("still_not", {"olga"}),
        ("tell_all", {"ivan"}),
        ("untell", {"ivan"}),
    ],
)
def test_who_may(cast, known, verb, allowed):
    """At Oak; Olga has it. Kim is ITS too, of Elm only; Ed leads Elm."""
    known.me_too(by=cast.olga)
    assert {who for who in EVERYBODY if getattr(cast, who).is_active and getattr(cast, who).can(verb, known)} == allowed


def test_the_same_at_the_other_campus(cast, ask):
    row = ask(requester=cast.emil, campus=cast.elm)
    row.make_known(by=cast.kim, words=LINE)
    known = row.known_as
    assert {who for who in EVERYBODY[:-1] if getattr(cast, who).can("tell_all", known)} == {"ivan", "kim"}
    assert not cast.tess.can("me_too", known)
    with pytest.raises(Denied):
        known.me_too(by=cast.tess)


def test_nothing_confidential_becomes_known(cast, ask):
    secret = ask(confidential=True)
    with pytest.raises(Refused):
        secret.make_known(by=cast.ivan, words=LINE)
    row = ask()
    row.make_known(by=cast.ivan, words=LINE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ask.objects.filter(pk=row.pk).update(confidential=True)


def test_several_campuses_and_all_of_them(as_, cast, ask):
    row = ask()
    row.make_known(by=cast.ivan, words=LINE, campuses=[cast.oak, cast.elm])
    assert LINE in as_(cast.emil).get("/").content.decode()
    row.known_as.me_too(by=cast.emil)
    other = ask(requester=cast.emil, campus=cast.elm, line="x")
    with pytest.raises(Refused):
        other.make_known(by=cast.kim, words=LINE, campuses=[cast.oak])
    with pytest.raises(Refused):
        other.make_known(by=cast.kim, words=LINE, everywhere=True)
    other.escalate(by=cast.kim)
    other.make_known(by=cast.dora, words="The portal is down", everywhere=True)
    for who in ("tess", "emil", "ada"):
        assert "The portal is down" in as_(getattr(cast, who)).get("/asks/new/").content.decode()


def test_one_answer_to_all_once(as_, cast, known, monday):
    for who in (cast.olga, cast.cora):
        known.me_too(by=who)
    deliver_events()
    OutgoingMail.objects.all().delete()
    browser = as_(cast.ivan)
    form = {"text": "The switch is being replaced, back by noon.", "key": "6b5b6f0e-0000-4000-8000-000000000001"}
    for _press in range(2):
        assert browser.post(f"/asks/known/{known.pk}/tell_all/", form).status_code == 303
    assert told("known.told") == [], "twenty seconds to take it back"
    later()
    assert told("known.told") == ["Cora Cole", "Olga Ortiz", "Tess Tanaka"]
    mails = OutgoingMail.objects.filter(event__kind="known.told")
    assert sorted(mails.values_list("to", flat=True)) == [f"{who}@cedar.example" for who in ("cora", "olga", "tess")]
    assert all(LINE in mail.subject and "back by noon" in mail.text for mail in mails)
    assert not any("Olga" in mail.text for mail in mails.exclude(to=cast.olga.email))
    with moved(now() + timedelta(seconds=30)):
        assert "back by noon" in as_(cast.olga).get(known.get_absolute_url()).content.decode()
    known.ask.refresh_from_db()
    assert known.ask.answered_at is not None, "it keeps the promise"


def test_an_answer_to_all_can_be_taken_back(as_, cast, known, monday):
    known.me_too(by=cast.olga)
    message = known.tell_all(by=cast.ivan, text="too early")
    answer = as_(cast.ivan).post(f"/asks/known/{known.pk}/untell/{message.pk}/")
    assert "too early" in answer.content.decode()
    known.tell_all(by=cast.ivan, text="nobody reads this yet")
    assert "nobody reads" not in as_(cast.olga).get(known.get_absolute_url()).content.decode()
    known.untell(by=cast.ivan, message=Message.objects.get(text="nobody reads this yet"))
    later()
    assert told("known.told") == []
    known.ask.refresh_from_db()
    assert known.ask.answered_at is None
    sent = known.tell_all(by=cast.ivan, text="now")
    later(40)
    with moved(now() + timedelta(seconds=40)), pytest.raises(Refused):
        known.untell(by=cast.ivan, message=sent)


def test_solving_asks_each_whether_it_works(as_, cast, known, monday):
    for who in (cast.olga, cast.cora):
        known.me_too(by=who)
    known.ask.solve(by=cast.ivan)
    later()
    assert told("known.solved") == ["Cora Cole", "Olga Ortiz"]
    assert told("ask.solved") == ["Tess Tanaka"]
    page = as_(cast.olga).get(known.get_absolute_url()).content.decode()
    assert "Does it work for you?" in page
    assert LINE not in as_(cast.olga).get("/").content.decode()
    as_(cast.olga).post(f"/asks/known/{known.pk}/works/")
    assert known.told.get(member=cast.olga).said == "works"
    answer = as_(cast.cora).post(f"/asks/known/{known.pk}/still_not/")
    own = Ask.objects.get(requester=cast.cora)
    assert answer["Location"] == own.get_absolute_url()
    assert (own.line, own.campus, own.holder) == (LINE, cast.oak, cast.ivan)
    assert Event.objects.of(own).get(kind="ask.follows").data["other"] == known.ask_id
    assert known.still_not(by=cast.cora) == own, "a second press makes no second request"


def test_taking_it_back_leaves_nobody_waiting(as_, cast, known, monday):
    known.me_too(by=cast.olga)
    known.ask.make_known(by=cast.ivan, known=False)
    later()
    assert told("known.dropped") == ["Olga Ortiz"]
    assert "Ask for help" in as_(cast.olga).get(known.get_absolute_url()).content.decode()
    assert as_(cast.lena).get(known.get_absolute_url()).status_code == 404
    with pytest.raises(Refused):
        known.me_too(by=cast.olga)


def test_the_asker_does_not_take_it_from_the_others(cast, known):
    known.me_too(by=cast.olga)
    with pytest.raises(Refused):
        known.ask.withdraw(by=cast.tess)
    known.not_me(by=cast.olga)
    known.ask.withdraw(by=cast.tess)
    known.refresh_from_db()
    assert known.how == "dropped"


def test_joined_into_another_everybody_comes_along_and_back(cast, ask, known):
    into = ask(requester=cast.olga, line="No network")
    known.me_too(by=cast.cora)
    row = Ask.objects.get(pk=known.ask_id)
    row.merge(by=cast.ivan, into=into)
    into.refresh_from_db()
    assert into.known_issue
    assert into.known_as.those_with_it == [cast.cora]
    row.unmerge(by=cast.ivan)
    into.refresh_from_db()
    known.refresh_from_db()
    assert (into.known_issue, row.known_issue, known.is_live) == (False, True, True)
    assert known.those_with_it == [cast.cora]
    assert MeToo.objects.count() == 1


def test_few_statements_however_many(as_, cast, ask, django_assert_max_num_queries):
    browser = as_(cast.olga)
    browser.get("/")
    for number in range(3):
        row = ask(line=f"x {number}")
        row.make_known(by=cast.ivan, words=f"Known {number}")
        row.known_as.me_too(by=cast.cora)
    from hallway.asks.views.known import banner

    cast.olga.seat  # noqa: B018 - read once a request
    with django_assert_max_num_queries(1):
        assert len(banner(cast.olga)) == 3


def test_the_house_may_solve_it(cast, known):
    known.ask.close(by=HALLWAY, outcome="fixed")
    known.refresh_from_db()
    assert known.how == "solved"

"""A gathering: who may ask whom, who comes, what is brought, what calendars hear, and when it is off."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from hallway.core.now import now
from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.delivery.models import Notice, OutgoingMail
from hallway.delivery.working import deliver_events
from hallway.diary import answering, feeds
from hallway.people.models import Adoption, Member, Post, TeamMembership
from hallway.privacy.models import Erasure
from hallway.teams.jobs import remind
from hallway.teams.models import Bring, Gathering, Rsvp

from . import made

EVERYBODY = ["tess", "olga", "emil", "ivan", "kim", "lena", "ed", "opal", "cora", "dora", "ada"]
CIRCLE = {"tess", "olga", "ivan"}
AT_OAK = {"tess", "olga", "ivan", "lena", "opal", "cora"}


@pytest.fixture
def soup(monday, cast, team):
    return made.gathering(cast)


@pytest.fixture
def picnic(monday, cast):
    start = now() + timedelta(days=3)
    return Gathering.invite(by=cast.opal, campus=cast.oak, title="Picnic", start=start, end=start + timedelta(hours=2))


def tell(monday, minutes=1):
    with monday.at(monday.instant + timedelta(minutes=minutes)):
        for _round in range(4):
            deliver_events()


def mails(kind):
    return {mail.to.partition("@")[0]: mail for mail in OutgoingMail.objects.filter(event__kind=kind)}


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_may(cast, soup, picnic, who):
    member = Member.objects.get(pk=getattr(cast, who).pk)
    for row, asked, host in ((soup, CIRCLE, "tess"), (picnic, AT_OAK, "opal")):
        inside = who in asked
        assert Gathering.objects.visible_to(member).filter(pk=row.pk).exists() == inside
        for verb in ("rsvp", "add_bring", "take_bring", "give_back", "drop_bring", "ask_otherwise"):
            assert member.can(verb, row) == inside, verb
        for verb in ("change", "cancel"):
            assert member.can(verb, row) == (who == host), verb
        assert not member.can("remind", row)
        again = {"start": row.start, "end": row.end, "title": "Again", "team": row.team, "campus": row.campus}
        if inside:
            row.rsvp(by=member, answer="maybe")
            Gathering.invite(by=member, **again)
        else:
            with pytest.raises(Denied):
                row.rsvp(by=member, answer="maybe")
            with pytest.raises(Denied):
                Gathering.invite(by=member, **again)


def test_adopted_from_elsewhere_is_asked_to_the_campus(cast, team, picnic):
    Post.add(by=HALLWAY, member=cast.kim, role="its", campus=cast.oak)
    kim = Member.objects.get(pk=cast.kim.pk)
    Adoption.propose(by=cast.tess, team=team, its=kim).accept(by=kim)
    Post.objects.filter(member=kim, campus=cast.oak).delete()
    kim = Member.objects.get(pk=kim.pk)
    assert kim in picnic.guests
    assert Gathering.objects.visible_to(kim).filter(pk=picnic.pk).exists()
    assert kim.can("rsvp", picnic)


def test_a_team_gets_invitations_and_a_campus_the_daily_mail(monday, cast, soup, picnic):
    tell(monday)
    invited = mails("gathering.invited")
    assert set(invited) == {"olga", "ivan"}
    for who, mail in invited.items():
        assert mail.method == "REQUEST"
        assert "SUMMARY:Gathering: Grade three" in mail.calendar
        assert f"mailto:{who}@cedar.example" in mail.calendar
        assert mail.calendar.count("ATTENDEE") == 1, "nobody reads who else is asked"
        assert "Soup" not in mail.calendar + mail.subject
    told = Notice.objects.filter(event__kind="gathering.announced")
    assert set(told.values_list("member__email", "mail")) == {
        (f"{who}@cedar.example", "digest") for who in AT_OAK - {"opal"}
    }
    assert not mails("gathering.announced")


def test_answers_by_page_and_by_calendar(monday, cast, soup, picnic):
    soup.rsvp(by=cast.olga, answer="going", listed=True)
    soup.rsvp(by=cast.olga, answer="going")
    assert Rsvp.objects.get(member=cast.olga).listed
    tell(monday)
    assert "PARTSTAT=ACCEPTED" in mails("gathering.noted")["olga"].calendar
    assert answering.said(soup.uid, cast.olga, 0, "declined") == "declined"
    row = Rsvp.objects.get(member=cast.olga)
    assert (row.answer, row.listed) == ("cannot", True)
    assert answering.said(soup.uid, cast.emil, 0, "accepted") is None
    assert answering.said("nobody@hallway", cast.olga, 0, "accepted") is None
    soup.change(by=cast.tess, start=soup.start + timedelta(hours=1), end=soup.end + timedelta(hours=1))
    assert answering.said(soup.uid, cast.olga, 0, "accepted") == answering.OLD
    assert answering.wished(soup.uid, cast.ivan, "counter", soup.start, soup.end)
    assert not answering.wished(soup.uid, cast.emil, "counter", soup.start, soup.end)
    assert answering.said(picnic.uid, cast.cora, 0, "tentative") == "tentative"
    tell(monday, 2)
    assert Notice.objects.get(event__kind="gathering.otherwise").member == cast.tess


def test_what_was_typed_with_an_answer_is_read_by_the_host_alone(monday, cast, soup, as_):
    assert answering.said(soup.uid, cast.olga, 0, "declined", "Dentist, sorry") == "declined"
    assert answering.wished(soup.uid, cast.ivan, "counter", soup.start, soup.end, "After lunch?")
    soup.cancel(by=cast.tess)
    assert answering.wished(soup.uid, cast.olga, "words", None, None, "Next time")
    assert not answering.wished(soup.uid, cast.emil, "words", None, None, "Me too")
    host, guest = (as_(who).get(soup.get_absolute_url()).content.decode() for who in (cast.tess, cast.olga))
    for words in ("Dentist, sorry", "After lunch?", "Next time"):
        assert words in host
        assert words not in guest
    tell(monday)
    assert {n.member for n in Notice.objects.filter(event__kind="gathering.remarked")} == {cast.tess}


def test_moved_and_called_off_once(monday, cast, soup):
    soup.rsvp(by=cast.ivan, answer="cannot")
    tell(monday)
    soup.change(by=cast.tess, title="Stew and stories")
    assert soup.sequence == 0, "words are no news for calendars"
    soup.change(by=cast.tess, place="Room 14")
    assert (soup.sequence, soup.asked) == (1, 0)
    soup.change(by=cast.tess, place="Room 14")
    later = soup.start + timedelta(days=1)
    soup.change(by=cast.tess, start=later, end=later + timedelta(hours=1))
    assert (soup.sequence, soup.asked) == (2, 2)
    tell(monday, 2)
    moved = OutgoingMail.objects.filter(event__kind="gathering.moved")
    assert {mail.to for mail in moved} == {cast.olga.email}
    assert "SEQUENCE:2" in moved.last().calendar
    for _twice in range(2):
        soup.cancel(by=cast.tess, reason="The stove is broken.")
    tell(monday, 3)
    off = mails("gathering.cancelled")
    assert set(off) == {"olga"}
    assert off["olga"].method == "CANCEL"
    assert "SEQUENCE:3" in off["olga"].calendar
    assert Notice.objects.filter(event__kind="gathering.cancelled").count() == 1
    for call in (
        lambda: soup.rsvp(by=cast.olga, answer="going"),
        lambda: soup.change(by=cast.tess, title="Again"),
        lambda: soup.add_bring(by=cast.olga, words="Salt"),
    ):
        with pytest.raises(Refused):
            call()


def test_a_campus_hears_that_it_is_off(monday, cast, picnic):
    picnic.rsvp(by=cast.tess, answer="going")
    picnic.rsvp(by=cast.olga, answer="cannot")
    tell(monday)
    picnic.cancel(by=cast.opal)
    tell(monday, 2)
    off = mails("gathering.cancelled")
    assert set(off) == AT_OAK - {"opal", "olga"}
    assert off["tess"].method == "CANCEL"
    assert off["cora"].method == "", "it never stood in her calendar"


def test_feeds_say_whose_it_is_and_no_more(monday, cast, soup, picnic):
    def entries(member):
        return {entry.uid: entry for entry in feeds.entries(member)}

    assert entries(cast.olga)[soup.uid].status == "tentative"
    assert picnic.uid not in entries(cast.olga)
    soup.rsvp(by=cast.olga, answer="going")
    picnic.rsvp(by=cast.olga, answer="maybe")
    mine = entries(cast.olga)
    assert (mine[soup.uid].status, mine[picnic.uid].status) == ("confirmed", "tentative")
    assert mine[soup.uid].title == "Gathering: Grade three"
    soup.rsvp(by=cast.olga, answer="cannot")
    assert entries(cast.olga)[soup.uid].status == "cancelled"
    soup.cancel(by=cast.tess)
    assert entries(cast.ivan)[soup.uid].status == "cancelled"
    assert not entries(cast.emil)


def test_what_is_brought(monday, cast, soup):
    bread, bowls = Bring.objects.all()
    soup.take_bring(by=cast.olga, bring=bread.pk)
    soup.take_bring(by=cast.olga, bring=bread.pk)
    with pytest.raises(Refused, match="Olga"):
        soup.take_bring(by=cast.ivan, bring=bread.pk)
    soup.give_back(by=cast.ivan, bring=bread.pk)
    bread.refresh_from_db()
    assert bread.member == cast.olga, "only one's own is given back"
    soup.give_back(by=cast.olga, bring=bread.pk)
    assert soup.take_bring(by=cast.ivan, bring=bread.pk).member == cast.ivan
    salt = soup.add_bring(by=cast.olga, words="Salt", take=True)
    assert salt.member == cast.olga
    assert soup.add_bring(by=cast.olga, words="Salt", take=True) == salt, "pressed twice"
    with pytest.raises(Denied):
        soup.drop_bring(by=cast.ivan, bring=salt.pk)
    soup.drop_bring(by=cast.tess, bring=salt.pk)
    soup.drop_bring(by=cast.tess, bring=salt.pk)
    with pytest.raises(Refused):
        soup.take_bring(by=cast.olga, bring=salt.pk)
    with pytest.raises(Refused):
        soup.add_bring(by=cast.olga, words=" ")
    assert bowls.member is None
    soup.take_bring(by=cast.olga, bring=bowls.pk)
    soup.rsvp(by=cast.olga, answer="cannot")
    bowls.refresh_from_db()
    assert bowls.member is None, "who cannot come brings nothing"
    soup.take_bring(by=cast.olga, bring=bowls.pk)
    cast.olga.deactivate(by=cast.ada)
    assert soup.take_bring(by=cast.ivan, bring=bowls.pk).member == cast.ivan


def test_times_that_cannot_be(monday, cast, team):
    start = now() + timedelta(days=1)
    asked = {"by": cast.tess, "team": team, "title": "Soup"}
    with pytest.raises(Refused):
        Gathering.invite(start=start, end=start, **asked)
    with pytest.raises(Refused):
        Gathering.invite(start=now() - timedelta(days=2), end=now() - timedelta(days=1), **asked)
    with pytest.raises(Refused):
        Gathering.invite(start=start, end=start + timedelta(hours=1), **(asked | {"title": " "}))
    key = uuid.uuid4()
    one = Gathering.invite(start=start, end=start + timedelta(hours=1), key=key, **asked)
    assert Gathering.invite(start=start, end=start + timedelta(hours=1), key=key, **asked) == one
    assert (Gathering.objects.count(), Rsvp.objects.count()) == (1, 1)


def test_reminded_a_school_day_before_in_school_time_once(monday, cast, soup):
    """Thursday 9:00; whoever comes hears of it on Wednesday in school hours, not at night, and not twice."""
    soup.rsvp(by=cast.olga, answer="maybe")
    soup.rsvp(by=cast.ivan, answer="cannot")
    with monday.at(monday.instant + timedelta(days=1)):
        assert remind() == 0, "too early"
    with monday.at(monday.instant + timedelta(days=1, hours=14)):
        assert remind() == 0, "at night"
    with monday.at(monday.instant + timedelta(days=2, hours=1)):
        assert remind() == 2
        assert remind() == 0
    told = Rsvp.objects.exclude(reminded=None).values_list("member__name", flat=True)
    assert set(told) == {"Tess Tanaka", "Olga Ortiz"}
    soup.change(by=cast.tess, start=soup.start + timedelta(days=1), end=soup.end + timedelta(days=1))
    with monday.at(monday.instant + timedelta(days=3, hours=1)):
        assert remind() == 2, "another start is another reminder"
        soup.cancel(by=cast.tess)
        assert remind() == 0


def test_goes_on_without_its_host(monday, cast, soup):
    cast.tess.deactivate(by=cast.ada)
    soup.refresh_from_db()
    assert cast.olga.can("change", soup)
    assert not cast.emil.can("change", soup)
    Erasure.carry_out(by=cast.ada, member=cast.tess, reason="asked for")
    soup.refresh_from_db()
    assert (soup.title, soup.text, soup.place) == ("…", "", "")
    assert not Rsvp.objects.filter(member=cast.tess).exists()
    soup.cancel(by=cast.olga)


def test_who_left_the_team_comes_no_longer(monday, cast, team, soup, as_):
    soup.rsvp(by=cast.olga, answer="going", listed=True)
    team.memberships.get(member=cast.olga).leave(by=cast.olga)
    page = as_(cast.ivan).get(soup.get_absolute_url()).content.decode()
    assert "1 is going." in page
    assert "Olga" not in page
    with monday.at(monday.instant + timedelta(days=2, hours=1)):
        assert remind() == 1


def test_who_joins_later_is_asked_too(monday, cast, team, soup):
    TeamMembership.add(by=cast.lena, team=team, member=cast.cora)
    assert cast.cora in soup.guests
    team.memberships.get(member=cast.olga).leave(by=cast.olga)
    assert cast.olga not in soup.guests
    assert not Gathering.objects.visible_to(cast.olga).exists()


def test_answered_with_the_buttons_of_a_calendar_program(monday, cast, soup, settings):
    """The program's mail is read by the inbox: it changes that one answer, opens no request, and nobody answers for another."""
    from hallway.inbox.taking import take

    from ..diary.test_answer import reply
    from ..inbox.test_calendars import mail

    settings.ENV = replace(settings.ENV, mail_address="help@cedar.example")

    def answers(who, partstat, sender=None, sequence=0):
        attendee = f"ATTENDEE;PARTSTAT={partstat};CN=X:mailto:{who}@cedar.example"
        ics = reply(f"UID:{soup.uid}", f"SEQUENCE:{sequence}", attendee)
        row = take(mail(ics, sender=f"{sender or who}@cedar.example"))
        return row.verdict, row.reason

    assert answers("olga", "TENTATIVE") == ("automatic", "calendar-answer")
    assert Rsvp.objects.get(member=cast.olga).answer == "maybe"
    assert answers("emil", "ACCEPTED") == ("automatic", "calendar-nothing")
    assert answers("ivan", "ACCEPTED", sender="emil")[0] == "parked"
    assert set(Rsvp.objects.values_list("member__name", flat=True)) == {"Tess Tanaka", "Olga Ortiz"}
    soup.change(by=cast.tess, start=soup.start + timedelta(hours=1), end=soup.end + timedelta(hours=1))
    assert answers("olga", "DECLINED") == ("automatic", "calendar-old")
    assert answers("olga", "DECLINED", sequence=1) == ("automatic", "calendar-answer")
    assert Rsvp.objects.get(member=cast.olga).answer == "cannot"
    tell(monday)
    assert "olga" not in mails("gathering.noted"), "her calendar knows"


def test_what_the_invitation_says(monday, cast, soup):
    tell(monday)
    mail = mails("gathering.invited")["olga"]
    assert mail.subject.startswith("Gathering: Grade three, ")
    assert "Tess invites Grade three to a gathering" in mail.text
    assert "9 a.m. to 10 a.m. (CST, America/Chicago)" in mail.text
    assert soup.get_absolute_url() in mail.text
    assert "Bread" not in mail.text

"""A visit by invitation: what each verb does and refuses, who may, and whose the feedback is."""

import uuid
from datetime import date, timedelta

import pytest

from hallway.appointments.afterwards import forget_scratches
from hallway.appointments.models import Feedback, Scratch, Visit
from hallway.core.now import moved
from hallway.core.verb import Denied, Refused
from hallway.delivery.models import Notice
from hallway.delivery.working import deliver_events
from hallway.history.models import Event
from hallway.people.models import Team, TeamMembership

from . import made


@pytest.fixture
def visit(cast, monday):
    return made.visit(cast)


def test_ask_in_tells_the_its_and_keeps_the_focus_apart(cast, visit):
    deliver_events()
    assert list(Notice.objects.values_list("member", "event__kind")) == [(cast.ivan.pk, "visit.asked_in")]
    assert Event.objects.get(kind="visit.asked_in").data == {}
    assert str(visit.focus.said) == "Who takes part, and who does not"
    assert visit.focus.evidence == "A tally by table"


def test_a_standing_invitation_has_a_span_and_a_dated_one_a_day(cast, monday):
    about = {"by": cast.tess, "teacher": cast.tess, "its": cast.ivan, "campus": cast.oak, "focus": {"named": "see"}}
    standing = Visit.ask_in(**about, period="Period 2", since=date(2026, 3, 2), until=date(2026, 3, 31))
    assert standing.is_standing
    dated = Visit.ask_in(**about, on=date(2026, 3, 5), since=date(2026, 3, 2), until=date(2026, 3, 31))
    assert (dated.since, dated.until) == (None, None)
    for when in ({}, {"since": date(2026, 3, 31), "until": date(2026, 3, 2)}, {"since": date(2026, 3, 2)}):
        with pytest.raises(Refused):
            Visit.ask_in(**about, **when)


def test_the_same_invitation_sent_twice_is_one(cast, monday):
    key = uuid.uuid4()
    about = {
        "by": cast.tess,
        "teacher": cast.tess,
        "its": cast.ivan,
        "campus": cast.oak,
        "key": key,
        "on": date(2026, 3, 5),
    }
    first = Visit.ask_in(**about, focus={"named": "see"})
    assert Visit.ask_in(**about, focus={"named": "see"}) == first
    with pytest.raises(Refused):
        Visit.ask_in(**about, focus={"named": "understand"})


def test_own_words_and_nothing_said(cast, visit):
    when = {"on": visit.on, "room": None, "group": "", "period": "", "mode": "watch", "minutes": 20}
    visit.change(by=cast.tess, focus={"named": "own", "words": "Do I talk too much?"}, **when)
    assert (visit.focus.said, visit.focus.more) == ("Do I talk too much?", "")
    visit.change(by=cast.tess, focus={"named": "own", "words": " "}, **when)
    assert visit.focus.named == "see"


@pytest.mark.parametrize("who", ["olga", "lena", "ivan", "dora", "kim"])
def test_only_the_teacher_invites(cast, monday, who):
    with pytest.raises(Denied):
        Visit.ask_in(
            by=getattr(cast, who), teacher=cast.tess, its=cast.ivan, campus=cast.oak, focus={}, on=date(2026, 3, 5)
        )


def test_come_and_not_come_and_call_off(cast, visit):
    for verb in (visit.come, visit.not_come, visit.jot):
        with pytest.raises(Denied):
            verb(by=cast.tess, **({"text": "x"} if verb == visit.jot else {}))
    visit.come(by=cast.ivan)
    assert visit.come(by=cast.ivan).state == "coming"
    visit.not_come(by=cast.ivan)
    visit.come(by=cast.ivan)
    with pytest.raises(Denied):
        visit.call_off(by=cast.ivan)
    visit.call_off(by=cast.tess)
    with pytest.raises(Refused):
        visit.come(by=cast.ivan)
    with pytest.raises(Refused):
        visit.give_feedback(by=cast.ivan, text="It went well")
    with pytest.raises(Refused):
        visit.change(by=cast.tess, focus={}, on=date(2026, 3, 6))


def test_scratch_notes_are_their_authors_and_run_out(cast, visit, monday):
    key = uuid.uuid4()
    note = visit.jot(by=cast.ivan, text="Table 3 waits", key=key, at=monday.instant - timedelta(hours=1))
    assert visit.jot(by=cast.ivan, text="Table 3 waits", key=key) == note
    assert note.at == monday.instant - timedelta(hours=1)
    assert visit.jot(by=cast.ivan, text="Later", at=monday.instant + timedelta(days=2)).at == monday.instant
    assert Scratch.objects.visible_to(cast.ivan).count() == 2
    assert not Scratch.objects.visible_to(cast.tess).exists()
    assert not Event.objects.filter(kind__startswith="visit.j").exists(), "nobody hears of a scratch note"
    with moved(monday.instant + timedelta(days=31)):
        assert not Scratch.objects.visible_to(cast.ivan).exists()
        assert forget_scratches() == 2
        assert not Scratch.objects.exists()
    with pytest.raises(Denied):
        visit.tidy(by=cast.ivan)


def test_feedback_is_the_teachers_and_more_needs_a_second_yes(cast, visit):
    visit.come(by=cast.ivan)
    visit.write_feedback(by=cast.ivan, text="Draft", extra="The board is hard to read")
    assert not Feedback.objects.visible_to(cast.tess).exists()
    visit.give_feedback(by=cast.ivan, text="18 of 24 spoke", extra="The board is hard to read")
    row = Feedback.objects.visible_to(cast.tess).get()
    assert (row.text, row.extra_for(cast.tess)) == ("18 of 24 spoke", "")
    assert row.extra_for(cast.ivan) == "The board is hard to read"
    assert visit.state == "done"
    with pytest.raises(Denied):
        visit.hear_more(by=cast.ivan, yes=True)
    with pytest.raises(Refused):
        visit.write_feedback(by=cast.ivan, text="Other words")
    visit.hear_more(by=cast.tess, yes=True)
    assert Feedback.objects.get().extra_for(cast.tess) == "The board is hard to read"
    visit.hear_more(by=cast.tess, yes=False)
    assert Feedback.objects.get().extra == "yes", "a yes is not taken back by a later press"


def test_after_a_no_the_remarks_are_gone(cast, visit):
    visit.give_feedback(by=cast.ivan, text="18 of 24 spoke", extra="The board is hard to read")
    visit.hear_more(by=cast.tess, yes=False)
    row = Feedback.objects.get()
    assert (row.extra, row.extra_text) == ("no", "")


def test_share_and_unshare(cast, visit):
    with pytest.raises(Refused):
        visit.share(by=cast.tess, member=cast.olga)
    visit.give_feedback(by=cast.ivan, text="18 of 24 spoke")
    with pytest.raises(Denied):
        visit.share(by=cast.ivan, member=cast.olga)
    for leader in (cast.lena, cast.dora, cast.ada, cast.opal):
        with pytest.raises(Refused):
            visit.share(by=cast.tess, member=leader)
    team = Team.make(by=cast.lena, campus=cast.oak, name="Grade three", kind="grade")
    for member in (cast.tess, cast.olga, cast.lena):
        TeamMembership.add(by=cast.lena, team=team, member=member)
    visit.share(by=cast.tess, team=team)
    assert Feedback.objects.visible_to(cast.olga).exists()
    assert Visit.objects.shown_to(cast.olga).exists()
    assert not Feedback.objects.visible_to(cast.lena).exists()
    visit.unshare(by=cast.tess, sharing=visit.sharings.get().pk)
    assert not Feedback.objects.visible_to(cast.olga).exists()


@pytest.mark.parametrize(("verb", "who"), [("call_off", "tess"), ("not_come", "ivan")])
def test_a_visit_that_is_off_leaves_both_calendars(cast, visit, book, verb, who):
    row = book()
    visit.meet_at(by=cast.tess, appointment=row)
    getattr(visit, verb)(by=getattr(cast, who))
    row.refresh_from_db()
    assert row.status == "cancelled"


def test_what_others_come_to_stands_without_the_visit(cast, visit, book):
    row = book()
    row.add_party(by=cast.tess, member=cast.olga)
    visit.meet_at(by=cast.tess, appointment=row)
    visit.call_off(by=cast.tess)
    row.refresh_from_db()
    assert row.stands


def test_nobody_says_by_mistake_that_it_took_place_before_its_day(cast, visit, as_, monday):
    assert "took_place" not in as_(cast.tess).get(visit.get_absolute_url()).content.decode()
    with moved(monday.instant + timedelta(days=3)):
        assert "took_place" in as_(cast.tess).get(visit.get_absolute_url()).content.decode()


def test_it_took_place_and_meeting_for_it(cast, visit, book):
    visit.meet_at(by=cast.tess, appointment=book())
    visit.took_place(by=cast.tess)
    assert (visit.state, visit.took_place(by=cast.ivan).state) == ("done", "done")
    with pytest.raises(Refused):
        visit.call_off(by=cast.tess)


def test_its_state_is_said_to_each_side(cast, visit, as_):
    pages = lambda: [as_(who).get(visit.get_absolute_url()).context["state"] for who in (cast.tess, cast.ivan)]  # noqa: E731
    visit.come(by=cast.ivan)
    assert pages() == ["They come", "You come"]
    assert "You come" in as_(cast.ivan).get("/appointments/visits/").content.decode()
    assert "They come" in as_(cast.tess).get("/appointments/visits/").content.decode()
    visit.not_come(by=cast.ivan)
    assert pages() == ["They cannot come", "You cannot come"]


def test_the_day_that_a_phone_keeps_is_named(cast, as_, monday):
    """Told "tomorrow" as it was on the day of asking, it said so on every later day, too."""
    made.visit(cast)
    for days in range(4):
        with monday.at(monday.instant + timedelta(days=days)):
            ((_pk, said),) = as_(cast.ivan).get("/appointments/visits/notes/to_visit/").json()["visits"]
            assert said.endswith("Thursday, March 5")

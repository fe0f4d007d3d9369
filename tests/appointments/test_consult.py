"""Planning a lesson together: what each verb does, says and refuses, and who may."""

import uuid
from datetime import date, timedelta

import pytest

from hallway.appointments.afterwards import ask_how_it_went
from hallway.appointments.models import Consult, Idea, Lesson, Note
from hallway.core.now import moved
from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.delivery.models import Notice, Prompt
from hallway.delivery.working import deliver_events
from hallway.history.models import Event
from hallway.people.models import Team, TeamMembership
from hallway.threads.models import File, Message

from . import made


@pytest.fixture
def consult(cast, monday):
    return made.consult(cast)


def test_open_tells_the_its_and_says_nothing_of_the_lesson(cast, consult):
    deliver_events()
    assert list(Notice.objects.values_list("member", "event__kind")) == [(cast.ivan.pk, "consult.opened")]
    assert Event.objects.get(kind="consult.opened").data == {}
    assert consult.lesson.line == "Comparing fractions"
    assert [str(each) for each in consult.lesson.wants] == ["Ideas are enough", "Plan it with me"]


def test_the_same_form_sent_twice_is_one_consult(cast, monday):
    key = uuid.uuid4()
    about = {"by": cast.tess, "teacher": cast.tess, "its": cast.ivan, "campus": cast.oak, "key": key}
    first = Consult.open(**about, lesson={"line": "Fractions"})
    assert Consult.open(**about, lesson={"line": "Fractions"}) == first
    with pytest.raises(Refused):
        Consult.open(**about, lesson={"line": "Decimals"})
    assert Consult.objects.count() == Lesson.objects.count() == 1


@pytest.mark.parametrize(
    ("by", "teacher", "its"),
    [
        ("olga", "tess", "ivan"),
        ("lena", "tess", "ivan"),
        ("tess", "tess", "olga"),
        ("ivan", "ivan", "ivan"),
        ("kim", "tess", "ivan"),
    ],
)
def test_who_may_not_open(cast, monday, by, teacher, its):
    with pytest.raises(Denied):
        Consult.open(
            by=getattr(cast, by),
            teacher=getattr(cast, teacher),
            its=getattr(cast, its),
            campus=cast.oak,
            lesson={"line": "x"},
        )


def test_objectives_are_said_after_students_will_be_able_to(consult, cast):
    said = "Students will be able to compare fractions.\n- explain why 1/2 is 2/4\n\nunderstand tenths"
    consult.change_lesson(by=cast.ivan, lesson={"objectives": said})
    assert consult.lesson.goals == ["compare fractions", "explain why 1/2 is 2/4", "understand tenths"]
    assert consult.lesson.vague == "understand tenths"
    assert consult.taught_on is None, "the form always says the day"


def test_two_hands_at_one_plan_lose_nothing(cast, consult):
    first = consult.save_plan(by=cast.tess, text="Warm-up", based_on=0)
    assert consult.save_plan(by=cast.tess, text="Warm-up", based_on=0) == first
    second = consult.save_plan(by=cast.ivan, text="Warm-up\nNumber line", based_on=1)
    mine = consult.save_plan(by=cast.tess, text="Warm-up\nExit ticket", based_on=1)
    assert (second.beside, mine.beside) == (False, True)
    assert consult.plan == second
    assert consult.beside == [mine]
    both = consult.save_plan(by=cast.tess, text="Warm-up\nNumber line\nExit ticket", based_on=mine.number)
    assert consult.plan == both
    assert consult.beside == []
    assert consult.plans.count() == 4
    assert Event.objects.filter(kind="consult.planned").count() == 2, "one line for each hand in an hour"


def test_notes_have_three_kinds_of_reader(cast, consult):
    consult.invite(by=cast.tess, member=cast.olga)
    for reader in ("mine", "shared", "other"):
        consult.note_down(by=cast.ivan, text=f"for {reader}", reader=reader)
    seen = {
        who: [note.text for note in Note.objects.readable_by(getattr(cast, who), consult)]
        for who in ("ivan", "tess", "olga")
    }
    assert seen == {
        "ivan": ["for mine", "for shared", "for other"],
        "tess": ["for shared", "for other"],
        "olga": ["for shared"],
    }
    with pytest.raises(Denied):
        consult.drop_note(by=cast.tess, note=Note.objects.get(reader="shared").pk)
    consult.drop_note(by=cast.ivan, note=Note.objects.get(reader="shared").pk)
    assert Note.objects.count() == 2
    with pytest.raises(Refused):
        consult.note_down(by=cast.ivan, text="  ")


def test_ideas_come_from_both_and_the_teacher_picks(cast, consult):
    his = consult.suggest(
        by=cast.ivan, title="A number line game", link="https://example.org/line", why="They can move it"
    )
    hers = consult.suggest(by=cast.tess, title="Paper strips")
    assert (his.picked, hers.picked) == (False, True)
    consult.pick(by=cast.tess, idea=his.pk)
    with pytest.raises(Denied):
        consult.pick(by=cast.ivan, idea=hers.pk, picked=False)
    with pytest.raises(Denied):
        consult.drop_idea(by=cast.ivan, idea=hers.pk)
    consult.drop_idea(by=cast.tess, idea=hers.pk)
    assert [(idea.title, idea.picked) for idea in Idea.objects.all()] == [("A number line game", True)]


def test_say_and_unsay(cast, consult, monday):
    message = consult.say(by=cast.tess, text="Could we use the carts?")
    with pytest.raises(Denied):
        consult.unsay(by=cast.ivan, message=message.pk)
    assert consult.unsay(by=cast.tess, message=message.pk) == "Could we use the carts?"
    assert not Message.objects.exists()
    consult.say(by=cast.ivan, text="Yes")
    with moved(monday.instant + timedelta(minutes=1)):
        deliver_events()
        with pytest.raises(Refused):
            consult.unsay(by=cast.ivan, message=Message.objects.get().pk)
    assert Notice.objects.filter(event__kind="consult.said", member=cast.tess).exists()
    with pytest.raises(Refused):
        consult.say(by=cast.ivan, text="   ")


def test_invited_people_read_and_leaders_are_never_invited(cast, consult):
    assert not Consult.objects.visible_to(cast.kim).exists()
    consult.invite(by=cast.ivan, member=cast.kim)
    assert Consult.objects.visible_to(cast.kim).exists()
    consult.uninvite(by=cast.tess, member=cast.kim)
    assert not Consult.objects.visible_to(cast.kim).exists()
    for leader in (cast.lena, cast.ed, cast.opal, cast.dora, cast.ada):
        with pytest.raises(Refused):
            consult.invite(by=cast.tess, member=leader)
        with pytest.raises(Refused):
            consult.share(by=cast.tess, member=leader)


def test_sharing_shows_lesson_and_plan_to_a_team_but_not_to_its_leader(cast, consult, as_):
    team = Team.make(by=cast.lena, campus=cast.oak, name="Grade three", kind="grade")
    for member in (cast.tess, cast.olga, cast.lena):
        TeamMembership.add(by=cast.lena, team=team, member=member)
    consult.save_plan(by=cast.tess, text="Number line plan", based_on=0)
    consult.note_down(by=cast.tess, text="shared note", reader="shared")
    message = consult.say(by=cast.tess, text="said words")
    file = File.objects.create(
        noun=consult, message=message, name="a.txt", type="text/plain", size=1, sha256="0", path="x", author=cast.tess
    )
    consult.share(by=cast.tess, team=team)
    page = as_(cast.olga).get(consult.get_absolute_url()).content.decode()
    assert "Number line plan" in page
    assert "shared note" not in page
    assert "said words" not in page
    assert File.find(file.pk, cast.olga) is None
    assert as_(cast.lena).get(consult.get_absolute_url()).status_code == 404
    assert as_(cast.olga).post(f"/appointments/consults/{consult.pk}/say/", {"text": "hi"}).status_code == 404
    consult.unshare(by=cast.tess, sharing=consult.sharings.get().pk)
    assert as_(cast.olga).get(consult.get_absolute_url()).status_code == 404


def test_another_its_instead(cast, consult):
    consult.change_its(by=cast.tess, its=cast.kim)
    assert not Consult.objects.visible_to(cast.ivan).exists()
    with pytest.raises(Refused):
        consult.change_its(by=cast.tess, its=cast.olga)


def test_how_did_it_go_is_asked_once_in_school_time(cast, consult, monday):
    thursday = monday.instant + timedelta(days=3)
    with moved(thursday + timedelta(hours=6)):
        assert ask_how_it_went() == 0, "not on the day itself"
    with moved(thursday + timedelta(hours=18)):  # Friday 03:00
        assert ask_how_it_went() == 0
    with moved(thursday + timedelta(days=1)):
        assert ask_how_it_went() == 1
        assert ask_how_it_went() == 0
        deliver_events()
        assert (
            Notice.objects.filter(event__kind="consult.wondered").values_list("member", flat=True).get() == cast.tess.pk
        )
        consult.tell_outcome(by=cast.tess, outcome="changed", line="Strips first, then the game")
    consult.refresh_from_db()
    assert (consult.state, consult.lesson.outcome, consult.lesson.outcome_line) == (
        "over",
        "changed",
        "Strips first, then the game",
    )
    with pytest.raises(Refused):
        consult.withdraw(by=cast.tess)


def test_nobody_is_asked_two_things_in_a_week(cast, consult, monday):
    other = Consult.open(
        by=cast.tess,
        teacher=cast.tess,
        its=cast.ivan,
        campus=cast.oak,
        lesson={"line": "Maps"},
        taught_on=date(2026, 3, 4),
    )
    with moved(monday.instant + timedelta(days=4)):
        assert ask_how_it_went() == 1
    assert Prompt.objects.count() == 1
    with moved(monday.instant + timedelta(days=7)):
        assert ask_how_it_went() == 1
    other.refresh_from_db()
    assert other.wondered_at is not None


def test_long_after_the_lesson_nobody_is_asked(cast, consult, monday):
    with moved(monday.instant + timedelta(days=40)):
        assert ask_how_it_went() == 0
        consult.refresh_from_db()
        assert consult.wondered_at is not None
        assert not Prompt.objects.exists()
        consult.tell_outcome(by=cast.tess, outcome="not_yet")
    assert consult.is_open
    consult.let_be(by=HALLWAY)


def test_only_the_house_wonders(cast, consult):
    for verb in (consult.wonder, consult.let_be):
        with pytest.raises(Denied):
            verb(by=cast.tess)
    with pytest.raises(Refused):
        consult.tell_outcome(by=cast.tess, outcome="great")


def test_a_request_becomes_a_consult_and_goes_back(cast, ask, monday):
    request = ask(line="How do I use the number line app?")
    consult = Consult.from_ask(by=cast.ivan, teacher=cast.tess, its=cast.ivan, ask=request)
    request.refresh_from_db()
    assert (request.status, request.outcome, consult.lesson.line) == (
        "closed",
        "consult",
        "How do I use the number line app?",
    )
    assert Consult.from_ask(by=cast.tess, teacher=cast.tess, its=cast.ivan, ask=request) == consult
    assert consult.go_back(by=cast.ivan) == request
    request.refresh_from_db()
    assert (request.status, consult.state) == ("open", "returned")
    assert Consult.from_ask(by=cast.tess, teacher=cast.tess, its=cast.ivan, ask=request).state == "open"
    kinds = list(Event.objects.of(request).values_list("kind", flat=True))
    assert kinds.count("ask.became") == 2
    assert "ask.reopened" in kinds


def test_without_a_request_before_it_goes_back_as_a_confidential_one(cast, consult):
    request = consult.go_back(by=cast.tess)
    assert (request.requester, request.holder, request.confidential) == (cast.tess, cast.ivan, True)
    assert consult.go_back(by=cast.tess) == request


@pytest.mark.parametrize("who", ["olga", "kim", "lena", "cora"])
def test_who_may_not_make_a_request_a_consult(cast, ask, monday, who):
    request = ask()
    with pytest.raises(Denied):
        Consult.from_ask(by=getattr(cast, who), teacher=cast.tess, its=cast.ivan, ask=request)


def test_become_keeps_a_joined_request_where_it_is(cast, ask, monday):
    one, other = ask(), ask(line="The same")
    one.merge(by=cast.ivan, into=other)
    with pytest.raises(Refused):
        one.become(by=cast.ivan)


def test_meeting_for_it(cast, consult, book):
    meeting = book()
    consult.meet_at(by=cast.ivan, appointment=meeting)
    consult.meet_at(by=cast.ivan, appointment=None)
    assert consult.appointment is None


def test_texts_lie_locked(cast, consult):
    from django.db import connection

    consult.note_down(by=cast.tess, text="xylocarp note")
    with connection.cursor() as cursor:
        cursor.execute("SELECT line FROM appointments_lesson UNION ALL SELECT text FROM appointments_note")
        rows = [row[0] for row in cursor.fetchall()]
    assert len(rows) == 2
    assert all(row.startswith("locked.") for row in rows)


def test_somebody_leaves(cast, consult):
    """The teacher hears that their ITS has left, once; a teacher's own lessons end with their going."""
    from hallway.appointments.models import Visit

    visit = made.visit(cast)
    cast.ivan.deactivate(by=HALLWAY)
    for _round in range(4):
        deliver_events()
    told = Notice.objects.filter(event__kind__in=("consult.lost", "visit.lost"))
    assert sorted(told.values_list("member", "event__kind")) == [
        (cast.tess.pk, "consult.lost"),
        (cast.tess.pk, "visit.lost"),
    ]
    visit.refresh_from_db()
    assert visit.state == "not_coming"
    for row in (consult, visit):
        with pytest.raises(Denied):
            row.lose_its(by=cast.tess)
    consult.change_its(by=cast.tess, its=cast.kim)
    cast.tess.deactivate(by=HALLWAY)
    for _round in range(4):
        deliver_events()
    assert Consult.objects.get().state == "withdrawn"
    assert Visit.objects.get().state == "not_coming"


def test_taken_back_by_mistake(cast, monday, as_):
    row = made.consult(cast)
    row.withdraw(by=cast.tess)
    page = as_(cast.tess).get(row.get_absolute_url()).content.decode()
    assert "Go on with it after all" in page
    assert "Go on with it after all" not in as_(cast.ivan).get(row.get_absolute_url()).content.decode()
    with pytest.raises(Denied):
        row.reopen(by=cast.ivan)
    for _twice in range(2):
        assert as_(cast.tess).post(f"/appointments/consults/{row.pk}/reopen/").status_code == 303
    row.refresh_from_db()
    assert (row.state, row.over_at) == ("open", None)
    deliver_events()
    assert [n.member for n in Notice.objects.filter(event__kind="consult.reopened")] == [cast.ivan]
    row.withdraw(by=cast.tess)
    with moved(monday.instant + timedelta(hours=25)):
        with pytest.raises(Refused, match="a while ago"):
            row.reopen(by=cast.tess)
        assert "Go on with it" not in as_(cast.tess).get(row.get_absolute_url()).content.decode()


@pytest.mark.parametrize("away", ["withdraw", "another ITS"])
def test_the_meeting_that_was_for_it_goes_with_it(cast, consult, book, as_, away):
    row = book()
    consult.meet_at(by=cast.tess, appointment=row)
    if away == "withdraw":
        consult.withdraw(by=cast.tess)
        consult.reopen(by=cast.tess)
    else:
        consult.change_its(by=cast.tess, its=cast.kim)
    row.refresh_from_db()
    assert row.status == "cancelled"
    page = as_(cast.tess).get(consult.get_absolute_url()).content.decode()
    assert row.get_absolute_url() not in page
    assert f"for=consult:{consult.pk}" in page


def test_a_meeting_that_was_called_off_is_no_time_to_meet(cast, consult, book, as_):
    row = book()
    consult.meet_at(by=cast.tess, appointment=row)
    browser = as_(cast.tess)
    assert row.get_absolute_url() in browser.get(consult.get_absolute_url()).content.decode()
    row.cancel(by=cast.ivan)
    page = browser.get(consult.get_absolute_url()).content.decode()
    assert row.get_absolute_url() not in page
    assert f"for=consult:{consult.pk}" in page

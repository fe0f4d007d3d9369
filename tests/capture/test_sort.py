"""What waits is sorted by the help team of its campus; a note is its author's alone; nothing waits unseen."""

from datetime import timedelta

import pytest

from hallway.asks.models import Ask
from hallway.capture import jobs
from hallway.capture.models import Capture
from hallway.core.now import moved, now
from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.delivery.models import Notice
from hallway.delivery.working import deliver_events
from hallway.history.models import Event
from hallway.threads.models import File

from ..access import EVERYBODY
from .test_keep import photo


def test_sorting_makes_it_a_request_with_its_photo(caught, sent, cast, as_):
    sent(name="Nobody Known", files=[photo()])
    row = Capture.objects.get()
    assert File.objects.get().noun == row
    answer = as_(cast.ivan).post(f"/asks/capture/{row.pk}/sort/", {"name": "olga"})
    ask = Ask.objects.get()
    assert answer["Location"] == ask.get_absolute_url()
    assert (ask.requester, ask.filed_by, ask.holder) == (cast.olga, cast.ivan, cast.ivan)
    assert File.objects.get().noun == ask
    assert File.objects.get().message.kind == "ask"
    assert row.sort(by=cast.ivan, requester=cast.olga) == ask
    with pytest.raises(Refused):
        row.sort(by=cast.ivan, requester=cast.tess)


def test_whoever_left_the_help_team_is_not_told(caught, cast):
    row = caught(by=cast.kim, name="Nobody Known")
    assert row.sorters == [cast.kim, cast.ivan]
    cast.ivan.posts.update(until=(now() - timedelta(days=3)).date())
    assert row.sorters == [cast.kim]


def test_a_colleague_sorts_what_somebody_left_behind(caught, cast):
    row = caught(by=cast.kim, name="Nobody Known")
    cast.kim.deactivate(by=cast.ada)
    ask = row.sort(by=cast.ivan, requester=cast.emil)
    assert (ask.filed_by, ask.requester) == (cast.ivan, cast.emil)
    assert ask.holder


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("verb", ["sort", "set_aside", "throw_away", "remind"])
def test_who_may(caught, cast, who, verb):
    row, member = caught(), getattr(cast, who)  # at Oak, which Kim does not serve
    about = {"requester": cast.tess} if verb == "sort" else {}
    if who == "ivan" and verb != "remind":
        getattr(row, verb)(by=member, **about)
        assert row.state != "waiting"
    else:
        with pytest.raises(Denied):
            getattr(row, verb)(by=member, **about)


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_sees(caught, cast, as_, who):
    caught(by=cast.kim, line="quokka waits")  # at Elm, which Iván serves, too
    caught(by=cast.kim, line="quokka note", note_only=True)
    seen = set(Capture.objects.visible_to(getattr(cast, who)).values_list("line", flat=True))
    said = {"kim": {"quokka waits", "quokka note"}, "ivan": {"quokka waits"}}
    assert seen == said.get(who, set())
    answer = as_(getattr(cast, who)).get("/asks/capture/waiting/")
    assert ("quokka waits" in answer.content.decode()) is (who in said)
    assert ("quokka note" in answer.content.decode()) is (who == "kim")


def test_a_note_becomes_a_request_after_all(caught, cast, as_):
    row = caught(note_only=True, name="tess")
    browser = as_(cast.ivan)
    assert "Make a request of it" in browser.get("/asks/capture/waiting/").content.decode()
    browser.post(f"/asks/capture/{row.pk}/sort/", {"name": "tess"})
    assert Ask.objects.get().requester == cast.tess


def test_an_unclear_name_is_asked_again_beside_its_capture(caught, cast, as_):
    row = caught()
    other = caught(line="another one")
    answer = as_(cast.ivan).post(f"/asks/capture/{row.pk}/sort/", {"name": "o"})
    assert answer.status_code == 422
    assert "Olga Ortiz" in answer.content.decode()
    assert other.line in answer.content.decode()
    as_(cast.ivan).post(f"/asks/capture/{row.pk}/sort/", {"name": "o", "person": cast.olga.pk})
    assert Ask.objects.get().requester == cast.olga


def test_set_aside_and_thrown_away(caught, cast, as_):
    row, browser = caught(), as_(cast.ivan)
    browser.post(f"/asks/capture/{row.pk}/set_aside/")
    row.refresh_from_db()
    assert (row.state, row.note_only) == ("note", True)
    browser.post(f"/asks/capture/{row.pk}/throw_away/")
    row.refresh_from_db()
    assert row.state == "away"
    row.throw_away(by=cast.ivan)
    assert Event.objects.filter(kind="capture.thrown_away").count() == 1
    asked = caught(requester=cast.tess)
    for verb in (asked.set_aside, asked.throw_away):
        with pytest.raises(Refused):
            verb(by=cast.ivan)


def test_home_counts_what_waits(caught, cast, as_):
    browser = as_(cast.ivan)
    assert "to be sorted" not in browser.get("/").content.decode()
    caught()
    assert "One capture waits to be sorted." in browser.get("/").content.decode()
    caught()
    assert "2 captures wait to be sorted." in browser.get("/").content.decode()


def test_the_page_costs_the_same_with_one_and_with_three(caught, cast, as_, django_assert_max_num_queries):
    browser = as_(cast.ivan)
    caught()
    browser.get("/asks/capture/waiting/")
    with django_assert_max_num_queries(15) as one:
        browser.get("/asks/capture/waiting/")
    caught()
    caught()
    with django_assert_max_num_queries(len(one.captured_queries)):
        browser.get("/asks/capture/waiting/")


def test_what_nobody_sorts_is_told_and_counted(caught, cast, as_, monday):
    row = caught(line="kept secret words")
    with moved(monday.instant + timedelta(hours=6)):
        assert jobs.remind() == 0
        assert jobs.overdue() == []
    with moved(monday.instant + timedelta(days=1, hours=1)):
        assert jobs.remind() == 1
        assert jobs.remind() == 0
        assert row.remind(by=HALLWAY).reminded
        deliver_events()
        assert set(Notice.objects.filter(event__kind="capture.waits").values_list("member", flat=True)) == {
            cast.ivan.pk
        }
        for who in ("ivan", "lena", "dora", "ada"):
            said = as_(getattr(cast, who)).get("/asks/slips/").content.decode()
            assert "One capture from the hallway has waited" in said, who
            assert "One request needs" in said
            assert "kept secret words" not in said
        assert "One capture from" not in as_(cast.kim).get("/asks/slips/").content.decode()
        row.sort(by=cast.ivan, requester=cast.tess)
        assert jobs.overdue() == []


def test_old_notes_and_what_was_thrown_away_go(sent, cast, monday):
    sent(note_only="on", files=[photo()])
    sent(name="nobody", files=[photo()])
    sent(name="nobody")
    away, waiting = Capture.objects.filter(state="waiting").order_by("pk")
    away.throw_away(by=cast.ivan)
    with moved(monday.instant + timedelta(days=jobs.AWAY_DAYS - 1)):
        assert jobs.forget_old() == 0
    with moved(monday.instant + timedelta(days=jobs.AWAY_DAYS + 1)):
        assert jobs.forget_old() == 1
    with moved(monday.instant + timedelta(days=jobs.NOTE_DAYS + 1)):
        assert jobs.forget_old() == 1
    assert [*Capture.objects.all()] == [waiting]
    assert not File.objects.exists()

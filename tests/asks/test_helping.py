"""The helper's page of a request, and its verbs as buttons and forms."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hallway.asks.models import Ask, ReplyTemplate
from hallway.core.now import now
from hallway.core.verb import Refused
from hallway.threads.models import Message

MOST_STATEMENTS = 12


@pytest.fixture
def browser(as_, cast):
    return as_(cast.ivan)


def words(answer):
    return answer.content.decode()


def test_the_page_shows_everything_and_costs_little(browser, cast, ask):
    row = ask(
        hello="Good morning, Iván", detail="It blinks red.", device_tag="P-114", best_time="10:20", room=cast.room,
        deadline=now().date() + timedelta(days=2), deadline_why="parents’ evening",
    )  # fmt: skip
    row.reply(by=cast.ivan, text="On my way.")
    row.reply(by=cast.tess, text="Thank you, it hums now.")
    row.note(by=cast.ivan, text="Same model as in 14.")
    row.include(by=cast.ivan, member=cast.olga)
    browser.get(f"/asks/{row.pk}/")
    with CaptureQueriesContext(connection) as queries:
        page = browser.get(f"/asks/{row.pk}/")
    said = words(page)
    for part in ("Good morning, Iván", "It blinks red.", "P-114", "10:20", "parents’ evening", "On my way.",
                 "Same model as in 14.", "Send to Tess Tanaka and one more", "Keep for the team at Oak", "Olga Ortiz"):  # fmt: skip
        assert part in said, part
    assert len(queries) <= MOST_STATEMENTS, "\n".join(q["sql"][:160] for q in queries)


def test_the_page_costs_the_same_with_more_said(browser, cast, ask):
    row = ask()
    row.reply(by=cast.ivan, text="one")
    browser.get(f"/asks/{row.pk}/")
    with CaptureQueriesContext(connection) as before:
        browser.get(f"/asks/{row.pk}/")
    for n in range(6):
        row.reply(by=cast.tess if n % 2 else cast.ivan, text=f"word {n}")
    with CaptureQueriesContext(connection) as after:
        browser.get(f"/asks/{row.pk}/")
    assert len(after) == len(before)


def test_the_asker_never_sees_a_note(as_, cast, ask):
    row = ask()
    row.note(by=cast.ivan, text="unmistakable-note-words")
    for who in (cast.tess, cast.cora):
        assert "unmistakable-note-words" not in words(as_(who).get(f"/asks/{row.pk}/"))


def test_take_by_a_button(as_, cast, ask):
    row = ask(campus=cast.elm, requester=cast.emil)
    answer = as_(cast.ivan).post(f"/asks/{row.pk}/take/")
    assert answer.status_code == 303
    row.refresh_from_db()
    assert row.holder == cast.ivan


def test_hand_over_offers_the_campus_first_and_tells(browser, cast, ask, monday):
    row = ask(campus=cast.elm, requester=cast.emil)
    page = words(browser.get(f"/asks/{row.pk}/hand_over/"))
    assert "Iván Núñez" in page or "me, " in page
    browser.post(f"/asks/{row.pk}/hand_over/", {"to": cast.ivan.pk, "note": "You know this cart."})
    row.refresh_from_db()
    assert row.holder == cast.ivan
    assert Message.objects.of(row).filter(kind="note", text="You know this cart.").exists()


def test_hand_over_by_a_typed_name(browser, cast, ask):
    row = ask()
    browser.post(f"/asks/{row.pk}/hand_over/", {"name": "kapl"})
    row.refresh_from_db()
    assert row.holder == cast.kim


def test_hand_over_to_a_teacher_is_refused_and_words_stay(browser, cast, ask):
    row = ask()
    answer = browser.post(f"/asks/{row.pk}/hand_over/", {"name": "olga", "note": "kept words"})
    assert answer.status_code == 409
    assert "kept words" in words(answer)
    assert "not on the help team" in words(answer)


@pytest.mark.parametrize(("soon", "days"), [("tomorrow", 1), ("two", 2), ("week", 5)])
def test_wait_with_a_quick_pick_counts_school_days(browser, cast, ask, soon, days):
    from hallway.schooltime import clock

    row = ask()
    browser.post(f"/asks/{row.pk}/wait/", {"on": "you", "soon": soon, "note": "which cable"})
    row.refresh_from_db()
    assert (row.status, row.step, row.step_note) == ("waiting_you", "remind", "which cable")
    assert abs(row.next_at - clock.after_days(row.calendar, now(), days)) < timedelta(minutes=1)


def test_wait_until_a_day(browser, cast, ask):
    row = ask()
    day = now().date() + timedelta(days=30)
    browser.post(f"/asks/{row.pk}/wait/", {"on": "other", "soon": "day", "date": day.isoformat()})
    row.refresh_from_db()
    assert row.status == "waiting_other"
    assert row.calendar.local_day(row.next_at) >= day


@pytest.mark.parametrize("bad", [{"on": "you", "soon": "day"}, {"on": "you", "soon": "day", "date": "x"}, {"on": "me"}])
def test_wait_unclear_is_asked_again(browser, ask, bad):
    row = ask()
    assert browser.post(f"/asks/{row.pk}/wait/", bad).status_code == 422
    row.refresh_from_db()
    assert row.status == "open"


def test_wait_until_yesterday_is_refused(browser, ask):
    row = ask()
    day = (now() - timedelta(days=400)).date().isoformat()
    answer = browser.post(f"/asks/{row.pk}/wait/", {"on": "you", "soon": "day", "date": day})
    assert answer.status_code == 409


def test_work_on_ends_waiting(browser, cast, ask):
    row = ask()
    row.wait(by=cast.ivan, on="other", until=now() + timedelta(days=9))
    browser.post(f"/asks/{row.pk}/work_on/", {"note": "the part is here"})
    row.refresh_from_db()
    assert (row.status, row.step_note) == ("open", "the part is here")


def test_solve_with_a_last_word_twice_says_it_once(browser, cast, ask):
    row = ask()
    form = {"outcome": "workaround", "text": "Use the left port.", "key": str(uuid.uuid4())}
    browser.post(f"/asks/{row.pk}/solve/", form)
    second = browser.post(f"/asks/{row.pk}/solve/", form)
    assert second.status_code == 303
    row.refresh_from_db()
    assert (row.status, row.outcome) == ("solved", "workaround")
    assert Message.objects.of(row).filter(text="Use the left port.").count() == 1


def test_the_second_solver_sees_it_solved(as_, browser, cast, ask):
    row = ask(campus=cast.elm, requester=cast.emil)
    browser.post(f"/asks/{row.pk}/solve/", {"outcome": "fixed", "key": str(uuid.uuid4())})
    late = as_(cast.kim).post(f"/asks/{row.pk}/solve/", {"outcome": "vendor", "key": str(uuid.uuid4())}, follow=True)
    assert late.status_code == 200
    assert "solved already" in words(late)
    row.refresh_from_db()
    assert row.outcome == "fixed"


def test_close_and_reopen(browser, cast, ask):
    row = ask()
    browser.post(f"/asks/{row.pk}/close/", {"outcome": "not_ours"})
    row.refresh_from_db()
    assert (row.status, row.outcome) == ("closed", "not_ours")
    page = words(browser.get(f"/asks/{row.pk}/"))
    assert "Open it again" in page
    assert "it belongs to somebody else" in page


def test_escalate_puts_the_district_on_it(browser, as_, cast, ask):
    row = ask()
    assert as_(cast.dora).get(f"/asks/{row.pk}/").status_code == 404
    browser.post(f"/asks/{row.pk}/escalate/", {"note": "the switch is dead"})
    page = words(as_(cast.dora).get(f"/asks/{row.pk}/"))
    assert "the switch is dead" in page
    assert as_(cast.dora).post(f"/asks/{row.pk}/take/").status_code == 303


def test_known_issue_and_back(browser, ask):
    row = ask()
    assert browser.post(f"/asks/{row.pk}/known/", {"known": "yes"}).status_code == 422
    browser.post(f"/asks/{row.pk}/known/", {"known": "yes", "words": "Wi-Fi is down", "campuses": [row.campus_id]})
    row.refresh_from_db()
    assert row.known_issue
    assert "Wi-Fi is down" in browser.get(f"/asks/{row.pk}/known/").content.decode(), "its words can be changed"
    browser.post(f"/asks/{row.pk}/known/", {"known": "no"})
    row.refresh_from_db()
    assert not row.known_issue


def triaged(row, **changes):
    form = {
        "line": row.line,
        "campus": row.campus_id,
        "affected": row.affected,
        "topic": row.topic_id or "",
        "room": row.where,
    }
    return form | changes


def test_triage_to_stopped_brings_the_promise_forward(browser, ask):
    row = ask()
    browser.post(f"/asks/{row.pk}/triage/", triaged(row, teaching_stopped="on", room="the gym"))
    before = row.next_at
    row.refresh_from_db()
    assert row.teaching_stopped
    assert row.where == "the gym"
    assert row.next_at < before
    assert row.next_at == row.promised_at


def test_triage_to_another_campus_finds_its_people(browser, cast, ask):
    row = ask(room=cast.room)
    answer = browser.post(f"/asks/{row.pk}/triage/", triaged(row, campus=cast.elm.pk, room="B4"))
    assert answer.status_code == 303
    row.refresh_from_db()
    assert (row.campus, row.room) == (cast.elm, cast.elm_room)
    assert row.holder in (cast.kim, cast.ivan)


def test_include_a_colleague(browser, as_, cast, ask):
    row = ask()
    assert as_(cast.olga).get(f"/asks/{row.pk}/").status_code == 404
    browser.post(f"/asks/{row.pk}/include/", {"name": "Olga"})
    assert as_(cast.olga).get(f"/asks/{row.pk}/").status_code == 200


def test_include_asks_which_one(browser, cast, ask):
    row = ask()
    answer = browser.post(f"/asks/{row.pk}/include/", {"name": "e"})
    assert answer.status_code == 422
    assert 'type="radio" name="person"' in words(answer)
    browser.post(f"/asks/{row.pk}/include/", {"name": "e", "person": cast.emil.pk})
    assert cast.emil in Ask.objects.get(pk=row.pk).people


def test_a_note_is_kept_once(browser, ask):
    row = ask()
    form = {"text": "spare in the closet", "key": str(uuid.uuid4())}
    browser.post(f"/asks/{row.pk}/note/", form)
    browser.post(f"/asks/{row.pk}/note/", form)
    assert Message.objects.of(row).filter(kind="note").count() == 1
    other = browser.post(f"/asks/{row.pk}/note/", form | {"text": "other words"})
    assert other.status_code == 409
    assert "other words" in words(other)


def test_an_empty_note_is_refused(browser, ask):
    row = ask()
    answer = browser.post(f"/asks/{row.pk}/note/", {"text": " ", "key": str(uuid.uuid4())})
    assert answer.status_code == 409
    assert "nothing to send" in words(answer)


def test_a_template_fills_the_reply_and_keeps_what_was_typed(browser, cast, ask):
    template = ReplyTemplate.add(by=cast.dora, owner=None, name="On my way", text="Hi {teacher}, {me} comes to {room}.")
    row = ask(room=cast.room)
    page = words(
        browser.post(
            f"/asks/{row.pk}/fill/", {"text": "First this.", "template": template.pk, "key": str(uuid.uuid4())}
        )
    )
    assert "First this.\n\nHi Tess, Iván comes to 12." in page
    assert not Message.objects.of(row).filter(kind="reply").exists()


def test_a_stale_page_keeps_the_draft(browser, as_, cast, ask):
    row = ask(campus=cast.elm, requester=cast.emil)
    seen = Message.objects.of(row).last().pk
    row.reply(by=cast.kim, text="I have it.")
    form = {"text": "my own answer", "key": str(uuid.uuid4()), "seen": seen}
    answer = browser.post(f"/asks/{row.pk}/reply/", form)
    assert answer.status_code == 409
    assert "my own answer" in words(answer)
    assert "I have it." in words(answer)
    newest = Message.objects.of(row).last().pk
    assert browser.post(f"/asks/{row.pk}/reply/", form | {"seen": newest}).status_code == 303


def test_undo_within_twenty_seconds_brings_the_words_back(browser, cast, ask):
    row = ask()
    browser.post(f"/asks/{row.pk}/reply/", {"text": "too early", "key": str(uuid.uuid4())})
    message = Message.objects.of(row).filter(kind="reply").get()
    page = words(browser.get(f"/asks/{row.pk}/"))
    assert f"/asks/{row.pk}/undo_message/{message.pk}/" in page
    back = browser.post(f"/asks/{row.pk}/undo_message/{message.pk}/")
    assert "too early" in words(back)
    assert not Message.objects.of(row).filter(kind="reply").exists()


def test_two_people_see_each_other(browser, as_, cast, ask):
    row = ask(campus=cast.elm, requester=cast.emil)
    kim = as_(cast.kim)
    assert words(kim.post(f"/asks/{row.pk}/presence/")) == ""
    assert "Kim is here too" in words(browser.post(f"/asks/{row.pk}/presence/", {"writing": "1"}))
    assert "Iván is writing here" in words(kim.post(f"/asks/{row.pk}/presence/"))
    assert as_(cast.emil).post(f"/asks/{row.pk}/presence/").status_code == 403


def test_every_verb_page_opens_and_answers_htmx_with_its_form(browser, cast, ask):
    row = ask()
    for verb in ("hand_over", "wait", "work_on", "solve", "close", "escalate", "include", "triage", "merge"):
        assert browser.get(f"/asks/{row.pk}/{verb}/").status_code == 200, verb
        part = words(browser.get(f"/asks/{row.pk}/{verb}/", headers={"HX-Request": "true"}))
        assert "<form" in part, verb
        assert "<html" not in part, verb


def test_undo_after_solving_leaves_it_solved(browser, cast, ask):
    row = ask()
    browser.post(f"/asks/{row.pk}/solve/", {"outcome": "fixed", "text": "A last word.", "key": str(uuid.uuid4())})
    message = Message.objects.of(row).get(text="A last word.")
    browser.post(f"/asks/{row.pk}/undo_message/{message.pk}/")
    row.refresh_from_db()
    assert row.status == "solved"
    assert not Message.objects.of(row).filter(kind="reply").exists()


def test_a_new_date_is_told_to_whoever_asked(cast, ask):
    from hallway.history.models import Event

    row = ask()
    row.work_on(by=cast.ivan, until=now() + timedelta(days=9))
    assert Event.objects.of(row).filter(kind="ask.dated", due__isnull=False).exists()


def test_known_needs_an_open_request(cast, ask):
    row = ask()
    row.close(by=cast.ivan)
    with pytest.raises(Refused):
        row.make_known(by=cast.ivan, words="It is known")


@pytest.mark.parametrize("value", ["\x00", "\u202e", "é" * 500, "' OR 1=1", "\ud800", "9" * 30, "<script>", "🦉"])
def test_odd_filters_are_no_error(browser, ask, value):
    ask()
    for name in ("campus", "holder", "state", "topic", "q", "after"):
        assert browser.get("/asks/", {name: value.encode("utf-8", "replace").decode()}).status_code == 200
    row = ask()
    for verb, field in (("merge", "number"), ("include", "name"), ("hand_over", "name"), ("triage", "campus")):
        answer = browser.post(f"/asks/{row.pk}/{verb}/", {field: value.encode("utf-8", "replace").decode()})
        assert answer.status_code in (409, 422), verb
    assert browser.get(f"/asks/{row.pk}/merge/", {"q": value.encode("utf-8", "replace").decode()}).status_code == 200


def test_the_team_sees_that_mail_to_the_asker_comes_back(as_, cast, ask):
    row = ask()
    browser = as_(cast.ivan)
    assert "Mail comes back" not in browser.get(f"/asks/{row.pk}/").content.decode()
    cast.tess.mail_bad = True
    cast.tess.save(update_fields=["mail_bad"])
    assert "What you write reaches Tess here only." in browser.get(f"/asks/{row.pk}/").content.decode()

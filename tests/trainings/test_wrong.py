"""What goes wrong with the forms of trainings: a clear sentence, nothing lost, nothing done twice, and two tabs at once."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from hallway.core.now import moved
from hallway.trainings.models import Presence, Session

from .made import announced, at
from .test_pages import form

SOON, HUGE = timedelta(minutes=10), "1" + "0" * 20
NEW = reverse("trainings:announce")
NUMBERS = "Write a whole number from 1 to 2000, or none."


def words(answer):
    return answer.content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence", "at_field"),
    [
        ({"title": "  "}, "Give it a title.", "title"),
        ({"day_1": ""}, "Choose a day.", "day_1"),
        ({"day_1": "2026-03-01"}, "That day is over.", "day_1"),
        ({"day_1": "2026-03-02", "start_1": "07:00"}, "That time is over.", "start_1"),
        ({"day_1": "0001-01-01"}, "Choose a day of this school year or the next.", "day_1"),
        ({"day_1": "9999-12-31"}, "Choose a day of this school year or the next.", "day_1"),
        ({"start_1": "15:00", "end_1": "14:00"}, "The end is before the beginning.", "end_1"),
        ({"start_1": "15:00", "end_1": "15:00"}, "The end is before the beginning.", "end_1"),
        ({"start_1": "15:00", "end_1": ""}, "Choose a time.", "end_1"),
        ({"start_1": "", "end_1": "15:00"}, "Choose a time.", "start_1"),
        ({"start_2": "15:00", "end_2": "16:00"}, "Choose a day.", "day_2"),
        ({"day_2": "2026-03-12", "start_2": "15:00"}, "Choose a time.", "end_2"),
        ({"capacity": "0"}, NUMBERS, "capacity"),
        ({"capacity": HUGE}, NUMBERS, "capacity"),
        ({"capacity": "-3"}, NUMBERS, "capacity"),
        ({"capacity": "ten"}, NUMBERS, "capacity"),
        ({"minimum": HUGE}, "Write a whole number from 0 to 2000, or none.", "minimum"),
        ({"minutes": HUGE}, "Write whole minutes, from 0 to 6000, or none.", "minutes"),
        ({"minutes": "1.5"}, "Write whole minutes, from 0 to 6000, or none.", "minutes"),
        ({"link": "my room"}, "A link begins with https:// and has a name with a dot in it.", "link"),
        ({"hosts": []}, "Somebody has to hold it.", "hosts"),
    ],
)
def test_a_clear_sentence_beside_its_question(cast, monday, as_, wrong, sentence, at_field):
    said = form(cast, what_for="These words stay", cover="Ask Opal", **wrong)
    answer = as_(cast.ivan).post(NEW, said)
    page = words(answer)
    assert answer.status_code == 422
    assert not Session.objects.exists()
    assert page.count(sentence) == 2, "at the top and beside the question"
    assert f'href="#id_{at_field}' in page
    assert "These words stay" in page
    assert "Ask Opal" in page
    fold = page[page.rindex("<details", 0, page.index('id="id_capacity"')) :]
    assert fold[: fold.index(">")].endswith("open"), "what was typed is not hidden"


def test_all_that_is_wrong_is_said_at_once(cast, monday, as_):
    page = words(as_(cast.ivan).post(NEW, form(cast, title="", capacity="0", end_1="14:00")))
    assert "3 things need another look" in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [({"capacity": "4", "minimum": "5"}, "It cannot need more people than it has places."),
     ({"day_2": "2026-03-10", "start_2": "15:30", "end_2": "16:00"}, "Two of its dates overlap.")],
)  # fmt: skip
def test_what_contradicts_itself(cast, monday, as_, wrong, sentence):
    answer = as_(cast.ivan).post(NEW, form(cast, **wrong))
    assert answer.status_code == 409
    assert sentence in words(answer)
    assert not Session.objects.exists()


def test_the_evening_of_a_day_is_that_day(cast, monday, as_):
    """Seven in the evening in Chicago is tomorrow in London."""
    with moved(monday.instant + timedelta(hours=10)):
        said = form(cast, day_1="2026-03-02", start_1="20:00", end_1="21:00")
        assert as_(cast.ivan).post(NEW, said).status_code == 303
    assert Session.objects.get().dates[0].local_start.date() == date(2026, 3, 2)


def test_pressed_twice(cast, monday, as_):
    said = form(cast)
    one, other = (as_(cast.ivan).post(NEW, said) for _time in range(2))
    assert one.headers["Location"] == other.headers["Location"]
    assert Session.objects.count() == 1


def changing(browser, row):
    address = reverse("trainings:change", args=[row.pk])
    return address, re.search(r'name="based_on" value="([^"]+)"', words(browser.get(address))).group(1)


def test_changed_in_two_tabs(cast, monday, as_):
    browser = as_(cast.ivan)
    browser.post(NEW, form(cast))
    row = Session.objects.get()
    address, based_on = changing(browser, row)
    first = form(cast, title="The first tab", based_on=based_on)
    with moved(monday.instant + SOON):
        assert [browser.post(address, first).status_code for _twice in range(2)] == [303, 303], "twice is once"
    answer = browser.post(address, form(cast, title="The second tab", what_for="Mine", based_on=based_on))
    page = words(answer)
    assert answer.status_code == 409
    assert "Somebody changed it while you wrote." in page
    assert 'value="The second tab"' in page
    assert Session.objects.get().course.title == "The first tab"
    again = re.search(r'name="based_on" value="([^"]+)"', page).group(1)
    assert browser.post(address, form(cast, title="The second tab", based_on=again)).status_code == 303
    assert Session.objects.get().course.title == "The second tab"


def test_called_off_in_another_tab(cast, monday, as_):
    browser = as_(cast.ivan)
    browser.post(NEW, form(cast))
    row = Session.objects.get()
    address, based_on = changing(browser, row)
    off = reverse("trainings:call_off", args=[row.pk])
    assert [browser.post(off, {"reason": "A pipe"}).status_code for _twice in range(2)] == [303, 303]
    answer = browser.post(address, form(cast, title="Mine", based_on=based_on))
    assert answer.status_code == 409
    assert "It was called off. You can announce it anew." in words(answer)
    assert 'value="Mine"' in words(answer)


def test_emptied_numbers_count_by_its_length_again(cast, monday, as_):
    browser = as_(cast.ivan)
    browser.post(NEW, form(cast, capacity="9", minimum="3", minutes="90"))
    row = Session.objects.get()
    address, based_on = changing(browser, row)
    browser.post(address, form(cast, capacity="", minimum="", minutes="", based_on=based_on))
    row.refresh_from_db()
    assert (row.capacity, row.minimum, row.minutes) == (None, 0, 45)


def test_a_date_to_come_does_not_slip_into_the_past(cast, monday, as_):
    browser = as_(cast.ivan)
    browser.post(NEW, form(cast, day_2="2026-03-17"))
    row = Session.objects.get()
    with moved(row.starts + timedelta(days=1)):
        address, based_on = changing(browser, row)
        answer = browser.post(address, form(cast, day_2="2026-03-09", based_on=based_on))
        assert (answer.status_code, "That day is over." in words(answer)) == (422, True)
        assert browser.post(address, form(cast, day_2="2026-03-18", based_on=based_on)).status_code == 303, (
            "the first stays"
        )
    with moved(row.starts + timedelta(days=30)):
        address, based_on = changing(browser, row)
        right = form(cast, day_1="2026-03-11", day_2="2026-03-18", based_on=based_on)
        assert browser.post(address, right).status_code == 303, "what is over can be put right"


@pytest.fixture
def held(cast, monday):
    row = announced(cast, dates=[at(7), at(8)])
    row.answer(by=cast.tess, said="going")
    row.answer(by=cast.olga, said="going")
    return row


def sheet(browser, row):
    """(address, {name: [values]}) of the form as it was shown."""
    page = words(browser.get(reverse("trainings:attendance", args=[row.pk])))
    found = {}
    for name, value in re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page):
        if name != "csrfmiddlewaretoken":
            found.setdefault(name, []).append(value)
    for name, value in re.findall(r'<input type="checkbox"[^>]*name="([\w-]+)" value="(\d+)" checked', page):
        found.setdefault(name, []).append(value)
    return reverse("trainings:keep_attendance", args=[row.pk]), found


def test_who_scanned_while_the_sheet_was_open_stays(cast, held, as_):
    browser, first = as_(cast.ivan), held.dates[0]
    with moved(held.starts + SOON):
        held.walk_in(by=cast.ivan, member=cast.cora)
        address, said = sheet(browser, held)
        held.check_in(by=cast.tess)
        held.check_in(by=cast.emil)  # without a place, from another campus
        olga, cora = (held.seat_of(who) for who in (cast.olga, cast.cora))
        said[f"{olga.pk}-here"] = [first.pk]
        said.pop(f"{cora.pk}-here")
        assert browser.post(address, said).status_code == 303
    there = set(Presence.objects.values_list("seat__member", flat=True))
    assert there == {cast.tess.pk, cast.emil.pk, cast.olga.pk}, "and who was taken off is off"


def test_what_another_host_said_meanwhile_stays(cast, held, as_):
    browser = as_(cast.ivan)
    tess, olga = (held.seat_of(who).pk for who in (cast.tess, cast.olga))
    with moved(held.ends + SOON):
        address, said = sheet(browser, held)
        _address, other = sheet(browser, held)
        browser.post(address, other | {f"{tess}-state": "excused"})
        browser.post(address, said | {f"{olga}-state": "partial", f"{olga}-minutes": "20"})
    assert (held.seat_of(cast.tess).attended, held.seat_of(cast.olga).minutes) == ("excused", 20)


@pytest.mark.parametrize("wrong", ["-4", HUGE, "x", "6001"])
def test_a_wrong_number_keeps_the_ticks(cast, held, as_, wrong):
    browser, first = as_(cast.ivan), held.dates[0]
    tess, olga = (held.seat_of(who).pk for who in (cast.tess, cast.olga))
    with moved(held.starts + SOON):
        address, said = sheet(browser, held)
        said |= {f"{tess}-here": [first.pk], f"{olga}-minutes": wrong}
        answer = browser.post(address, said)
        page = words(answer)
        assert answer.status_code == 422
        assert "Write whole minutes, from 0 to 6000, or none." in page
        assert f'name="{tess}-here" value="{first.pk}" checked' in page
        assert not Presence.objects.exists()


@pytest.mark.parametrize(
    ("act", "said"),
    [("answer", {"said": "\x00"}), ("answer", {}), ("react", {"mark": "stars"}), ("tell_tried", {"result": HUGE}),
     ("tell_tried", {})],
)  # fmt: skip
def test_answers_that_are_none(cast, held, as_, act, said):
    with moved(held.starts + SOON):
        held.check_in(by=cast.tess)
    with moved(held.starts + timedelta(days=1, hours=-1)):
        answer = as_(cast.tess).post(reverse(f"trainings:{act}", args=[held.pk]), said)
    assert answer.status_code == 409
    assert "Choose" in words(answer) or "Say whether you come." in words(answer)


def test_numbers_that_nobody_has(cast, held, as_):
    browser = as_(cast.ivan)
    assert browser.get(f"/trainings/{HUGE}/").status_code == 404
    assert browser.get(NEW + f"?again={HUGE}&idea={HUGE}").status_code == 200
    assert browser.get(reverse("trainings:list") + f"?from={HUGE}").status_code == 200
    with moved(held.starts + SOON):
        walk = reverse("trainings:walk_in", args=[held.pk])
        for said in ({"person": HUGE}, {"person": "x"}, {"name": ""}, {"name": "\x00"}, {}):
            assert browser.post(walk, said).status_code == 422, said
        assert [browser.post(walk, {"person": cast.cora.pk}).status_code for _twice in range(2)] == [303, 303]
    assert Presence.objects.filter(seat__member=cast.cora).count() == 1

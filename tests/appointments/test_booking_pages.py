"""Booking by the pages: three taps, words that stay, and the same for whoever has no script."""

import re
import threading
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils.formats import date_format

from hallway.appointments.models import Appointment
from hallway.core.now import moved
from hallway.core.tokens import request_link
from hallway.core.verb import HALLWAY
from hallway.schooltime.calendars import forget


def buttons(answer):
    """The values of the times on a page."""
    return re.findall(r'name="slot" value="([^"]+)"', answer.content.decode())


def hidden(answer):
    """The hidden inputs of a page, by name."""
    text = answer.content.decode()
    found = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text))
    return {name: value for name, value in found.items() if name != "csrfmiddlewaretoken"}


@pytest.fixture
def tess(as_, cast, monday):
    return as_(cast.tess)


def test_three_taps(cast, tess):
    first = tess.get("/appointments/book/")
    assert first.status_code == 200
    times = buttons(first)
    held = tess.post("/appointments/hold/", {**hidden(first), "slot": times[0]})
    assert held.status_code == 303
    form = tess.get(held["Location"])
    assert "We keep this time for you until" in form.content.decode()
    row = Appointment.objects.get()
    assert row.status == "held"
    booked = tess.post("/appointments/book/", {**hidden(form), "topic": "Padlets"})
    row.refresh_from_db()
    assert (booked.status_code, booked["Location"]) == (303, f"/appointments/{row.pk}/")
    assert (row.status, row.topic, row.hosts, row.guests) == ("confirmed", "Padlets", [cast.ivan], [cast.tess])
    again = tess.post("/appointments/book/", {**hidden(form), "topic": "Padlets"})
    assert again["Location"] == booked["Location"], "pressed twice is once"
    other = tess.post("/appointments/book/", {**hidden(form), "topic": "Other words"})
    assert other.status_code == 409
    assert Appointment.objects.count() == 1


def test_pressed_again_after_it_was_called_off(cast, tess):
    first = tess.get("/appointments/book/")
    form = tess.get(tess.post("/appointments/hold/", {**hidden(first), "slot": buttons(first)[0]})["Location"])
    words = {**hidden(form), "topic": "Padlets"}
    assert "It is booked" in tess.post("/appointments/book/", words, follow=True).content.decode()
    Appointment.objects.get().cancel(by=cast.ivan)
    again = tess.post("/appointments/book/", words)
    said = again.content.decode()
    assert again.status_code == 409
    assert "Nothing is booked now" in said
    assert "It is booked" not in said
    assert 'value="Padlets"' in said
    fresh = {**hidden(again), "slot": buttons(again)[0], "topic": "Padlets"}
    assert tess.post("/appointments/book/", fresh).status_code == 303
    assert sorted(Appointment.objects.values_list("status", flat=True)) == ["cancelled", "confirmed"]


def test_a_time_that_is_gone_meanwhile(cast, tess, as_):
    first = tess.get("/appointments/book/?length=30")
    slot = buttons(first)[0]
    form = tess.get(tess.post("/appointments/hold/", {**hidden(first), "slot": slot})["Location"])
    row = Appointment.objects.get()
    row.let_go(by=cast.tess)
    olga = as_(cast.olga)
    olgas = olga.get("/appointments/book/?length=30")
    assert olga.post("/appointments/book/", {**hidden(olgas), "slot": slot}).status_code == 303
    gone = tess.post("/appointments/book/", {**hidden(form), "topic": "Padlets"})
    assert gone.status_code == 409
    said = gone.content.decode()
    assert "That time is taken" in said
    assert 'value="Padlets"' in said, "the words are kept"
    others = buttons(gone)
    assert len(others) == 3
    assert slot not in others
    taken = tess.post("/appointments/book/", {**hidden(gone), "slot": others[0], "topic": "Padlets"})
    assert taken.status_code == 303


def test_a_hold_of_what_is_gone_offers_others(cast, tess, as_):
    first = tess.get("/appointments/book/?length=30")
    slot = buttons(first)[0]
    olga = as_(cast.olga)
    olga.post("/appointments/hold/", {**hidden(olga.get("/appointments/book/?length=30")), "slot": slot})
    gone = tess.post("/appointments/hold/", {**hidden(first), "slot": slot})
    assert gone.status_code == 409
    assert len(buttons(gone)) == 3


def test_another_time_lets_go(cast, tess):
    first = tess.get("/appointments/book/")
    tess.post("/appointments/hold/", {**hidden(first), "slot": buttons(first)[0]})
    row = Appointment.objects.get()
    assert tess.post(f"/appointments/{row.pk}/let_go/").status_code == 303
    assert not Appointment.objects.exists()


@pytest.mark.parametrize(
    "slot", ["", "x", "2026-03-03T16:00:00+00:00", "2026-13-03T16:00:00+00:00 1", "2026-03-03T16:00:00 1"]
)
def test_nonsense_is_asked_again(tess, slot):
    key = str(uuid.uuid4())
    for address in ("hold", "book"):
        assert tess.post(f"/appointments/{address}/", {"slot": slot, "key": key, "length": "30"}).status_code == 303
    assert not Appointment.objects.exists()


def test_any_of_them(cast, as_, monday):
    emil = as_(cast.emil)
    page = emil.get("/appointments/book/?with=any")
    assert {value.rpartition(" ")[2] for value in buttons(page)} == {str(cast.kim.pk), str(cast.ivan.pk)}
    only = emil.get(f"/appointments/book/?with={cast.ivan.pk}")
    assert {value.rpartition(" ")[2] for value in buttons(only)} == {str(cast.ivan.pk)}


def test_the_week_names_its_days_and_the_clock(tess):
    said = tess.get("/appointments/book/?week=2026-03-09").content.decode()
    assert "Monday, March 9" in said
    assert "The clock of Chicago (CST)." in said


def test_entered_from_the_corridor(cast, as_, monday):
    ivan = as_(cast.ivan)
    said = {
        "key": str(uuid.uuid4()),
        "name": "Tess",
        "campus": cast.oak.pk,
        "date": "2026-03-03",
        "time": "17:30",
        "length": 45,
    }
    assert ivan.post("/appointments/enter/", {**said, "agreed": "on"}).status_code == 303
    row = Appointment.objects.get()
    assert (row.status, row.guests) == ("confirmed", [cast.tess])
    taken = ivan.post("/appointments/enter/", {**said, "key": str(uuid.uuid4())})
    assert taken.status_code == 409
    assert ivan.post("/appointments/enter/", {**said, "name": "Nobody"}).status_code == 422
    assert ivan.post("/appointments/enter/", {**said, "name": "Iván"}).status_code == 422


def test_why_not(cast, as_, monday):
    ivan = as_(cast.ivan)
    about = {"host": cast.ivan.pk, "campus": cast.oak.pk, "date": "2026-03-03", "time": "06:00", "length": 30}
    assert "outside the hours they offer" in ivan.get("/appointments/why/", about).content.decode()
    assert "can be booked then" in ivan.get("/appointments/why/", {**about, "time": "10:00"}).content.decode()


def test_the_page_and_its_verbs(cast, as_, book):
    row = book(by=cast.ivan)
    tess, ivan, here = as_(cast.tess), as_(cast.ivan), f"/appointments/{row.pk}/"
    assert "I cannot come" in tess.get(here).content.decode()
    assert tess.post(here + "perhaps/").status_code == 303
    assert tess.post(here + "accept/").status_code == 303
    assert ivan.get(here + "add_party/").status_code == 200
    assert ivan.post(here + "add_party/", {"name": "Olga"}).status_code == 303
    assert ivan.post(here + f"remove_party/{cast.olga.pk}/").status_code == 303
    later = buttons(tess.get(here + "move/"))[0]
    assert tess.post(here + "move/", {"slot": later}).status_code == 303
    said = {"date": "2026-03-04", "time": "17:00", "length": 45, "agreed": "on"}
    assert tess.post(here + "move/", said).status_code == 422, "a guest takes what is offered"
    assert ivan.post(here + "move/", said).status_code == 303
    row.refresh_from_db()
    assert (row.status, f"{row.local_start:%m-%d %H:%M}") == ("confirmed", "03-04 17:00")
    assert tess.post(here + "happen/").status_code == 409, "it has not begun"
    assert ivan.post(here + "reassign/", {"name": "Olga"}).status_code == 409
    assert ivan.post(here + "cancel/", {"reason": "Testing"}).status_code == 303
    page = tess.get(here).content.decode()
    assert "Why: Testing" in page
    assert "Another time, perhaps?" in page, "other times, since the host called it off"
    assert "Another time, perhaps?" not in ivan.get(here).content.decode()
    other = book(at=(3, 1))
    with moved(other.end):
        where = f"/appointments/{other.pk}/did_not_happen/"
        assert ivan.get(where).status_code == 200
        assert ivan.post(where, {"missing": [cast.tess.pk]}).status_code == 303
        assert "was not there" in tess.get(f"/appointments/{other.pk}/").content.decode()


def test_a_link_shows_and_a_press_acts(cast, book):
    row = book(by=cast.ivan)
    link = row.link_for(cast.tess)
    client = Client()
    for _n in range(2):
        assert client.get(link).status_code == 200
        assert client.head(link).status_code == 200
        assert client.get(link + "accept/").status_code == 200, "what looks at links in mail answers nothing"
    row.refresh_from_db()
    assert row.status == "pending"
    assert client.post(link + "accept/").status_code == 303
    row.refresh_from_db()
    assert row.status == "confirmed"
    assert client.post(link + "cancel/", {"reason": "ill"}).status_code == 303
    assert client.post(link + "accept/").status_code == 409
    assert client.get(f"/asks/link/{link.split('/')[-2]}/").status_code == 404, "it opens no request"
    assert client.get(f"/appointments/link/{request_link(row.pk, cast.tess.pk)}/").status_code == 404
    assert client.post(row.link_for(cast.tess).replace("link/", "link/1"), {}).status_code == 404


def test_a_link_moves_it_to_a_time_that_is_free(cast, book):
    """Without signing in: GET shows times, a press moves; a time that is gone offers others, and nonsense changes nothing."""
    row = book()
    link, client = row.link_for(cast.tess), Client()
    assert date_format(row.start.astimezone(row.zone), "TIME_FORMAT") in client.get(link).content.decode(), (
        "its own clock"
    )
    assert f"{link}move/" in client.get(link).content.decode()
    page = client.get(link + "move/").content.decode()
    slots = re.findall(r'name="slot" value="([^"]+)"', page)
    assert slots
    before = row.start
    for wrong in ("", "x", "2026-13-01"):
        assert client.post(link + "move/", {"slot": wrong}).status_code == 422
    assert (
        client.post(link + "move/", {"slot": f"{before.replace(hour=3).isoformat()} {cast.ivan.pk}"}).status_code == 409
    )
    row.refresh_from_db()
    assert row.start == before
    moved = client.post(link + "move/", {"slot": slots[-1]}, follow=True)
    assert "It is moved." in moved.content.decode()
    row.refresh_from_db()
    assert row.start == datetime.fromisoformat(slots[-1].split()[0])
    assert client.get(row.link_for(cast.ivan) + "move/").status_code == 200
    row.cancel(by=cast.ivan)
    assert client.get(link + "move/").status_code == 303
    assert client.post(link + "move/", {"slot": slots[0]}).status_code in (303, 409)


@pytest.mark.parametrize("n", [1, 3])
def test_my_list_costs_the_same(cast, book, as_, django_assert_max_num_queries, n):
    for k in range(n):
        book(at=(1 + k, 1))
    tess = as_(cast.tess)
    tess.get("/appointments/")
    with django_assert_max_num_queries(15) as seen:
        answer = tess.get("/appointments/")
    assert answer.content.decode().count("meet-link") == n
    assert len(seen) == 8


@pytest.mark.django_db(transaction=True)
def test_twenty_press_at_once(cast, monday):
    """Twenty people with the same page press the same button: one has it, nineteen get other times and keep their words."""
    from hallway.people.models import Member, Post

    people = [Member.add(by=HALLWAY, email=f"t{n}@cedar.example", name=f"T {n}") for n in range(20)]
    for each in people:
        Post.add(by=HALLWAY, member=each, role="teacher", campus=cast.oak)
    start, barrier, said = monday.instant + timedelta(hours=25), threading.Barrier(20), []
    form = {"slot": f"{start.isoformat()} {cast.ivan.pk}", "length": "30", "campus": cast.oak.pk, "topic": "Padlets"}

    def press(who):
        client = Client()
        client.force_login(who)
        try:
            barrier.wait()
            with moved(monday.instant):
                answer = client.post("/appointments/book/", {**form, "key": str(uuid.uuid4())})
            said.append((answer.status_code, len(buttons(answer)), 'value="Padlets"' in answer.content.decode()))
        except Exception as error:
            said.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(each,)) for each in people]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(said) == [(303, 0, False)] + [(409, 3, True)] * 19
    assert Appointment.objects.count() == 1


def test_somebody_elses_times_when_the_wanted_one_has_none(cast, as_, monday):
    """Kim offers one half hour in four weeks. It is gone, so Iván's times at Elm are offered, by his name."""
    from datetime import date, time

    from hallway.appointments.models import Override, Terms

    Terms.set_terms(by=cast.kim, member=cast.kim, horizon=1)
    Override.override(
        by=cast.kim, member=cast.kim, date=date(2026, 3, 3), campus=cast.elm, start=time(9), end=time(9, 30)
    )
    emil = as_(cast.emil)
    page = emil.get(f"/appointments/book/?with={cast.kim.pk}&length=30")
    start = monday.instant + timedelta(days=1)
    assert f"{start.isoformat()} {cast.kim.pk}" in buttons(page)
    Appointment.book(
        by=cast.kim,
        campus=cast.elm,
        hosts=[cast.kim],
        guests=[cast.olga],
        start=start,
        end=start + timedelta(minutes=30),
    )
    # All of the rest of Monday is Kim's own time, too.
    Override.override(by=cast.kim, member=cast.kim, date=date(2026, 3, 2))
    gone = emil.post("/appointments/book/", {**hidden(page), "slot": f"{start.isoformat()} {cast.kim.pk}"})
    assert gone.status_code == 409
    assert {value.rpartition(" ")[2] for value in buttons(gone)} == {str(cast.ivan.pk)}
    assert "Iván Núñez" in gone.content.decode()


def test_why_not_with_somebody_who_would_come(cast, as_, book):
    row = book(hosts=[cast.kim], by=HALLWAY)  # Tess meets Kim then, and Iván is free
    ivan = as_(cast.ivan)
    address = f"/appointments/why/?host={cast.ivan.pk}&date=2026-03-03&time={row.local_start:%H:%M}&length=30"
    assert "can be booked then" in ivan.get(address).content.decode()
    said = ivan.get(f"{address}&guest=Tess").content.decode()
    assert "somebody who is to come has something else then" in said
    assert "can be booked then" in ivan.get(f"{address}&guest=olga@cedar.example").content.decode()
    assert "Nobody here has a name like that" in ivan.get(f"{address}&guest=Zebra").content.decode()
    assert as_(cast.tess).get(f"{address}&guest=Olga").status_code == 403


@pytest.fixture
def elm_in_the_west(cast):
    """Elm's clock is two hours behind Oak's; Iván works on both, and his pages tell Oak's time."""
    cast.elm.time_zone = "America/Los_Angeles"
    cast.elm.save()
    forget()
    return cast.elm


def test_a_meeting_elsewhere_is_told_on_the_clock_there(cast, as_, monday, elm_in_the_west):
    start = datetime(2026, 3, 3, 17, tzinfo=UTC)  # 9 a.m. at Elm, 11 a.m. at Oak
    there = {"campus": elm_in_the_west, "start": start, "end": start + timedelta(minutes=30), "agreed": True}
    row = Appointment.book(by=cast.ivan, hosts=[cast.ivan], guests=[cast.emil], **there)
    at_oak = start + timedelta(hours=4)
    Appointment.book(by=cast.ivan, hosts=[cast.ivan], guests=[cast.tess], campus=cast.oak, start=at_oak, agreed=True,
                     end=at_oak + timedelta(minutes=30))  # fmt: skip
    browser = as_(cast.ivan)
    page, mine = (browser.get(url).content.decode() for url in (row.get_absolute_url(), "/appointments/"))
    assert re.search(r"9 a\.m\.–9:30 a\.m\.</span> <span class=\"soft small\">Los Angeles \(PST\)", page)
    assert "9 a.m. PST</span>" in mine
    assert "3 p.m.</span>" in mine, "on the reader's own clock no name is needed"
    assert "9 a.m.</span>" in as_(cast.emil).get("/appointments/").content.decode()


def test_a_time_elsewhere_is_kept_on_the_clock_there(cast, as_, monday, elm_in_the_west):
    browser = as_(cast.ivan)
    first = browser.get(f"/appointments/book/?with={cast.kim.pk}&campus={elm_in_the_west.pk}")
    value, shown = re.search(
        r'name="slot" value="([^"]+)".*?meet-time">([\d:]+)', first.content.decode(), re.DOTALL
    ).groups()
    held = browser.post("/appointments/hold/", {**hidden(first), "slot": value})
    form = browser.get(held["Location"]).content.decode()
    assert "Los Angeles (PST)" in form
    assert re.search(r'meet-time">([\d:]+)', form)[1].removesuffix(":00") == shown.removesuffix(":00")


def test_whose_clock_is_said_where_hours_are_typed(cast, as_, monday, elm_in_the_west):
    browser = as_(cast.ivan)
    assert (
        "The clock of Los Angeles (PST)." in browser.get(f"/appointments/offer/?campus={cast.elm.pk}").content.decode()
    )
    assert "The clock of Chicago (CST)." in browser.get(f"/appointments/offer/?campus={cast.oak.pk}").content.decode()
    assert "On the clock of the campus." in browser.get("/appointments/enter/").content.decode()

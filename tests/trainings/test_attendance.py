"""Being there: the code, walk-ins, what hosts note, hours, certificates and their numbers."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from hallway.core.now import moved
from hallway.core.verb import Denied, Refused
from hallway.delivery.working import deliver_events
from hallway.history.models import Event
from hallway.people.models import District
from hallway.trainings import hours
from hallway.trainings.models import Certificate, Presence, Seat

from .made import TITLE, announced, at

SOON = timedelta(minutes=10)


@pytest.fixture
def row(cast, monday):
    row = announced(cast, audience="district")
    row.answer(by=cast.tess, said="going")
    return row


def seat(row, member):
    return row.seat_of(member)


def noted(row, member, here=(), state="", minutes=None):
    return {seat(row, member).pk: {"here": [d.pk for d in here], "state": state, "minutes": minutes}}


@pytest.mark.parametrize(("minutes", "works"), [(-31, False), (-29, True), (20, True), (74, True), (76, False)])
def test_the_code_works_around_its_time(cast, row, minutes, works):
    with moved(row.starts + timedelta(minutes=minutes)):
        if not works:
            with pytest.raises(Refused):
                row.check_in(by=cast.tess)
            return
        row.check_in(by=cast.tess)
        row.check_in(by=cast.tess)
    found = seat(row, cast.tess)
    assert (found.attended, found.minutes) == ("attended", 45)
    assert Presence.objects.count() == 1


def test_who_came_without_a_place(cast, row):
    with moved(row.starts + SOON):
        row.check_in(by=cast.emil)
        row.walk_in(by=cast.ivan, member=cast.olga)
        row.walk_in(by=cast.ivan, member=cast.olga)
    assert [seat(row, who).attended for who in (cast.emil, cast.olga)] == ["walk_in", "walk_in"]
    assert [seat(row, who).minutes for who in (cast.emil, cast.olga)] == [45, 45]


def test_what_does_not_go(cast, row):
    with pytest.raises(Refused):
        row.walk_in(by=cast.ivan, member=cast.olga)
    with pytest.raises(Refused):
        row.keep_attendance(by=cast.ivan, rows={})
    with moved(row.starts + SOON):
        for verb in (lambda: row.check_in(by=cast.ivan), lambda: row.walk_in(by=cast.ivan, member=cast.ivan)):
            with pytest.raises(Refused):
                verb()
    row.call_off(by=cast.ivan)
    with moved(row.starts + SOON), pytest.raises(Refused):
        row.check_in(by=cast.tess)


@pytest.mark.parametrize(
    ("who", "may"), [("ivan", True), ("kim", False), ("lena", False), ("tess", False), ("opal", False), ("dora", False)]
)
def test_who_notes_it(cast, row, who, may):
    by = getattr(cast, who)
    assert by.can("keep_attendance", row) is by.can("walk_in", row) is may
    if not may:
        with moved(row.starts + SOON), pytest.raises(Denied):
            row.walk_in(by=by, member=cast.olga)


def test_a_part_of_the_days_is_a_part_of_the_hours(cast, monday):
    row = announced(cast, dates=[at(7), at(8, minutes=15)], minutes=120)
    row.answer(by=cast.tess, said="going")
    with moved(row.starts + SOON):
        row.check_in(by=cast.tess)
    assert (seat(row, cast.tess).attended, seat(row, cast.tess).minutes) == ("partial", 90)
    with moved(row.dates[1].start):
        row.check_in(by=cast.tess)
    assert (seat(row, cast.tess).attended, seat(row, cast.tess).minutes) == ("attended", 120)


def test_what_a_host_says_stands(cast, row):
    with moved(row.ends + timedelta(hours=1)):
        row.keep_attendance(by=cast.ivan, rows=noted(row, cast.tess))
        assert (seat(row, cast.tess).attended, seat(row, cast.tess).minutes) == ("no_show", 0)
        row.keep_attendance(by=cast.ivan, rows=noted(row, cast.tess, row.dates))
        assert (seat(row, cast.tess).attended, seat(row, cast.tess).minutes) == ("attended", 45)
        row.keep_attendance(by=cast.ivan, rows=noted(row, cast.tess, row.dates, "excused"))
        assert (seat(row, cast.tess).attended, seat(row, cast.tess).minutes) == ("excused", 0)
        row.keep_attendance(by=cast.ivan, rows=noted(row, cast.tess, row.dates, "partial", 20))
        assert (seat(row, cast.tess).attended, seat(row, cast.tess).minutes) == ("partial", 20)
    with moved(row.starts + SOON):
        row.check_in(by=cast.tess)
    assert seat(row, cast.tess).minutes == 20, "a scan does not change what a host said"
    with moved(row.ends + timedelta(hours=1)):
        row.keep_attendance(by=cast.ivan, rows=noted(row, cast.tess, row.dates))
        assert seat(row, cast.tess).minutes == 45, "given back to the ticks"
        before = Event.objects.count()
        row.keep_attendance(by=cast.ivan, rows=noted(row, cast.tess, row.dates))
        assert Event.objects.count() == before, "the same once more says nothing"


def was_there(row, member):
    with moved(row.starts + SOON):
        row.check_in(by=member)
    return seat(row, member)


def test_a_certificate_is_ones_own_and_issued_once(cast, row):
    mine = was_there(row, cast.tess)
    with moved(row.starts + SOON), pytest.raises(Refused):
        Certificate.issue(by=cast.tess, seat=mine)
    with moved(row.ends + SOON):
        one = Certificate.issue(by=cast.tess, seat=mine)
        assert Certificate.issue(by=cast.tess, seat=mine) == one
        assert (one.minutes, len(one.number)) == (45, 12)
        for other in (cast.olga, cast.ivan, cast.lena):
            with pytest.raises(Denied):
                Certificate.issue(by=other, seat=mine)


def test_a_correction_makes_a_new_number(cast, row, client):
    mine = was_there(row, cast.tess)
    with moved(row.ends + SOON):
        one = Certificate.issue(by=cast.tess, seat=mine)
        row.keep_attendance(by=cast.ivan, rows=noted(row, cast.tess, row.dates, "", 30))
        deliver_events()
    two = Certificate.objects.get(replaced_at=None)
    assert (two.minutes, two.number != one.number) == (30, True)
    assert Event.objects.filter(kind="training.recertified").count() == 1
    old, new = (client.get(reverse("trainings:checked", args=[each.number])) for each in (one, two))
    assert (old.status_code, new.status_code) == (404, 200)
    assert "30 minutes" in new.content.decode()
    with moved(row.ends + SOON):
        row.keep_attendance(by=cast.ivan, rows=noted(row, cast.tess, [], "no_show"))
    assert not Certificate.objects.filter(replaced_at=None).exists()


def test_the_public_page_says_no_name(cast, row, client):
    mine = was_there(row, cast.tess)
    with moved(row.ends + SOON):
        number = Certificate.issue(by=cast.tess, seat=mine).number
    typed = f"{number[:4].lower()}-{number[4:8]} {number[8:]}"
    page = client.get(reverse("trainings:check"), {"number": typed})
    words = page.content.decode()
    assert page.status_code == 200
    assert TITLE in words
    assert "45 minutes" in words
    assert not [name for name in ("Tess", "Tanaka", "Iván", "Oak") if name in words]
    assert client.get(reverse("trainings:check"), {"number": "\x00nope"}).status_code == 404
    assert client.get(reverse("trainings:check")).status_code == 200


def test_the_pdf_is_ones_own(cast, row, as_):
    was_there(row, cast.tess)
    with moved(row.ends + SOON):
        answer = as_(cast.tess).post(reverse("trainings:issue", args=[row.pk]))
        address = answer.headers["Location"]
        mine = as_(cast.tess).get(address)
        assert mine.headers["Content-Type"] == "application/pdf"
        assert mine.content.startswith(b"%PDF-")
        assert mine.content == as_(cast.tess).get(address).content
        assert as_(cast.ivan).get(address).status_code == 404
        assert as_(cast.ivan).post(reverse("trainings:issue", args=[row.pk])).status_code == 404


@pytest.mark.parametrize("name", ["Tess Tanaka", "Łucja Żółć", "Nguyễn Thị Minh", "Zoë “Z” Núñez"])
def test_a_name_in_any_letters_makes_a_pdf(cast, row, name):
    mine = was_there(row, cast.tess)
    with moved(row.ends + SOON):
        made = Certificate.issue(by=cast.tess, seat=mine)
    cast.tess.name = name
    assert hours.pdf(made, cast.tess, District.get(), "https://cedar.example/x").startswith(b"%PDF-")


def test_my_hours_by_school_year(cast, row, as_):
    was_there(row, cast.tess)
    later = announced(cast, title="In September", dates=[at(200)], minutes=75)
    later.answer(by=cast.tess, said="going")
    was_there(later, cast.tess)
    excused = announced(cast, title="Not counted", dates=[at(210)])
    excused.answer(by=cast.tess, said="going")
    years = hours.by_year(cast.tess)
    assert [(year.label, year.words) for year in years] == [
        ("2026–2027", "1 hour 15 minutes"), ("2025–2026", "45 minutes")
    ]  # fmt: skip
    assert "In September" in as_(cast.tess).get(reverse("trainings:hours")).content.decode()
    assert "In September" not in as_(cast.olga).get(reverse("trainings:hours")).content.decode()


def test_scanned_by_somebody_not_signed_in(cast, row, client):
    address = reverse("trainings:here", args=[row.code])
    with moved(row.starts + SOON):
        answer = client.get(address)
        assert answer.status_code == 302
        assert address in answer.headers["Location"], "they come back after signing in"
        client.force_login(cast.emil)
        assert "I am here: Emil" in client.get(address).content.decode()
        assert not Presence.objects.exists(), "looking notes nothing"
        answer = client.post(address, follow=True)
    assert "You are checked in, Emil" in answer.content.decode()
    assert Presence.objects.get().seat.member == cast.emil
    assert client.post(address).status_code == 409, "days before it"
    assert client.get(reverse("trainings:here", args=["nope"])).status_code == 404


def test_the_pages_of_who_runs_it(cast, row, as_):
    browser = as_(cast.ivan)
    sheet = browser.get(reverse("trainings:sheet", args=[row.pk])).content.decode()
    assert "Tess Tanaka" in sheet
    screen = browser.get(reverse("trainings:screen", args=[row.pk])).content.decode()
    assert row.code in screen
    assert "<svg" in screen
    mine = seat(row, cast.tess).pk
    with moved(row.ends + SOON):
        browser.post(reverse("trainings:walk_in", args=[row.pk]), {"name": "olga"})
        other = seat(row, cast.olga).pk
        said = {"seat": [mine, other], f"{mine}-here": row.dates[0].pk, f"{mine}-state": "", f"{mine}-minutes": "", f"{other}-here": "x",
                f"{other}-state": "excused"}  # fmt: skip
        assert browser.post(reverse("trainings:keep_attendance", args=[row.pk]), said).status_code == 303
        wrong = browser.post(
            reverse("trainings:keep_attendance", args=[row.pk]), {"seat": mine, f"{mine}-minutes": "-4"}
        )
        assert wrong.status_code == 422
        assert browser.post(reverse("trainings:walk_in", args=[row.pk]), {"name": "nobody"}).status_code == 422
        page = browser.get(reverse("trainings:attendance", args=[row.pk])).content.decode()
    assert "45 minutes" in page
    assert sorted(Seat.objects.values_list("attended", flat=True)) == ["attended", "excused"]


def test_ones_hours_name_the_day_of_the_place(cast, row, as_):
    """In the morning in Auckland it is the day before in Chicago, where the reader lives."""
    with moved(row.starts + SOON):
        row.check_in(by=cast.tess)
    cast.oak.change(by=cast.ada, time_zone="Pacific/Auckland")
    cast.elm.change(by=cast.ada, time_zone="America/Chicago")
    row.refresh_from_db()
    there = row.dates[0].local_start.date()
    cast.tess.posts.update(campus=cast.elm)
    assert there != row.starts.astimezone(ZoneInfo("America/Chicago")).date()
    assert date_format(there, "DATE_FORMAT") in as_(cast.tess).get(reverse("trainings:hours")).content.decode()

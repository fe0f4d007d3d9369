"""The pages of trainings: what is coming, making one with the day's bells, one tap, links of mails, the first page."""

import re
import uuid
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from hallway.appointments.models import Planning
from hallway.core.now import moved, now
from hallway.core.tokens import request_link
from hallway.core.verb import HALLWAY
from hallway.schooltime.clock import Period
from hallway.schooltime.models import BellSchedule
from hallway.threads.models import File
from hallway.trainings.models import Session
from hallway.trainings.models.session import LINK
from hallway.trainings.slots import slots_on

from .made import TITLE, announced, at

TUESDAY = date(2026, 3, 10)


@pytest.fixture
def bells(cast):
    periods = [Period(time(9), time(9, 50), "Second"), Period(time(10), time(10, 50), "Third")]
    BellSchedule.add(by=HALLWAY, campus=cast.oak, name="Usual", periods=periods)
    for who in (cast.tess, cast.olga):
        Planning.confirm(by=who, member=who, campus=cast.oak, rows=[("", "Third", True)])


def form(cast, **more):
    said = {"title": TITLE, "campus": cast.oak.pk, "day_1": "2026-03-10", "start_1": "15:00", "end_1": "15:45",
            "audience": "campus", "hosts": [cast.ivan.pk], "place": "Library"}  # fmt: skip
    return {"key": str(uuid.uuid4()), **said, **more}


def test_times_come_from_the_bells(cast, monday, bells):
    found = [(slot.label, slot.start, slot.planning, slot.after) for slot in slots_on(cast.oak, TUESDAY)]
    assert found == [
        ("Second", time(9), 0, False), ("Third", time(10), 2, False), ("After school", time(11), 0, True)
    ]  # fmt: skip
    assert slots_on(cast.oak, date(2026, 3, 8)) == [], "a Sunday"
    assert [slot.label for slot in slots_on(cast.elm, TUESDAY)] == ["After school"], "no bells are entered there"


def test_a_form_with_its_slots(cast, monday, bells, as_):
    page = as_(cast.ivan).get(reverse("trainings:announce")).content.decode()
    assert "Third" in page
    assert "2 teachers plan then" in page
    quick = as_(cast.ivan).get(
        reverse("trainings:slots"), {"campus": cast.oak.pk, "day_1": "2026-03-08"}, headers={"HX-Request": "true"}
    )
    assert "There is no school on that day" in quick.content.decode()
    nothing = as_(cast.ivan).get(reverse("trainings:slots"), {"campus": "x", "day_1": "\x00"})
    assert nothing.status_code == 200


def test_made_by_a_slot_on_two_days_with_a_file(cast, monday, bells, as_):
    file = SimpleUploadedFile("sheet.pdf", b"%PDF-1.4 sheet")
    said = form(cast, slot="10:00 10:50", start_1="", end_1="", day_2="2026-03-12", capacity="12", files=file)
    answer = as_(cast.ivan).post(reverse("trainings:announce"), said)
    row = Session.objects.get()
    assert answer.headers["Location"] == row.get_absolute_url()
    assert [(d.local_start.date().isoformat(), d.local_start.time(), d.period) for d in row.dates] == [
        ("2026-03-10", time(10), "Third"), ("2026-03-12", time(10), "Third")
    ]  # fmt: skip
    assert (row.capacity, row.minutes) == (12, 100)
    page = as_(cast.tess).get(row.get_absolute_url()).content.decode()
    assert "sheet.pdf" in page
    assert File.find(File.objects.get().pk, cast.tess)
    assert File.find(File.objects.get().pk, cast.emil) is None


@pytest.mark.parametrize(
    "wrong",
    [{"title": ""}, {"day_1": ""}, {"start_1": ""}, {"end_1": "14:00"}, {"day_1": "2026-02-10"}, {"day_1": "3026-02-10"},
     {"hosts": []}, {"campus": "9999999"}, {"link": "javascript:alert(1)"}, {"slot": "99:99 99:99", "start_1": ""},
     {"hosts": ["1", "x"]}],
)  # fmt: skip
def test_what_is_wrong_stands_on_the_form(cast, monday, as_, wrong):
    answer = as_(cast.ivan).post(reverse("trainings:announce"), form(cast, **wrong))
    assert answer.status_code == 422
    assert not Session.objects.exists()


def test_a_hosts_time_is_taken_and_the_words_are_kept(cast, monday, as_):
    first = as_(cast.ivan).post(reverse("trainings:announce"), form(cast))
    second = as_(cast.ivan).post(reverse("trainings:announce"), form(cast, title="Another one"))
    assert (first.status_code, second.status_code) == (303, 409)
    assert "Another one" in second.content.decode()


def test_changed_and_held_again(cast, monday, as_):
    as_(cast.ivan).post(reverse("trainings:announce"), form(cast))
    row = Session.objects.get()
    page = as_(cast.ivan).get(reverse("trainings:change", args=[row.pk])).content.decode()
    assert 'value="2026-03-10"' in page
    assert 'value="15:00"' in page
    as_(cast.ivan).post(reverse("trainings:change", args=[row.pk]), form(cast, day_1="2026-03-11"))
    assert Session.objects.get().dates[0].local_start.date() == date(2026, 3, 11)
    again = reverse("trainings:announce") + f"?again={row.pk}"
    assert TITLE in as_(cast.ivan).get(again).content.decode()
    as_(cast.ivan).post(again, form(cast, day_1="2026-04-14"))
    one, other = Session.objects.order_by("pk")
    assert one.course == other.course


def test_one_tap_and_what_it_says(cast, monday, as_):
    row = announced(cast, capacity=1)
    answer = as_(cast.tess).post(reverse("trainings:answer", args=[row.pk]), {"said": "going"}, follow=True)
    assert "You have a place." in answer.content.decode()
    answer = as_(cast.olga).post(reverse("trainings:answer", args=[row.pk]), {"said": "going"}, follow=True)
    words = answer.content.decode()
    assert "you are next" in words
    assert "Tess" not in words, "who comes is for those who run it"
    assert "Tess Tanaka" in as_(cast.ivan).get(row.get_absolute_url()).content.decode()
    assert "Tess Tanaka" not in as_(cast.lena).get(row.get_absolute_url()).content.decode()
    assert as_(cast.tess).post(reverse("trainings:answer", args=[row.pk]), {"said": "x"}).status_code == 409


def test_a_day_in_spanish_has_a_capital_where_a_line_begins_and_none_within(cast, monday, as_):
    row = announced(cast, dates=[at(7)])
    cast.tess.speak(by=cast.tess, language="es")
    page = as_(cast.tess).get(row.get_absolute_url()).content.decode()
    assert "<strong>Lunes 9 de marzo</strong>" in page
    with translation.override("es"):
        assert row.mail_title().endswith(", lunes 9 de marzo")


def test_called_off_on_a_page_that_asks(cast, monday, as_):
    row = announced(cast, capacity=1)
    address = reverse("trainings:call_off", args=[row.pk])
    assert "told once" not in as_(cast.ivan).get(address).content.decode(), "nobody but who calls it off"
    row.answer(by=cast.tess, said="going")
    row.answer(by=cast.olga, said="going")
    assert "2 people are told once" in as_(cast.ivan).get(address).content.decode()
    as_(cast.ivan).post(address, {"reason": "A pipe broke"})
    page = as_(cast.ivan).get(row.get_absolute_url()).content.decode()
    assert "Tess" in page.partition("Who had a place")[2]
    assert "Olga" not in page.partition("Who had a place")[2], "she waited for one"
    page = as_(cast.tess).get(row.get_absolute_url()).content.decode()
    assert "A pipe broke" in page
    assert "I come" not in page


@pytest.mark.parametrize("past", ["", "?past=yes"])
def test_the_list_costs_the_same_for_three(cast, monday, as_, past):
    def cost(first, n):
        for number in range(first, n):
            row = announced(cast, dates=[at(7 + number)])
            row.answer(by=cast.tess, said="going")
        browser = as_(cast.tess)
        with moved(now() + timedelta(days=60 if past else 0)):
            browser.get(reverse("trainings:list") + past)
            with CaptureQueriesContext(connection) as said:
                assert TITLE in browser.get(reverse("trainings:list") + past).content.decode()
        return len(said)

    one = cost(0, 1)
    assert one == cost(1, 3)
    assert one <= 15


def test_a_page_costs_the_same_for_three(cast, monday, as_):
    row, costs = announced(cast), []
    for who in (cast.tess, cast.olga, cast.cora):
        row.answer(by=who, said="going")
        browser = as_(cast.ivan)
        browser.get(row.get_absolute_url())
        with CaptureQueriesContext(connection) as said:
            browser.get(row.get_absolute_url())
        costs.append(len(said))
    assert len(set(costs)) == 1
    assert costs[0] <= 20


def test_what_is_coming_where(cast, monday, as_):
    announced(cast)
    announced(cast, campus=cast.elm, title="Elm only", hosts=[cast.kim], by=cast.kim)
    announced(cast, campus=cast.elm, title="For all of us", audience="district", dates=[at(9)])
    page = as_(cast.tess).get(reverse("trainings:list")).content.decode()
    assert (TITLE in page, "For all of us" in page, "Elm only" in page) == (True, True, False)
    assert "Announce a training" not in page


def test_the_first_page_says_it(cast, monday, as_):
    row = announced(cast, capacity=1)
    assert TITLE in as_(cast.tess).get("/").content.decode()
    row.answer(by=cast.tess, said="cannot")
    assert TITLE not in as_(cast.tess).get("/").content.decode()
    row.answer(by=cast.cora, said="going")
    row.answer(by=cast.olga, said="going")
    row.answer(by=cast.cora, said="cannot")
    assert "A place is kept for you until" in as_(cast.olga).get("/").content.decode()


def test_by_the_link_of_a_mail(cast, monday, client):
    row = announced(cast)
    row.answer(by=cast.tess, said="maybe")
    token = request_link(row.pk, cast.tess.pk, noun=LINK)
    page = client.get(reverse("trainings:link", args=[token]))
    assert page.status_code == 200
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert row.seat_of(cast.tess).answer == "maybe", "looking answers nothing"
    (address,) = set(re.findall(r'action="([^"]+)"', page.content.decode()))
    answer = client.post(address, {"said": "going"}, follow=True)
    assert "You have a place." in answer.content.decode()
    assert client.post(address, {"said": "hm"}).status_code == 409
    assert client.get(address).status_code == 405
    cast.tess.deactivate(by=HALLWAY)
    assert client.get(reverse("trainings:link", args=[token])).status_code == 404
    assert client.post(address, {"said": "cannot"}).status_code == 404


def test_signed_in_a_link_leads_to_the_page(cast, monday, as_):
    row = announced(cast)
    token = request_link(row.pk, cast.tess.pk, noun=LINK)
    answer = as_(cast.olga).get(reverse("trainings:link", args=[token]))
    assert answer.headers["Location"] == row.get_absolute_url()


def test_a_training_elsewhere_is_told_on_the_clock_there(cast, as_, monday):
    cast.elm.time_zone = "America/Los_Angeles"
    cast.elm.save()
    row = announced(cast, dates=[at()], campus=cast.elm)
    there = at()[0].astimezone(ZoneInfo("America/Los_Angeles"))
    page = as_(cast.ivan).get(row.get_absolute_url()).content.decode()
    shown = re.search(r'meet-time">([^–]+)–', page)[1]
    assert shown == date_format(there.replace(tzinfo=None), "TIME_FORMAT")
    assert there.tzname() in page

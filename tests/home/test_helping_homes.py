"""The homes of whoever helps and whoever leads."""

from datetime import UTC, datetime

import pytest

from hallway.core.now import moved
from hallway.people.models import Absence


def test_the_helpers_day_shows_the_list_and_the_people(as_, cast, ask):
    ask(line="The projector is dark", teaching_stopped=True)
    page = as_(cast.ivan).get("/")
    words = page.content.decode()
    assert "The projector is dark" in words
    assert "Kim Kaplan" in words
    assert "Out today" in words


def test_out_today_and_back(as_, cast):
    browser = as_(cast.ivan)
    browser.post("/asks/out_today/")
    browser.post("/asks/out_today/")
    assert Absence.objects.filter(member=cast.ivan).count() == 1
    assert "I am back" in browser.get("/").content.decode()
    browser.post("/asks/out_today/", {"back": "1"})
    assert not Absence.objects.filter(member=cast.ivan).exists()
    assert "Out today" in browser.get("/").content.decode()


@pytest.mark.parametrize("who", ["lena", "dora"])
def test_a_lead_reads_counts_and_escalated_ones_only(as_, cast, ask, who):
    ask(line="quiet words of a teacher", teaching_stopped=True)
    loud = ask(line="the whole wing is dark")
    loud.escalate(by=cast.ivan)
    known = ask(line="Wi-Fi is slow in the west wing")
    known.make_known(by=cast.ivan, words=known.line)
    words = as_(getattr(cast, who)).get("/").content.decode()
    assert "the whole wing is dark" in words
    assert "Wi-Fi is slow" in words
    assert "quiet words" not in words
    assert "Teaching is stopped in one place" in words


def test_another_campus_lead_sees_none_of_it(as_, cast, ask):
    ask(line="quiet words", teaching_stopped=True)
    loud = ask(line="the whole wing is dark")
    loud.escalate(by=cast.ivan)
    words = as_(cast.ed).get("/").content.decode()
    assert "wing is dark" not in words
    assert '<th scope="row">Oak' not in words
    assert "Teaching goes on" in words


def test_a_confidential_known_nothing_leaks(as_, cast, ask):
    ask(line="something private", confidential=True)
    for who in ("lena", "dora", "kim", "ada", "cora"):
        assert "something private" not in as_(getattr(cast, who)).get("/").content.decode()


def test_a_piece_of_news_is_read_when_it_is_opened(as_, cast, ask, monday):
    from hallway.delivery.models import Notice
    from hallway.delivery.working import deliver_events

    row = ask(line="The projector is dark")
    deliver_events()
    browser, notice = as_(cast.ivan), Notice.objects.get(member=cast.ivan)
    link = f'href="/notices/{notice.pk}/"'
    assert link in browser.get("/").content.decode()
    assert browser.get(f"/notices/{notice.pk}/").url == row.get_absolute_url()
    assert link not in browser.get("/").content.decode()
    assert Notice.objects.unread_count(cast.ivan) == 0


def test_whoever_is_nowhere_today_reads_so_in_a_whole_sentence(cast, as_):
    cast.ivan.change(by=cast.ada, language="es")
    with moved(datetime(2026, 3, 8, 15, tzinfo=UTC)):  # a Sunday
        assert "Estás hoy fuera de los planteles." in as_(cast.ivan).get("/").content.decode()

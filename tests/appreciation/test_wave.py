"""Waves: hi with nothing asked. One a pair and day, back again, muted without a word, and gone after a week."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from hallway.appreciation.jobs import forget_waves
from hallway.appreciation.models import Mute, Wave
from hallway.core.verb import Denied, Refused
from hallway.delivery.models import Notice, OutgoingMail
from hallway.delivery.working import deliver_events
from hallway.history.models import Event


def waiting(member):
    return [row.sender for row in Wave.objects.waiting_for(member)]


def test_wave_is_once_a_day(cast, monday):
    first = Wave.wave(by=cast.tess, to=cast.ivan)
    assert Wave.wave(by=cast.tess, to=cast.ivan) == first
    assert waiting(cast.ivan) == [cast.tess]
    with monday.at(monday.instant + timedelta(days=1)):
        assert Wave.wave(by=cast.tess, to=cast.ivan) != first
        assert waiting(cast.ivan) == [cast.tess], "the latest of each person"


@pytest.mark.parametrize(("who", "to"), [("tess", "tess"), ("tess", "gone"), ("gone", "tess")])
def test_who_may_not_wave(cast, who, to):
    with pytest.raises(Denied):
        Wave.wave(by=getattr(cast, who), to=getattr(cast, to))


def test_anybody_waves_at_anybody(cast):
    for who, to in (("tess", "lena"), ("emil", "dora"), ("ivan", "tess"), ("ada", "emil")):
        assert Wave.wave(by=getattr(cast, who), to=getattr(cast, to))


def test_waving_back_answers(cast):
    Wave.wave(by=cast.tess, to=cast.ivan)
    Wave.wave(by=cast.ivan, to=cast.tess)
    assert waiting(cast.ivan) == []
    assert waiting(cast.tess) == [cast.ivan]


def test_hear_is_enough(cast, monday):
    Wave.wave(by=cast.tess, to=cast.ivan)
    with monday.at(monday.instant + timedelta(days=1)):
        Wave.wave(by=cast.tess, to=cast.ivan).hear(by=cast.ivan)
        assert waiting(cast.ivan) == []
    with pytest.raises(Denied):
        Wave.objects.first().hear(by=cast.tess)


def test_unwave_leaves_nothing(cast):
    row = Wave.wave(by=cast.tess, to=cast.ivan)
    with pytest.raises(Denied):
        row.unwave(by=cast.ivan)
    row.unwave(by=cast.tess)
    assert not Wave.objects.exists()


def test_mute_is_silent(cast):
    mute = Mute.mute(by=cast.ivan, sender=cast.tess)
    assert Mute.mute(by=cast.ivan, sender=cast.tess) == mute
    row = Wave.wave(by=cast.tess, to=cast.ivan)
    assert Wave.objects.visible_to(cast.tess).get() == row, "the sender sees it as ever"
    assert not Wave.objects.visible_to(cast.ivan)
    assert waiting(cast.ivan) == []
    with pytest.raises(Denied):
        mute.unmute(by=cast.tess)
    mute.unmute(by=cast.ivan)
    assert waiting(cast.ivan) == [cast.tess]


def test_nobody_else_sees_it(cast):
    Wave.wave(by=cast.tess, to=cast.ivan)
    for who in ("olga", "kim", "lena", "dora", "ada", "gone"):
        assert not Wave.objects.visible_to(getattr(cast, who))


def test_a_script_does_not_wave(cast, monkeypatch):
    monkeypatch.setattr("hallway.appreciation.models.waves.A_DAY", 2)
    Wave.wave(by=cast.tess, to=cast.ivan)
    Wave.wave(by=cast.tess, to=cast.olga)
    with pytest.raises(Refused):
        Wave.wave(by=cast.tess, to=cast.kim)


def test_it_leaves_no_trace(cast):
    """No event, no notice, no mail: what is not kept cannot be counted."""
    before = Event.objects.count()
    Wave.wave(by=cast.tess, to=cast.ivan)
    Wave.wave(by=cast.ivan, to=cast.tess)
    Mute.mute(by=cast.ivan, sender=cast.tess)
    deliver_events()
    assert Event.objects.count() == before
    assert not Notice.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_after_a_week_it_is_gone(cast, monday):
    Wave.wave(by=cast.tess, to=cast.ivan)
    with monday.at(monday.instant + timedelta(days=6)):
        assert forget_waves() == 0
    with monday.at(monday.instant + timedelta(days=7)):
        assert waiting(cast.ivan) == [], "not shown, even before the night's work"
        assert forget_waves() == 1
        assert forget_waves() == 0


def test_no_table_of_waves_has_a_number_to_read(cast):
    """Whoever would count them has no column to do it by, and no view that does."""
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, Wave._meta.db_table)
    assert {column.name for column in columns} == {"id", "sender_id", "receiver_id", "day", "at", "heard_at"}


def test_from_a_page_and_back(cast, as_):
    tess, ivan = as_(cast.tess), as_(cast.ivan)
    said = tess.post(reverse("appreciation:wave", args=[cast.ivan.pk]), follow=True)
    assert "You waved at Iván." in said.content.decode()
    assert "You waved today." in said.content.decode()
    home = ivan.get("/").content.decode()
    assert "Somebody says hi" in home
    assert "Tess Tanaka" in home
    answer = ivan.post(reverse("appreciation:wave", args=[cast.tess.pk]), {"next": "/"})
    assert answer["Location"] == "/"
    assert "Somebody says hi" not in ivan.get("/").content.decode()
    assert "Tess Tanaka" in ivan.get(reverse("appreciation:waves")).content.decode()


def test_muted_from_the_page(cast, as_):
    ivan = as_(cast.ivan)
    Wave.wave(by=cast.tess, to=cast.ivan)
    said = ivan.post(
        reverse("appreciation:mute", args=[cast.tess.pk]), {"next": reverse("appreciation:waves")}, follow=True
    )
    assert "Nobody is told." in said.content.decode()
    assert "See waves of Tess Tanaka again" in said.content.decode()
    ivan.post(reverse("appreciation:unmute", args=[cast.tess.pk]))
    assert waiting(cast.ivan) == [cast.tess]


def test_taken_back_from_the_page(cast, as_):
    Wave.wave(by=cast.tess, to=cast.ivan)
    as_(cast.tess).post(reverse("appreciation:unwave", args=[cast.ivan.pk]))
    assert not Wave.objects.exists()


def test_a_wave_that_is_gone_is_no_error(cast, as_):
    assert as_(cast.ivan).post(reverse("appreciation:hear", args=[10**9])).status_code == 303


def test_statements_do_not_grow(cast, as_, django_assert_max_num_queries):
    ivan = as_(cast.ivan)
    Wave.wave(by=cast.tess, to=cast.ivan)
    with django_assert_max_num_queries(15) as one:
        ivan.get(reverse("appreciation:waves"))
    for who in (cast.olga, cast.emil, cast.kim):
        Wave.wave(by=who, to=cast.ivan)
    with django_assert_max_num_queries(len(one)):
        ivan.get(reverse("appreciation:waves"))


def test_who_waved_back_today_is_not_asked_to_wave_again(cast, monday, as_):
    Wave.wave(by=cast.tess, to=cast.ivan)
    Wave.wave(by=cast.olga, to=cast.ivan)
    browser, url = as_(cast.ivan), reverse("appreciation:waves")
    assert browser.get(url).content.decode().count("Wave back at") == 2
    browser.post(reverse("appreciation:wave", args=[cast.tess.pk]))
    page = browser.get(url).content.decode()
    assert "Wave back at Tess" not in page
    assert "You waved today." in page
    assert "Wave back at Olga" in page
    assert "See no waves of Tess" in page
    with monday.at(monday.instant + timedelta(days=1)):
        assert "Wave back at Tess" in browser.get(url).content.decode(), "tomorrow is another day"

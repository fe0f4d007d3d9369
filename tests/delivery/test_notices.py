"""The bell: one's own news, read or new, and cheap to ask for."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hallway.core.now import moved, now
from hallway.core.verb import Denied
from hallway.delivery.models import Notice
from hallway.delivery.working import deliver_events

LIST = "/notices/"
BELL = "/notices/bell/"


@pytest.fixture
def news(cast, ask, monday):
    rows = [ask(line=f"Request {number}") for number in range(3)]
    deliver_events()
    return rows


def test_the_list_names_what_happened_to_its_reader_only(as_, cast, news):
    page = as_(cast.ivan).get(LIST).content.decode()
    assert "Request 2" in page
    assert "asked for help" in page
    assert "Request 2" not in as_(cast.olga).get(LIST).content.decode()


def test_read_one_and_read_all(as_, cast, news):
    browser = as_(cast.ivan)
    first = Notice.objects.filter(member=cast.ivan).first()
    assert Notice.objects.unread_count(cast.ivan) == 3
    assert browser.post(f"/notices/{first.pk}/read/").status_code == 303
    assert Notice.objects.unread_count(cast.ivan) == 2
    newest = Notice.objects.filter(member=cast.ivan).latest("pk").pk
    browser.post("/notices/read_all/", {"until": newest - 1})
    assert Notice.objects.unread_count(cast.ivan) <= 1, "what came after the page was opened stays new"
    browser.post("/notices/read_all/", {"until": newest})
    assert Notice.objects.unread_count(cast.ivan) == 0
    assert Notice.objects.unread_count(cast.tess) == 3, "nobody else's"


@pytest.mark.parametrize("until", ["", "x", "-1", "9" * 40, "²"])
def test_read_all_with_nonsense_reads_nothing(as_, cast, news, until):
    as_(cast.ivan).post("/notices/read_all/", {"until": until})
    assert Notice.objects.unread_count(cast.ivan) == 3


def test_nobody_reads_anothers(as_, cast, news):
    one = Notice.objects.filter(member=cast.ivan).first()
    assert as_(cast.tess).post(f"/notices/{one.pk}/read/").status_code == 404
    with pytest.raises(Denied):
        one.read(by=cast.tess)
    assert as_(cast.ivan).get(f"/notices/{one.pk}/read/").status_code == 405


def test_the_bell_is_cheap_while_nothing_changes(as_, cast, news):
    browser = as_(cast.ivan)
    first = browser.get(BELL)
    assert b"3" in first.content
    assert b"<html" not in first.content
    with CaptureQueriesContext(connection) as said:
        again = browser.get(BELL, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert len(said) <= 4
    Notice.objects.filter(member=cast.ivan).first().read(by=cast.ivan)
    assert browser.get(BELL, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_what_one_may_no_longer_see_is_not_named(as_, cast, ask, monday):
    row = ask(line="About my evaluation")
    deliver_events()
    row.confidential, row.holder = True, cast.kim
    row.save()
    page = as_(cast.ivan).get(LIST).content.decode()
    assert "evaluation" not in page
    assert f"/asks/{row.pk}/" not in page
    assert as_(cast.ivan).get(f"/notices/{Notice.objects.get(member=cast.ivan).pk}/").status_code == 404


def test_read_about_reads_ones_own_news_of_one_thing(cast, news):
    assert Notice.read_about(by=cast.olga, root=news[0]) == 0
    assert Notice.read_about(by=cast.ivan, root=news[0]) == 1
    assert Notice.read_about(by=cast.ivan, root=news[0]) == 0
    assert (Notice.objects.unread_count(cast.ivan), Notice.objects.unread_count(cast.tess)) == (2, 3)


def test_following_a_notice_reads_all_news_about_it(as_, cast, news):
    one = Notice.objects.filter(member=cast.ivan).first()
    browser = as_(cast.ivan)
    answer = browser.get(f"/notices/{one.pk}/", headers={"sec-purpose": "prefetch"})
    assert answer["Location"] == one.event.root.get_absolute_url()
    assert Notice.objects.unread_count(cast.ivan) == 3, "a browser that looks ahead reads nothing"
    browser.get(f"/notices/{one.pk}/")
    assert Notice.objects.unread_count(cast.ivan) == 2
    assert as_(cast.tess).get(f"/notices/{one.pk}/").status_code == 404


def test_the_same_statements_for_one_and_for_many(as_, cast, ask, monday):
    counts = []
    for many in (1, 3):
        for number in range(many):
            ask(line=f"Request {number}")
        deliver_events()
        browser = as_(cast.ivan)
        browser.get(LIST)
        with CaptureQueriesContext(connection) as said:
            assert browser.get(LIST).status_code == 200
        counts.append(len(said))
    assert counts[0] == counts[1]


def test_older_ones_are_a_page_away(as_, cast, ask, monday):
    ask()
    deliver_events()
    event = Notice.objects.get(member=cast.ivan).event
    for number in range(45):
        event.pk, event.told = None, now()
        event.at = now() + timedelta(seconds=number)
        event.save()
        Notice.objects.create(member=cast.ivan, event=event)
    browser = as_(cast.ivan)
    page = browser.get(LIST).content.decode()
    assert page.count('class="notice is-unread"') == 40
    older = page.split("?before=")[1].split('"')[0]
    assert browser.get(f"{LIST}?before={older}").content.decode().count('class="notice is-unread"') == 6
    assert browser.get(f"{LIST}?before=x").status_code == 200
    with moved(now()):
        assert browser.get(f"{LIST}?before=1").status_code == 200

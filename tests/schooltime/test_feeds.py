"""A feed is read by the worker, at once when somebody asks and each night by itself; what it says changes nothing alone."""

import logging
import re
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from hallway.core.now import now
from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.delivery.models import Notice
from hallway.delivery.working import deliver_events
from hallway.history.models import Event
from hallway.schooltime.calendars import forget
from hallway.schooltime.jobs import read_feeds
from hallway.schooltime.models import Day, Feed

from .calendar_server import CalendarServer
from .test_bringing import entry, ics, sealed

LABOR, WINTER = entry("No School - Labor Day", "20260907"), entry("Winter Break", "20261221", "20270102")
B_DAY = entry("B Day", "20260908")
ADD, LAY = "/settings/calendar/feeds/add/", "/settings/calendar/lay/"


@pytest.fixture
def web(settings):
    server = CalendarServer(ics(LABOR, B_DAY, entry("Football", "20260909")))
    settings.FEEDS_OPEN_TO = (server.place,)
    yield server
    server.close()


@pytest.fixture
def feed(cast, web, monday):
    """Oak's feed, added by its office and read once; what it brings is let."""
    row = Feed.add(by=cast.opal, campus=cast.oak, url=web.url, name="School")
    assert read_feeds() == 1
    row.refresh_from_db()
    Day.paint(by=cast.opal, campus=cast.oak, days=row.looks())
    row.take(by=cast.opal)
    return row


def nights(monday, *numbers):
    """Each of these nights, as the worker has it."""
    for number in numbers:
        with monday.at(monday.instant + timedelta(days=number)):
            forget()
            while read_feeds():
                pass
            deliver_events()


def told(member, kind="feed.differs"):
    return Notice.objects.filter(member=member, event__kind=kind).count()


def test_read_by_the_worker_then_seen_then_let(cast, as_, web, monday):
    browser = as_(cast.opal)
    url = browser.post(ADD, {"url": web.url, "campus": cast.oak.pk}).url
    assert web.asked == [], "nothing is read inside the request"
    page = browser.get(url)
    assert "It is being read" in page.content.decode()
    assert f'href="{url}"' in page.content.decode(), "a link looks again without script"
    assert browser.get(url, headers={"if-none-match": page["ETag"]}).status_code == 304
    assert read_feeds() == 1
    assert read_feeds() == 0
    answer = browser.get(url, headers={"hx-request": "true", "if-none-match": page["ETag"]})
    said = answer.content.decode()
    assert "<html" not in said
    assert "Labor Day" in said
    assert "1 day gets another letter" in said
    assert "Football" in said
    assert not Day.objects.exists()
    done = browser.post(LAY, {"plan": sealed(answer)}, follow=True)
    assert "The days are set" in done.content.decode()
    assert Day.objects.filter(campus=cast.oak).count() == 2
    assert "Nothing is new" in browser.get(url).content.decode()


def test_what_is_not_let_changes_nothing_and_left_is_left(cast, as_, web, monday):
    row = Feed.add(by=cast.opal, campus=cast.oak, url=web.url, name="School")
    nights(monday, 0, 1)
    assert not Day.objects.exists()
    as_(cast.opal).post(f"{row.get_absolute_url()}leave/")
    nights(monday, 2)
    row.refresh_from_db()
    assert row.differing == 0
    assert "Nothing is new" in as_(cast.opal).get(row.get_absolute_url()).content.decode()
    assert "Labor Day" in as_(cast.opal).get(f"{row.get_absolute_url()}?all=1").content.decode()


def test_a_night_without_news(feed, cast, monday, web):
    nights(monday, 1, 2)
    assert len(web.asked) == 3
    assert told(cast.opal) == 0
    feed.refresh_from_db()
    assert feed.read_at == monday.instant + timedelta(days=2)


def test_one_notice_and_only_what_differs(feed, cast, as_, monday, web):
    web.body = ics(entry("No School - Labor Day", "20260907"), entry("A Day", "20260908"), WINTER)
    before = list(Day.objects.order_by("date").values_list("date", "type", "letter"))
    nights(monday, 1, 2, 3)
    assert list(Day.objects.order_by("date").values_list("date", "type", "letter")) == before
    assert {who: told(getattr(cast, who)) for who in ("opal", "ada", "dora", "tess", "lena")} == {
        "opal": 1, "ada": 0, "dora": 0, "tess": 0, "lena": 0,
    }  # fmt: skip
    browser = as_(cast.opal)
    assert "news for Oak Elementary" in browser.get("/notices/").content.decode()
    answer = browser.get(feed.get_absolute_url())
    said = answer.content.decode()
    assert "Winter Break" in said
    assert "1 day gets another letter" in said
    assert "Labor Day" not in said.partition("What changes")[2].partition("legend")[0]
    browser.post(LAY, {"plan": sealed(answer)})
    assert Day.objects.get(date=date(2026, 9, 8)).letter == "A"
    assert Day.objects.filter(label="Winter Break").count() == 10
    nights(monday, 4)
    assert told(cast.opal) == 1


def test_what_is_gone_is_taken_off_only_when_let(feed, cast, as_, monday, web):
    web.body = ics(B_DAY)
    nights(monday, 1)
    assert Day.objects.filter(date=date(2026, 9, 7)).exists()
    answer = as_(cast.opal).get(feed.get_absolute_url())
    assert answer.context["changed"] == (0, 0, 1)
    as_(cast.opal).post(LAY, {"plan": sealed(answer)})
    assert not Day.objects.filter(date=date(2026, 9, 7)).exists()


def test_a_feed_that_changed_since_is_looked_at_once_more(feed, cast, as_, monday, web):
    web.body = ics(B_DAY, WINTER)
    nights(monday, 1)
    browser = as_(cast.opal)
    answer = browser.get(feed.get_absolute_url())
    web.body = ics(B_DAY, WINTER, entry("No School", "20261012"))
    nights(monday, 2)
    done = browser.post(LAY, {"plan": sealed(answer)}, follow=True)
    assert "Look once more" in done.content.decode()
    assert not Day.objects.filter(label="Winter Break").exists()


def test_news_on_news_waits_a_week(feed, cast, monday, web):
    for night in range(1, 15):
        web.body = ics(LABOR, B_DAY, *(entry("No School", f"202610{12 + n}") for n in range(night)))
        nights(monday, night)
    assert told(cast.opal) == 2


def test_what_the_server_says_of_it_is_said_back(cast, monday, web):
    web.etag = '"v1"'
    row = Feed.add(by=cast.ada, campus=None, url=web.url, name="School")
    nights(monday, 0, 1)
    assert "If-None-Match" not in web.asked[0][1]
    assert web.asked[1][1]["If-None-Match"] == '"v1"'
    row.refresh_from_db()
    assert row.says, "304 leaves what was read"
    nights(monday, 9)
    assert "If-None-Match" not in web.asked[-1][1], "whole again after a week, as the days that count move on"
    web.etag, web.modified, web.body = "", "Sat, 01 Aug 2026 10:00:00 GMT", ics(WINTER)
    nights(monday, 17, 18)
    assert web.asked[-1][1]["If-Modified-Since"] == web.modified
    row.read_again(by=cast.ada)
    assert row.etag == row.modified == "", "a person who asks gets all of it"


def test_trouble_is_told_once_after_some_days(feed, cast, as_, monday, web):
    web.status = 500
    nights(monday, 1, 2, 3)
    assert told(cast.opal, "feed.silent") == 0
    nights(monday, 4, 5, 6, 20)
    assert told(cast.opal, "feed.silent") == 1
    page = as_(cast.opal).get(feed.get_absolute_url()).content.decode()
    assert "error 500" in page
    assert Day.objects.count() == 2
    web.status = 200
    nights(monday, 21)
    feed.refresh_from_db()
    assert (feed.failing, feed.trouble) == (None, "")
    web.status = 500
    nights(monday, 22, 23, 24, 25)
    assert told(cast.opal, "feed.silent") == 2


def test_the_guard_holds_for_the_worker(cast, monday, web, settings):
    settings.FEEDS_OPEN_TO = ()
    for url, words in [
        ("http://127.0.0.1/x.ics", "private network"),
        ("https://no-such-name.invalid/x", "no “no-such"),
    ]:
        row = Feed.add(by=cast.ada, campus=None, url=url, name="x")
        read_feeds()
        row.refresh_from_db()
        assert words in row.why
    assert web.asked == []


def test_what_is_no_calendar_is_said(cast, monday, web):
    web.body = b"<!DOCTYPE html><p>Sign in"
    row = Feed.add(by=cast.ada, campus=None, url=web.url, name="School")
    read_feeds()
    row.refresh_from_db()
    assert "web page" in row.why


def test_the_address_stays_a_secret(feed, cast, as_, monday, web, caplog):
    """Not in the row as it lies there, not in pages, events, notices, mails or logs, also when it cannot be read."""
    caplog.set_level(logging.DEBUG)
    web.body = ics(WINTER)
    nights(monday, 1)
    web.http.shutdown()
    web.http.server_close()
    nights(monday, 2, 3, 4, 5, 6)
    feed.refresh_from_db()
    assert feed.failing
    assert feed.url == web.url
    assert "a-secret-key" not in feed.address
    row = Feed.add(by=cast.opal, campus=cast.oak, url="http://127.0.0.1:1/a-secret-key\x7f", name="x")
    read_feeds()
    row.refresh_from_db()
    browser = as_(cast.opal)
    pages = [browser.get(url).content.decode() for url in (
        feed.get_absolute_url(), row.get_absolute_url(), f"/settings/calendar/bring_in/?campus={cast.oak.pk}", "/notices/",
    )]  # fmt: skip
    said = [
        *pages,
        caplog.text,
        *(str(event.data) for event in Event.objects.all()),
        f"{feed.why} {feed.trouble} {feed.trouble_about}",
        f"{row.why} {row.trouble} {row.trouble_about}",
        str(row),
    ]
    assert not [text for text in said if "a-secret-key" in text]


def test_who_may(feed, cast, as_):
    url = feed.get_absolute_url()
    for who in ("opal", "ada", "dora"):
        assert as_(getattr(cast, who)).get(url).status_code == 200
    for who in ("lena", "ed", "tess", "ivan"):
        assert as_(getattr(cast, who)).get(url).status_code == 404
        assert as_(getattr(cast, who)).post(f"{url}forget/").status_code == 404
    theirs = Feed.add(by=cast.ada, campus=cast.elm, url="https://example.com/x.ics", name="Elm")
    assert as_(cast.opal).get(theirs.get_absolute_url()).status_code == 404
    assert as_(cast.opal).post(ADD, {"url": "https://example.com/x.ics", "campus": cast.elm.pk}).status_code == 403


def test_forgotten(feed, cast, as_, monday, web):
    web.body = ics(WINTER)
    nights(monday, 1)
    as_(cast.opal).post(f"{feed.get_absolute_url()}forget/")
    assert not Feed.objects.exists()
    assert Day.objects.filter(campus=cast.oak).count() == 2
    assert as_(cast.opal).get("/notices/").status_code == 200
    assert Event.objects.filter(kind="feed.forgotten").count() == 1
    asked = len(web.asked)
    nights(monday, 2)
    assert len(web.asked) == asked


def test_forgotten_while_it_is_read(cast, monday, web, monkeypatch):
    row = Feed.add(by=cast.opal, campus=cast.oak, url=web.url, name="School")
    claim = Feed.claim

    def then_forgotten():
        found = claim()
        row.forget(by=cast.opal)
        return found

    monkeypatch.setattr(Feed, "claim", then_forgotten)
    assert read_feeds() == 1
    assert not Feed.objects.exists()


def test_the_same_address_again_is_the_same_feed(cast, monday, web):
    one = Feed.add(by=cast.opal, campus=cast.oak, url=web.url, name="School")
    read_feeds()
    assert Feed.add(by=cast.opal, campus=cast.oak, url=web.url, name="School") == one
    assert read_feeds() == 1, "it is read again"
    assert Feed.add(by=cast.ada, campus=None, url=web.url, name="School") != one
    for n in range(9):
        Feed.add(by=HALLWAY, campus=cast.oak, url=f"https://example.com/{n}", name="x")
    with pytest.raises(Refused):
        Feed.add(by=HALLWAY, campus=cast.oak, url="https://example.com/more", name="x")


def test_whoever_waits_comes_before_the_night(cast, monday, web):
    for n in range(3):
        row = Feed.add(by=HALLWAY, campus=cast.oak, url=f"https://example.com/{n}", name="x")
        Feed.objects.filter(pk=row.pk).update(asked=None, next_at=now() - timedelta(hours=1))
    mine = Feed.add(by=cast.opal, campus=cast.oak, url=web.url, name="School")
    assert Feed.claim() == mine
    assert len({Feed.claim().pk for _n in range(3)}) == 3
    assert Feed.claim() is None, "each is somebody's for a minute"
    with monday.at(monday.instant + timedelta(minutes=2)):
        assert Feed.claim() == mine, "whose worker died, it is the next one's"


def test_read_at_night_by_its_own_clock(feed):
    local = feed.next_at.astimezone(ZoneInfo("America/Chicago"))
    assert (local.date(), local.hour) in {(date(2026, 3, 3), 3), (date(2026, 3, 3), 4)}


def test_addresses_that_are_none_are_said_at_the_field(cast, as_):
    for url in (
        "",
        "ftp://example.com/x",
        "https://me:word@example.com/",
        "https://example.com:8080/",
        "nonsense",
        "http://[",
    ):
        answer = as_(cast.ada).post(ADD, {"url": url})
        assert answer.status_code == 422, url
        assert re.search(r'class="field-error|field-errors|error', answer.content.decode())
    assert not Feed.objects.exists()


def test_the_list_of_feeds_costs_the_same_for_three(cast, as_, django_assert_max_num_queries):
    for n in range(3):
        Feed.add(by=HALLWAY, campus=cast.oak, url=f"https://example.com/{n}", name="x")
    browser = as_(cast.ada)
    with django_assert_max_num_queries(15):
        browser.get(f"/settings/calendar/bring_in/?campus={cast.oak.pk}")


def test_nobody_but_its_keepers_says_what_was_read(feed, cast):
    for who in (cast.lena, cast.tess, cast.kim):
        for verb, said in [
            ("hear", {"says": {}}),
            ("stay", {}),
            ("miss", {"trouble": "x"}),
            ("take", {}),
            ("read_again", {}),
        ]:
            with pytest.raises(Denied):
                getattr(feed, verb)(by=who, **said)

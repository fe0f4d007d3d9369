"""Whoever's post is over, or has not begun, is neither suggested nor shown to work there, nor counted."""

from datetime import date

import pytest

from hallway.appointments.gathering import everybody_of
from hallway.appointments.whom import its_for
from hallway.appreciation.models import Thanks
from hallway.asks.views import listing
from hallway.core.verb import HALLWAY
from hallway.people.forms.places import DistrictForm
from hallway.people.models import Member, Post

SUNDAY, TUESDAY = date(2026, 3, 1), date(2026, 3, 3)
SPANS = {"in force": {"since": SUNDAY, "until": TUESDAY}, "over": {"until": SUNDAY}, "not begun": {"since": TUESDAY}}


@pytest.fixture(params=SPANS)
def span(request, monday):
    """How a post stands on Monday."""
    listing._menus.cache_clear()
    yield request.param
    listing._menus.cache_clear()


@pytest.mark.parametrize(
    ("who", "path", "whom"),
    [
        ("ivan", "/asks/{ask}/hand_over/", "kim"),
        ("ivan", "/asks/", "kim"),
        ("ivan", "/", "kim"),
        ("ed", "/", "kim"),
        ("emil", "/", "kim"),
        ("emil", "/appointments/consults/new/", "kim"),
        ("kim", "/asks/capture/names/", "emil"),
        ("ada", "/settings/district/", "kim"),
    ],
)
def test_on_a_page(cast, ask, as_, span, who, path, whom):
    row = ask(campus=cast.elm, requester=cast.emil, by=cast.ivan)
    row.take(by=cast.ivan)
    member = getattr(cast, whom)
    member.posts.update(**SPANS[span])
    page = as_(getattr(cast, who)).get(path.format(ask=row.pk)).content.decode()
    assert (member.full_name in page) is (span == "in force")


def test_who_was_posted_here_and_is_elsewhere(cast, as_, span):
    """Another post that is in force does not bring the one that is not."""
    Post.add(by=HALLWAY, member=cast.lena, role="lead", campus=cast.elm, **SPANS[span])
    page = as_(cast.kim).get("/ideas/outcomes/").content.decode()
    assert (cast.lena.full_name in page) is (span == "in force")


def test_on_the_wall(cast, as_, span):
    Thanks.give(by=cast.tess, receivers=[cast.olga], reason="For all to read").allow(by=cast.olga)
    cast.olga.posts.update(**SPANS[span])
    assert ("For all to read" in as_(cast.ivan).get("/thanks/wall/").content.decode()) is (span == "in force")


def test_who_led_may_be_asked(cast, span):
    Post.add(by=HALLWAY, member=cast.kim, role="lead", campus=cast.elm, **SPANS[span])
    assert (cast.kim in [each["person"] for each in its_for(cast.emil)]) is (span != "in force")


def test_whom_one_can_meet_some_day(cast, span):
    """Whoever begins tomorrow can be met tomorrow; a time is only offered on a day of the post."""
    cast.kim.posts.update(**SPANS[span])
    assert (cast.kim in everybody_of(cast.elm)) is (span != "over")


def test_how_many_work_at_a_campus(cast, as_, span):
    def counted():
        rows = as_(cast.ada).get("/settings/campuses/").context["rows"]
        return {row.pk: row.people for row in rows}[cast.elm.pk]

    before = counted()
    cast.kim.posts.update(**SPANS[span])
    assert counted() == before - (span != "in force")


def test_the_duty_stays_with_whom_it_was_given_to(cast, span):
    """Saving the district's name gives the duty to nobody else."""
    cast.dora.posts.update(**SPANS[span])
    assert cast.dora in DistrictForm(instance=cast.district).fields["duty"].queryset


def test_who_keeps_a_feed(cast, span):
    from hallway.schooltime.models import Feed

    feed = Feed.add(by=HALLWAY, campus=cast.elm, url="https://example.com/1", name="x")
    Post.add(by=HALLWAY, member=cast.opal, role="office", campus=cast.elm, **SPANS[span])
    assert (Member.objects.get(pk=cast.opal.pk) in feed.keepers) is (span == "in force")

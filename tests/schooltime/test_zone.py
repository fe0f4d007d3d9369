"""Pages tell the time of the reader's campus."""

from django.test import RequestFactory
from django.utils import timezone

from hallway.core.verb import HALLWAY
from hallway.people.models import Campus, Post
from hallway.schooltime.middleware import TellTheirTime, zone_of


def test_each_reader_has_the_zone_of_their_campus(cast):
    far = Campus.add(by=HALLWAY, name="Mesa High", code="MES", time_zone="America/Denver")
    Post.objects.filter(member=cast.emil).delete()
    Post.add(by=HALLWAY, member=cast.emil, role="teacher", campus=far)
    assert str(zone_of(cast.tess)) == "America/Chicago"
    assert str(zone_of(type(cast.emil).objects.get(pk=cast.emil.pk))) == "America/Denver"
    assert str(zone_of(cast.ada)) == cast.district.time_zone


def test_the_zone_holds_while_the_page_is_made_and_not_longer(cast):
    before = timezone.get_current_timezone_name()
    seen = []
    request = RequestFactory().get("/")
    request.user, request.COOKIES["sessionid"] = cast.tess, "x"
    TellTheirTime(lambda request: seen.append(timezone.get_current_timezone_name()))(request)
    assert seen == ["America/Chicago"]
    assert timezone.get_current_timezone_name() == before

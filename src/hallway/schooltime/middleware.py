"""Every page tells the time of the reader's campus."""

from contextlib import contextmanager
from zoneinfo import ZoneInfo

from django.utils import timezone, translation

from hallway.core.kept import kept
from hallway.people.models import Campus, District, Member
from hallway.people.where import main_campus

from .calendars import calendar_of


def zone_of(member):
    """The time zone that ``member`` lives by: of their main campus, else the district's."""
    return ZoneInfo(calendar_of(main_campus(member)).zone)


def zones_of(numbers):
    """``{id: zone}`` of these members (ids) in a few statements; in none where every campus lives by one clock."""
    zones = _zones()
    if len(zones) == 1:
        return dict.fromkeys(numbers, ZoneInfo(*zones))
    people = Member.objects.filter(pk__in=numbers).select_related("room").with_posts()
    return {member.pk: zone_of(member) for member in people}


@kept
def _zones():
    return {
        District.get().time_zone,
        *Campus.objects.order_by("time_zone").values_list("time_zone", flat=True).distinct(),
    }


@contextmanager
def read_by(member):
    """Inside, pages speak the language and tell the time of ``member``, whose link was opened without signing in."""
    with translation.override(member.language or translation.get_language()), timezone.override(zone_of(member)):
        yield


class TellTheirTime:
    """The reader's zone is the active one while their page is made; visitors who are not signed in get the house's."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        member = request.user if "sessionid" in request.COOKIES else None
        known = member is not None and member.is_authenticated
        with timezone.override(zone_of(member) if known else None):
            return self.get_response(request)

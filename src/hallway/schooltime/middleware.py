"""Every page tells the time of the reader's campus."""

from contextlib import contextmanager
from zoneinfo import ZoneInfo

from django.utils import timezone, translation

from hallway.people.where import main_campus

from .calendars import calendar_of


def zone_of(member):
    """The time zone that ``member`` lives by: of their main campus, else the district's."""
    return ZoneInfo(calendar_of(main_campus(member)).zone)


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

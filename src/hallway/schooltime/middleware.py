"""Every page tells the time of the reader's campus."""

from zoneinfo import ZoneInfo

from django.utils import timezone

from .calendars import calendar_of


def zone_of(member):
    """The time zone of the campus they work at (of several, the one that was added first), else the district's."""
    own = [campus for campus in member.seat.own if campus is not None]
    return ZoneInfo(calendar_of(min(own, default=None)).zone)


class TellTheirTime:
    """The reader's zone is the active one while their page is made; visitors who are not signed in get the house's."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        member = request.user if "sessionid" in request.COOKIES else None
        known = member is not None and member.is_authenticated
        with timezone.override(zone_of(member) if known else None):
            return self.get_response(request)

"""What every page of a member shows around itself: the ways to go, and whether there is news."""

from functools import cache

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

FEW = 5


def everywhere(request):
    """Context for base.html: ``nav`` and, for members, ``unread`` (a lazy count)."""
    member = getattr(request, "user", None)
    if member is None or not member.is_authenticated:
        return {"nav": [], "unread": 0, "demo": settings.DEMO}
    ways = [("home:today", _("Today"), "house", "home"), ("asks:mine", _("My requests"), "life-buoy", "help")]
    ways.append(("ideas:list", _("Ideas"), "sprout", "share"))
    if member.seat.is_its:
        ways.insert(1, ("asks:list", _("Help list"), "list-todo", "help"))
    nav = [
        {"name": name, "url": reverse(url), "icon": icon, "door": door, "current": request.path == reverse(url)}
        for url, name, icon, door in ways
    ]
    help_pages = [reverse("how:page", args=[campus]) for campus in sorted(member.seat.own)[:FEW]]
    from hallway.delivery.models import Notice

    return {
        "nav": nav,
        "help_pages": help_pages,  # the phone keeps them for when the network is gone
        "unread": cache(lambda: Notice.objects.unread_count(member)),
        "demo": settings.DEMO,
    }

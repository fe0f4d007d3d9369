"""The first page of the day: one address, and the home that fits the seat. Who has several seats can switch."""

from importlib import import_module

from django.urls import reverse
from django.utils.translation import gettext as _

HOMES = {"its": "its", "lead": "lead", "teacher": "teacher"}  # ?as= → the module with ``show(request, switch)``


def seats_of(member):
    """The homes a member has, the one to open first in front."""
    seat = member.seat
    homes = []
    if seat.is_its:
        homes.append("its")
    if seat.leads or seat.leads_district:
        homes.append("lead")
    return [*homes, "teacher"]


def today(request):
    homes = seats_of(request.user)
    said = request.GET.get("as")
    chosen = said if said in homes else homes[0]
    names = {"its": _("Helping"), "lead": _("Leading"), "teacher": _("For me")}
    switch = [
        {"name": names[home], "url": f"{reverse('home:today')}?as={home}", "current": home == chosen} for home in homes
    ]
    return import_module(f".{HOMES[chosen]}", __package__).show(request, switch if len(homes) > 1 else [])

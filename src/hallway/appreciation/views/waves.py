"""Say hi: one tap on somebody's page, and one to wave back. Every answer leads back to where one was."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hallway.core.page import go, page, safe_next
from hallway.people.models import Member

from ..models import Mute, Wave
from ..models.waves import today

SHOWN = 50


@require_safe
def waves(request):
    """Who waved at me this week, and whose waves I would rather not see."""
    member = request.user
    rows = Wave.objects.visible_to(member).filter(receiver=member).select_related("sender").order_by("-at")[:SHOWN]
    muted = Mute.objects.filter(member=member).select_related("sender").order_by("sender__folded")
    back = set(Wave.objects.filter(sender=member, day=today()).values_list("receiver", flat=True))
    return page(request, "appreciation/waves.html", {"rows": rows, "muted": muted, "back": back})


@require_POST
def wave(request, pk):
    """Also the answer to a wave."""
    to = _person(request, pk)
    Wave.wave(by=request.user, to=to)
    messages.success(request, _("You waved at %(name)s.") % {"name": to.short_name})
    return _back(request, to)


@require_POST
def unwave(request, pk):
    to = _person(request, pk)
    for row in Wave.objects.visible_to(request.user).filter(sender=request.user, receiver=to).order_by("-day")[:1]:
        row.unwave(by=request.user)
    messages.success(request, _("You took your wave back."))
    return _back(request, to)


@require_POST
def hear(request, pk):
    for row in Wave.objects.visible_to(request.user).filter(receiver=request.user, pk=pk):
        row.hear(by=request.user)
    return go(request, safe_next(request, reverse("home:today")))


@require_POST
def mute(request, pk):
    sender = _person(request, pk)
    Mute.mute(by=request.user, sender=sender)
    said = _("You see no more waves of %(name)s. Nobody is told.")
    messages.success(request, said % {"name": sender.short_name})
    return _back(request, sender)


@require_POST
def unmute(request, pk):
    for row in Mute.objects.filter(member=request.user, sender=pk).select_related("sender"):
        row.unmute(by=request.user)
        messages.success(request, _("You see waves of %(name)s again.") % {"name": row.sender.short_name})
    return go(request, safe_next(request, reverse("appreciation:waves")))


def _person(request, pk):
    return get_object_or_404(Member.objects.visible_to(request.user), pk=pk)


def _back(request, person):
    return go(request, safe_next(request, person.get_absolute_url()))

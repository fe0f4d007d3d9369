"""Around an adoption: going on in a new school year, and what a campus lead may do for whom nobody has adopted yet."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hallway.core.page import go, page
from hallway.core.text import as_number
from hallway.core.verb import Denied, Refused
from hallway.delivery.models import Notice
from hallway.people.models import Adoption, Post, Team

from ..models import Renewal, Suggestion


def _renewal(request, pk):
    rows = Renewal.objects.visible_to(request.user).select_related("adoption__team", "adoption__its")
    return get_object_or_404(rows, pk=pk)


@require_safe
def renewal(request, pk):
    row = _renewal(request, pk)
    Notice.read_about(by=request.user, root=row)
    mine = row.adoption.its_id == request.user.pk
    return page(request, "teams/renewal.html", {"row": row, "adoption": row.adoption, "mine": mine})


@require_POST
def go_on(request, pk):
    row = _renewal(request, pk)
    row.go_on(by=request.user)
    messages.success(request, _("Glad to hear it. Nothing changes."))
    return go(request, row.adoption.team.get_absolute_url())


@require_POST
def let_go(request, pk):
    row = _renewal(request, pk)
    row.let_go(by=request.user)
    messages.success(request, _("It has ended, and nobody is told. Thank you for the time together."))
    return go(request, reverse("teams:mine"))


@require_safe
def without(request):
    """The help team's people at the campuses I lead whom no team has adopted."""
    member = request.user
    if not member.seat.leads:
        raise Denied("suggest")
    return page(request, "teams/without.html", {"rows": _without(member), "teams": list(_teams(member))})


def _teams(member):
    """Teams that a lead may have a word with: those of their campuses that have people."""
    rows = Team.objects.in_use().filter(campus__in=member.seat.leads, memberships__until=None)
    return rows.filter(memberships__member__is_active=True).distinct().select_related("campus").order_by("name")


def _without(member):
    """[Member] posted as ITS at the campuses ``member`` leads, without a team that has adopted them."""
    people = Post.objects.filter(role="its", campus__in=member.seat.leads).holders_now()
    adopted = Adoption.objects.filter(status="accepted", team__archived_at=None).values("its")
    return list(people.exclude(pk__in=adopted).exclude(pk=member.pk).order_by("folded", "pk"))


@require_POST
def suggest(request, pk):
    member = request.user
    if not member.seat.leads:
        raise Denied("suggest")
    its = next((each for each in _without(member) if each.pk == pk), None)
    if its is None:
        raise Refused(_("A team has adopted them meanwhile."))
    said = request.POST.get("team", "")
    team = get_object_or_404(_teams(member), pk=as_number(said) or 0)
    Suggestion.suggest(by=member, its=its, team=team)
    messages.success(request, _("%(team)s reads it with the daily mail. Nobody else learns of it.") % {"team": team})
    return go(request, reverse("teams:without"))

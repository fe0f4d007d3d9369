"""What became of what I shared and helped with; what an ITS lets a leader see of it; and the figures that leaders may know."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hallway.core.now import now
from hallway.core.page import go, page
from hallway.core.text import as_number
from hallway.people.models import Member, Post

from ..models import Opened
from ..mondays import as_of, as_of_words
from ..outcome_counts import TEACHERS, cut, figures
from ..outcomes import helped_with, others, shared_by, told_to
from ..rules import leads, reads_lines

LEADS = 30


@require_safe
def outcomes(request):
    member, told = request.user, told_to(request.user)
    opened = list(Opened.objects.filter(its=member).select_related("lead").order_by("pk"))
    return page(request, "ideas/outcomes.html", {
        **_shared(member), "told": [each for each in told if not each.wants_help],
        "helps": [each for each in told if each.wants_help],
        "parts": others(member), "opened": opened, "now": now(), "member": member,
        "leads": [each for each in _leads_of(member) if each.pk not in {row.lead_id for row in opened}],
    })  # fmt: skip


def _shared(member):
    """What became of what they shared themselves; whoever leads or manages people reads of it what leaders may."""
    if reads_lines(member):
        return {"shared": shared_by(member)}
    return {"shared": [], "counted": _counted(member), "as_of": as_of_words()}


def _counted(its):
    """What was shared, with figures that have five teachers behind them, cut to fives, as of Monday. No names, no words."""
    return [
        {"line": line, "n": cut(line.members), "good": cut(line.members_good)}
        if line.members >= TEACHERS else {"line": line, "n": 0}
        for line in sorted(shared_by(its, before=as_of()), key=lambda line: line.title.casefold())
    ]  # fmt: skip


def _leads_of(member):
    """Whom ``member`` may let look: who leads a campus they serve, or the district."""
    if not member.seat.is_its:
        return []
    posts = Post.objects.filter(Q(role="lead", campus__in=member.seat.own) | Q(role="district"))
    rows = posts.holders_now().exclude(pk=member.pk).with_posts()
    return [each for each in rows.defer("words", "about").order_by("folded")[:LEADS] if leads(each)]


@require_safe
def outcomes_paper(request):
    """To print and hand on: titles and figures, and no word that somebody wrote about a try, since a name may stand in it."""
    member = request.user
    shared = _shared(member)
    shared["shared"] = [line for line in shared["shared"] if line.n]
    more = {"helped": helped_with(member), "parts": others(member, paper=True), "member": member, "now": now()}
    return page(request, "ideas/outcomes_paper.html", {**shared, **more})


@require_POST
def open_outcomes(request):
    said = request.POST.get("lead", "")
    number = as_number(said) or 0
    lead = get_object_or_404(Member.objects.filter(is_active=True), pk=number)
    row = Opened.open_outcomes(by=request.user, lead=lead)
    undo = f"undo={reverse('ideas:close_outcomes', args=[row.pk])}"
    messages.success(request, _("%(name)s can look at it now.") % {"name": lead.short_name}, extra_tags=undo)
    return go(request, reverse("ideas:outcomes") + "#opened")


@require_POST
def close_outcomes(request, number):
    row = Opened.objects.visible_to(request.user).filter(pk=number).first()
    if row is not None:
        row.close_outcomes(by=request.user)
    messages.success(request, _("Only you see it again."))
    return go(request, reverse("ideas:outcomes") + "#opened")


@require_safe
def outcomes_of(request, number):
    """What the leader sees of it."""
    row = get_object_or_404(Opened.objects.visible_to(request.user).select_related("its"), pk=number)
    return page(
        request,
        "ideas/outcomes_of.html",
        {"its": row.its, "counted": _counted(row.its), "row": row, "as_of": as_of_words()},
    )


@require_safe
def outcomes_all(request):
    """For leaders: figures only, of each campus they lead, or of the district."""
    member = request.user
    if not leads(member):
        raise PermissionDenied
    found = figures(None if member.seat.leads_district else member.seat.leads)
    opened = Opened.objects.visible_to(member).filter(lead=member).select_related("its").order_by("its__folded")
    return page(request, "ideas/outcomes_all.html", {"found": found, "opened": opened[: LEADS * 10]})

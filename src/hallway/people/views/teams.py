"""Teams: who belongs together at a campus, made and kept by those who look after it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from hallway.core.now import now
from hallway.core.page import go, page
from hallway.core.text import as_number
from hallway.core.verb import Denied, Refused

from ..forms.teams import JoinForm, ProposeForm, TeamForm, WordsForm, team_campuses
from ..models import Adoption, Campus, Team, TeamMembership
from ..where import out_on, where_today
from .person import places_words, today
from .staff import _said_no

SHOWN = 60


class FilterForm(forms.Form):
    """Nonsense in an address is left aside."""

    campus = forms.ModelChoiceField(
        Campus.objects.filter(enabled=True),
        label=gettext_lazy("Campus"),
        required=False,
        empty_label=gettext_lazy("Where I work"),
    )


@require_safe
def teams(request):
    """The teams of my campuses and of the whole district, mine first; or of another campus."""
    member, form = request.user, FilterForm(request.GET)
    campus = form.cleaned_data.get("campus") if form.is_valid() else None
    mine = set(Team.objects.of(member).values_list("pk", flat=True))
    ours = dict(Adoption.objects.filter(its=member, status__in=["proposed", "accepted"]).values_list("team", "status"))
    away = request.GET.get("away") == "1" and _may_make(member)
    rows = Team.objects.visible_to(member).select_related("campus")
    rows = rows.exclude(archived_at=None) if away else rows.in_use()
    if campus:
        rows = rows.filter(campus=campus)
    elif own := member.seat.own:
        rows = rows.filter(Q(campus__in=own) | Q(campus=None) | Q(pk__in=mine | ours.keys()))
    rows = rows.order_by(F("campus__name").asc(nulls_last=True), "name", "pk")
    start = as_number(request.GET.get("from"), digits=5) or 0
    found = list(rows[start : start + SHOWN + 1])
    query = request.GET.copy()
    query["from"] = str(start + SHOWN)
    shown = [(team, team.pk in mine, ours.get(team.pk, "")) for team in found[:SHOWN]]
    about = {
        "form": form,
        "mine": [each for each in shown if each[1] or each[2]],
        "others": [each for each in shown if not (each[1] or each[2])],
        "next_url": f"?{query.urlencode()}" if len(found) > SHOWN else "",
        "may_make": _may_make(member),
        "away": away,
    }
    return page(request, "people/teams.html", about)


def _may_make(member):
    campuses, whole = team_campuses(member)
    return whole or campuses.exists()


def team_add(request):
    by = request.user
    if not _may_make(by):
        raise Denied("make")
    form = TeamForm(request.POST or None, by=by)
    if request.method == "POST" and form.is_valid():
        try:
            team = Team.make(by=by, **form.values())
        except ValidationError as error:
            _said_no(form, error)
        else:
            messages.success(request, _("The team is there. Now say who belongs to it."))
            return go(request, team.get_absolute_url())
    return page(request, "people/team_form.html", {"form": form}, status=422 if form.errors else 200)


def _team(request, pk):
    return get_object_or_404(Team.objects.visible_to(request.user).select_related("campus"), pk=pk)


@require_safe
def team(request, pk):
    return show(request, _team(request, pk))


def show(request, team, *, status=200, **forms):
    """A team's page; ``forms``: those with something to say, by name."""
    member, moment, day = request.user, now(), today()
    memberships = list(team.memberships.filter(until=None).select_related("member").order_by("member__folded", "pk"))
    belongs = any(each.member_id == member.pk for each in memberships)
    adoptions = (
        Adoption.objects.visible_to(member).filter(team=team).select_related("its", "proposed_by").order_by("pk")
    )
    adoptions = [each for each in adoptions if each.status in ("proposed", "accepted") or each.in_quiet]
    adopted = [each for each in adoptions if each.status == "accepted"]
    people = [each.member for each in memberships] + [each.its for each in adopted]
    places, out = where_today(people, day), out_on(day, people)
    may = member.can("change", team)
    about = {
        "team": team,
        "belongs": belongs,
        "reads_board": belongs or any(each.its_id == member.pk for each in adopted),
        "people": [(each, places_words(each.member, places, out)) for each in memberships],
        "adopted": [
            (each, places_words(each.its, places, out), each.its_id == member.pk or belongs) for each in adopted
        ],
        "to_me": next((each for each in adoptions if each.status == "proposed" and each.its_id == member.pk), None),
        "asked": [each for each in adoptions if each.status == "proposed" and belongs and each.its_id != member.pk],
        "not_now": [each for each in adoptions if each.status == "declined" and belongs],
        "may": may,
        "rename": forms.get("rename") or (TeamForm(instance=team, by=member) if may else None),
        "join": forms.get("join") or (JoinForm(by=member, team=team) if may and team.in_use else None),
        "propose": forms.get("propose"),
        "words": forms.get("words") or WordsForm(),
    }
    if belongs and team.in_use and not about["propose"]:
        form = ProposeForm(by=member, team=team, moment=moment)
        about["propose"] = form if form.fields["its"].queryset.exists() else None
    says = about["propose"] or about["asked"] or about["not_now"] or not adopted or any(each.words for each in adopted)
    about["adopting"] = belongs and team.in_use and says
    return page(request, "people/team.html", about, status=status)


@require_POST
def change(request, pk):
    team = _team(request, pk)
    if not request.user.can("change", team):
        raise Denied("change")
    form = TeamForm(request.POST, instance=Team.objects.get(pk=pk), by=request.user)
    if form.is_valid():
        try:
            team.change(by=request.user, **form.values())
        except ValidationError as error:
            _said_no(form, error)
        else:
            messages.success(request, _("Saved."))
            return go(request, team.get_absolute_url())
    return show(request, _team(request, pk), status=422, rename=form)


@require_POST
def archive(request, pk):
    team = _team(request, pk).archive(by=request.user)
    messages.success(request, _("%(team)s is put away. You can bring it back.") % {"team": team})
    return go(request, team.get_absolute_url())


@require_POST
def bring_back(request, pk):
    team = _team(request, pk)
    try:
        team.bring_back(by=request.user)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    return go(request, team.get_absolute_url())


@require_POST
def join(request, pk):
    team = _team(request, pk)
    if not request.user.can("change", team):
        raise Denied("add")
    form = JoinForm(request.POST, by=request.user, team=team)
    if not form.is_valid():
        return show(request, team, status=422, join=form)
    membership = TeamMembership.add(by=request.user, team=team, member=form.cleaned_data["member"])
    messages.success(request, _("%(name)s belongs to the team.") % {"name": membership.member.short_name})
    return go(request, f"{team.get_absolute_url()}#people")


@require_POST
def part(request, pk, membership):
    """Leave a team, or take somebody out of it."""
    team = _team(request, pk)
    row = get_object_or_404(team.memberships.filter(until=None).select_related("member"), pk=membership)
    row.leave(by=request.user)
    own = row.member_id == request.user.pk
    said = _("You no longer belong to %(team)s.") if own else _("%(name)s no longer belongs to %(team)s.")
    messages.success(request, said % {"team": team, "name": row.member.short_name})
    return go(request, f"{team.get_absolute_url()}#people")


def answer(request, pk):
    """The adoption of the address as its reader may see it; a team's page forms lead here."""
    rows = Adoption.objects.visible_to(request.user).select_related("team", "its", "proposed_by")
    return get_object_or_404(rows, pk=pk)


@require_POST
def propose(request, pk):
    team = _team(request, pk)
    if not team.has(request.user):
        raise Denied("propose")
    form = ProposeForm(request.POST, by=request.user, team=team, moment=now())
    if not form.is_valid():
        return show(request, team, status=422, propose=form)
    adoption = Adoption.propose(by=request.user, team=team, its=form.cleaned_data["its"])
    messages.success(request, _("%(name)s was asked. There is no hurry.") % {"name": adoption.its.short_name})
    return go(request, f"{team.get_absolute_url()}#adopting")


@require_POST
def accept(request, pk):
    return _answered(request, answer(request, pk), "accept", _("%(team)s will be glad to read it."))


@require_POST
def decline(request, pk):
    return _answered(request, answer(request, pk), "decline", _("That is fine. %(team)s reads it without a name."))


def _answered(request, adoption, verb, said):
    form = WordsForm(request.POST)
    if not form.is_valid():
        return show(request, adoption.team, status=422, words=form)
    getattr(adoption, verb)(by=request.user, words=form.cleaned_data["words"])
    messages.success(request, said % {"team": adoption.team})
    return go(request, f"{adoption.team.get_absolute_url()}#adopting")


@require_POST
def end(request, pk):
    adoption = answer(request, pk)
    asked = adoption.status == "proposed"
    adoption.end(by=request.user)
    messages.success(request, _("You took it back.") if asked else _("It has ended. Thank you for the time together."))
    return go(request, f"{adoption.team.get_absolute_url()}#adopting")

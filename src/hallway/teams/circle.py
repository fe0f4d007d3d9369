"""Who belongs to a team's circle: its people, and the technology people it has adopted. They alone read what it writes."""

from django.db.models import Q

from hallway.people.models import Adoption, Member, Post, Team, TeamMembership


def teams_of(member, field="team"):
    """A condition on rows that name a team in ``field``: those whose circle ``member`` is in. No statement of its own."""
    inside = TeamMembership.objects.filter(member=member, until=None).values("team")
    adopted = Adoption.objects.filter(its=member, status="accepted").values("team")
    return Q(**{f"{field}__in": inside.union(adopted, all=True)})  # one list, so that an index serves it


def circles(member):
    """The teams whose circle ``member`` is in, put away ones, too."""
    rows = Team.objects.filter(teams_of(member, "pk")) if member.is_active else Team.objects.none()
    return rows.select_related("campus").order_by("name", "pk")


def circles_of_all(members):
    """[(member id, team)] for each of these members (ids) and each team in use whose circle they are in; two statements."""
    inside = TeamMembership.objects.filter(member__in=members, until=None).values_list("member", "team")
    adopted = Adoption.objects.filter(its__in=members, status="accepted").values_list("its", "team")
    pairs = sorted(inside.union(adopted))
    teams = Team.objects.in_use().in_bulk({team for _member, team in pairs})
    return [(member, teams[team]) for member, team in pairs if team in teams]


def is_in(member, team):
    """Whether ``member`` is in the circle of ``team``; at most two statements."""
    return team.has(member) or team.adoptions.filter(its=member, status="accepted").exists()


def people_of(team):
    """Everybody in the circle who still works here, by name; one statement."""
    inside = team.memberships.filter(until=None).values("member")
    adopted = team.adoptions.filter(status="accepted").values("its")
    return Member.objects.filter(Q(pk__in=inside) | Q(pk__in=adopted), is_active=True).order_by("folded", "pk")


def working_at(campuses):
    """Ids of who has a post at one of these campuses (ids) today, as a part of a statement."""
    return Post.objects.filter(campus__in=campuses).in_force_now().values("member")


def guests_of(team, campus):
    """Whom a gathering of a team, or of a campus, asks: the circle; or who works there, with the ITS whom its teams adopted."""
    if team is not None:
        return people_of(team)
    adopted = Adoption.objects.filter(status="accepted", team__campus=campus).values("its")
    here = Q(pk__in=working_at([campus.pk])) | Q(pk__in=adopted)
    return Member.objects.filter(here, is_active=True).order_by("folded", "pk")


def is_invited(member, team, campus):
    if team is not None:
        return is_in(member, team)
    return campus is not None and (
        campus.pk in member.seat.own or guests_of(None, campus).filter(pk=member.pk).exists()
    )


def mates_of(member, field="member"):
    """A condition on rows that name somebody in ``field``: who is in a circle with ``member``. No statement of its own."""
    inside = TeamMembership.objects.filter(teams_of(member), until=None).values("member")
    adopted = Adoption.objects.filter(teams_of(member), status="accepted").values("its")
    return Q(**{f"{field}__in": inside.union(adopted, all=True)})  # one list, so that an index serves it


def since(member, team_ids):
    """{team id: since when ``member`` is in its circle}; two statements."""
    mine = TeamMembership.objects.filter(member=member, until=None, team__in=team_ids).values_list("team", "since")
    adopted = Adoption.objects.filter(its=member, status="accepted", team__in=team_ids).values_list("team", "since")
    found: dict = {}
    for team, at in [*mine, *adopted]:
        found[team] = min(at, found.get(team, at))
    return found

"""The "teams" column of the list of people: names with semicolons between them. A list adds to teams and makes the ones that a
campus does not have yet; it takes nobody out of one."""

from dataclasses import dataclass
from types import SimpleNamespace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hallway.core.text import fold

from .models import Team, TeamMembership
from .rules import may_add_to_team, may_make_team

LONGEST = Team._meta.get_field("name").max_length


@dataclass(frozen=True)
class Wish:
    """Somebody is to belong to a team. team: the row, none for one that is to be made · campus: where."""

    name: str
    campus: object
    team: object = None

    def words(self):
        return self.name if self.team else _("%(team)s (a new team)") % {"team": self.name}


class TeamCells:
    """What the cells of one list name, read in two statements, or none when no cell does."""

    def __init__(self, rows, members):
        wanted = any(row.get("teams") for _n, row in rows)
        self.teams = {(t.campus_id, fold(t.name)): t for t in Team.objects.in_use()} if wanted else {}
        here = TeamMembership.objects.filter(member__in=members, until=None) if wanted else ()
        self.inside = {(each.member_id, each.team_id) for each in here}

    def wishes(self, cell, campus):
        """[Wish] of a cell: a team of the line's campus, else one of the whole district. Raises ValidationError."""
        found = []
        for name in filter(None, (part.strip() for part in cell.split(";"))):
            if len(name) > LONGEST:
                raise ValidationError(_("“%(cell)s…” is too long.") % {"cell": name[:20]})
            team = self.teams.get((campus.pk, fold(name))) if campus else None
            team = team or self.teams.get((None, fold(name)))
            if team is None and campus is None:
                raise ValidationError(_("The team “%(name)s” needs a campus beside it.") % {"name": name})
            found.append(Wish(team.name, team.campus_id, team) if team else Wish(name, campus))
        return found

    def fresh(self, member, wishes):
        """Those of ``wishes`` that are not so yet, each once."""
        kept = {}
        for wish in wishes:
            if not (member and wish.team and (member.pk, wish.team.pk) in self.inside):
                kept.setdefault((getattr(wish.campus, "pk", wish.campus), fold(wish.name)), wish)
        return list(kept.values())


def may_put(by, wish):
    if wish.team:
        return may_add_to_team(by, SimpleNamespace(team=wish.team))
    return may_make_team(by, SimpleNamespace(campus=wish.campus))


def put(member, wishes, *, by):
    """Let ``member`` belong to the teams; one that an earlier line made is not made again."""
    for wish in wishes:
        there = () if wish.team else Team.objects.in_use().filter(campus=wish.campus)
        team = wish.team or next((each for each in there if fold(each.name) == fold(wish.name)), None)
        team = team or Team.make(by=by, campus=wish.campus, name=wish.name, kind="other")
        TeamMembership.add(by=by, team=team, member=member)


def names_by_campus(member):
    """{campus or None: "Grade three; Science"} of the teams of a member whose memberships are at hand."""
    found: dict = {}
    for each in member.team_memberships.all():
        if each.until is None and each.team.in_use:
            found.setdefault(each.team.campus, []).append(each.team.name)
    return {campus: "; ".join(sorted(names)) for campus, names in found.items()}

"""How each member wants mail: one choice a group of kinds. Kinds that people would not tell apart share a label, and a group."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from hallway.history.kinds import KINDS

from .models import Choice
from .models.choice import EVERYTHING

# What the page of choices says above groups that belong together, by the first word of their kind. What is named nowhere stands last.
SECTIONS = [  # code, heading, icon, words
    ("requests", _("Requests"), "life-buoy", {"ask", "known", "capture"}),
    ("meetings", _("Meetings, lessons, visits"), "calendar-days", {"appointment", "wait", "consult", "visit"}),
    ("ideas", _("Ideas and trainings"), "sprout", {"idea", "trial", "tip", "outcomes", "training"}),
    ("teams", _("Teams and their days"), "users", {"adoption", "renewal", "board", "concern", "gathering", "card"}),
    ("appreciation", _("Thank-yous and good news"), "hand", {"thanks", "brag"}),
    ("house", _("Mail and calendars of the house"), "mail", {"mail", "feed", "source"}),
]
HELPING, KEEPING = {"helpers", "sorters"}, {"keepers"}
ORDER = {"off": 0, "digest": 1, "now": 2}


@dataclass(frozen=True)
class Group:
    """``key``: the first kind's name, what a ``Choice`` names · ``label``: what people read · ``kinds``: names ·
    ``usual``: what a member gets who chose nothing · ``for_helpers``: only people who help are told ·
    ``for_keepers``: only people who look after calendars are."""

    key: str
    label: object
    kinds: tuple
    usual: str
    for_helpers: bool = False
    for_keepers: bool = False


def groups():
    """Every group of kinds that somebody is told of, in the order of declaration."""
    return _groups(len(KINDS))


@lru_cache(maxsize=2)
def _groups(_known):
    found = {}
    with translation.override("en"):
        for kind in KINDS.values():
            if kind.tell and kind.mail != "always":
                found.setdefault(str(kind.label or kind.name), []).append(kind)
    return [
        Group(
            kinds[0].name,
            kinds[0].label or kinds[0].name,
            tuple(kind.name for kind in kinds),
            max((kind.mail for kind in kinds), key=ORDER.get),
            all(set(kind.tell) <= HELPING for kind in kinds),
            all(set(kind.tell) <= KEEPING for kind in kinds),
        )
        for kinds in found.values()
    ]


def everything():
    """The group of all kinds, whose one choice is a pause."""
    return Group(EVERYTHING, _("All mail from Hallway"), tuple(KINDS), "now")


def group_of(name):
    """The group that a kind belongs to, or None."""
    return next((group for group in groups() if name in group.kinds), None)


def chosen_all(pairs):
    """``{event id: {member id: "now" | "digest" | "off"}}`` for ``[(event, its members)]``; one statement for all of them."""
    members = {member.pk for event, told in pairs for member in told if event.about.mail != "always"}
    said: dict = {}
    if members:
        keys = {_key(event.about) for event, _told in pairs}
        for row in Choice.objects.filter(member__in=members, group__in=[*keys, EVERYTHING]):
            said.setdefault(row.member_id, {})[row.group] = row.how
    return {
        event.pk: {member.pk: _how(event.about, member, said.get(member.pk, {})) for member in told}
        for event, told in pairs
    }


def _key(kind):
    group = group_of(kind.name)
    return group.key if group else kind.name


def _how(kind, member, said):
    if member.mail_bad:
        return "off"
    if kind.mail == "always":
        return "now"
    return "off" if EVERYTHING in said else said.get(_key(kind), kind.mail)


def choices_of(member):
    """``(paused, [(group, how)])``: what the member's page of choices shows; helpers' and keepers' groups only for them."""
    said = dict(Choice.objects.filter(member=member).values_list("group", "how"))
    seat = member.seat
    helps, keeps = seat.is_its or seat.leads_district, seat.manages_people or seat.leads_district
    shown = [group for group in groups() if (helps or not group.for_helpers) and (keeps or not group.for_keepers)]
    return EVERYTHING in said, [(group, said.get(group.key, group.usual)) for group in shown]


def in_sections(lines):
    """``[(code, heading, icon, lines)]`` of the lines of ``choices_of``: those that belong together; none that is empty."""
    found = {code: [] for code, *_about in SECTIONS}
    last = SECTIONS[-1][0]
    for line in lines:
        word = line[0].key.partition(".")[0]
        found[next((code for code, _name, _icon, words in SECTIONS if word in words), last)].append(line)
    return [(code, name, icon, found[code]) for code, name, icon, _words in SECTIONS if found[code]]

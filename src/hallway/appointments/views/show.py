"""The page of one appointment, for those who take part in it."""

import uuid

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from hallway.core.now import now
from hallway.core.page import go, page
from hallway.core.words import clock_words
from hallway.diary.models import Remark

from .. import picking
from ..models import Appointment

ANSWERS = [
    ("accept", _("I come"), "check", "lead"),
    ("perhaps", _("Perhaps"), "circle-question-mark", ""),
    ("decline", _("I cannot come"), "x", "quiet"),
]


def found(request, number):
    """The appointment, for whoever takes part in it; 404 for everybody else."""
    return get_object_or_404(Appointment.objects.visible_to(request.user).with_people(), pk=number)


@require_safe
def show(request, number):
    row = found(request, number)
    if row.status == "held":
        return go(request, reverse("appointments:fill", args=[row.pk]))
    return page(request, "appointments/appointment.html", about(row, request.user))


def about(row, member, **more):
    """What its page needs: the row, the reader's own line, what they may do now, and other times when a host called it off."""
    mine = row.party_of(member)
    live = row.stands and not row.is_over
    remarks = Remark.of(row.uid)
    for party in row.listed:
        party.remark = remarks.get(party.member_id, "")
    return {
        "row": row, "mine": mine, "zone": row.zone, "zone_name": picking.zone_words(row.zone), "live": live,
        "begun": row.start <= now(), "may_invite": live and member.can("add_party", row),
        "may_hand_on": live and member.can("reassign", row), "asked": live and mine is not None and mine.answer != "accepted",
        "others": others(row, member, mine), "wishes": wishes(row) if live else [], "answers": ANSWERS, "key": uuid.uuid4(),
        "length": int((row.end - row.start).total_seconds() // 60), **more,
    }  # fmt: skip


def others(row, member, mine):
    """Times that a guest is offered instead when a host called it off or said no."""
    if mine is None or mine.part != "guest" or row.status not in ("cancelled", "declined") or row.is_over:
        return []
    hosts = [party.member for party in row.listed if party.part == "host" and party.member.is_active]
    ended_by_host = row.status == "declined" or any(host.pk == row.ended_by_id for host in hosts)
    if not hosts or not ended_by_host or mine.answer == "declined":
        return []
    length = int((row.end - row.start).total_seconds() // 60)
    search = picking.Search(row.campus, tuple(hosts[:1]), (member,), length, remote=row.remote)
    return picking.instead(search, row.start, row.end)  # never the very time that its host called off


def wishes(row):
    """[{name, at}] of those who would rather meet at another time, said their calendars; ``at``: when, "" for not said."""
    waiting = [party for party in row.listed if party.wished]
    return [{"name": p.member.short_name, "at": _when_words(p.wish, row) if p.wish else ""} for p in waiting]


def _when_words(at, row):
    here = at.astimezone(row.zone)
    return f"{date_format(here, gettext('l, F j'), use_l10n=False)}, {clock_words(here)}"

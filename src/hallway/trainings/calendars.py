"""What feeds ask of trainings, and what calendars answer to them; registered with ``diary``."""

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from hallway.core.verb import Refused
from hallway.diary import answering

from .models import Host, Meeting, Seat, Session

SAID = {"accepted": "going", "declined": "cannot", "tentative": "maybe"}


def shown(member, start, end):
    """Entries of ``member``'s calendar that meet [start, end): one statement. What was called off, or left, stands as cancelled."""
    mine = {"session": OuterRef("session"), "member": member}
    rows = Meeting.objects.filter(start__lt=end, end__gt=start).annotate(
        hosting=Exists(Host.objects.filter(**mine)),
        answer=Subquery(Seat.objects.filter(**mine).values("answer")[:1]),
        booked=Subquery(Seat.objects.filter(**mine).values("booked")[:1]),
    )
    rows = rows.filter(Q(hosting=True) | Q(booked=True) | Q(answer__in=("going", "maybe")))
    return [row.entry(status=_status(row)) for row in rows.select_related("session__course", "session__campus")]


def _status(row):
    if row.dropped or row.session.state != "announced":
        return "cancelled"
    if row.hosting or row.answer == "going":
        return "confirmed"
    return "tentative" if row.answer == "maybe" else "cancelled"


def answered(uid, member, sequence, partstat, words=""):
    """A calendar's answer: it changes that one person's answer, and what they wrote with it is kept. See ``diary.answering``."""
    meeting = Meeting.objects.filter(uid=uid).select_related("session__campus").first()
    if meeting is None or not Session.objects.visible_to(member).filter(pk=meeting.session_id).exists():
        return None
    session = meeting.session
    session.remark(by=member, meeting=meeting, words=words)
    if session.is_host(member):
        return partstat
    if sequence < meeting.asked:
        return answering.OLD
    if len(session.dates) > 1:
        raise Refused(_("This training has several days. Say on its page whether you come."))
    session.answer(by=member, said=SAID[partstat])
    return partstat


def wished(uid, member, kind, start, end, words=""):
    """Somebody writes something with their calendar's answer: the hosts are told. Another time is for nobody to propose."""
    meeting = Meeting.objects.filter(uid=uid).select_related("session__campus").first()
    if not words or meeting is None or not Session.objects.visible_to(member).filter(pk=meeting.session_id).exists():
        return False
    meeting.session.remark(by=member, meeting=meeting, words=words)
    return True

"""What feeds ask of appointments, and what calendars answer to them; registered with ``diary``."""

from django.db.models import F

from hallway.core.verb import HALLWAY
from hallway.diary import answering

from .models import Appointment


def shown(member, start, end):
    """Entries of ``member``'s calendar that meet [start, end): two statements. Nothing that is only held. What was called off, or
    declined by them, is there as cancelled: a calendar may have it already."""
    rows = Appointment.objects.filter(parties__member=member, start__lt=end, end__gt=start)
    rows = rows.exclude(status="held").annotate(answer=F("parties__answer"))
    rows = rows.select_related("campus", "room").order_by("start")
    return [row.entry(cancelled=row.answer in ("declined", "removed")) for row in rows]


def answered(uid, member, sequence, partstat, words=""):
    """A calendar's answer: it changes that one person's answer, and what they wrote with it is kept. See ``diary.answering``."""
    row = Appointment.objects.visible_to(member).filter(uid=uid).first()
    if row is None or row.status == "held":
        return None
    if sequence < row.asked:  # an answer to another time; who else comes makes a new version, too, but no new question
        row.remark(by=member, words=words)
        return answering.OLD
    before = row.party_of(member).answer
    verb = {"accepted": row.accept, "declined": row.decline, "tentative": row.perhaps}[partstat]
    verb(by=member)
    row.remark(by=member, words=words, told=row.party_of(member).answer != before)
    return partstat


def wished(uid, member, kind, start, end, words=""):
    """Somebody proposes another time from their calendar, or only writes something: the others are told, and nothing is changed."""
    row = Appointment.objects.visible_to(member).filter(uid=uid).first()
    if row is None or row.status == "held" or not (row.stands or words):
        return False
    proposes, before = kind == "counter" and row.stands, row.party_of(member).wished
    if proposes:
        row.ask_otherwise(by=member, start=start)
    row.remark(by=member, words=words, told=proposes and row.party_of(member).wished != before)
    return True


def doubted(uid, member):
    """Somebody else answered in ``member``'s name: whoever hosts it is told."""
    row = Appointment.objects.visible_to(member).filter(uid=uid).first()
    return row is not None and row.doubt(by=HALLWAY, member=member)

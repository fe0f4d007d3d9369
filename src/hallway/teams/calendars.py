"""What feeds ask of gatherings, and what calendars answer to them; registered with ``diary``."""

from hallway.diary import answering

from .models import Gathering

SAID = {"accepted": "going", "tentative": "maybe", "declined": "cannot"}


def shown(member, start, end):
    """Entries that meet [start, end): a team's gatherings, and those of a campus that ``member`` answered. One statement."""
    rows = Gathering.objects.visible_to(member).with_answer(member).filter(start__lt=end, end__gt=start)
    return [row.entry(answer=row.mine) for row in rows.order_by("start") if row.mine or row.team_id]


def answered(uid, member, sequence, partstat):
    """A calendar's answer: it changes that one person's answer, and nothing else. See ``diary.answering``."""
    row = Gathering.objects.visible_to(member).select_related("team", "campus").filter(uid=uid).first()
    if row is None:
        return None
    if sequence < row.asked:
        return answering.OLD
    row.rsvp(by=member, answer=SAID[partstat], noted=False)
    return partstat


def wished(uid, member, kind, start, end):
    """Somebody proposes another time from their calendar: the host is told, and nothing is changed."""
    row = Gathering.objects.visible_to(member).filter(uid=uid).first()
    if row is None or not row.stands or row.is_over:
        return False
    if kind != "refresh":
        row.ask_otherwise(by=member)
    return True

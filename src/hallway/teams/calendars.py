"""What feeds ask of gatherings, and what calendars answer to them; registered with ``diary``."""

from hallway.diary import answering

from .models import Gathering

SAID = {"accepted": "going", "tentative": "maybe", "declined": "cannot"}


def shown(member, start, end):
    """Entries that meet [start, end): a team's gatherings, and those of a campus that ``member`` answered. One statement."""
    rows = Gathering.objects.visible_to(member).with_answer(member).filter(start__lt=end, end__gt=start)
    return [row.entry(answer=row.mine) for row in rows.order_by("start") if row.mine or row.team_id]


def answered(uid, member, sequence, partstat, words=""):
    """A calendar's answer: it changes that one person's answer, and what they wrote with it is kept. See ``diary.answering``."""
    row = Gathering.objects.visible_to(member).select_related("team", "campus").filter(uid=uid).first()
    if row is None:
        return None
    row.remark(by=member, words=words)
    if sequence < row.asked:
        return answering.OLD
    row.rsvp(by=member, answer=SAID[partstat], noted=False)
    return partstat


def wished(uid, member, kind, start, end, words=""):
    """Somebody proposes another time from their calendar, or only writes something: the host is told, and nothing is changed."""
    row = Gathering.objects.visible_to(member).filter(uid=uid).first()
    live = row is not None and row.stands and not row.is_over
    if row is None or not (live or words):
        return False
    row.remark(by=member, words=words)
    if kind == "counter" and live:
        row.ask_otherwise(by=member)
    return True

"""Trouble with mail that a person has to look at: noted, told once, and told once more when it is over."""

from datetime import timedelta

from django.db import transaction

from hallway.core.locked import CannotOpen
from hallway.core.now import now
from hallway.core.verb import HALLWAY
from hallway.history.models import record

from .models import MailTrouble, OutgoingMail
from .sending import mail_server

STUCK = timedelta(minutes=20)


def stuck():
    """``{code: sentence}`` when mail that was tried cannot leave, for twenty minutes and with no other leaving meanwhile."""
    try:
        mail_server()
    except CannotOpen as told:
        return {"out": str(told)}
    since = now() - STUCK
    tried = OutgoingMail.objects.filter(state="queued", sent_at=None, attempts__gt=0, created__lt=since)
    oldest = tried.exclude(error="").order_by("created").only("error").first()
    if oldest is None or OutgoingMail.objects.filter(sent_at__gt=since, state="sent").exists():
        return {}
    return {"out": oldest.error}


def note(found):
    """Compare ``{code: sentence}`` of now with what was known; whoever looks after Hallway hears of what begins and what is
    over. How many of these there were."""
    with transaction.atomic():
        known = {row.code: row for row in MailTrouble.objects.select_for_update()}
        open_ones = {code for code, row in known.items() if row.over_at is None}
        for code in found.keys() - open_ones:
            row, _new = MailTrouble.objects.update_or_create(
                code=code, defaults={"why": found[code][:400], "since": now(), "over_at": None}
            )
            record("mail.trouble", row, by=HALLWAY, what=row.what)
        for code in open_ones - found.keys():
            MailTrouble.objects.filter(code=code).update(over_at=now())
            record("mail.trouble_over", known[code], by=HALLWAY, what=known[code].what)
        for code in open_ones & found.keys():
            if known[code].why != found[code][:400]:
                MailTrouble.objects.filter(code=code).update(why=found[code][:400])
    return len(found.keys() ^ open_ones)

"""One letter instead of many: after a stopped worker, a weekend or a break, what is due to one address at the same time
leaves as a single mail that lists it. Mail that signs somebody in, answers a mail, carries an event for a calendar or tells of an
emergency is never listed."""

import time
from dataclasses import replace
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.people.models import District
from hallway.schooltime.middleware import zone_of

from . import digests, headers, letters, pace, quiet
from .models import Notice, OutgoingMail
from .reading import readable

FEW = 3
NEAR = timedelta(minutes=10)
WORDS = 600


def claim(lease, limit=1):
    """The next due mails, at most ``limit``, leased until ``lease`` from now; an empty list when none is due.

    More than three untried letters to one address make one of it: they are ``bundled`` and the summary takes their place. One
    worker at a time looks at an address, so that two do not take half of it each.
    """
    tries = 0
    while tries < FEW:
        with transaction.atomic():
            due, numbers = _next(lease, limit)
            mails = (
                list(OutgoingMail.objects.filter(pk__in=numbers).select_related("event").order_by("pk"))
                if numbers
                else []
            )
            closed = quiet.closed_now({mail.member_id for mail in mails if mail.member_id}) if mails else {}
            if leaving := _without_resting(mails, closed):
                return _with_summaries(leaving, lease, closed)
        if not due:
            break
        if not mails:  # another worker has just these addresses in hand; behind letters that rest others may be due
            tries += 1
            time.sleep(0.01 * tries)
    return []


DUE = """
WITH due AS MATERIALIZED (
    SELECT id, "to", next_at FROM delivery_outgoingmail
    WHERE state IN ('queued', 'deferred') AND sent_at IS NULL AND next_at <= %(now)s ORDER BY next_at LIMIT %(window)s
), free AS MATERIALIZED (
    SELECT "to" FROM (SELECT DISTINCT "to" FROM due) AS each WHERE pg_try_advisory_xact_lock(20262, hashtext("to"))
), mine AS (
    SELECT id FROM due WHERE "to" IN (SELECT "to" FROM free) ORDER BY next_at LIMIT %(limit)s
), taken AS (
    UPDATE delivery_outgoingmail AS mail SET next_at = %(until)s, attempts = attempts + 1 FROM mine
    WHERE mail.id = mine.id AND mail.state IN ('queued', 'deferred') AND mail.sent_at IS NULL AND mail.next_at <= %(now)s
    RETURNING mail.id
) SELECT (SELECT count(*) FROM due), array(SELECT id FROM taken)
"""


def _next(lease, limit):
    """(how many were seen to be due, ids of those that are ours now)."""
    moment = now()
    said = {"now": moment, "until": moment + lease, "limit": limit, "window": max(20, 2 * limit)}
    with connection.cursor() as cursor:
        cursor.execute(DUE, said)
        return cursor.fetchone()


def _without_resting(mails, closed):
    """The mails that may leave now. Those that quiet hours hold back (a try again, a worker that stood still, the daily mail of a
    district in another time zone) are due when these are over, as if they had not been tried: nobody takes them for stuck."""
    leaving = []
    for mail in mails:
        if mail.member_id in closed and quiet.waits(mail, mail.event):
            OutgoingMail.objects.filter(pk=mail.pk).update(next_at=closed[mail.member_id], attempts=0, error="")
        else:
            leaving.append(mail)
    return leaving


def _with_summaries(mails, lease, closed):
    """The mails, with one summary in place of what is much for one person; nothing that waits for the morning leaves in it."""
    fresh = {}
    for mail in mails:
        alone = mail.secret or mail.answer or mail.calendar or (mail.event_id and mail.event.kind in pace.URGENT)
        alone = alone or mail.member_id in closed
        if mail.attempts == 1 and mail.event_id and mail.member_id and not alone:
            fresh.setdefault((mail.to, mail.member_id), []).append(mail)
    for (to, member), mine in _much(fresh).items():
        summary = _one_for_all(to, member, mine, lease)
        if summary is not None:
            inside = {mail.pk for mail in mine}
            mails = [mail for mail in mails if mail.pk not in inside] + [summary]
    return mails


def _beside(**about):
    """Untried letters that are due soon."""
    return OutgoingMail.objects.filter(
        state="queued", attempts=0, sent_at=None, event__isnull=False, secret=False, answer=False,
        calendar="", next_at__lte=now() + NEAR, **about,
    ).exclude(event__kind__in=pace.URGENT)  # fmt: skip


def _much(fresh):
    """Of ``{(address, member): claimed}`` those to whom more than a few letters are due."""
    if not fresh:
        return {}
    rows = _beside(to__in={to for to, _member in fresh}).order_by().values_list("to", "member").annotate(n=Count("id"))
    beside = {(to, member): n for to, member, n in rows}
    return {key: mine for key, mine in fresh.items() if len(mine) + beside.get(key, 0) > FEW}


def _one_for_all(to, member, mine, lease):
    """The summary that leaves instead of the claimed letters ``mine`` and what is due beside them; None without notices."""
    beside = _beside(to=to, member=member).select_for_update(skip_locked=True, of=("self",))
    numbers = [*(mail.event_id for mail in mine), *beside.values_list("event_id", flat=True)]
    rows = Notice.objects.filter(member=member, event__in=numbers)
    notices = list(rows.select_related("event__actor", "member").order_by("id"))
    if not notices:
        return None
    summary = _summary(notices, lease)
    made, _new = OutgoingMail.objects.get_or_create(message_id=summary.message_id, defaults=_values(summary))
    OutgoingMail.objects.filter(to=to, member=member, event__in=numbers).exclude(pk=made.pk).update(
        state="bundled", text="", html="", calendar="", inside=made
    )
    return made


def _values(summary):
    names = ("member", "sender", "to", "subject", "text", "html", "headers", "created", "next_at", "attempts")
    return {name: getattr(summary, name) for name in names}


def _summary(notices, lease):
    district, member = District.get(), notices[0].member
    with translation.override(member.language or district.language), timezone.override(zone_of(member)):
        shown = [
            replace(news, words=letters.words_for(news.notice.event, member)[:WORDS])
            for news in readable(notices[-digests.MOST :], member)
        ]
        why = _("Much came at the same time, so it is one mail instead of %(n)s.") % {"n": len(notices)}
        mail = digests.summary(shown, len(notices), member, headers.address(member.email), district, why)
    mail.message_id = headers.sealed_id("digest", member.pk, notices[-1].pk)
    mail.attempts, mail.next_at = 1, now() + lease
    return mail

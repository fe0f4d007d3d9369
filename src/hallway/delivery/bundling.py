"""One letter instead of many: after a stopped worker, a weekend or a break, what is due to one address at the same time
leaves as a single mail that lists it. Mail that signs somebody in or answers a mail never waits and is never listed."""

from dataclasses import replace
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.people.models import District

from . import digests, headers, letters
from .models import Notice, OutgoingMail
from .reading import readable

FEW = 3
NEAR = timedelta(minutes=10)
WORDS = 600


def claim(lease):
    """The next due mail, tried for the first time or again, leased until ``lease`` from now; None when there is none.

    More than three untried letters to its address make one of it: they are ``bundled`` and the summary is the answer. One
    worker at a time looks at an address, so that two do not take half of it each.
    """
    for _attempt in range(FEW):
        with transaction.atomic():
            number = _next(lease)
            if number is None:
                return None
            mail = OutgoingMail.objects.filter(pk=number).first() if number else None
            if mail is not None:
                return _one_for_all(mail, lease) or mail
    return None


DUE = """
WITH due AS MATERIALIZED (
    SELECT id, "to" FROM delivery_outgoingmail WHERE state = 'queued' AND next_at <= %s ORDER BY next_at LIMIT 20
) SELECT id FROM due WHERE pg_try_advisory_xact_lock(20262, hashtext("to")) LIMIT 1
"""
TAKE = """
UPDATE delivery_outgoingmail SET next_at = %s, attempts = attempts + 1
WHERE id = %s AND state = 'queued' AND next_at <= %s RETURNING id
"""


def _next(lease):
    """The id of the mail that is ours now; 0 when another worker was quicker, None when nothing is due."""
    with connection.cursor() as cursor:
        cursor.execute(DUE, [now()])
        found = cursor.fetchone()
        if found is None:
            return None
        cursor.execute(TAKE, [now() + lease, found[0], now()])
        return found[0] if cursor.fetchone() else 0


def _one_for_all(mail, lease):
    """The summary that leaves instead of ``mail`` and what is due beside it; None when that is little."""
    if mail.attempts > 1 or not mail.event_id or not mail.member_id or mail.secret or mail.answer:
        return None
    beside = OutgoingMail.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        to=mail.to, member=mail.member_id, state="queued", attempts=0, event__isnull=False, secret=False, answer=False,
        next_at__lte=now() + NEAR,
    )  # fmt: skip
    numbers = [mail.event_id, *beside.values_list("event_id", flat=True)]
    if len(numbers) <= FEW:
        return None
    rows = Notice.objects.filter(member=mail.member_id, event__in=numbers)
    notices = list(rows.select_related("event__actor", "member").order_by("id"))
    if not notices:
        return None
    summary = _summary(notices, lease)
    OutgoingMail.objects.filter(to=mail.to, member=mail.member_id, event__in=numbers).update(
        state="bundled", text="", html=""
    )
    made, _new = OutgoingMail.objects.get_or_create(message_id=summary.message_id, defaults=_values(summary))
    return made


def _values(summary):
    names = ("member", "sender", "to", "subject", "text", "html", "headers", "created", "next_at", "attempts")
    return {name: getattr(summary, name) for name in names}


def _summary(notices, lease):
    district, member = District.get(), notices[0].member
    with translation.override(member.language or district.language), timezone.override(district.time_zone):
        shown = [
            replace(news, words=letters.words_for(news.notice.event, member)[:WORDS])
            for news in readable(notices[-digests.MOST :], member)
        ]
        why = _("Much came at the same time, so it is one mail instead of %(n)s.") % {"n": len(notices)}
        mail = digests.summary(shown, len(notices), member, headers.address(member.email), district, why)
    mail.message_id = headers.sealed_id("digest", member.pk, notices[-1].pk)
    mail.attempts, mail.next_at = 1, now() + lease
    return mail

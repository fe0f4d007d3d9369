"""What the year amounts to: promises, breaches at every day's end, what breaks did, mails a person and day, what is left."""

import statistics
from collections import Counter
from datetime import time, timedelta

import year_plan as plan

INVARIANT = ("no_holder", "holder_gone", "no_date")


class Figures:
    def __init__(self):
        self.counted, self.breaches, self.worst, self.days = Counter(), Counter(), Counter(), 0
        self.promises, self.wrong = Counter(), []

    def count(self, what):
        self.counted[what] += 1

    def before_again(self, ask):
        """A request comes back and is promised anew: how its promises ended until now."""
        if ask.status in ("solved", "closed"):
            self._settled(ask)

    def _settled(self, ask, end=None):
        for name, due, done in (
            ("seen", ask.seen_due, ask.seen_at),
            ("answered", ask.promised_at, ask.answered_at),
            ("solved", ask.solve_due, ask.solved_at),
        ):
            if due is None:
                continue
            ended = done or ask.closed_at or (end if end and due < end else None)
            how = "running" if ended is None else "kept" if ended <= due else "lapsed"
            if done is None and ask.closed_at:
                how = "not needed" if ask.closed_at <= due else "lapsed"
            self.promises[name, "made"] += 1
            self.promises[name, how] += 1

    def day_ends(self, day):
        """At twenty to five of every day, free ones too: the page "Nothing slips" by its own function, and the rows besides."""
        from hallway.asks import jobs
        from hallway.asks.models import Ask
        from hallway.core.now import now

        found = Counter(code for _ask, code in jobs.breaches())
        late = Ask.objects.still_open().filter(next_at__lt=now())
        found["late"] = late.count()
        if day in plan.IS_WORKDAY:
            self.days += 1
            self.breaches["late at a day's end"] += found["late"]
            self.worst["late"] = max(self.worst["late"], found["late"])
        for code in INVARIANT:
            self.breaches[code] += found[code]
            if found[code]:
                self.wrong.append((day, code, found[code]))
        oldest = late.order_by("next_at").values_list("next_at", flat=True).first()
        if oldest:
            gone = sum(1 for one in plan.each(oldest.astimezone(plan.ZONE).date(), day)[1:] if one in plan.IS_WORKDAY)
            self.worst["school days the latest one was late"] = max(
                self.worst["school days the latest one was late"], gone
            )

    def finish(self, end):
        """The last look, at ``end``."""
        from hallway.asks.models import Ask

        for ask in Ask.objects.exclude(outcome="merged").iterator():
            self._settled(ask, end)
        rows = Ask.objects.exclude(status="closed")
        self.left = Counter(rows.values_list("status", flat=True))
        self.forgotten = [
            f"#{ask.pk} {ask.status} {ask.step} {ask.next_at}"
            for ask in rows.select_related("holder")
            if (ask.holder is None or not ask.holder.is_active or ask.next_at is None or ask.next_at <= end)
        ]

    def breaks(self):
        """[(name, days, Counter of what Hallway did by itself, mails by event kind)] for every break."""
        from hallway.delivery.models import OutgoingMail
        from hallway.history.models import Event

        found = []
        for name, (first, last) in plan.BREAKS.items():
            begin, end = plan.at(first, time(0, 0)), plan.at(last + timedelta(days=1), time(0, 0))
            events = Event.objects.filter(at__gte=begin, at__lt=end, kind__startswith="ask.")
            alone = Counter(events.filter(actor=None).exclude(kind="ask.received").values_list("kind", flat=True))
            mails = OutgoingMail.objects.filter(state="sent", sent_at__gte=begin, sent_at__lt=end)
            kinds = Counter(kind or "daily mail" for kind in mails.values_list("event__kind", flat=True))
            found.append((name, (last - first).days + 1, alone, kinds, events.exclude(actor=None).count()))
        return found

    def mails(self, staff):
        """{who: (mean, p95, max) of mails a person and day with mail}, and the mean over everybody and all workdays."""
        from django.db.models import Count
        from django.db.models.functions import TruncDate

        from hallway.delivery.models import OutgoingMail

        rows = (
            OutgoingMail.objects.filter(state="sent")
            .annotate(day=TruncDate("sent_at", tzinfo=plan.ZONE))
            .values("to", "day")
        )
        by = {"helpers": [], "teachers": []}
        for row in rows.annotate(n=Count("pk")):
            by["teachers" if row["to"][0] in "to" else "helpers"].append(row["n"])
        said = {who: _spread(numbers) for who, numbers in by.items() if numbers}
        return said, sum(map(sum, by.values())) / (staff * len(plan.WORKDAYS))


def _spread(numbers):
    numbers = sorted(numbers)
    return len(numbers), statistics.mean(numbers), numbers[int(len(numbers) * 0.95)], numbers[-1]

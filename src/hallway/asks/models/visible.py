"""Which requests: what a member may read, what they help with, what is open, what matches."""

from django.db import models
from django.db.models import Q

from hallway.core.search import Matches, query_of
from hallway.core.text import as_number
from hallway.people.models import District

OPEN = ("open", "waiting_you", "waiting_other")
LIST_FIELDS = (
    "line", "status", "step", "next_at", "rank", "reasons", "answered_at", "opened_at", "deadline", "confidential",
    "place", "known_issue", "device_tag", "best_time", "campus__name", "campus__time_zone", "room__name",
    "requester__name", "requester__preferred_name", "requester__photo", "holder__name", "holder__preferred_name",
)  # fmt: skip


class AskQuerySet(models.QuerySet):
    def visible_to(self, member):
        """What ``member`` may read: their own, their campuses' as ITS or first contact, escalated ones as a lead.

        A confidential request is its requester's and its holder's alone; in the district's queue, where nobody holds it yet,
        the district's duty holder reads it, so that it does not wait unseen.
        """
        if not member.is_active:
            return self.none()
        seat = member.seat
        party = Q(requester=member) | Q(filed_by=member) | Q(holder=member)
        shared = Q(pk__in=member.taking_part.values("ask_id"))
        if seat.served is None:
            staff = Q(confidential=False)
        else:
            campuses = seat.served | seat.campuses.get("contact", set())
            staff = Q(campus__in=campuses, confidential=False) if campuses else Q(pk=None)
        leading = Q(pk=None)
        if seat.leads_district:
            leading = Q(escalated_at__isnull=False, confidential=False)
        elif seat.leads:
            leading = Q(campus__in=seat.leads, escalated_at__isnull=False, confidential=False)
        on_duty = models.Exists(District.objects.filter(pk=1, duty=member))
        queued = Q(on_duty, confidential=True, holder=None, status__in=OPEN) & ~Q(queue="")
        return self.filter(party | shared | staff | leading | queued)

    def helped_by(self, member, statuses=OPEN):
        """The help list: requests of the campuses a member helps (as a first contact: reads) and those they hold.

        Confidential ones only for whoever holds them.
        """
        seat = member.seat
        rows = self.filter(status__in=statuses) if len(statuses) > 1 else self.filter(status=statuses[0])
        if seat.served is None:
            return rows.filter(Q(confidential=False) | Q(holder=member))
        campuses = seat.served | seat.campuses.get("contact", set())
        return rows.filter(Q(campus__in=campuses, confidential=False) | Q(holder=member))

    def still_open(self):
        return self.filter(status__in=OPEN)

    def pressing(self):
        """Most pressing first; the index serves the order."""
        return self.order_by("rank", "id")

    def for_list(self):
        """With everything a row shows, and nothing it does not (no texts)."""
        return self.select_related("requester", "holder", "campus", "room").only(*LIST_FIELDS)

    def matching(self, text):
        """Newest first: requests with words that begin like the typed ones, or with that number."""
        query = query_of(text)
        if not query:
            return self.none()
        hit = Q(Matches("words", query))
        if (number := as_number(text.strip().lstrip("#"))) is not None:
            hit |= Q(pk=number)
        return self.filter(hit).order_by("-id")

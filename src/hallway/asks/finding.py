"""Searching requests: by number, and by words that begin like the typed ones, newest first, only what the searcher may see.

Two steps keep rare and common words quick at a million requests, whatever the planner believes about a word. First the
newest ``WINDOW`` requests of each road by which the member may read (their own, what they hold, each campus, …) are read
along that road's index: a common word is found there at once, and for somebody with few requests that is all there is.
Only when that gave too little, and a road goes on, the word's own index gives every hit, and those are held against the
same roads. What comes out is read once more through ``visible_to``, which alone decides.
"""

# ruff: noqa: S608 - every piece of the statements is fixed text of this file; what people type is a parameter
from django.db import connection

from hallway.core.search import query_of

from .models import Ask

WINDOW = 2000
SHORTEST = 2  # letters; shorter beginnings fit half of all words


def find(member, text, limit=20):
    """Requests for what was typed: that number first, then hits, newest first. At most ``limit`` rows, ready for a list."""
    if not member.is_active:
        return []
    found = []
    number = text.strip().lstrip("#")
    if number.isascii() and number.isdigit() and len(number) < 18:
        found.append(int(number))
    query = query_of(text)
    if any(len(word) >= SHORTEST + len(":*") for word in query.split(" & ")):
        found += _by_words(member, query, limit)
    if not found:
        return []
    rows = Ask.objects.visible_to(member).for_list().filter(pk__in=found)
    place = {pk: at for at, pk in reversed(list(enumerate(found)))}
    return sorted(rows, key=lambda row: place[row.pk])[:limit]


def _by_words(member, query, limit):
    """Ids of the newest hits for a tsquery text; see the module for how."""
    roads = _roads(member)
    near = " UNION ALL ".join(
        f"(SELECT {at} AS road, id, words @@ q.q AS hit FROM q, LATERAL (SELECT id, words FROM asks_ask WHERE {where}"
        f" ORDER BY id DESC LIMIT {WINDOW}) a)"
        for at, (where, _params) in enumerate(roads)
    )
    params = [query, *(value for _where, values in roads for value in values), limit]
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH q AS (SELECT to_tsquery('simple', %s) AS q), near AS MATERIALIZED ({near})"
            " SELECT ARRAY(SELECT DISTINCT id FROM near WHERE hit ORDER BY id DESC LIMIT %s),"
            " (SELECT max(n) FROM (SELECT count(*) AS n FROM near GROUP BY road) t)",
            params,
        )
        ids, longest = cursor.fetchone()
        if len(ids) >= limit or (longest or 0) < WINDOW:
            return ids
        anywhere = " OR ".join(f"({where})" for where, _values in roads)
        cursor.execute(
            "WITH hits AS MATERIALIZED (SELECT id, campus_id, confidential, requester_id, filed_by_id, holder_id,"
            " escalated_at FROM asks_ask WHERE words @@ to_tsquery('simple', %s))"
            f" SELECT id FROM hits WHERE {anywhere} ORDER BY id DESC LIMIT %s",
            [query, *(value for _where, values in roads for value in values), limit],
        )
        return [row[0] for row in cursor.fetchall()]


def _roads(member):
    """[(condition, values)]: the ways by which ``visible_to`` lets a member read, each served by an index of its own."""
    seat = member.seat
    roads = [
        ("requester_id = %s", [member.pk]),
        ("filed_by_id = %s AND filed_by_id <> requester_id", [member.pk]),
        ("holder_id = %s", [member.pk]),
        ("id = ANY(ARRAY(SELECT ask_id FROM asks_participant WHERE member_id = %s))", [member.pk]),
    ]
    if seat.served is None:
        return [*roads, ("NOT confidential", [])]
    helped = seat.served | seat.campuses.get("contact", set())
    roads += [("campus_id = %s AND NOT confidential", [campus]) for campus in sorted(helped)]
    if seat.leads_district:
        roads.append(("escalated_at IS NOT NULL AND NOT confidential", []))
    elif seat.leads:
        roads.append(("campus_id = ANY(%s) AND escalated_at IS NOT NULL AND NOT confidential", [sorted(seat.leads)]))
    return roads

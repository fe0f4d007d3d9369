"""Searching requests: by number, and by words that begin like the typed ones, newest first, only what the searcher may see.

Rare and common words are quick at a million requests, whatever the planner would choose by itself:

- a common word is met soon when one walks the newest requests along the roads by which the member may read (their own,
  what they hold, each campus, …): ids from the roads' indexes, newest first, then the words of each until enough fit;
- a rare word's own index gives every hit at once, and those are held against the same roads.

The planner's estimate says which of the two comes first; a wrong estimate costs milliseconds, never an answer. What comes
out is read once more through ``visible_to``, which alone decides.
"""

# ruff: noqa: S608 - every piece of the statements is fixed text of this file; what people type is a parameter

from django.db import connection

from hallway.core.search import query_of
from hallway.core.text import as_number

from .models import Ask

WINDOW = 2000  # newest requests to walk
RARE = 3000  # hits that are read by the word's own index without further thought
SHORTEST = 2  # letters; shorter beginnings fit half of all words
HITS = "FROM asks_ask WHERE words @@ to_tsquery('simple', %s)"


def find(member, text, limit=20):
    """Requests for what was typed: that number first, then hits, newest first. At most ``limit`` rows, ready for a list."""
    if not member.is_active:
        return []
    found = []
    if (number := as_number(text.strip().lstrip("#"))) is not None:
        found.append(number)
    query = query_of(text)
    if any(len(word) >= SHORTEST + len(":*") for word in query.split(" & ")):
        found += [pk for pk in _by_words(member, query, limit) if pk not in found]
    if not found:
        return []
    rows = Ask.objects.visible_to(member).for_list().in_bulk(found)
    return [rows[pk] for pk in found if pk in rows][:limit]


def _by_words(member, query, limit):
    """Ids of the newest hits for a tsquery text, newest first."""
    roads = _roads(member)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) SELECT id {HITS}", [query])
        if cursor.fetchone()[0][0]["Plan"]["Plan Rows"] > RARE:
            ids, all_of_them = _walk(cursor, roads, query, limit)
            if len(ids) >= limit or all_of_them:
                return ids
        return _by_index(cursor, roads, query, limit)


def _walk(cursor, roads, query, limit):
    """(hits among the newest on the roads, whether there is nothing older on them)."""
    ways = " UNION ".join(
        f"(SELECT id FROM asks_ask WHERE {where} ORDER BY id DESC LIMIT {WINDOW})" for where, _ in roads
    )
    values = [value for _where, given in roads for value in given]
    newest = f"SELECT id FROM ({ways}) AS way ORDER BY id DESC LIMIT {WINDOW}"
    # OFFSET 0 keeps the join a walk in this order: the words of one request after the other, until enough fit.
    cursor.execute(
        f"SELECT near.id FROM ({newest}) AS near, LATERAL (SELECT words FROM asks_ask WHERE id = near.id OFFSET 0) AS its"
        " WHERE its.words @@ to_tsquery('simple', %s) LIMIT %s",
        [*values, query, limit],
    )
    ids = [row[0] for row in cursor.fetchall()]
    if len(ids) >= limit:
        return ids, False
    cursor.execute(f"SELECT count(*) FROM ({newest}) AS near", values)
    return ids, cursor.fetchone()[0] < WINDOW


def _by_index(cursor, roads, query, limit):
    """The newest hits out of all that the word's index knows: its bitmap and the roads' bitmaps are laid over each other, so
    that only what fits both is fetched. ``id + 0``: no index is in that order, so nothing is walked."""
    anywhere = " OR ".join(f"({where})" for where, _given in roads)
    cursor.execute(
        f"SELECT id {HITS} AND ({anywhere}) ORDER BY id + 0 DESC LIMIT %s",
        [query, *(value for _where, given in roads for value in given), limit],
    )
    return [row[0] for row in cursor.fetchall()]


def _roads(member):
    """[(condition, values)]: the ways by which ``visible_to`` lets a member read, each served by an index of its own.

    Confidential requests keep no words, so no road needs to leave them out.
    """
    seat = member.seat
    if seat.served is None:
        return [("TRUE", [])]
    roads = [
        ("requester_id = %s", [member.pk]),
        ("filed_by_id = %s AND filed_by_id <> requester_id", [member.pk]),
        ("holder_id = %s", [member.pk]),
        ("id = ANY(ARRAY(SELECT ask_id FROM asks_participant WHERE member_id = %s))", [member.pk]),
    ]
    helped = seat.served | seat.campuses.get("contact", set())
    roads += [("campus_id = %s", [campus]) for campus in sorted(helped)]
    if seat.leads_district:
        roads.append(("escalated_at IS NOT NULL", []))
    elif seat.leads:
        roads.append(("campus_id = ANY(%s) AND escalated_at IS NOT NULL", [sorted(seat.leads)]))
    return roads

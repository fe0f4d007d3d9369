"""The SQL of ``bulk.py``: where a bulk row's values come from. ``s`` is a row of the plan, one a request."""

PLAN = """
CREATE TEMP TABLE b_ask ON COMMIT DROP AS
WITH drawn AS (
    SELECT i, least(floor(pg_temp.r(i, 1) ^ 1.2 * %(campuses)s)::int, %(campuses)s - 1) c,
        pg_temp.r(i, 2) r2, pg_temp.r(i, 3) r3, pg_temp.r(i, 4) r4, pg_temp.r(i, 5) r5, pg_temp.r(i, 6) r6,
        pg_temp.r(i, 12) r7, i > %(many)s * (1 - %(late)s) late  -- the last ones are of these days
    FROM generate_series(1, %(many)s) i
), placed AS (
    SELECT *,
        CASE WHEN NOT late OR r3 < 0.1667 THEN 'closed' WHEN r3 < 0.75 THEN 'open' WHEN r3 < 0.85 THEN 'waiting_you'
            WHEN r3 < 0.92 THEN 'waiting_other' ELSE 'solved' END status,
        (%(until)s::timestamptz AT TIME ZONE %(zone)s)::date - CASE
            WHEN late AND r3 >= 0.1667 THEN floor((%(many)s - i) / (%(many)s * %(late)s) * 14)::int
            ELSE 15 + floor(350 * %(years)s * (%(many)s - i) / %(many)s)::int END day0
    FROM drawn
), timed AS (  -- on weekdays, in school hours, and long enough ago for three replies
    SELECT *, least(%(until)s::timestamptz - interval '4 hours',
        (day0 - CASE extract(isodow FROM day0) WHEN 6 THEN 1 WHEN 7 THEN 2 ELSE 0 END + time '07:40'
            + floor(r7 * 480) * interval '1 minute') AT TIME ZONE %(zone)s) opened
    FROM placed
)
SELECT i, %(base)s + i id, status, opened, r4, r5, r6, %(campus)s + c campus_id,
    %(room)s + c * %(rooms)s + floor(r4 * %(rooms)s)::int room_id,
    %(teacher)s + c * %(each)s + floor(r2 * %(each)s)::int requester_id,
    CASE WHEN cardinality(%(holders)s::bigint[]) > 0 AND i %% 100 = 0
        THEN (%(holders)s::bigint[])[1 + (i / 100) %% cardinality(%(holders)s::bigint[])]
        ELSE %(its)s + c * %(all_its)s / %(campuses)s END holder_id,
    CASE WHEN status IN ('closed', 'solved') THEN NULL
        ELSE ((%(days)s::date[])[1 + floor(r5 * CASE status WHEN 'open' THEN 4 ELSE 10 END)::int] + time '07:50'
            + floor(r7 * 450) * interval '1 minute') AT TIME ZONE %(zone)s END next_at,
    ((%(days)s::date[])[1 + floor(r5 * 5)::int] + time '15:00') AT TIME ZONE %(zone)s closes,
    r6 < 0.03 stopped, r6 >= 0.03 AND r6 < 0.08 wide, status = 'open' AND r6 > 0.96 nudged,
    floor(pg_temp.r(i, 7) * %(lines)s)::int line, floor(pg_temp.r(i, 8) * %(texts)s)::int t0,
    floor(pg_temp.r(i, 9) * %(texts)s)::int t1, floor(pg_temp.r(i, 10) * %(texts)s)::int t2,
    floor(pg_temp.r(i, 11) * %(texts)s)::int t3,
    CASE WHEN %(rare)s <> '' AND i %% greatest(%(many)s / 10, 1) = 7 THEN ' ' || %(rare)s ELSE '' END
    || CASE WHEN %(common)s <> '' AND i %% 20 = 3 THEN ' ' || %(common)s ELSE '' END extra
FROM timed"""

CLOSED = "CASE WHEN s.status = 'closed' THEN s.opened + (0.5 + s.r5 * 9) * interval '1 day' END"
NEXT = "CASE WHEN s.status = 'solved' THEN s.closes ELSE s.next_at END"
MINUTES = (
    "(CASE WHEN s.status <> 'open' THEN 0 ELSE CASE WHEN s.stopped THEN 1440 WHEN s.wide THEN 600 ELSE 0 END"
    " + CASE WHEN s.nudged THEN 120 ELSE 0 END END)"
)
ASKS_FROM = (
    "b_ask s JOIN b_line l ON l.n = s.line JOIN b_text a ON a.n = s.t0 JOIN b_text b ON b.n = s.t1"
    " JOIN b_text c ON c.n = s.t2 JOIN b_text d ON d.n = s.t3 JOIN people_member m ON m.id = s.requester_id ORDER BY s.id"
)
ASKS = {
    "id": "s.id",
    "key": "md5('ask' || s.id)::uuid",
    "key_digest": "md5(s.id::text) || md5(s.id::text)",
    "line": "l.t",
    "through": "'form'",
    "affected": "CASE WHEN s.wide THEN 'several' ELSE 'me' END",
    "teaching_stopped": "s.stopped",
    "confidential": "s.r4 < 0.01",
    "status": "s.status",
    "outcome": "CASE WHEN s.status IN ('closed', 'solved') THEN 'fixed' ELSE '' END",
    "step": "CASE s.status WHEN 'open' THEN 'work' WHEN 'waiting_you' THEN 'remind' WHEN 'waiting_other' THEN 'check'"
    " ELSE 'close' END",
    "next_at": NEXT,
    "promised_at": "s.opened + interval '1 day'",
    "opened_at": "s.opened",
    "answered_at": "s.opened + interval '40 minutes'",
    "solved_at": "CASE s.status WHEN 'closed' THEN s.opened + (0.2 + s.r5 * 5) * interval '1 day'"
    " WHEN 'solved' THEN s.opened + interval '2 hours' END",
    "closed_at": CLOSED,
    "nudges": "s.nudged::int",
    "nudged_at": "CASE WHEN s.nudged THEN s.opened + interval '3 days' END",
    "rank": f"coalesce({NEXT}, {CLOSED}) - make_interval(mins => {MINUTES})",
    "reasons": "CASE WHEN s.status <> 'open' THEN '[]'::jsonb ELSE (CASE WHEN s.stopped THEN '[[\"stopped\", 1440]]'::jsonb"
    " WHEN s.wide THEN '[[\"wide\", 600]]' ELSE '[]' END"
    " || CASE WHEN s.nudged THEN '[[\"nudged\", 120]]'::jsonb ELSE '[]' END) END",
    "route_why": "jsonb_build_object('code', 'today', 'day', s.opened::date::text)",
    "words": "CASE WHEN s.r4 >= 0.01 THEN to_tsvector('simple', concat_ws(' ', l.words, a.words || s.extra, b.words,"
    " c.words, d.words, m.folded)) END",
    "campus_id": "s.campus_id",
    "room_id": "s.room_id",
    "requester_id": "s.requester_id",
    "filed_by_id": "s.requester_id",
    "holder_id": "s.holder_id",
}

MESSAGES_FROM = (
    "b_ask s CROSS JOIN LATERAL (VALUES (0, s.t0, s.requester_id, 'ask', s.extra, interval '0'),"
    " (1, s.t1, s.holder_id, 'reply', '', interval '40 minutes'),"
    " (2, s.t2, s.requester_id, 'reply', '', interval '70 minutes'),"
    " (3, s.t3, s.holder_id, 'reply', '', interval '90 minutes')) v(k, t, who, kind, extra, later)"
    " JOIN b_text t ON t.n = v.t"
)
MESSAGES = {
    "key": "md5('message' || s.id * 4 + v.k)::uuid",
    "key_digest": "md5(s.id::text) || md5(v.k::text)",
    "noun_id": "s.id",
    "kind": "v.kind",
    "text": "t.t || v.extra",
    "at": "s.opened + v.later",
    "author_id": "v.who",
}

EVENTS_FROM = (
    "b_ask s CROSS JOIN LATERAL (VALUES (0, 'ask.opened', s.requester_id, interval '0'),"
    " (1, 'ask.received', NULL, interval '0'),"
    " (2, 'ask.replied', s.holder_id, interval '40 minutes'),"
    " (3, 'ask.replied', s.requester_id, interval '70 minutes'),"
    " (4, 'ask.replied', s.holder_id, interval '90 minutes'),"
    " (5, CASE s.status WHEN 'waiting_you' THEN 'ask.waiting' WHEN 'waiting_other' THEN 'ask.paused'"
    " WHEN 'open' THEN NULL ELSE 'ask.solved' END, s.holder_id, interval '100 minutes'),"
    " (6, CASE WHEN s.status = 'closed' THEN 'ask.confirmed' END, s.requester_id, interval '8 hours'))"
    " v(k, kind, who, later) WHERE v.kind IS NOT NULL"
)
BEFORE = (
    '{"status": "open", "outcome": "", "step": "answer", "step_note": "", "next_at": null, "answered_at": null,'
    ' "solved_at": null, "closed_at": null}'
)
EVENTS = {
    "kind": "v.kind",
    "at": "s.opened + v.later",
    "actor_id": "v.who",
    "subject_id": "s.id",
    "root_id": "s.id",
    "due": "s.opened + v.later",
    "told": "s.opened + v.later + interval '1 minute'",
    "data": "CASE v.kind WHEN 'ask.replied' THEN jsonb_build_object('message', {message} + s.i * 4 + v.k - 1, 'before', '"
    + BEFORE.replace("{", "{{").replace("}", "}}")
    + "'::jsonb) WHEN 'ask.solved' THEN '{{\"outcome\": \"fixed\"}}' WHEN 'ask.waiting' THEN '{{\"when\": \"\"}}'"
    " WHEN 'ask.paused' THEN '{{\"when\": \"\"}}' ELSE '{{}}' END",
}

NOTICES_FROM = "b_ask s CROSS JOIN LATERAL (VALUES (0, s.holder_id), (2, s.requester_id)) v(k, who)"
NOTICES = {
    "member_id": "v.who",
    "mail": "'off'",
    "read_at": "CASE WHEN s.opened < %(until)s::timestamptz - interval '1 day' THEN s.opened + interval '3 hours' END",
}

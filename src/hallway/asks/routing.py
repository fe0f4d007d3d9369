"""Who gets a request: the doors of its procedure in their order, with what was found behind each, so that both sides can be told.

A door is passed by when nobody stands behind it, when all of them are out, or when the asker is the one who stands there. The
last resort is always the district: its duty holder, else its queue. A request without anybody does not exist.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hallway.core.kept import kept
from hallway.core.now import now
from hallway.people.models import Campus, District, Member, Post
from hallway.people.where import away_on, its_posts, on_duty, stands_in
from hallway.procedures.terms import USUAL_FILERS, Terms
from hallway.schooltime import clock
from hallway.schooltime.calendars import calendar_of


def route(campus: Campus, terms: Terms, *, asker=None, but=(), affected="me", door=None):
    """Returns (holder or None, queue, why). ``asker``: never gets their own; ``but``: members passed over (whoever is out).

    ``door``: begin there, as a request does that moves on. With a holder the queue is empty; without one it is ``district``,
    whose duty holder looks after it. ``why``: ``code``, ``door``, ``day`` and ``walked``, the doors before with what was there.
    """
    calendar = calendar_of(campus.pk)
    today = calendar.local_day(clock.after_minutes(calendar, now(), 0))
    passed = {m.pk if isinstance(m, Member) else m for m in (*but, asker) if m}
    walked: list = []
    for kind, hats, why in _doors(campus, terms, asker, affected, door, walked):
        holder, day, missing = _behind(kind, campus, hats, today, passed, asker)
        if holder is not None:
            usual = {"first_contact": "contact", "desk": "district", "district": "duty"}.get(kind)
            code = (
                "cover"
                if missing == "cover"
                else why or usual or ("today" if day == calendar.local_day(now()) else "next")
            )
            return holder, "", {"code": code, "door": kind, "day": str(day), "walked": walked}
        walked.append([kind, missing])
    return None, "district", {"code": "queue", "door": "district", "walked": walked}


def _doors(campus, terms, asker, affected, door, walked):
    """(door, hats, why it is this one) in the order to try them."""
    tiers = [(one.kind, one.hats, "") for one in terms.tiers]
    if "district" not in [kind for kind, _hats, _why in tiers]:
        tiers.append(("district", (), ""))
    order = [kind for kind, _hats, _why in tiers]
    if door in order:
        return tiers[order.index(door) :]
    if asker is not None and not files_there(terms, asker, campus):
        further = [one for one in tiers if one[0] != "first_contact"]
        return [("first_contact", (), "files"), *further]  # whoever files at the campus gets it and sends it on
    for one in terms.escalations:
        reaches = one.when == "impact" and one.reaches(affected)
        skips = one.when == "contact_asks" and asker is not None and asker.seat.holds("contact", campus.pk)
        if (reaches or skips) and one.to in order:
            at = order.index(one.to)
            walked.extend([kind, one.when] for kind in order[:at])
            return tiers[at:]
    return tiers


def _behind(kind, campus, hats, day, passed, asker):
    """(member, day they are there, how or why nobody) behind a door; ``cover``: they stand in for whoever is out."""
    if kind == "first_contact" and asker is not None and asker.seat.holds("contact", campus.pk):
        return None, day, "asker"
    posted, here = _people_of(kind, campus, day)
    away = away_on(day, tuple(sorted(here))) if here else ()
    holder, that_day = next((here[pk] for pk in here if pk not in passed and pk not in away), None), day
    if kind == "its":
        holder, that_day = on_duty(campus, day, but=passed, hats=tuple(hats))
    if away and (holder is None or that_day != day):
        out = [pk for pk in here if pk in away]
        if cover := stands_in(day, out, but=passed):
            return cover, day, "cover"
        if holder is None and kind == "district":
            holder = here[out[0]] if out[0] not in passed else None  # there is no further door
    asks = asker is not None and asker.pk in here
    return holder, that_day, "out" if away else "asker" if asks else "off" if posted and not here else "nobody"


def _people_of(kind, campus, day):
    """(whether anybody is posted at a door these weeks, {id: who is posted there on ``day``})."""
    if kind == "district":
        duty = District.get().duty
        here = [duty] if duty and duty.is_active else []
        return bool(here), {m.pk: m for m in here}
    posts = its_posts(campus) if kind == "its" else _posted(campus.pk if kind == "first_contact" else None, kind)
    posts = [post for post in posts if post.in_force(day)]
    return bool(posts), {post.member_id: post.member for post in posts if post.serves_on(day)}


@kept
def _posted(campus_id, kind):
    role = "contact" if kind == "first_contact" else "its"
    rows = Post.objects.filter(role=role, campus=campus_id, member__is_active=True)
    return list(rows.select_related("member").order_by("pk"))


def files_there(terms, member, campus):
    """Whether ``member`` may file there by the procedure; what others ask goes to whoever may, who sends it on."""
    roles = ("contact", *(terms.filers or USUAL_FILERS))
    return terms.file_by == "anyone" or any(member.seat.holds(role, campus.pk) for role in roles)


BECAUSE = {
    "contact": gettext_lazy("is the first contact at your campus"),
    "files": gettext_lazy("files requests for your campus and sends them on"),
    "today": gettext_lazy("serves your campus"),
    "next": gettext_lazy("is the next one at your campus"),
    "district": gettext_lazy("looks after the whole district"),
    "duty": gettext_lazy("looks after the whole district"),
    "cover": gettext_lazy("takes over while a colleague is out"),
    "handed": gettext_lazy("was asked by a colleague"),
}
DOOR = {
    "first_contact": gettext_lazy("The first contact"),
    "its": gettext_lazy("The campus’s ITS"),
    "desk": gettext_lazy("The district’s desk"),
    "district": gettext_lazy("The district"),
}
PASSED = {
    "asker": gettext_lazy("asked for it, so it goes one door further"),
    "nobody": gettext_lazy("nobody stands there"),
    "off": gettext_lazy("is not there on this day"),
    "out": gettext_lazy("is out today"),
    "contact_asks": gettext_lazy("asked for it, so it goes one door further"),
    "impact": gettext_lazy("is skipped because so many are affected"),
    "lapsed": gettext_lazy("had it until its time had passed"),
    "by_hand": gettext_lazy("asked the next door for help"),
}


def because(why):
    """The routing reason as a sentence for both sides."""
    return str(BECAUSE.get(why.get("code")) or _("the district's help team"))


def walk(why):
    """The doors that were passed by before the one that has it, as sentences; empty when it was the first."""
    return [f"{DOOR.get(kind, kind)}: {PASSED.get(missing, missing)}" for kind, missing in why.get("walked", ())]

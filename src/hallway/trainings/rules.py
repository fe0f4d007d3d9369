"""Who makes a training, who runs it, who is invited. Who comes is read by those who run it; leaders who do not see a count."""

from hallway.ideas.rules import to_the_district


def teaches_at(member, campus_id):
    """Whether they make trainings for this campus: its ITS, who leads it, the district."""
    seat = member.seat
    return seat.serves(campus_id) or seat.holds("lead", campus_id) or seat.leads_district


def may_announce(member, row):
    course = getattr(row, "course", None)
    if course is not None and not (course.by_id == member.pk or member.seat.is_its):
        return False
    return teaches_at(member, row.campus.pk)


def may_invite(member, audience):
    """A campus by whoever teaches there; everybody in the district by those who also write tips for everybody."""
    return audience != "district" or to_the_district(member)


def runs(member, session):
    """Its hosts, whoever made it, and the ITS of its campus."""
    return session.made_by_id == member.pk or member.seat.serves(session.campus_id) or session.is_host(member)


def may_change(member, session):
    return runs(member, session)


may_call_off = may_change


def sees_all(member):
    """Whoever is there for every campus finds the trainings of all of them."""
    seat = member.seat
    return seat.leads_district or seat.is_admin or "its" in seat.everywhere


def may_answer(member, session):
    """Whoever is invited; they say it for themselves only."""
    if session.audience == "district" or session.campus_id in member.seat.own or sees_all(member):
        return True
    return session.is_host(member) or session.seat_of(member) is not None


may_remark = may_answer


def may_settle(member, session):
    """Only the house, when time has passed."""
    return False


may_remind = may_go_without = may_settle


def may_check_in(member, session):
    """Whoever stands before the screen and holds its code: also without a place, and from another campus."""
    return True


def may_walk_in(member, session):
    return runs(member, session)


may_keep_attendance = may_walk_in


def may_issue(member, row):
    """A certificate is one's own."""
    return row.seat.member_id == member.pk


def was_there(member, session):
    seat = session.seat_of(member)
    return seat is not None and seat.attended in ("attended", "partial", "walk_in")


def may_react(member, session):
    """Whoever has a place or was there; for whoever holds it there is nothing to say to themselves."""
    seat = session.seat_of(member)
    return seat is not None and seat.answer == "going" and not session.is_host(member)


may_tell_tried = was_there


def may_wonder(member, session):
    """Only the house asks."""
    return False

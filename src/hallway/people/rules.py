"""Who may do what to people and places. Roles are few; all of them are named here and in ``seat.py``.

admin: people and settings of the whole district, no content · office: people and rooms of their campus (or, without a
campus, of the district) · everybody: their own page. Nobody makes somebody more than they are themselves.
"""

GIVEN_BY_OFFICE = {"teacher", "its", "contact", "lead"}


def may_manage_district(member, district):
    return member.seat.is_admin


def may_add_campus(member, row):
    return member.seat.is_admin


def may_manage_campus(member, campus):
    return member.seat.is_admin or member.seat.holds("office", campus.pk)


def may_add_room(member, row):
    return (
        member.seat.is_admin
        or (row.campus is not None and member.seat.holds("office", row.campus.pk))
        or "office" in member.seat.everywhere
    )


def may_manage_room(member, room):
    """Rooms and devices; without a campus they are the district's."""
    seat = member.seat
    if seat.is_admin or "office" in seat.everywhere:
        return True
    return room.campus_id is not None and seat.holds("office", room.campus_id)


def may_add_device(member, row):
    return may_add_room(member, row)


def may_manage_device(member, device):
    return may_manage_room(member, device)


def may_add_member(member, row):
    return member.seat.manages_people


def may_manage_member(member, other):
    """The office manages who works at its campus, and nobody with more rights than its own."""
    seat = member.seat
    if seat.is_admin:
        return True
    theirs = other.seat
    if theirs.is_admin or theirs.leads_district or "its" in theirs.everywhere or "office" in theirs.everywhere:
        return False
    if "office" in seat.everywhere:
        return True
    offices = seat.campuses.get("office", set())
    return bool(offices) and theirs.own <= offices


def may_introduce(member, other):
    return member.pk == other.pk or may_manage_member(member, other)


def may_choose_password(member, other):
    """Their own only; an administrator gives them a link instead, so that nobody knows another's password."""
    return member.pk == other.pk


def may_add_post(member, row):
    """Only an administrator gives posts that give rights of their own."""
    seat, campus = member.seat, getattr(row, "campus", None)
    if seat.is_admin:
        return True
    return row.role in GIVEN_BY_OFFICE and campus is not None and seat.holds("office", campus.pk)


def may_remove_post(member, post):
    seat = member.seat
    return seat.is_admin or (
        post.role in GIVEN_BY_OFFICE and post.campus_id is not None and seat.holds("office", post.campus_id)
    )


def may_invite(member, row):
    return may_manage_member(member, row.member)


def may_accept(member, invitation):
    """Whoever holds the link is the person invited; the page signs them in as that member."""
    return member.pk == invitation.member_id


def may_be_out(member, row):
    return member.pk == row.member.pk or may_manage_member(member, row.member)


def may_return(member, absence):
    return member.pk == absence.member_id or may_manage_member(member, absence.member)


def _looks_after_team(member, campus_id):
    """The campus's lead, office and technology people; an administrator; the district's own for a team without a campus."""
    seat = member.seat
    if seat.is_admin:
        return True
    if campus_id is None:
        return seat.leads_district or bool(seat.everywhere & {"its", "office"})
    return any(seat.holds(role, campus_id) for role in ("lead", "office", "its"))


def may_make_team(member, row):
    return _looks_after_team(member, row.campus.pk if row.campus is not None else None)


def may_change_team(member, team):
    return _looks_after_team(member, team.campus_id)


may_archive_team = may_change_team


def may_add_to_team(member, row):
    return _looks_after_team(member, row.team.campus_id)


def may_leave_team(member, membership):
    return member.pk == membership.member_id or _looks_after_team(member, membership.team.campus_id)


def may_propose_adoption(member, row):
    """Somebody who belongs to the team asks; looking after it is not belonging to it."""
    return row.team.has(member)


def may_accept_adoption(member, adoption):
    """Only the one who was asked answers."""
    return member.pk == adoption.its_id


may_decline_adoption = may_accept_adoption


def may_end_adoption(member, adoption):
    return member.pk == adoption.its_id or adoption.team.has(member)

"""Calendars are settings: the administrator's and the district lead's, and for a campus its office's."""


def _sets(member, campus_id):
    seat = member.seat
    if seat.is_admin or seat.leads_district:
        return True
    return campus_id is not None and seat.holds("office", campus_id)


def sets_some_hours(member):
    """Whether the page of hours is of any use to them."""
    return member.seat.is_admin or member.seat.leads_district or member.seat.holds("office")


def may_set_hours(member, row):
    return _sets(member, row.campus.pk if row.campus else None)


def may_add_closed_day(member, row):
    campus = getattr(row, "campus", None)
    return _sets(member, campus.pk if campus else None)


def may_remove_closed_day(member, day):
    return _sets(member, day.campus_id)

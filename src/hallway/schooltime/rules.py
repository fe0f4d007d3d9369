"""Calendars are settings: the administrator's and the district lead's, and for a campus its office's. Its lead may look."""


def _sets(member, campus_id):
    seat = member.seat
    if seat.is_admin or seat.leads_district:
        return True
    return campus_id is not None and seat.holds("office", campus_id)


def sets_some_hours(member):
    """Whether the page of hours is of any use to them."""
    return member.seat.is_admin or member.seat.leads_district or member.seat.holds("office")


def sees_some_calendar(member):
    """Whether the pages of the school year are of any use to them."""
    return sets_some_hours(member) or bool(member.seat.leads)


def may_set_hours(member, row):
    return _sets(member, row.campus.pk if row.campus else None)


def may_see_calendar(member, campus_id):
    """``campus_id``: None for the district's own, which everybody with a calendar to look at may read."""
    if _sets(member, campus_id) or campus_id is None:
        return sees_some_calendar(member)
    return campus_id in member.seat.leads


def may_change_calendar(member, row):
    """``row``: a day, year or season, or the one to be; or a namespace with its campus."""
    if hasattr(row, "campus_id"):
        return _sets(member, row.campus_id)
    return _sets(member, row.campus.pk if row.campus else None)

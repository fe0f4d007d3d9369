"""Calendars are settings: the administrator's, and for a campus its office's."""


def may_set_hours(member, row):
    return (
        member.seat.is_admin
        or member.seat.leads_district
        or (row.campus is not None and member.seat.holds("office", row.campus.pk))
    )


def may_add_closed_day(member, row):
    campus = getattr(row, "campus", None)
    return (
        member.seat.is_admin
        or member.seat.leads_district
        or (campus is not None and member.seat.holds("office", campus.pk))
    )


def may_remove_closed_day(member, day):
    return (
        member.seat.is_admin
        or member.seat.leads_district
        or (day.campus_id is not None and member.seat.holds("office", day.campus_id))
    )

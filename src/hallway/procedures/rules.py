"""Procedures and topics are the district's: its leads and the administrator set them. Campus leads and ITS read them, too;
what everybody needs of them stands on the public page of each campus."""


def _sets_procedures(member):
    return member.seat.is_admin or member.seat.leads_district


def reads_procedures(member):
    """Who opens the pages with versions and drafts."""
    return _sets_procedures(member) or bool(member.seat.leads) or member.seat.is_its


def prints_for(member, campus_id):
    """Whose pages offer the sheet and the stickers of a campus."""
    seat = member.seat
    mine = seat.holds("office", campus_id) or seat.holds("lead", campus_id) or seat.serves(campus_id)
    return _sets_procedures(member) or mine


def may_add_topic(member, row):
    return _sets_procedures(member)


def may_manage_topic(member, topic):
    return _sets_procedures(member)


def may_draft_procedure(member, row):
    return _sets_procedures(member)


def may_change_procedure(member, procedure):
    return _sets_procedures(member)

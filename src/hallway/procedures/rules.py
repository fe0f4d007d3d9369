"""Procedures and topics are the district's: its leads and the administrator set them."""


def _sets_procedures(member):
    return member.seat.is_admin or member.seat.leads_district


def may_add_topic(member, row):
    return _sets_procedures(member)


def may_manage_topic(member, topic):
    return _sets_procedures(member)


def may_draft_procedure(member, row):
    return _sets_procedures(member)


def may_change_procedure(member, procedure):
    return _sets_procedures(member)

"""Who books, answers, moves and ends an appointment: whoever takes part in it. Nobody else reads it; leaders never."""


def may_paint(member, row):
    """When they can be met, each ITS says for themselves."""
    return row.member.pk == member.pk and member.seat.is_its


may_override = may_set_terms = may_teach = may_block = may_paint


def may_take_back(member, row):
    return row.member_id == member.pk


may_unblock = may_drop_class = may_take_back


def may_confirm_planning(member, row):
    """Only the teacher says which periods are for planning; nobody sets them for somebody else."""
    return row.member.pk == member.pk


def may_open_planning(member, row):
    """Whether planning periods may be asked for at all: whoever leads the campus or the district, or an administrator."""
    seat = member.seat
    return seat.is_admin or seat.leads_district or row.campus.pk in seat.leads


def may_say_travel(member, row):
    return member.seat.is_admin or member.seat.leads_district


def _takes_part(member, appointment):
    party = appointment.party_of(member)
    return party is not None and party.standing


def _hosts(member, appointment):
    party = appointment.party_of(member)
    return party is not None and party.standing and party.part == "host"


def may_book(member, row):
    """For themselves, as one of those who come: nobody books for two others."""
    return any(each.pk == member.pk for each in (*row.hosts, *row.guests))


may_hold = may_book


def may_let_go(member, appointment):
    """A time that they hold while they fill the form."""
    return appointment.made_by_id == member.pk


def may_accept(member, appointment):
    """Also after a no: people change their minds. Whoever was taken off the list does not come back by themselves."""
    return appointment.party_of(member) is not None


may_decline = may_perhaps = may_accept
may_ask_otherwise = may_move = may_cancel = may_happen = may_did_not_happen = _takes_part


def may_add_party(member, appointment):
    return _hosts(member, appointment) or (appointment.made_by_id == member.pk and _takes_part(member, appointment))


def may_remove_party(member, appointment):
    return may_add_party(member, appointment)


may_reassign = _hosts


def may_sweep(member, appointment):
    """Only the house tidies up, reminds, and takes off the list whoever has left."""
    return False


may_remind = may_go_without = may_sweep

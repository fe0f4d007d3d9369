"""Who books, answers, moves and ends an appointment: whoever takes part in it. Nobody else reads it; leaders never."""


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
may_move = may_cancel = may_happen = may_did_not_happen = _takes_part


def may_add_party(member, appointment):
    return _hosts(member, appointment) or (appointment.made_by_id == member.pk and _takes_part(member, appointment))


def may_remove_party(member, appointment):
    return may_add_party(member, appointment)


may_reassign = _hosts


def may_sweep(member, appointment):
    """Only the house tidies up, reminds, and takes off the list whoever has left."""
    return False


may_remind = may_go_without = may_sweep

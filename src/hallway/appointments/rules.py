"""Who books, answers, moves and ends an appointment: whoever takes part in it. Nobody else reads it; leaders never."""


def may_paint(member, row):
    """When they can be met, each ITS says for themselves."""
    return row.member.pk == member.pk and member.seat.is_its


may_override = may_set_terms = may_teach = may_block = may_paint


def may_take_back(member, row):
    return row.member_id == member.pk


may_unblock = may_drop_class = may_stop_waiting = may_take_back


def may_wait(member, row):
    """Everybody waits for themselves."""
    return row.member.pk == member.pk


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


may_decline = may_perhaps = may_remark = may_accept
may_ask_otherwise = may_move = may_cancel = may_happen = may_did_not_happen = _takes_part


def may_add_party(member, appointment):
    return _hosts(member, appointment) or (appointment.made_by_id == member.pk and _takes_part(member, appointment))


def may_remove_party(member, appointment):
    return may_add_party(member, appointment)


may_reassign = _hosts


def may_sweep(member, appointment):
    """Only the house tidies up, reminds, and takes off the list whoever has left."""
    return False


may_notice = may_remind = may_go_without = may_doubt = may_sweep


# Consults, visits, brags: between a teacher and an ITS.


def leads(member):
    """Whether somebody leads a campus or the district: what they saw and planned as an ITS is closed to them from that day on."""
    seat = member.seat
    return bool(seat.leads or "lead" in seat.everywhere or seat.leads_district)


def keeps_out(member):
    """Whether somebody leads, or manages people: what is confidential never reaches them but as one of the two sides."""
    return member.seat.over_others


def can_be_asked(its):
    """Whether a teacher may ask them to plan with them or to visit: an ITS who leads nobody."""
    return its.is_active and its.seat.is_its and not leads(its)


def is_its_of(member, row):
    """Whether they are the ITS of a consult or a visit, and still nobody's leader."""
    return member.pk == row.its_id and not leads(member)


def may_open_consult(member, row):
    """The teacher for themselves, or the ITS who was told in the hallway; the one asked is an ITS, and nobody asks themselves."""
    if not row.teacher.is_active or row.teacher.pk == row.its.pk or not can_be_asked(row.its):
        return False
    if getattr(row, "ask", None) is not None and row.ask.requester_id != row.teacher.pk:
        return False
    return member.pk in (row.teacher.pk, row.its.pk)


def _in_consult(member, consult):
    return consult.is_party(member)


def _teaches(member, row):
    return member.pk == row.teacher_id


def _either_side(member, row):
    return member.pk == row.teacher_id or is_its_of(member, row)


may_say = may_unsay = may_save_plan = may_note_down = may_drop_note = may_suggest = may_drop_idea = _in_consult
may_change_lesson = may_meet_for_consult = may_invite = may_uninvite = may_go_back = _either_side
may_pick = may_change_its = may_tell_outcome = may_withdraw_consult = may_reopen_consult = _teaches
may_share_consult = may_unshare_consult = _teaches


may_bring = may_take_to_library = _in_consult


def may_fix_together(member, row):
    """Whoever tried it, with an ITS."""
    return row.trial.member_id == member.pk and row.its.pk != member.pk and row.its.is_active and row.its.seat.is_its


def may_wonder(member, consult):
    """Only the house asks by itself."""
    return False


def may_ask_in(member, row):
    """A teacher invites for themselves; the one invited is an ITS."""
    return member.pk == row.teacher.pk and row.its.pk != member.pk and can_be_asked(row.its)


def _visits(member, visit):
    return is_its_of(member, visit)


may_come = may_not_come = may_jot = may_write_feedback = may_give_feedback = _visits


def may_tidy(member, row):
    """Only the house throws away what has run out."""
    return False


may_change_visit = may_call_off = may_hear_more = may_share_visit = may_unshare_visit = _teaches
may_took_place = may_meet_for_visit = _either_side


def may_draft_brag(member, row):
    """An ITS about a teacher; with a visit or a consult, its ITS about its teacher."""
    if not member.seat.is_its or member.pk == row.teacher.pk or not row.teacher.is_active:
        return False
    about = getattr(row, "visit", None)
    return about is None or (about.its_id == member.pk and about.teacher_id == row.teacher.pk)


def may_change_brag(member, brag):
    """Its author until the teacher said yes; the teacher always."""
    return member.pk == brag.teacher_id or (member.pk == brag.author_id and brag.state != "published")


def may_propose(member, brag):
    return member.pk == brag.author_id


def may_consent(member, brag):
    return member.pk == brag.teacher_id


may_say_no = may_consent


def may_make_idea(member, brag):
    """The library is the whole district's: the teacher lets it go there, and its author where the teacher's yes reaches as far."""
    if brag.state != "published" or brag.audience == "team":
        return False
    return member.pk == brag.teacher_id or (member.pk == brag.author_id and brag.audience == "district")


def may_withdraw_brag(member, brag):
    return member.pk in (brag.teacher_id, brag.author_id)

"""Who may do what to a help request. Parties: who asked, who filed it, who takes part. Staff: ``Ask.is_staff``."""


def may_open(member, row):
    """Anybody may ask, and may ask for a colleague; the request is then the colleague's."""
    return row.requester is not None and row.requester.is_active


def _staff(member, ask):
    return ask.is_staff(member)


def _either(member, ask):
    return ask.is_staff(member) or ask.is_party(member)


def _asked(member, ask):
    return member.pk in (ask.requester_id, ask.filed_by_id)


may_take = may_hand_over = may_note = may_wait = may_solve = may_close = _staff
may_merge = may_unmerge = may_escalate = may_send_on = may_make_known = may_include = may_triage = _staff
may_reply = _either


def may_reopen(member, ask):
    return _staff(member, ask) or _asked(member, ask)


def may_undo_message(member, ask):
    """The author only; the verb checks which message."""
    return _either(member, ask)


def may_confirm(member, ask):
    return _asked(member, ask)


def may_belong_to(member, ask):
    """Who helps with it, or the helper who passed it on."""
    return _staff(member, ask) or (member.pk == ask.filed_by_id and member.seat.is_its)


may_belong_back = may_belong_to


def may_become(member, ask):
    """Who asked, or who helps with it, makes it a consult."""
    return _staff(member, ask) or _asked(member, ask)


def may_withdraw(member, ask):
    return _asked(member, ask)


def may_follow_up(member, ask):
    """Whoever is on the conversation; the help team reopens."""
    return ask.is_party(member)


def may_me_too(member, known):
    """Whoever may read the known issue."""
    return type(known).objects.visible_to(member).filter(pk=known.pk).exists()


def _has_it(member, known):
    return known.told.filter(member=member).exists()


may_not_me = may_me_too
may_works = may_still_not = _has_it


def may_tell_all(member, known):
    """The help team of its request."""
    return known.ask.is_staff(member)


may_untell = may_tell_all


def may_nudge(member, ask):
    return _asked(member, ask)


def may_move_on(member, ask):
    """Only the house moves work on by itself; people hand over."""
    return False


def may_lapse(member, ask):
    return False


def may_find_holder(member, ask):
    return False


def may_press(member, ask):
    return False


def may_weigh(member, row):
    """What stands higher is the district's to say."""
    return member.seat.is_admin or member.seat.leads_district


def may_add_template(member, row):
    if row.owner is None:
        return member.seat.is_admin or member.seat.leads_district
    return row.owner.pk == member.pk and member.seat.is_its


def may_change_template(member, template):
    if template.owner_id is None:
        return member.seat.is_admin or member.seat.leads_district
    return template.owner_id == member.pk


may_remove_template = may_change_template

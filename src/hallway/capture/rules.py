"""Who keeps what was said in the hallway, and who sorts it: the help team. A note is its author's alone."""


def may_keep(member, row):
    return member.seat.is_its


def _sorts(member, capture):
    if capture.by_id == member.pk:
        return True
    return not capture.note_only and member.seat.serves(capture.campus_id)


may_sort = may_throw_away = may_plan = _sorts


def may_set_aside(member, capture):
    """As a note for oneself."""
    return capture.by_id == member.pk


def may_remind(member, capture):
    """Only the house reminds."""
    return False

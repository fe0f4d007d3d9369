"""Thanks are between two sides. Who got one decides whether anybody else reads it; nobody counts them."""


def may_give(member, row):
    """Anybody may thank colleagues, not themselves; for a noun with parties (a request) only those who are on it."""
    receivers = list(row.receivers)
    if not receivers or any(each.pk == member.pk or not each.is_active for each in receivers):
        return False
    subject = getattr(row, "subject", None)
    if subject is None or not hasattr(subject, "is_party"):
        return True
    return subject.is_party(member) or subject.is_staff(member)


def may_allow(member, thanks):
    """Each receiver for themselves; what was said about something confidential stays between the two,
    and so does who tried a tip."""
    subject = thanks.subject
    if getattr(subject, "confidential", False) or getattr(subject, "thanks_stay", False):
        return False
    return any(receipt.member_id == member.pk for receipt in thanks.receipts.all())


def may_take_back(member, thanks):
    return thanks.sender_id == member.pk


def may_wave(member, row):
    """Anybody at anybody who works here, but for themselves."""
    return row.to.is_active and row.to.pk != member.pk


def may_unwave(member, wave):
    return wave.sender_id == member.pk


def may_hear(member, wave):
    return wave.receiver_id == member.pk


def may_mute(member, row):
    return row.sender.pk != member.pk


def may_unmute(member, mute):
    return mute.member_id == member.pk

"""Who sorts parked mail: the ITS decide, administrators may leave a mail aside. Nobody joins what they may not read."""


def _sees(member, mail):
    return (
        mail.looks_like_id is None
        or type(mail.looks_like).objects.visible_to(member).filter(pk=mail.looks_like_id).exists()
    )


def may_accept(member, mail):
    return member.seat.is_its and _sees(member, mail)


def may_join(member, mail):
    """Whether they may join parked mail at all; the verb that writes into the request asks that request's own rule."""
    return member.seat.is_its and _sees(member, mail)


def may_ignore(member, mail):
    return member.seat.is_admin or (member.seat.is_its and _sees(member, mail))


def may_read_words(member, mail):
    """Administrators see that a mail waits and why, not what it says."""
    return member.seat.is_its


def may_set(member, row):
    """Whom mail is taken from is the administrator's to say."""
    return member.seat.is_admin


def may_block(member, row):
    return member.seat.is_its or member.seat.is_admin


may_lift = may_block

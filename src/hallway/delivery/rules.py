"""Who may do what to notices and mail. One's own notices and choices are nobody else's; mail that waits is an administrator's."""


def may_read(member, notice):
    return notice.member_id == member.pk


def may_read_all(member, row):
    """Everybody, their own."""
    return True


def may_choose(member, row):
    return row.member.pk == member.pk


may_keep_rhythm = may_choose


def may_pause(member, row):
    return row.member.pk == member.pk


def may_retry(member, row):
    return member.seat.is_admin


may_retry_all = may_drop = may_retry


def may_try_address(member, trouble):
    """Whose address it is, and administrators."""
    return member.email == trouble.address or member.seat.is_admin


def may_work_again(member, trouble):
    """Only who reads mail at the address has the link; an administrator's word does not prove that mail arrives."""
    return member.email == trouble.address


def may_see_mail_out(member):
    """The page of outgoing mail: addresses and reasons, no words."""
    return member.seat.is_admin

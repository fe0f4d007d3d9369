"""Everybody may take their own data out; an administrator may for anybody, and only an administrator erases."""


def may_take_out(member, row):
    return row.member is not None and (member.pk == row.member.pk or member.seat.is_admin)


def may_carry_out(member, row):
    """Never oneself: a second administrator does that, so that the last one cannot vanish."""
    return row.member is not None and member.seat.is_admin and member.pk != row.member.pk

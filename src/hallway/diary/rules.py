"""Somebody's own calendar is theirs: what lies elsewhere, and what they give out. Nobody else reads or changes it."""


def may_add_source(member, row):
    return row.owner.pk == member.pk


def may_manage_source(member, source):
    return source.owner_id == member.pk


def may_make_link(member, row):
    return row.member.pk == member.pk


def may_revoke_link(member, link):
    return link.member_id == member.pk

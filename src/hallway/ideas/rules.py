"""Who does what in the library. It is everybody's: whoever works here shares, tries and improves. What somebody has not shared
yet is theirs alone, and what they wrote about a try is read by colleagues, never by whoever leads."""


def sets_tools(member):
    """The district's list of tools is kept by whoever sets procedures."""
    return member.seat.is_admin or member.seat.leads_district


may_add_tool = may_manage_tool = may_leave_off = lambda member, row: sets_tools(member)


def reads_lines(member):
    """Whether somebody reads what others wrote about a try: colleagues do; who leads or manages people sees counts only."""
    return not member.seat.over_others


def may_share_idea(member, row):
    return True


may_draft_idea = may_share_idea


def is_open(idea):
    return idea.state in ("shared", "outdated")


def may_improve(member, idea):
    """Anybody improves what is shared; a draft is its writer's."""
    return is_open(idea) or (idea.state == "draft" and idea.by_id == member.pk)


may_bring_back = may_improve


def may_publish(member, idea):
    return idea.by_id == member.pk


may_drop = may_publish


def may_say_on(member, idea):
    return is_open(idea)


def may_unsay_on(member, idea):
    return True


may_report = may_say_on


def _looks_after(member, idea):
    """Whoever shared it, any ITS, and the district."""
    return idea.by_id == member.pk or member.seat.is_its or sets_tools(member)


may_settle = may_merge = may_part = may_put_away = may_take_out = _looks_after


def may_try(member, row):
    """For oneself; of an idea that is shared, or of advice that was never here."""
    idea = getattr(row, "idea", None)
    if idea is not None and not is_open(idea):
        return False
    its = getattr(row, "its", None)
    return its is None or (its.pk != member.pk and its.is_active)


def hears_tries(member):
    """Whoever is named reads what names them, unless they lead or manage people."""
    return member.is_active and not member.seat.over_others


def may_tell(member, trial):
    return trial.member_id == member.pk


may_take_back_trial = may_tell


# Tips. Whoever works here may write one, as whoever works here may share an idea; a teacher's comes to their own campus. To everybody
# in the district only those publish who serve it: what comes into twenty thousand mails stays worth reading while few write it.


def may_draft_tip(member, row):
    return True


def may_change_tip(member, tip):
    return tip.by_id == member.pk


def may_publish_tip(member, tip):
    if tip.by_id != member.pk:
        return False
    return tip.audience == "campus" or to_the_district(member)


def to_the_district(member):
    return member.seat.is_its or sets_tools(member)


may_withdraw_tip = may_drop_tip = may_change_tip


def may_answer(member, tip):
    return tip.state == "published" and tip.by_id != member.pk


def may_unanswer(member, tip):
    return True


def may_count(member, tip):
    """Without a name: the house itself counts for whoever holds the paper."""
    return False


may_hold = may_free = may_count  # the house itself, after somebody's word elsewhere


# Outcomes are the ITS's own. A leader looks at somebody's page only while that ITS lets them.


def leads(member):
    """Who leads a campus or the district."""
    return bool(member.seat.leads or member.seat.leads_district)


def may_open_outcomes(member, row):
    return member.seat.is_its and row.lead.pk != member.pk and row.lead.is_active and leads(row.lead)


def may_close_outcomes(member, row):
    return row.its_id == member.pk

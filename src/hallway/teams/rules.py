"""What a team does among itself is its circle's: its people and the ITS it has adopted. Whoever leads or manages reads none of it."""

from .circle import is_in, is_invited


def may_open(member, row):
    return is_in(member, row.team)


def may_see(member, row):
    return is_in(member, row.topic.team)


may_react = may_see


def may_answer(member, topic):
    return is_in(member, topic.team)


may_pin = may_answer


def may_take_back(member, topic):
    """Whose answer it is, the verb looks."""
    return is_in(member, topic.team)


def may_take_away(member, topic):
    """Their own, also when they belong to the team no longer."""
    return topic.by_id == member.pk


def may_words_anew(member, topic):
    """Only the house, when somebody is erased."""
    return False


def may_concern(member, row):
    return is_in(member, row.topic.team)


def may_set_aside(member, concern):
    """Who leads the campus, for the one entry that somebody of the circle handed them; never for what they wrote themselves."""
    return concern.is_decided_by(member)


may_let_stand = may_set_aside


def may_invite(member, row):
    """A team: whoever is of its circle. A campus: whoever works there."""
    return is_invited(member, getattr(row, "team", None), getattr(row, "campus", None))


def may_rsvp(member, gathering):
    return is_invited(member, gathering.team, gathering.campus)


may_add_bring = may_take_bring = may_give_back = may_drop_bring = may_ask_otherwise = may_remark = may_rsvp


def may_change_gathering(member, gathering):
    """Its host; whoever is asked, once the host has left."""
    if gathering.by.is_active:
        return gathering.by_id == member.pk
    return may_rsvp(member, gathering)


may_cancel = may_change_gathering


def may_remind(member, gathering):
    """Only the house."""
    return False


def may_say_birthday(member, row):
    """Their own, nobody else's: no office, no lead, no import."""
    return row.member.pk == member.pk


def may_forget(member, birthday):
    return birthday.member_id == member.pk


def may_tell(member, row):
    """What happened in one's own life; there is no telling for somebody else."""
    return True


def may_take_back_life(member, life):
    return life.member_id == member.pk


def may_open_card(member, row):
    """For what somebody told of their life: whoever is in the circle with them. All others the house opens."""
    return row.about is not None and row.about.member_id == row.member.pk != member.pk and is_in(member, row.team)


def may_sign(member, card):
    return card.member_id != member.pk and is_in(member, card.team)


may_unsign = may_sign


def may_deliver(member, card):
    """Only the house."""
    return False


def may_thank(member, card):
    return card.member_id == member.pk and card.delivered_at is not None


def may_ask_again(member, row):
    """Only the house asks whether an adoption goes on."""
    return False


def may_go_on(member, renewal):
    return renewal.member_id == member.pk


may_let_go = may_go_on


def may_suggest(member, row):
    """The lead of the team's campus, of somebody who helps there. No office, no district."""
    campus = row.team.campus_id
    return campus in member.seat.leads and row.its.seat.serves(campus) and row.its.pk != member.pk

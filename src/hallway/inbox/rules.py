"""Who sorts parked mail: whoever it waits for (see ``MailQuerySet``); administrators may leave a mail aside. Nobody joins what they
may not read."""


def _sees(member, mail):
    return type(mail).objects.concerning(member).filter(pk=mail.pk).exists()


def sorts(member):
    """Whether sorting mail is their work: the ITS, and who is on duty for the district."""
    from hallway.people.models import District

    return member.seat.is_its or District.get().duty_id == member.pk


def meeting_of(mail):
    """The meeting that a waiting calendar's answer is about, as a queryset of one; of none for any other mail."""
    from hallway.appointments.models import Appointment

    about = (mail.reading or {}).get("answer") or {}
    return Appointment.objects.filter(uid=about["uid"]) if about.get("uid") else Appointment.objects.none()


def may_read_words(member, mail):
    """Administrators see that a mail waits and why, not what it says; what is written about a meeting only they read who come."""
    if (meeting := meeting_of(mail)).exists():
        return meeting.visible_to(member).exists()
    return sorts(member) or bool(mail.looks_like_id and mail.looks_like.holder_id == member.pk)


def may_accept(member, mail):
    return may_read_words(member, mail) and _sees(member, mail)


may_join = may_reread = may_accept  # the verb that writes into the request asks that request's own rule, too


def may_ignore(member, mail):
    return member.seat.is_admin or (sorts(member) and _sees(member, mail)) or may_accept(member, mail)


may_bring_back = may_ignore


def may_say_personal(member, mail):
    """Administrators, who see what became of every mail; not what it says."""
    return member.seat.is_admin


def may_say_whose(member, mail):
    """The helper who passed it on, and who helps with its request."""
    return mail.ask is not None and type(mail.ask).belong_to.rule(member, mail.ask)


may_whose_again = may_say_whose


def may_remind(member, mail):
    """Only the house reminds."""
    return False


def may_set(member, row):
    """Whom mail is taken from is the administrator's to say."""
    return member.seat.is_admin


def may_block(member, row):
    return sorts(member) or member.seat.is_admin


may_put = may_lift = may_block


def may_add_address(member, row=None):
    return member.seat.is_admin


def may_manage_address(member, address):
    return member.seat.is_admin


def may_enter_mailbox(member, mailbox):
    return member.seat.is_admin


def may_leave_mailbox(member, mailbox):
    return member.seat.is_admin

from django.utils.translation import gettext_lazy as _

from hallway.history.kinds import kind

kind(
    "mail.parked",
    _("A mail waits for a person"),
    tell=("sorters",),
    shown="staff",
    mail="digest",
    label=_("Mail that waits for a person"),
)
kind(
    "mail.wrong_door",
    _("Your words wait for you at the right door"),
    tell=("member",),
    shown="none",
    mail="always",
    label=_("The right door"),
)
kind(
    "mail.private",
    _("What you wrote by mail reached nobody: this conversation is confidential. Please write it on its page"),
    tell=("member",),
    shown="none",
    mail="always",
    private=True,
    label=_("An answer that belongs on its page"),
)
kind("mail.accepted", _("{actor} made a waiting mail a request"), shown="staff")
kind("mail.joined", _("{actor} put a waiting mail here"), shown="staff")
kind("mail.ignored", _("{actor} left a waiting mail aside"), shown="none")
kind(
    "mail.named",
    _("{actor} wrote to people outside, too, who cannot read this: {who}"),
    personal=("who",),
    shown="staff",
)
kind("mail.brought_back", _("{actor} let a mail that was left aside wait again"), shown="none")
kind("mail.reread", _("{actor} had a waiting mail read again"), shown="none")
kind("mail.personal", _("{actor} said that a person wrote a mail that looked like a program’s"), shown="none")
kind(
    "mail.waits",
    _("A mail has waited for more than a school day"),
    tell=("sorters",),
    shown="staff",
    label=_("Mail that waits for a person"),
)
kind("mail.whose", _("{actor} said whose request it is"), shown="none")
kind("gate.set", _("{actor} changed whom mail is taken from"), shown="none")
kind("sender.blocked", _("{actor} blocked mail from {address}"), personal=("address",), shown="none")
kind("sender.lifted", _("{actor} let mail from {address} in again"), personal=("address",), shown="none")
kind("address.added", _("{actor} added the address {address}"), shown="staff")
kind("address.changed", _("{actor} changed an address for mail"), shown="staff")
kind("address.removed", _("{actor} removed the address {address}"), shown="staff")
kind("mailbox.entered", _("{actor} said how a mailbox is read"), shown="staff")
kind("mailbox.left", _("{actor} ended the reading of a mailbox"), shown="staff")
kind(
    "mail.answered_late",
    _("What your calendar answered could no longer be taken. Look at the appointment’s page to see what stands"),
    tell=("member",),
    shown="none",
    label=_("An answer of your calendar that came too late"),
)

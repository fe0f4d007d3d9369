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
kind("mail.accepted", _("{actor} made a waiting mail a request"), shown="staff")
kind("mail.joined", _("{actor} put a waiting mail here"), shown="staff")
kind("mail.ignored", _("{actor} left a waiting mail aside"), shown="none")

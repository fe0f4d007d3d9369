from django.utils.translation import gettext_lazy as _

from hallway.history.kinds import kind

kind("mail.retried", _("{actor} let waiting mail be sent again"), shown="staff")
kind("mail.dropped", _("{actor} took a waiting mail back"), shown="staff")
kind("telling.retried", _("{actor} let Hallway try again to tell of something"), shown="staff")
kind(
    "mail.bounced",
    _("Our mail to {address} did not arrive"),
    personal=("address",),
    tell=("helpers",),
    shown="staff",
    label=_("An answer did not arrive"),
)
kind(
    "address.doubtful",
    _("Mail to {address} keeps coming back"),
    personal=("address",),
    tell=("administrators",),
    shown="staff",
    label=_("Mail that keeps coming back"),
)
kind("address.tried", _("{actor} sent a mail to see whether it arrives"), shown="none")
kind("address.works", _("Mail arrives again"), shown="none")

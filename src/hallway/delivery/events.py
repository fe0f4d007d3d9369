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
    mail="always",
    label=_("Mail that keeps coming back"),
)
kind("address.tried", _("{actor} sent a mail to see whether it arrives"), shown="none")
kind("address.works", _("Mail arrives again"), shown="none")
TROUBLES = {
    "out": _("mail cannot leave"),
    "in": _("a mailbox cannot be read"),
    "circle": _("mail that we send to ourselves does not come back, so mail may not come in"),
    "token": _("a mailbox’s sign-in is refused"),
    "secret": _("the secret of a mailbox ends soon"),
}
kind(
    "mail.trouble",
    _("Mail needs somebody: {what}"),
    tell=("administrators",),
    shown="staff",
    mail="always",
    label=_("Mail needs somebody"),
    words={"what": TROUBLES},
)
kind(
    "mail.trouble_over",
    _("Mail works again. It is over: {what}"),
    tell=("administrators",),
    shown="staff",
    mail="always",
    label=_("Mail works again"),
    words={"what": TROUBLES},
)

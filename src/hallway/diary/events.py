from django.utils.translation import gettext_lazy as _

from hallway.history.kinds import kind

kind("source.added", _("{actor} added a calendar of their own"), shown="none")
kind("source.forgotten", _("{actor} removed a calendar of their own"), shown="none")
kind(
    "source.silent",
    _("A calendar of yours could not be read for some days. What it said last still counts as busy"),
    tell=("owner",),
    shown="none",
    mail="digest",
    label=_("Your other calendars"),
)
kind("link.made", _("{actor} made a private address for their calendar"), shown="none")
kind("link.revoked", _("{actor} ended the private address of their calendar"), shown="none")

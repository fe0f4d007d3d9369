"""What happens to a training. Who comes is said in no event: its page tells those who run it."""

from django.utils.translation import gettext_lazy as _

from hallway.history.kinds import kind

MINE, CHANGED, WAITING = (
    _("My place in a training, for my calendar"),
    _("A training that I come to changed"),
    _("A place in a training came free for me"),
)

kind(
    "training.announced",
    _("{actor} announced a training"),
    tell=("invited",),
    mail="digest",
    label=_("A new training at my campus"),
)
kind("training.changed", _("{actor} changed the training"), shown="staff")
# Whoever comes to be invited reads that it was announced: its listener has that told on.
kind("training.widened", _("{actor} invited everybody in the district to the training"), shown="staff")
kind("training.answered", _("{actor} said whether they come"), shown="none", private=True)
kind(
    "training.remarked",
    _("{actor} wrote something with their answer to the training"),
    tell=("hosts",),
    shown="none",
    label=_("An answer to a training that I host"),
    private=True,
)
kind(
    "training.placed",
    _("You have a place in the training"),
    tell=("member",),
    shown="none",
    label=MINE,
    calendar=True,
    private=True,
)
kind(
    "training.left",
    _("You are not coming to the training. It is off your calendar"),
    tell=("member",),
    shown="none",
    label=MINE,
    calendar=True,
    private=True,
)
kind(
    "training.hosting",
    _("You host a training"),
    tell=("member",),
    shown="none",
    label=_("A training that I host"),
    calendar=True,
)
# The first date that moved is told to everybody; the others only to those in whose calendars they stand.
kind("training.moved", _("The training has another time or place"), tell=("everybody",), mail="always", calendar=True)
kind("training.moved_too", _("One more day of the training moved"), tell=("coming",), mail="always", calendar=True,
     shown="none")  # fmt: skip
kind("training.called_off", _("{actor} called the training off"), tell=("everybody",), mail="always", calendar=True)
kind("training.called_off_too", _("One more day of the training is off"), tell=("coming",), mail="always",
     calendar=True, shown="none")  # fmt: skip
kind(
    "training.offered",
    _("A place in the training is free for you"),
    tell=("member",),
    mail="always",  # else the place goes by while the mail waits
    shown="none",
    label=WAITING,
    private=True,
)
kind(
    "training.lapsed",
    _("The place that was free for you went to the next. You can wait for another one"),
    tell=("member",),
    mail="digest",
    shown="none",
    label=WAITING,
    private=True,
)
kind(
    "training.soon",
    _("You have a training soon"),
    tell=("member",),
    shown="none",
    label=_("A reminder of a training"),
    private=True,
)
kind(
    "training.few",
    _("A training that you host has fewer people than it needs. You can call it off, or hold it all the same"),
    tell=("leaders",),
    shown="none",
    label=_("A training that I host"),
)
kind(
    "training.no_school",
    _("There is no school on a day of a training that you host. You can move it, call it off, or hold it all the same"),
    tell=("leaders",),
    shown="none",
    label=_("A training that I host"),
)
kind(
    "training.without_host",
    _("Who was to host a training cannot any more"),
    tell=("its_there",),
    shown="none",
    label=_("A training at my campus has no host"),
)
kind("training.checked_in", _("{actor} checked in"), shown="none", private=True)
kind("training.attendance", _("{actor} noted who was there"), shown="none", private=True)
kind("training.certified", _("{actor} took a certificate"), shown="none", private=True)
kind(
    "training.recertified",
    _("Your hours of a training were corrected, and your certificate with them. The one before is valid no more"),
    tell=("member",),
    shown="none",
    label=_("My hours were corrected"),
    private=True,
)
# Nobody is told who said how it was: those who hold it read it without names.
kind("training.reacted", _("Somebody said how the training was"), shown="none", private=True)
kind(
    "training.wondered",
    _("Did you try what you learned? One tap is enough"),
    tell=("member",),
    shown="none",
    label=_("Whether I tried what I learned in a training"),
    private=True,
)
kind("training.told", _("{actor} said whether they tried it"), shown="none", private=True)

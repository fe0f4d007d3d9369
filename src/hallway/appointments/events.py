"""What happens to an appointment. The sentences are neutral: they name no topic, no reason and no lesson; its page and its
mail say when and where, to those who take part."""

from django.utils.translation import gettext_lazy as _

from hallway.history.kinds import kind

BOOKED, CHANGED, ANSWERED = (
    _("A meeting with me is booked"),
    _("A meeting of mine changed"),
    _("An answer to an invitation"),
)

kind("offer.changed", _("{actor} changed when they can be met"), shown="none")
kind("planning.confirmed", _("{actor} said when they plan"), shown="none")
kind("planning.opened", _("{actor} let planning periods be asked for"), shown="staff")
kind("planning.closed", _("{actor} closed planning periods to others"), shown="staff")
kind("travel.changed", _("{actor} changed the minutes between campuses"), shown="staff")
kind("appointment.booked", _("{actor} booked a meeting"), tell=("people",), label=BOOKED, calendar=True)
kind("appointment.invited", _("{actor} asks for a meeting"), tell=("people",), label=BOOKED, calendar=True)
kind("appointment.accepted", _("{actor} comes to the meeting"), tell=("people",), label=ANSWERED, calendar=True)
kind("appointment.perhaps", _("{actor} may come to the meeting"), tell=("people",), label=ANSWERED)
kind("appointment.declined", _("{actor} cannot come to the meeting"), tell=("people",), label=ANSWERED, calendar=True)
kind("appointment.moved", _("{actor} moved the meeting"), tell=("people",), label=CHANGED, calendar=True)
kind("appointment.cancelled", _("{actor} cancelled the meeting"), tell=("people",), label=CHANGED, calendar=True)
kind(
    "appointment.party_added",
    _("{actor} asks you to a meeting"),
    tell=("member",),
    shown="none",
    label=BOOKED,
    calendar=True,
)
kind(
    "appointment.party_removed",
    _("{actor} took you off a meeting"),
    tell=("member",),
    shown="none",
    label=CHANGED,
    calendar=True,
)
kind(
    "appointment.people_changed",
    _("{actor} changed who comes to the meeting"),
    tell=("people",),
    label=CHANGED,
    calendar=True,
)
kind("appointment.otherwise", _("{actor} would rather meet at another time"), tell=("people",), label=ANSWERED)
kind("appointment.happened", _("{actor} said that the meeting took place"))
kind("appointment.missed", _("{actor} said that the meeting did not take place"))
kind(
    "appointment.noted",
    _("The meeting that you booked or changed, for your calendar"),
    tell=("member",),
    shown="none",
    label=_("What I book or change, for my calendar"),
    calendar=True,
)
kind(
    "appointment.soon",
    _("You have a meeting soon"),
    tell=("member",),
    shown="none",
    label=_("A reminder of a meeting"),
)

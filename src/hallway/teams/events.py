from django.utils.translation import gettext_lazy as _

from hallway.history.kinds import kind

# The board is its circle's alone: no words travel by mail, and nobody else reads that it was written on.
BOARD = _("What is written on my teams’ boards")
kind(
    "board.opened",
    _("{actor} wrote to the team {team}"),
    tell=("readers",),
    shown="none",
    mail="digest",
    private=True,
    label=BOARD,
)
kind(
    "board.answered",
    _("{actor} answered on the board of {team}"),
    tell=("talkers",),
    shown="none",
    mail="digest",
    private=True,
    renews=True,
    label=BOARD,
)
kind("board.pinned", _("{actor} pinned something on the board"), shown="none", private=True)
kind("board.taken_back", _("{actor} took an answer back"), shown="none", private=True)
kind("board.taken_away", _("{actor} took something off a board"), shown="none", private=True)

# One entry, handed to whoever leads the campus. No words of it, nor who said it, stand in an event's data.
CONCERN = _("An entry of a board that somebody hands to me")
kind(
    "concern.said",
    _("Somebody asks you to look at an entry on the board of {team}"),
    tell=("judges",),
    shown="none",
    private=True,
    label=CONCERN,
)
kind(
    "concern.decided",
    _("What you said about the board of {team} was looked at"),
    tell=("asker",),
    shown="none",
    mail="digest",
    private=True,
    label=_("What became of an entry that I handed on"),
)
ASIDE = _("Something of mine on a board is set aside, or stands again")
kind(
    "concern.aside",
    _("{actor} set aside something you wrote on the board of {team}"),
    tell=("who_wrote",),
    shown="none",
    private=True,
    label=ASIDE,
)
kind(
    "concern.back",
    _("What you wrote on the board of {team} stands again"),
    tell=("who_wrote",),
    shown="none",
    private=True,
    label=ASIDE,
)

INVITED = _("A gathering I am asked to")
kind(
    "gathering.invited",
    _("{actor} invites {whose} to a gathering"),
    tell=("guests",),
    shown="none",
    calendar=True,
    private=True,
    label=INVITED,
)
# A whole campus gets no mail of its own: it stands on the first page and in the daily mail, and in calendars once somebody comes.
kind(
    "gathering.announced",
    _("{actor} invites everybody at {whose} to a gathering"),
    tell=("guests",),
    shown="none",
    mail="digest",
    private=True,
    label=_("A gathering of my campus"),
)
kind(
    "gathering.moved",
    _("{actor} moved the gathering of {whose}"),
    tell=("expecting",),
    shown="none",
    calendar=True,
    private=True,
    label=INVITED,
)
kind(
    "gathering.cancelled",
    _("The gathering of {whose} is off"),
    tell=("not_away",),
    shown="none",
    calendar=True,
    private=True,
    label=INVITED,
)
kind(
    "gathering.noted",
    _("The gathering that you answered, for your calendar"),
    tell=("member",),
    shown="none",
    calendar=True,
    private=True,
    label=_("What I book or change, for my calendar"),
)
kind(
    "gathering.otherwise",
    _("{actor} asks whether the gathering of {whose} could be at another time"),
    tell=("host",),
    shown="none",
    private=True,
    label=INVITED,
)
kind(
    "gathering.remarked",
    _("{actor} wrote something with their answer to the gathering of {whose}"),
    tell=("host",),
    shown="none",
    private=True,
    label=INVITED,
)
kind(
    "gathering.soon",
    _("You come to a gathering soon"),
    tell=("member",),
    shown="none",
    private=True,
    label=_("A reminder of a meeting"),
)
kind("gathering.changed", _("{actor} changed the words of a gathering"), shown="none", private=True)

# Nothing of whose day it is, of what was told or written on a card stands in an event; nobody reads that somebody said nothing.
kind("birthday.said", _("{actor} said when their birthday is"), shown="none", private=True)
kind("birthday.forgotten", _("{actor} took their birthday back"), shown="none", private=True)
kind("life.told", _("{actor} told colleagues something of their life"), shown="none", private=True)
kind("life.taken_back", _("{actor} took something back"), shown="none", private=True)
kind(
    "card.opened",
    _("A card waits for your words, if you like: {team} signs it"),
    tell=("who_may_sign",),
    shown="none",
    mail="digest",
    private=True,
    label=_("A card that my team signs"),
)
kind(
    "card.delivered",
    _("A card for you, from {team}"),
    tell=("receiver",),
    shown="none",
    mail="off",
    private=True,
    label=_("A card for me"),
)
kind(
    "card.thanked",
    _("{actor} says thank you for the card"),
    tell=("signers",),
    shown="none",
    mail="digest",
    private=True,
    label=_("A card that my team signs"),
)

kind(
    "renewal.asked",
    _("A new school year: would you like to go on with {team}?"),
    tell=("asked",),
    shown="none",
    mail="digest",
    private=True,
    label=_("Whether an adoption goes on"),
)
kind(
    "adoption.suggested",
    _("{actor} asks whether {team} would like to adopt {its}"),
    tell=("people",),
    shown="none",
    mail="digest",
    private=True,
    personal=("its",),
    label=_("A word to my team about adopting"),
)

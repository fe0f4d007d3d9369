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
kind("appointment.booked", _("{actor} booked a meeting"), tell=("people",), label=BOOKED, calendar=True, private=True)
kind(
    "appointment.invited", _("{actor} asks for a meeting"), tell=("people",), label=BOOKED, calendar=True, private=True
)
kind(
    "appointment.accepted",
    _("{actor} comes to the meeting"),
    tell=("people",),
    label=ANSWERED,
    calendar=True,
    private=True,
)
kind(
    "appointment.perhaps",
    _("{actor} may come to the meeting"),
    tell=("people",),
    label=ANSWERED,
    calendar=True,
    private=True,
)
kind(
    "appointment.declined",
    _("{actor} cannot come to the meeting"),
    tell=("people",),
    label=ANSWERED,
    calendar=True,
    private=True,
)
kind(
    "appointment.moved",
    _("{actor} moved the meeting"),
    tell=("people",),
    label=CHANGED,
    calendar=True,
    mail="always",
    private=True,
)
kind(
    "appointment.cancelled",
    _("{actor} cancelled the meeting"),
    tell=("everybody",),
    mail="always",  # else somebody stands before a closed door
    label=CHANGED,
    calendar=True,
    private=True,
)
kind(
    "appointment.party_added",
    _("{actor} asks you to a meeting"),
    tell=("member",),
    shown="none",
    label=BOOKED,
    calendar=True,
    private=True,
)
kind(
    "appointment.party_removed",
    _("{actor} took you off a meeting"),
    tell=("member",),
    shown="none",
    mail="always",  # else it stays in their calendar
    label=CHANGED,
    calendar=True,
    private=True,
)
kind(
    "appointment.people_changed",
    _("{actor} changed who comes to the meeting"),
    tell=("whoever_answered",),
    label=CHANGED,
    calendar=True,
    private=True,
)
kind(
    "appointment.otherwise",
    _("{actor} would rather meet at another time"),
    tell=("people",),
    label=ANSWERED,
    private=True,
)
kind(
    "appointment.remarked",
    _("{actor} wrote something with their answer to the meeting"),
    tell=("people",),
    label=ANSWERED,
    private=True,
)
kind(
    "appointment.doubted",
    _("A calendar answered for {who} from an address that is not theirs. Nothing changed; ask them"),
    personal=("who",),
    tell=("hosts",),
    label=ANSWERED,
    private=True,
)
kind("appointment.happened", _("{actor} said that the meeting took place"), private=True)
kind("appointment.missed", _("{actor} said that the meeting did not take place"), private=True)
kind(
    "appointment.noted",
    _("The meeting that you booked or changed, for your calendar"),
    tell=("member",),
    shown="none",
    label=_("What I book or change, for my calendar"),
    calendar=True,
    private=True,
)
kind(
    "appointment.soon",
    _("You have a meeting soon"),
    tell=("member",),
    shown="none",
    label=_("A reminder of a meeting"),
    private=True,
)

kind(
    "wait.freed",
    _("A time that you wait for is free. Whoever books first has it"),
    tell=("member",),
    shown="none",
    label=_("A time that I wait for"),
    private=True,
)

# Consults, visits and brags. Nothing of what they are about is ever said in an event: who did what kind of thing, no more.
WITH_ME = _("A consult I take part in")
kind(
    "consult.opened",
    _("{actor} would like to plan a lesson together"),
    tell=("its", "teacher"),
    private=True,
    label=_("Somebody asks me for a consult"),
)
kind("consult.said", _("{actor} wrote to you"), tell=("people",), private=True, label=WITH_ME)
kind(
    "consult.lost",
    _("Who planned it with you cannot any more. You can ask somebody else"),
    tell=("teacher",),
    private=True,
    label=WITH_ME,
)
kind("consult.unsaid", _("{actor} took a message back"), private=True, shown="none")
kind("consult.changed", _("{actor} said more about the lesson"), private=True)
kind("consult.planned", _("{actor} worked on the plan"), private=True)
kind("consult.noted", _("{actor} left a note"), private=True)
kind(
    "consult.suggested",
    _("{actor} put an idea beside it"),
    tell=("people",),
    mail="digest",
    private=True,
    label=WITH_ME,
)
kind("consult.picked", _("{actor} chose among the ideas"), private=True)
kind(
    "consult.invited",
    _("{actor} asked {who} to join"),
    personal=("who",),
    tell=("people",),
    private=True,
    label=WITH_ME,
)
kind("consult.uninvited", _("{actor} took {who} off it"), personal=("who",), private=True)
kind("consult.shared", _("{actor} lets colleagues read it"), private=True)
kind("consult.unshared", _("{actor} lets fewer people read it"), private=True)
kind(
    "consult.wondered",
    _("How did it go? One tap is enough"),
    tell=("teacher",),
    private=True,
    label=_("How a lesson went that I planned with somebody"),
)
kind("consult.told", _("{actor} said how it went"), tell=("its",), mail="digest", private=True, label=WITH_ME)
kind("consult.withdrawn", _("{actor} took it back"), tell=("people",), private=True, label=WITH_ME)
kind("consult.reopened", _("{actor} goes on with it after all"), tell=("people",), private=True, label=WITH_ME)
kind("consult.returned", _("{actor} made it a help request"), tell=("people",), private=True, label=WITH_ME)

VISITING = _("A visit to a classroom")
kind("visit.asked_in", _("{actor} invites you to their classroom"), tell=("its",), private=True, label=VISITING)
kind("visit.changed", _("{actor} changed an invitation"), tell=("its",), private=True, label=VISITING)
kind("visit.coming", _("{actor} comes gladly"), tell=("teacher",), private=True, label=VISITING)
kind("visit.not_coming", _("{actor} cannot come this time"), tell=("teacher",), private=True, label=VISITING)
kind(
    "visit.lost",
    _("Who was to visit you cannot any more. You can invite somebody else"),
    tell=("teacher",),
    private=True,
    label=VISITING,
)
kind("visit.called_off", _("{actor} called it off"), tell=("its",), private=True, label=VISITING)
kind("visit.took_place", _("{actor} said that the visit took place"), private=True)
kind(
    "visit.feedback",
    _("{actor} wrote what they saw. Only you can read it"),
    tell=("teacher",),
    private=True,
    label=VISITING,
)
kind("visit.heard", _("{actor} answered whether to read more"), private=True)
kind("visit.shared", _("{actor} lets colleagues read it"), private=True)
kind("visit.unshared", _("{actor} lets fewer people read it"), private=True)

BRAGGING = _("Good news about my classroom")
kind("brag.drafted", _("{actor} began it"), private=True)
kind("brag.changed", _("{actor} changed the words"), private=True)
kind(
    "brag.proposed",
    _("{actor} would like to tell others of your classroom"),
    tell=("teacher",),
    private=True,
    label=BRAGGING,
)
kind("brag.consented", _("{actor} said yes"), tell=("author",), label=BRAGGING)
kind("brag.declined", _("{actor} keeps it between you two"), tell=("author",), private=True, label=BRAGGING)
kind("brag.withdrawn", _("{actor} took it back"), tell=("author", "teacher"), private=True, label=BRAGGING)

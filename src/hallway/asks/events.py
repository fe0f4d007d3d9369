from django.utils.translation import gettext_lazy as _

from hallway.history.kinds import kind

OUTCOME = {
    "fixed": _("it is fixed"),
    "workaround": _("there is a way around it"),
    "replaced": _("it was replaced"),
    "vendor": _("it went to the vendor"),
    "not_ours": _("it belongs to somebody else"),
    "no_reply": _("no answer came"),
    "withdrawn": _("it was taken back"),
    "merged": _("it was joined with another"),
    "consult": _("it goes on elsewhere"),
}
FIELD = {
    "topic": _("the topic"),
    "room": _("the room"),
    "place": _("the place"),
    "affected": _("who is affected"),
    "teaching_stopped": _("whether teaching is stopped"),
    "severity": _("how bad it is"),
    "impact": _("whom it reaches"),
    "device_tag": _("the device"),
    "best_time": _("the best time"),
    "deadline": _("the deadline"),
    "deadline_why": _("the reason of the deadline"),
    "line": _("the first line"),
    "campus": _("the campus"),
    "next_step": _("the next step"),
}
kind("ask.opened", _("{actor} asked for help"), tell=("helpers",), leaves=True, label=_("A new request for me"))
kind(
    "ask.emergency",
    _("{actor} called it an emergency"),
    tell=("first_to_hear",),
    mail="always",
    label=_("An emergency"),
)
kind("ask.received", _("Hallway kept the request"), tell=("requester",), shown="none", label=_("My request arrived"))
kind(
    "ask.caught",
    _("{actor} kept what was said in the hallway"),
    tell=("requester",),
    shown="none",
    label=_("What I said in the hallway was kept"),
)
kind("ask.replied", _("{actor} wrote"), tell=("people", "helpers"), leaves=True, label=_("An answer"))
kind(
    "ask.noted",
    _("{actor} left a note for the team"),
    tell=("helpers",),
    shown="staff",
    label=_("A note on a request I hold"),
)
kind(
    "ask.belongs",
    _("{actor} said that it is the request of {who}"),
    personal=("who",),
    tell=("requester", "helpers"),
    label=_("My request arrived"),
)
kind("ask.belongs_not", _("{actor} took back whose request it is"), shown="staff")
kind("ask.unsaid", _("{actor} took a message back"), shown="staff")
kind("ask.taken", _("{actor} took it on"), tell=("people",), mail="off", label=_("Who holds my request"))
kind(
    "ask.handed",
    _("{actor} handed it to {to}"),
    personal=("to",),
    tell=("people", "helpers"),
    label=_("Who holds my request"),
)
kind(
    "ask.moved",
    _("{away} is out; {to} has it now"),
    personal=("away", "to"),
    tell=("people", "helpers"),
    label=_("Who holds my request"),
)
kind(
    "ask.routed",
    _("{to} looks after it now"),
    personal=("to",),
    tell=("people", "helpers"),
    mail="off",
    label=_("Who holds my request"),
)
kind(
    "ask.redated",
    _("{away} is out; the next step is {when}"),
    personal=("away",),
    tell=("people",),
    label=_("A new date for my request"),
)
kind(
    "ask.waiting", _("{actor} waits for an answer until {when}"), tell=("people",), label=_("Something is asked of me")
)
kind(
    "ask.paused",
    _("{actor} waits for somebody else until {when}"),
    tell=("people",),
    mail="off",
    label=_("A new date for my request"),
)
kind(
    "ask.dated",
    _("{actor} set the next step: {when}"),
    tell=("people",),
    mail="off",
    label=_("A new date for my request"),
)
kind("ask.reminded", _("Hallway asked again"), tell=("people",), label=_("Something is asked of me"))
kind(
    "ask.solved",
    _("{actor} solved it: {outcome}"),
    tell=("people",),
    leaves=True,
    words={"outcome": OUTCOME},
    label=_("My request is solved"),
)
kind("ask.confirmed", _("{actor} says it works"), tell=("helpers",), mail="digest", label=_("It works"))
kind(
    "ask.closed",
    _("{actor} closed it: {outcome}"),
    tell=("people",),
    leaves=True,
    mail="off",
    words={"outcome": OUTCOME},
    label=_("My request is closed"),
)
kind(
    "ask.reopened",
    _("{actor} opened it again"),
    tell=("people", "helpers"),
    leaves=True,
    label=_("A request opened again"),
)
kind("ask.withdrawn", _("{actor} took the request back"), tell=("helpers",), label=_("A request was taken back"))
kind("ask.nudged", _("{actor} asked gently how it is going"), tell=("helpers",), label=_("A nudge"))
kind(
    "ask.escalated",
    _("{actor} asked for more help with it"),
    tell=("people", "helpers", "duty"),
    leaves=True,
    label=_("Escalated to the district"),
)
kind(
    "ask.sent_on",
    _("{actor} sent it on to {to}"),
    personal=("to",),
    tell=("people", "helpers"),
    label=_("Who holds my request"),
)
kind(
    "ask.shifted",
    _("The school calendar changed; the next step is {when}"),
    tell=("people",),
    mail="digest",
    label=_("A new date for my request"),
)
kind("ask.recounted", _("The school calendar changed; what is promised moves with it"))
kind(
    "ask.soon",
    _("The next step is due within the hour"),
    tell=("helpers",),
    shown="staff",
    mail="off",
    label=_("A promise is due soon"),
)
kind("ask.merged", _("{actor} joined it with #{into}"), tell=("people",), label=_("Requests joined"))
kind("ask.gained", _("{actor} joined #{other} into this one"), shown="staff")
kind(
    "ask.became",
    _("{actor} made it a lesson consult"),
    tell=("people",),
    shown="none",
    mail="off",
    label=_("A request became a consult"),
)
kind("ask.follows", _("It goes on from #{other}"))
kind(
    "ask.followed", _("It came back as #{other}"), tell=("helpers",), mail="off", label=_("A closed request came back")
)
kind("ask.unmerged", _("{actor} took #{other} apart again"), shown="staff")
kind("ask.known", _("{actor} made it a known issue"), mail="off", label=_("A known issue"))
kind(
    "known.told",
    _("{actor} wrote to everybody who has it"),
    tell=("everybody",),
    label=_("A known issue I have, too"),
)
kind(
    "known.solved",
    _("{actor} says it is solved. Does it work for you?"),
    tell=("those_with_it",),
    label=_("A known issue I have, too"),
)
kind(
    "known.dropped",
    _("{actor} says it is no common issue any more. If you still have it, ask, and somebody looks at yours"),
    tell=("those_with_it",),
    label=_("A known issue I have, too"),
)
kind("known.joined", _("{actor} has it, too"), shown="staff")
kind("known.left", _("{actor} does not have it after all"), shown="staff")
kind("known.unsaid", _("{actor} took a message back"), shown="staff")
kind("known.works", _("{actor} says it works"), shown="staff")
kind("ask.triaged", _("{actor} changed {fields}"), shown="staff", words={"fields": FIELD})
kind(
    "ask.included",
    _("{actor} added {who}"),
    personal=("who",),
    tell=("people",),
    mail="off",
    label=_("I was added to a request"),
)
kind("ask.late", _("The next step is late"), tell=("helpers",), label=_("A promise is late"))
kind("worth.weighed", _("{actor} changed what puts a request higher in the list"), shown="staff")
kind(
    "worth.ties",
    _("{actor} {how} the adopted-team tie-break"),
    shown="staff",
    words={"how": {"on": _("switched on"), "off": _("switched off")}},
)
kind("template.added", _("{actor} added a reply template"), shown="staff")
kind("template.changed", _("{actor} changed a reply template"), shown="staff")
kind("template.removed", _("{actor} removed a reply template"), shown="staff")

"""Why a mail ended as it did, in words for people. The codes are kept in rows and are stable."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "new": _("Somebody here asked for help."),
    "new-here": _("Somebody whom only mail made known asked for help."),
    "answer": _("An answer on a request."),
    "came-back": _("An answer on a request that was closed long ago. It became a new one."),
    "thanks": _("A thank-you. It says that the request is solved."),
    "lone-thanks": _("A thank-you that does not say which request it is about."),
    "duplicate": _("The same mail came before."),
    "automatic": _("A program wrote it, not a person."),
    "own": _("Our own mail came back to us."),
    "canary": _("A mail of ours that looks whether mail goes round."),
    "bounced": _("A mail of ours could not be delivered."),
    "bounced-later": _("A mail of ours is late; the mail server still tries."),
    "unknown-sender": _("Nobody here has this address."),
    "inactive-sender": _("This person no longer works here."),
    "no-campus": _("The sender has no campus, so we do not know whom to ask."),
    "no-sender": _("It does not say who wrote it."),
    "several-senders": _("It claims to come from more than one person."),
    "not-party": _("It answers a request, but the sender does not take part in it."),
    "broken-token": _("It answers a request, but the reply address is damaged or made up."),
    "forwarded": _("A colleague passed it on. Somebody else seems to be asking."),
    "whose-known": _("A colleague passed it on, and somebody said whose request it is."),
    "flood": _("The same sender wrote many times within minutes. A program may be answering."),
    "too-slow": _("Reading it took too long. It may be damaged."),
    "reader-died": _("Reading it took too much memory. It may be damaged."),
    "too-large": _("It is too large to be read here."),
    "unreadable": _("It could not be read. It may be damaged."),
    "empty": _("There is nothing in it."),
    "failed-proof": _("It claims to come from a colleague, but the mail server found that somebody else sent it."),
    "no-proof": _("It claims to come from somebody with rights here, and nothing proves it."),
    "same-again": _("The same sender said the very same several times this week. A program may be sending it."),
    "copy": _("A colleague wrote to somebody else, and we got a copy."),
    "for-the-team": _("A helper passed it on or wrote to somebody else about it. It stands as a note for the team."),
    "blocked": _("Mail from this address is blocked."),
    "not-for-you": _("Nobody here has this address. The sender was told politely whom this address is for."),
    "wrong-door": _("By the procedure there, mail is not how one asks. The sender was shown the right door, with these words ready."),
    "refused": _("It could not be added as it is."),
    "calendar-answer": _("A calendar answered an invitation."),
    "calendar-old": _("A calendar answered an invitation that has changed since. Nothing changed."),
    "calendar-nothing": _("A calendar answered something that is not here, or for nobody here. Nothing changed."),
    "calendar-late": _("A calendar answered what can no longer be answered like this. Nothing changed."),
    "calendar-wish": _("A calendar proposes another time for an appointment. Nothing changed."),
    "calendar-other": _("A calendar answers for somebody else. Nothing changed."),
    "brought-back": _("It was left aside, and a colleague brought it back."),
    "sorted": _("A colleague sorted it."),
}  # fmt: skip

# What a person may want to know or do about it before pressing anything.
ADVICE = {
    "failed-proof": _("Ask the colleague by phone or in the hallway whether they wrote it. Do not press links in it."),
    "no-proof": _("Ask the colleague whether they wrote it. If they did, put it where it belongs."),
    "several-senders": _("Honest mail seldom does this. When in doubt, leave it aside."),
    "unknown-sender": _("If they work here, the office adds their address, and the next mail finds its way alone."),
    "inactive-sender": _("If they are back, the office lets them in again."),
    "not-party": _("Put there, a colleague’s words are a reply and they take part from now on. Anybody else’s are a note for the team."),
    "broken-token": _("Some mail programs damage addresses. Look at the words: they say which request it is."),
    "flood": _("If a program answers, leave the rest aside; here you can pick all of one sender."),
    "same-again": _("If it is a program, leave it aside. Nobody answered it, so it usually stops."),
    "copy": _("If it is about a request, put it there: it stays a note for the team. Else open one for whom it was written to."),
    "calendar-wish": _("Tell whoever meets them; they can move the appointment on its page."),
    "calendar-other": _("Ask them whether it is right. The person themselves can answer on the appointment’s page."),
    "lone-thanks": _("If you know what it is for, put it there. Else it is simply nice to read."),
    "too-large": _("“As it came” lets you look at what was kept of it."),
}  # fmt: skip


def sentence(code):
    """The sentence for a reason's code; automatic mail says more after a colon (``automatic: out of office``)."""
    base, _colon, _more = (code or "").partition(":")
    return SENTENCES.get(base, base)

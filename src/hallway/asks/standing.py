"""How a request stands, in words for whoever asked: what happens next, by when, and who does it."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hallway.core.now import now
from hallway.core.wall import readers_zone
from hallway.core.words import day_words, when_words

ENDED = {
    "fixed": gettext_lazy("It is fixed."),
    "workaround": gettext_lazy("There is a way around it."),
    "replaced": gettext_lazy("It was replaced."),
    "vendor": gettext_lazy("It went to the vendor."),
    "not_ours": gettext_lazy("Somebody else looks after this."),
    "no_reply": gettext_lazy("It closed because no answer came. Write below and it opens again."),
    "withdrawn": gettext_lazy("It was taken back."),
    "consult": gettext_lazy("It goes on elsewhere."),
}


@dataclass
class Standing:
    """title: the sentence · more: what it means for the reader · state: "", waiting, late or done, as ``next_step`` takes it ·
    short: two or three words for a list."""

    title: str
    more: str = ""
    state: str = ""
    short: str = ""


def zone_of(ask):
    """The zone its campus lives in; every moment of a request is told in it."""
    return ZoneInfo(ask.calendar.zone)


def standing(ask, asked=True):
    """How ``ask`` stands now, told to whoever asked, or (``asked=False``) to somebody who reads along.

    Reads ``holder`` (and ``requester`` for who reads along): select them along.
    """
    zone, moment = zone_of(ask), now()
    name = ask.holder.short_name if ask.holder_id else _("the district's help team")
    said = when_words(ask.next_at, now=moment, zone=zone, exact=True) if ask.next_at else ""
    at = {"name": name, "when": said}
    if ask.status == "closed":
        return _closed(ask)
    if not asked and ask.status in ("solved", "waiting_you"):
        at["who"] = ask.requester.short_name
        said = (
            _("%(name)s waits for %(who)s's answer") if ask.status == "waiting_you" else _("%(name)s says it is solved")
        )
        return Standing(said % at, ask.step_note, "", said % at)
    if ask.status == "solved":
        return Standing(
            _("%(name)s says it is solved. Does it work?") % at,
            _("If you say nothing, it closes %(day)s.")
            % {"day": day_words(ask.next_at.astimezone(zone).date(), moment.astimezone(readers_zone() or zone).date())},
            "waiting",
            _("solved: does it work?"),
        )
    if ask.status == "waiting_you":
        return Standing(_("%(name)s waits for your answer") % at, ask.step_note, "waiting", _("waits for your answer"))
    if ask.next_at < moment:
        return Standing(
            _("The answer is late") if ask.step == "answer" else _("The next step is late"),
            _("%(name)s knows, and it stands near the top of the list.") % at,
            "late",
            _("late, and known"),
        )
    if ask.status == "waiting_other":
        note = ask.step_note or _("They wait for somebody else.")
        return Standing(_("%(name)s checks again by %(when)s") % at, note, "", _("checked by %(when)s") % at)
    if ask.step == "work":
        return Standing(
            _("%(name)s is on it; the next step comes by %(when)s") % at,
            ask.step_note,
            "",
            _("next step by %(when)s") % at,
        )
    return Standing(_("%(name)s answers by %(when)s") % at, "", "", _("answer by %(when)s") % at)


def _closed(ask):
    if ask.merged_into_id:
        return Standing(
            _("It was joined with request #%(number)s") % {"number": ask.merged_into_id},
            _("The answer comes there, and you can read it."),
            "done",
            _("joined with #%(number)s") % {"number": ask.merged_into_id},
        )
    return Standing(_("Done"), str(ENDED.get(ask.outcome, "")), "done", ask.get_outcome_display() or _("done"))


def place_said(ask):
    """Its place in the holder's list as a sentence, with who is ahead in kind; empty when it waits for nobody's work. One
    statement.
    """
    ahead = ask.ahead()
    if ahead is None:
        return ""
    if not ahead["all"]:
        return _("First in %(name)s’s list") % {"name": ask.holder.short_name}
    said = ngettext(
        "%(ahead)d request is ahead of it in %(name)s’s list",
        "%(ahead)d requests are ahead of it in %(name)s’s list",
        ahead["all"],
    ) % {"ahead": ahead["all"], "name": ask.holder.short_name}
    if ahead["stopped"]:
        stopped = ngettext(
            "teaching is stopped in %(n)d of them", "teaching is stopped in %(n)d of them", ahead["stopped"]
        )
        if ahead["stopped"] == ahead["all"]:
            stopped = ngettext("teaching is stopped there", "teaching is stopped in all of them", ahead["all"])
        said = f"{said} ({stopped % {'n': ahead['stopped']}})"
    return said


@dataclass
class Clock:
    """One thing that was promised. what: its name · when: by when, or that it was kept · state: running, paused, kept or late."""

    what: str
    when: str
    state: str


def clocks(ask):
    """Everything that was promised of ``ask``, as words and never as a countdown: seen, answered, working again."""
    said = [
        (_("Somebody has it in hand"), ask.seen_due, ask.seen_at),
        (_("An answer"), ask.promised_at, ask.answered_at),
        (_("It works again"), ask.solve_due, ask.solved_at or ask.closed_at),
    ]
    return [_clock(ask, what, due, done) for what, due, done in said if due]


def _clock(ask, what, due, done):
    zone, moment = zone_of(ask), now()
    if done:
        kept = done <= due
        words = _("kept, %(when)s") if kept else _("came late, %(when)s")
        return Clock(what, words % {"when": when_words(done, now=moment, zone=zone)}, "kept" if kept else "late")
    if not ask.is_open:
        return Clock(what, _("no longer needed"), "kept")
    if ask.paused_at and ask.status == "waiting_other":
        return Clock(what, _("stands still while somebody else must act"), "paused")
    if ask.paused_at:
        return Clock(what, _("stands still while %(who)s is asked") % {"who": ask.requester.short_name}, "paused")
    when = when_words(due, now=moment, zone=zone)
    if due < moment:
        return Clock(what, _("was due %(when)s") % {"when": when}, "late")
    return Clock(what, _("due %(when)s") % {"when": when}, "running")

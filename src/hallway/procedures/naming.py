"""The words people read for what ``Terms`` says in short: doors, channels, questions, roles, times."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hallway.people.models.posts import HATS as POST_HATS
from hallway.people.models.posts import ROLES

from .terms import span

DOORS = {
    "self_help": gettext_lazy("Try it yourself"),
    "colleague": gettext_lazy("A colleague nearby"),
    "first_contact": gettext_lazy("The first contact at the campus"),
    "its": gettext_lazy("The campus's technology person (ITS)"),
    "desk": gettext_lazy("The help desk"),
    "district": gettext_lazy("The district's technicians"),
    "vendor": gettext_lazy("The maker or seller"),
}
CHANNELS = {
    "form": gettext_lazy("The form in Hallway"),
    "mail": gettext_lazy("Mail"),
    "phone": gettext_lazy("Phone"),
    "walk_in": gettext_lazy("Walking in"),
    "paper": gettext_lazy("A note on paper"),
    "contact": gettext_lazy("Through the first contact"),
}
USES = {
    "allowed": gettext_lazy("Welcome"),
    "discouraged": gettext_lazy("Possible, but slower"),
    "emergency_only": gettext_lazy("Only in an emergency"),
    "not_a_procedure": gettext_lazy("Not a way to ask"),
}
QUESTIONS = {
    "topic": gettext_lazy("What is it about?"),
    "room": gettext_lazy("Where?"),
    "affected": gettext_lazy("Who is affected?"),
    "detail": gettext_lazy("Tell us more"),
    "device_tag": gettext_lazy("Device tag"),
    "best_time": gettext_lazy("Best time to come by"),
    "deadline": gettext_lazy("Needed by"),
}
NEEDED = {  # the same on paper, for whoever gets ready to ask
    "topic": gettext_lazy("What it is about"),
    "room": gettext_lazy("The room"),
    "affected": gettext_lazy("Who is affected"),
    "detail": gettext_lazy("What is wrong, exactly"),
    "device_tag": gettext_lazy("The device's tag"),
    "best_time": gettext_lazy("A good time to come by"),
    "deadline": gettext_lazy("Needed by when"),
}
ASKED = {
    "required": gettext_lazy("Must be answered"),
    "optional": gettext_lazy("If they like"),
    "hidden": gettext_lazy("Not asked"),
}
REACH = {
    "me": gettext_lazy("One person"),
    "class": gettext_lazy("One class"),
    "several": gettext_lazy("Several classes"),
    "campus": gettext_lazy("The whole campus"),
}
STOPPED = {True: gettext_lazy("Teaching is stopped"), False: gettext_lazy("Teaching goes on")}
WHEN = {
    "lapsed": gettext_lazy("Nobody answered in time"),
    "contact_asks": gettext_lazy("The first contact needs help themselves"),
    "impact": gettext_lazy("Many are affected"),
    "by_hand": gettext_lazy("The helper sends it on"),
}
FILERS = {
    "anyone": gettext_lazy("Anyone who works here"),
    "contacts": gettext_lazy("Only the first contacts and whoever is named, for everybody at their campus"),
}
TO = {key: DOORS[key] for key in ("its", "desk", "district")}
USUAL_NAMES = {
    "Teaching is stopped": gettext_lazy("Teaching is stopped"),
    "Several classes are affected": gettext_lazy("Several classes are affected"),
    "Usual": gettext_lazy("Usual"),
}
HATS = {key: name for key, name in POST_HATS if key}
PEOPLE = dict(ROLES)
PAUSE = {False: gettext_lazy("goes on"), True: gettext_lazy("stands still")}
YES_NO = {True: gettext_lazy("Yes"), False: gettext_lazy("No")}


def named(words, key):
    """What people read for ``key``; a key we do not know (an older file's) stands for itself."""
    return str(words.get(key, key))


def many(words, keys):
    return ", ".join(named(words, key) for key in keys)


def priority_said(priority):
    return named(USUAL_NAMES, priority.name)


def time_said(words):
    """ "45 minutes" → "45 school minutes"; "510 minutes" → "8½ school hours"; nothing → "as we are able"."""
    found = span(words)
    if found is None:
        return _("as we are able")
    minutes, days = found
    if days:
        return days_said(days)
    hours, rest = divmod(minutes, 60)
    if hours and rest == 0:
        return ngettext("%(n)d school hour", "%(n)d school hours", hours) % {"n": hours}
    if hours and rest == 30:
        return _("%(n)s school hours") % {"n": f"{hours}½"}
    return ngettext("%(n)d school minute", "%(n)d school minutes", minutes) % {"n": minutes}


def days_said(days):
    return ngettext("%(n)d school day", "%(n)d school days", days) % {"n": days}

"""What pages and mails of the floors below show of captures; they name these tags and import nothing."""

from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.words import when_words

from ..jobs import overdue

register = template.Library()


@register.simple_tag
def captures_overdue(campuses):
    """How many captures nobody sorted within a school day, at these campus ids (None: everywhere)."""
    return sum(campuses is None or row.campus_id in campuses for row in overdue())


@register.simple_tag
def captured_day(capture):
    """When it was said, as people say it: "yesterday 10:40"."""
    return when_words(capture.at, now=now(), zone=ZoneInfo(capture.calendar.zone))


@register.simple_tag
def right_door(ask):
    """One sentence that names the way to ask the next time, as the request's procedure has it; it invites and scolds nobody."""
    terms = ask.terms
    form = settings.PUBLIC_URL + reverse("asks:new")
    if terms.channel("form").use == "allowed":
        said = _("Next time, the form is the quickest way and takes half a minute: %(form)s") % {"form": form}
    elif terms.channel("contact").use == "allowed":
        said = _("Next time, the quickest way is your campus's first contact.")
    elif terms.channel("phone").use == "allowed":
        said = _("Next time, the quickest way is the phone.")
    else:
        return _("The hallway is a good place, too. Find me there.")
    kind = next(one for one in ("form", "contact", "phone") if terms.channel(one).use == "allowed")
    return f"{said} {terms.channel(kind).words}".strip()

"""What pages of the floors below show of mail that waits; they name these tags and import nothing."""

from django import template
from django.conf import settings
from django.urls import reverse

from ..jobs import overdue
from ..models import Mail

register = template.Library()


@register.simple_tag
def mails_overdue(campuses):
    """How many mails nobody sorted within a school day, at these campus ids (None: everywhere) and of unknown senders."""
    return sum(campuses is None or mail.campus_id is None or mail.campus_id in campuses for mail in overdue())


@register.simple_tag
def passed_on(ask):
    """The mail with which a helper passed this request on, while nobody has said whose it is; else None."""
    if ask is None or ask.through != "mail":
        return None
    return Mail.objects.light().filter(ask=ask, verdict="opened", reason="forwarded").first()


@register.simple_tag
def whose_url(mail):
    """Where one says whose it is, as a whole address for a mail."""
    return settings.PUBLIC_URL + reverse("inbox:whose", args=[mail.pk])

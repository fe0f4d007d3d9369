"""What pages of the floors below show of mail that waits; they name these tags and import nothing."""

from django import template

from ..jobs import overdue
from ..models import Mail

register = template.Library()


@register.simple_tag(takes_context=True)
def mails_waiting(context):
    """How many mails wait for the member who looks."""
    return Mail.objects.visible_to(context["request"].user).filter(verdict="parked").count()


@register.simple_tag
def mails_overdue(campuses):
    """How many mails nobody sorted within a school day, at these campus ids (None: everywhere) and of unknown senders."""
    return sum(campuses is None or mail.campus_id is None or mail.campus_id in campuses for mail in overdue())

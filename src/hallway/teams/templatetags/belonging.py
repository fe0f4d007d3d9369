"""What pages of other floors show of somebody's teams, read upward in a template."""

from django import template
from django.utils import timezone

from hallway.core.now import now

register = template.Library()


@register.simple_tag
def birthdays_today(member):
    """Whose birthdays are announced to ``member`` today, as ``birthdays.seen_by`` decides."""
    from ..birthdays import seen_by

    return seen_by(member, timezone.localdate(now()))

"""What pages of other floors show of waves, read upward in a template."""

from django import template

from ..models import Mute, Wave
from ..models.waves import today

register = template.Library()


@register.simple_tag
def waving(member, other):
    """What the page of ``other`` offers to ``member``: whether they waved there today, and whether they see waves from there."""
    if member.pk == other.pk or not other.is_active:
        return None
    return {
        "today": Wave.objects.filter(sender=member, receiver=other, day=today()).exists(),
        "muted": Mute.objects.filter(member=member, sender=other).exists(),
    }

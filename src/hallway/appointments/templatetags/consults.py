"""What pages of other floors show of consults and good news, read upward in a template."""

from django import template

register = template.Library()


@register.simple_tag
def consult_of(ask, member):
    """The consult that a request became, for who takes part in it; else None."""
    from ..models import Consult

    if ask.outcome != "consult":
        return None
    return Consult.objects.visible_to(member).filter(came_from=ask).first()

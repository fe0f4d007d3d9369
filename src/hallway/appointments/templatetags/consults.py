"""What pages of other floors show of consults and good news, read upward in a template."""

from django import template

register = template.Library()
FEW = 3


@register.simple_tag
def consult_of(ask, member):
    """The consult that a request became, for who takes part in it; else None."""
    from ..models import Consult

    if ask.outcome != "consult":
        return None
    return Consult.objects.visible_to(member).filter(came_from=ask).first()


@register.simple_tag
def good_news(member, since, until):
    """What was published to ``member`` within a span, for the daily mail; three at most."""
    from ..models import Brag

    return list(Brag.objects.published_to(member, since, until)[:FEW])


@register.simple_tag
def company(appointment, member):
    """The names of the others who come, with commas between."""
    return ", ".join(p.member.full_name for p in appointment.listed if p.member_id != member.pk and p.standing)


@register.simple_tag
def coaching_counts(member):
    """What a leader may know of consults and visits: ``counting.Counts`` of the campuses they lead."""
    from ..counting import counts

    return counts(None if member.seat.leads_district else member.seat.leads)

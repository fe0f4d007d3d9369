"""What pages of other floors show of consults and good news, read upward in a template."""

from datetime import timedelta

from django import template

from hallway.core.now import now

register = template.Library()
FEW, SOME = 3, 4
SHOWN_FOR = timedelta(days=14)


@register.simple_tag
def consult_of(ask, member):
    """The consult that a request became, for who takes part in it; else None."""
    from ..models import Consult

    if ask.outcome != "consult":
        return None
    return Consult.objects.visible_to(member).filter(came_from=ask).first()


@register.simple_tag
def good_news(member, since=None, until=None):
    """What was published to ``member``: of the last two weeks for a home, or of a span for the daily mail; three at most."""
    from ..models import Brag

    return list(Brag.objects.published_to(member, since or now() - SHOWN_FOR, until)[:FEW])


@register.simple_tag
def together_with(member):
    """{consults, visits, brags} that are under way with ``member``, some of each: what their home says of it."""
    from ..models import Brag, Consult, Visit

    visits = Visit.objects.visible_to(member).filter(state__in=("asked", "coming")).for_list()[:SOME]
    brags = (
        Brag.objects.filter(teacher=member, state="proposed").select_related("author", "campus").order_by("-id")[:FEW]
    )
    found = {
        "consults": list(Consult.objects.visible_to(member).filter(state="open").for_list()[:SOME]),
        "visits": list(visits),
        "brags": list(brags),
    }
    return found if any(found.values()) else None


@register.simple_tag
def coaching_counts(member):
    """What a leader may know of consults and visits: ``counting.Counts`` of the campuses they lead."""
    from ..counting import counts

    return counts(None if member.seat.leads_district else member.seat.leads)

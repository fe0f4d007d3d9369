"""A member's list in parts: what is under way, what is finished page by page, and what colleagues let them read."""

from hallway.core.page import newest
from hallway.core.text import as_number

PER_PAGE, MOST = 25, 100


def parted(request, noun, address, under_way):
    """The context of the list of ``noun`` (Consult or Visit) at ``address``; ``under_way``: the states that are. Three statements."""
    member, paging = request.user, as_number(request.GET.get("before")) is not None
    mine = noun.objects.visible_to(member)
    done, earlier = newest(request, mine.for_list().exclude(state__in=under_way), PER_PAGE)
    shared = noun.objects.shown_to(member).exclude(pk__in=mine.values("pk"))
    return {
        "open": [] if paging else list(mine.for_list().filter(state__in=under_way)[:MOST]),
        "done": done,
        "earlier": earlier and address + earlier,
        "shared": [] if paging else list(shared.for_list()[:PER_PAGE]),
        "paging": paging,
        "member": member,
    }

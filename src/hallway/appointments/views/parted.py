"""A member's list in parts: what is under way, what is finished page by page, and what colleagues let them read."""

PER_PAGE, MOST = 25, 100


def parted(request, noun, address, under_way):
    """The context of the list of ``noun`` (Consult or Visit) at ``address``; ``under_way``: the states that are. Three statements."""
    member, before = request.user, request.GET.get("before", "")
    mine = noun.objects.visible_to(member)
    done = mine.for_list().exclude(state__in=under_way)
    paging = before.isascii() and before.isdigit() and len(before) < 18
    if paging:
        done = done.filter(pk__lt=int(before))
    done = list(done[: PER_PAGE + 1])
    shared = noun.objects.shown_to(member).exclude(pk__in=mine.values("pk"))
    return {
        "open": [] if paging else list(mine.for_list().filter(state__in=under_way)[:MOST]),
        "done": done[:PER_PAGE],
        "earlier": f"{address}?before={done[PER_PAGE - 1].pk}" if len(done) > PER_PAGE else "",
        "shared": [] if paging else list(shared.for_list()[:PER_PAGE]),
        "paging": paging,
        "member": member,
    }

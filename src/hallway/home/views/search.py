"""Search over everything that can be searched: a page, and the results as one types."""

from django.views.decorators.http import require_safe

from hallway.core.page import page
from hallway.core.search import NOUNS

QUICK, FULL = 5, 20
LONGEST = 200


@require_safe
def search(request):
    """``q``: what is looked for; ``quick``: only the hits, for the box at the top of each page."""
    words = request.GET.get("q", "").replace("\x00", "")[:LONGEST].strip()
    quick = "quick" in request.GET
    limit = QUICK if quick else FULL
    groups = []
    if words:
        for _order, name, label, find in NOUNS:
            rows = find(request.user, words, limit)
            if rows:
                groups.append({"name": name, "label": label, "rows": rows, "full": len(rows) == limit})
    part = quick or (request.htmx and not request.htmx.boosted)
    return page(
        request, "home/search.html#hits" if part else "home/search.html", {"q": words, "groups": groups, "quick": quick}
    )

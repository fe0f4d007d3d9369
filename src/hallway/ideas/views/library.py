"""The library: what is new, or what fits a question, with filters; and my own part of it."""

from urllib.parse import urlencode

from django.urls import reverse
from django.views.decorators.http import require_safe

from hallway.core.page import page
from hallway.core.text import as_number

from ..choices import APPROVALS, DEVICES, GRADES, SUBJECTS
from ..finding import FARTHEST, PER_PAGE, Wanted, looked_for
from ..models import Idea
from ..rules import reads_lines
from ..tried import shown


@require_safe
def ideas(request):
    wanted = Wanted.of(request.GET)
    said = request.GET.get("from", "")
    start = min(as_number(said) or 0, FARTHEST)
    rows = looked_for(request.user, wanted, start, PER_PAGE + 1)
    more = ""
    if len(rows) > PER_PAGE and start < FARTHEST:
        kept = {name: value for name, value in request.GET.items() if name != "from" and value}
        more = f"{reverse('ideas:list')}?{urlencode({**kept, 'from': start + PER_PAGE})}"
    context = {
        "wanted": wanted,
        "rows": shown(rows[:PER_PAGE], request.user),
        "more": more,
        "start": start,
        "near": reads_lines(request.user),
        "subjects": [each for each in SUBJECTS if each[0] != "any"],
        "grades": GRADES,
        "devices": DEVICES,
        "approvals": APPROVALS,
    }
    return page(request, "ideas/list.html", context, partial="found")


@require_safe
def mine(request):
    """What I shared, what I have begun, and what I put away."""
    rows = Idea.objects.filter(by=request.user).for_list().order_by("-changed_at")[:200]
    parts: dict = {"draft": [], "shared": [], "away": []}
    for each in shown(rows, request.user):
        state = each["idea"].state
        parts["draft" if state == "draft" else "away" if state in ("away", "merged", "held") else "shared"].append(each)
    return page(request, "ideas/mine.html", {"parts": parts})

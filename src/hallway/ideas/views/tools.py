"""The district's list of tools, and what it says of one."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from hallway.core.page import page
from hallway.core.search import plain

from ..choices import APPROVALS
from ..models import Idea, Tool
from ..rules import sets_tools
from ..tried import shown

MOST, IDEAS = 300, 40


@require_safe
def tools(request):
    """All of them by name, or those whose names hold what was typed, or of one status."""
    words, approval = plain(request.GET.get("q", ""), limit=100), request.GET.get("approval", "")
    rows = Tool.objects.visible_to(request.user)
    if words:
        rows = rows.filter(folded__contains=words)
    if approval in dict(APPROVALS):
        rows = rows.filter(approval=approval)
    rows = list(rows[: MOST + 1])
    context = {"tools": rows[:MOST], "more": len(rows) > MOST, "q": request.GET.get("q", "")[:100],
               "approval": approval, "approvals": APPROVALS, "keeps": sets_tools(request.user)}  # fmt: skip
    return page(request, "ideas/tools.html", context, partial="found")


@require_safe
def tool(request, number):
    row = get_object_or_404(Tool.objects.visible_to(request.user), pk=number)
    ideas = Idea.objects.open().filter(tool=row).for_list().order_by("-made_at")[:IDEAS]
    return page(
        request, "ideas/tool.html", {"tool": row, "rows": shown(ideas, request.user), "keeps": sets_tools(request.user)}
    )

"""What is coming at my campuses and for the whole district; and, below it, what is over that I came to or held."""

from django.db.models import Q
from django.views.decorators.http import require_safe

from hallway.core.page import page
from hallway.core.text import as_number

from ..forms import campuses_for
from ..models import Session

PER_PAGE, FARTHEST = 20, 400


@require_safe
def coming(request):
    member, said = request.user, request.GET.get("from", "")
    start = min(as_number(said) or 0, FARTHEST)
    seen = Session.objects.visible_to(member)
    past = request.GET.get("past") == "yes"
    mine = Q(seats__member=member, seats__answer="going") | Q(host_rows__member=member) | Q(made_by=member)
    rows = seen.filter(mine).over().distinct() if past else seen.coming()
    rows = list(rows.for_list(member)[start : start + PER_PAGE + 1])
    kept = "past=yes&" if past else ""
    more = f"?{kept}from={start + PER_PAGE}" if len(rows) > PER_PAGE and start < FARTHEST else ""
    context = {"rows": rows[:PER_PAGE], "more": more, "past": past, "makes": bool(campuses_for(member))}
    return page(request, "trainings/list.html", context)

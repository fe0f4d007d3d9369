"""The bell: what happened that concerns me, newest first, and how much of it is new."""

from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from hallway.core.now import now
from hallway.core.page import go, newest, page, safe_next
from hallway.core.text import as_number

from ..models import Notice
from ..reading import readable

PAGE = 40


@require_GET
def notices(request):
    member = request.user
    found, older = newest(request, Notice.objects.list_for(member), PAGE)
    before = as_number(request.GET.get("before")) is not None
    shown = readable(found, member)
    context = {
        "news": [each for each in shown if each.unread],
        "earlier_news": [each for each in shown if not each.unread],
        "until": found[0].pk if found and not before else 0,
        "paging": before,
        "older": older,
        "now": now(),
    }
    return page(request, "delivery/notices.html", context)


@require_GET
def bell(request):
    """The bell alone, asked again and again while a page is looked at: 304 while nothing changed."""
    count = Notice.objects.unread_count(request.user)
    tag = f'"bell-{count}-{request.LANGUAGE_CODE if hasattr(request, "LANGUAGE_CODE") else ""}"'
    if request.headers.get("If-None-Match") == tag:
        answer = HttpResponseNotModified()
    else:
        answer = HttpResponse(render_to_string("delivery/bell.html", {"unread": count}))
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, no-cache"
    return answer


@require_GET
def open_one(request, pk):
    """Go to what a notice is about; all news about it is read then. A browser that only looks ahead changes nothing."""
    notice = get_object_or_404(Notice.objects.list_for(request.user), pk=pk)
    url = readable([notice], request.user)[0].url
    if not url:
        raise Http404
    if "prefetch" not in request.headers.get("Sec-Purpose", request.headers.get("Purpose", "")):
        Notice.read_about(by=request.user, root=notice.event.root)
    return go(request, url)


@require_POST
def read(request, pk):
    get_object_or_404(Notice.objects.visible_to(request.user), pk=pk).read(by=request.user)
    return go(request, safe_next(request, reverse("delivery:notices")))


@require_POST
def read_all(request):
    Notice.read_all(by=request.user, until=as_number(request.POST.get("until", "")) or 0)
    return go(request, safe_next(request, reverse("delivery:notices")))

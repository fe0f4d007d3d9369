"""A calendar feed: being read, what it would change, and what else one does with it."""

from django.contrib import messages
from django.http import HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hallway.core.page import go, page
from hallway.core.verb import Refused

from .. import differing
from ..models import Feed
from ..plans import Plan
from .bringing import FeedForm, bring_in
from .choosing import address, chosen_to_change
from .previewing import about_plan


def _found(request, pk):
    return get_object_or_404(Feed.objects.visible_to(request.user).select_related("campus"), pk=pk)


@require_POST
def add(request):
    campus = chosen_to_change(request)
    form = FeedForm(request.POST)
    if form.is_valid():
        try:
            feed = Feed.add(by=request.user, campus=campus, url=form.cleaned_data["url"], name=form.name)
        except Refused as error:
            form.add_error("url", error.sentence)
        else:
            return go(request, feed.get_absolute_url())
    return bring_in(request, feed_form=form)


@require_GET
def feed(request, pk):
    """What a feed would change. While the worker reads it the page asks again by itself; 304 while nothing moved."""
    row = _found(request, pk)
    everything = request.GET.get("all") == "1"
    tag = f'"feed-{row.pk}-{row.asked}-{row.is_late}-{row.read_at}-{row.failing}-{row.differing}-{get_language()}"'
    if row.asked and request.headers.get("If-None-Match") == tag:
        answer = HttpResponseNotModified()
    else:
        days = row.looks(all=everything) if row.read_at and not row.asked else {}
        about = {"feed": row, "etag": tag, "all": everything, "problems": row.problems}
        about |= {"changed": differing.told(row.says, row.taken, days), "brings": row.brings}
        about |= about_plan(request.user, Plan(row.campus, days, source="bring_in", feed=row.pk))
        about["back"] = address(reverse("calendar:bring_in"), row.campus)
        answer = page(request, "schooltime/feed.html", about, partial="state")
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, no-cache"
    return answer


@require_POST
def read_again(request, pk):
    row = _found(request, pk)
    row.read_again(by=request.user)
    return go(request, row.get_absolute_url())


@require_POST
def leave(request, pk):
    """What it says now is known, and the days stay as they are."""
    row = _found(request, pk)
    row.take(by=request.user)
    messages.success(request, _("The days stay as they are. You hear of it when the feed says something else."))
    return go(request, row.get_absolute_url())


@require_POST
def forget(request, pk):
    row = _found(request, pk)
    row.forget(by=request.user)
    messages.success(request, _("The feed is forgotten. The days that it brought stay."))
    return go(request, address(reverse("calendar:bring_in"), row.campus))

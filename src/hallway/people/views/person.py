"""People for one another: the list of who works here, and a person's page in their own words."""

import datetime
import zoneinfo

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.page import page
from hallway.core.text import one_line

from .. import photos
from ..forms.people import FilterForm
from ..models import District, Member, Team
from ..where import out_on, where_said, where_today
from .staff import filtered, one_page

KEEP = 86_400


def today() -> datetime.date:
    """The district's date."""
    return now().astimezone(zoneinfo.ZoneInfo(District.get().time_zone)).date()


def places_words(member, places, out):
    """Where somebody is today, in a few words; empty for somebody without a campus."""
    if member.pk in out:
        return _("out today")
    return where_said(places[member.pk]) if places.get(member.pk) else ""


def directory(request):
    """Everybody who works here; with a search as you type."""
    form = FilterForm(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    said = said | {"state": ""}
    rows, more = one_page(filtered(Member.objects.visible_to(request.user), said), one_line(request.GET.get("after")))
    day = today()
    out = out_on(day, rows)
    places = where_today(rows, day, out)
    query = request.GET.copy()
    query["after"] = more
    shown = [(member, places_words(member, places, out)) for member in rows]
    about = {"form": form, "shown": shown, "next_url": f"?{query.urlencode()}" if more else "", "said": said}
    return page(request, "people/list.html", about, partial="rows")


def person(request, pk):
    member = get_object_or_404(Member.objects.visible_to(request.user).select_related("room__campus"), pk=pk)
    day = today()
    out = out_on(day, [member])
    about = {
        "member": member,
        "posts": [p for p in member.posts.select_related("campus") if p.in_force_now()],
        "where": places_words(member, where_today([member], day, out), out),
        "teams": Team.objects.of(member).select_related("campus"),
        "adopted_by": [each.team for each in member.adoptions.filter(status="accepted").select_related("team__campus")],
        "mine": member.pk == request.user.pk,
        "may_manage": request.user.seat.manages_people and request.user.can("change", member),
    }
    return render(request, "people/person.html", about)


def photo(request, pk):
    """A member's photo; the browser keeps it for a day, and asks anew after a change (its path is the tag)."""
    member = get_object_or_404(Member.objects.visible_to(request.user).only("pk", "photo", "is_active"), pk=pk)
    if not member.photo:
        raise Http404
    tag = f'"{member.photo[-12:]}"'
    if request.headers.get("If-None-Match") == tag:
        answer = HttpResponse(status=304)
    else:
        try:
            answer = HttpResponse(photos.read(member.photo), content_type="image/jpeg")
        except FileNotFoundError:
            raise Http404 from None
    answer["ETag"] = tag
    answer["Cache-Control"] = f"private, max-age={KEEP}, no-transform"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer

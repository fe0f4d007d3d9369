"""My hours: what I came to, by school year, with certificates. And the page where anybody checks a certificate's number."""

from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hallway.core.middleware import public
from hallway.core.page import go, page
from hallway.people.models import District

from .. import hours
from ..models import Certificate, Seat
from ..models.certificate import plain_number


@require_safe
def mine(request):
    return page(request, "trainings/hours.html", {"years": hours.by_year(request.user)})


@require_POST
def issue(request, number):
    """Of the session with this number: the certificate of one's own hours."""
    seat = get_object_or_404(Seat.objects.filter(member=request.user), session=number)
    made = Certificate.issue(by=request.user, seat=seat)
    return go(request, reverse("trainings:pdf", args=[made.number]))


@require_safe
def pdf(request, number):
    """The PDF, for whose it is; a replaced one is found no more."""
    rows = Certificate.objects.select_related("seat__session__course", "seat__session__campus")
    found = rows.filter(number=plain_number(number), seat__member=request.user, replaced_at=None).first()
    if found is None:
        raise Http404
    address = settings.PUBLIC_URL + reverse("trainings:checked", args=[found.number])
    answer = HttpResponse(hours.pdf(found, request.user, District.get(), address), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="certificate-{found.number}.pdf"'
    answer["Cache-Control"] = "no-store, private"
    return answer


@public
@require_safe
def check(request, number=""):
    """Whether a number is valid, the course, its dates and hours. Never whose it is, nor that another took its place."""
    said = plain_number(number or request.GET.get("number", ""))
    rows = Certificate.objects.select_related("seat__session__course", "seat__session__campus")
    found = rows.filter(number=said, replaced_at=None).first() if said else None
    context = {"said": said, "found": found}
    if found:
        context |= {"dates": hours.dates_words(found.seat.session), "hours": hours.hours_words(found.minutes)}
    answer = page(
        request, "trainings/check.html", context, status=HTTPStatus.OK if found or not said else HTTPStatus.NOT_FOUND
    )
    answer["X-Robots-Tag"] = "noindex"
    answer["Cache-Control"] = "no-store, private"
    return answer

"""The keepsake: a page that says what will be in it, and the book. Of oneself only; there is no address for anybody else's."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from hallway.core.page import page

from .keepsake import book
from .kept import this_year, years


@require_safe
def keepsake(request):
    return page(request, "reports/keepsake.html", {"years": years()})


@require_safe
def keepsake_book(request, year):
    if not this_year() - 30 <= year <= this_year():
        raise Http404
    answer = HttpResponse(book(request.user, year), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="keepsake-{year}.pdf"'
    answer["Cache-Control"] = "no-store, private"
    return answer

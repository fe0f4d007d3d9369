"""How a page is answered: the whole page, or only the partial that htmx asked for."""

from http import HTTPStatus

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from .text import as_number


def page(request, template, context=None, *, partial=None, status=HTTPStatus.OK):
    """Render ``template``; when htmx asked and a ``partial`` is named, only ``template#partial``."""
    if partial and request.htmx and not request.htmx.boosted:
        template = f"{template}#{partial}"
    answer = render(request, template, context or {}, status=status)
    answer["Vary"] = "HX-Request, Cookie"
    return answer


def newest(request, rows, many, by="pk"):
    """(the first ``many`` of ``rows``, newest ``by`` first, or of those before the row that ``before`` in the address names; the
    address of the next ones, which keeps what else the address says, or ""). One statement, two on a later page when not ``by`` pk."""
    last = as_number(request.GET.get("before"))
    if last is not None and by != "pk":
        last = rows.filter(pk=last).values_list(by, flat=True).first()
    if last is not None:
        rows = rows.filter(**{f"{by}__lt": last})
    found = list(rows.order_by(f"-{by}")[: many + 1])
    if len(found) <= many:
        return found, ""
    said = request.GET.copy()
    said["before"] = found[many - 1].pk
    return found[:many], f"?{said.urlencode()}"


def go(request, url):
    """After a verb: to the page that shows its result (303, or the header htmx follows)."""
    if request.htmx:
        answer = HttpResponse(status=HTTPStatus.NO_CONTENT)
        answer["HX-Redirect"] = url
        return answer
    return HttpResponseRedirect(url, status=HTTPStatus.SEE_OTHER)


def behind_a_link(answer):
    """An answer at an address that is itself a key: kept by nobody, found by no search, told to no other site."""
    answer["Referrer-Policy"] = "same-origin"  # not no-referrer: browsers would send Origin: null with our forms
    answer["Cache-Control"] = "no-store, private"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def safe_next(request, fallback):
    """The ``next`` of the form when it is a path of ours, else ``fallback``."""
    from django.utils.http import url_has_allowed_host_and_scheme

    said = request.POST.get("next") or request.GET.get("next") or ""
    if said.startswith("/") and url_has_allowed_host_and_scheme(said, allowed_hosts=None):
        return said
    return fallback

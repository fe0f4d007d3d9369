"""How a page is answered: the whole page, or only the partial that htmx asked for."""

from http import HTTPStatus

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render


def page(request, template, context=None, *, partial=None, status=HTTPStatus.OK):
    """Render ``template``; when htmx asked and a ``partial`` is named, only ``template#partial``."""
    if partial and request.htmx and not request.htmx.boosted:
        template = f"{template}#{partial}"
    answer = render(request, template, context or {}, status=status)
    answer["Vary"] = "HX-Request, Cookie"
    return answer


def go(request, url):
    """After a verb: to the page that shows its result (303, or the header htmx follows)."""
    if request.htmx:
        answer = HttpResponse(status=HTTPStatus.NO_CONTENT)
        answer["HX-Redirect"] = url
        return answer
    return HttpResponseRedirect(url, status=HTTPStatus.SEE_OTHER)


def safe_next(request, fallback):
    """The ``next`` of the form when it is a path of ours, else ``fallback``."""
    from django.utils.http import url_has_allowed_host_and_scheme

    said = request.POST.get("next") or request.GET.get("next") or ""
    if said.startswith("/") and url_has_allowed_host_and_scheme(said, allowed_hosts=None):
        return said
    return fallback

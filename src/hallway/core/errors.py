"""Error pages that say what happened, that nothing was lost, and what to do."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def bad_request(request, exception=None):
    return render(request, "errors/400.html", status=400)


def forbidden(request, exception=None):
    return render(request, "errors/403.html", status=403)


def not_found(request, exception=None):
    return render(request, "errors/404.html", status=404)


def broken(request):
    # Without the request: what every page knows may be the very thing that broke.
    return HttpResponse(render_to_string("errors/500.html"), status=500)


def csrf_failure(request, reason=""):
    """The form's safety stamp ran out, mostly after a night with the tab open."""
    return render(request, "errors/403.html", {"stale_form": True}, status=403)

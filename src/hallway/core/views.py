"""The pages of the frame itself: what a phone needs to install Hallway, and a page that shows every component."""

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import etag

from . import offline as offline_things
from .look import sheet as _sheet
from .middleware import public

sheet = public(_sheet)


@public
@cache_control(max_age=3600, public=True)
def manifest(request):
    """What a phone reads to put Hallway among its apps."""
    icons = [
        {"src": static("img/mark.svg"), "sizes": "any", "type": "image/svg+xml"},
        *[{"src": static(f"img/icon-{n}.png"), "sizes": f"{n}x{n}", "type": "image/png"} for n in (192, 512)],
        {"src": static("img/icon-maskable-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
    ]
    return JsonResponse(
        {
            "name": "Hallway",
            "short_name": "Hallway",
            "description": _("Ask for help, see what happens next, say thanks."),
            "id": "/",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": "#faf6ed",
            "theme_color": "#1d6646",
            "icons": icons,
            "shortcuts": [shortcut() for shortcut in offline_things.SHORTCUTS],
        },
        content_type="application/manifest+json",
    )


@public
@cache_control(max_age=0, public=True)
@etag(lambda request: f'"{offline_things.worker()[0]}"')
def worker(request):
    """The service worker, at the root so that it may answer for every page when there is no network."""
    return HttpResponse(offline_things.worker()[1], content_type="text/javascript")


@public
def offline(request):
    """What the phone shows without network; it holds nothing personal, so the worker may keep it."""
    return render(request, "ui/offline.html")


@public
def look(request):
    """Every component on one page, for looking at and for the accessibility tests. Only in the demo and while debugging."""
    if not (settings.DEBUG or getattr(settings, "DEMO", False)):
        raise Http404
    from .looking import examples

    return render(request, "ui/look.html", examples(request.GET.get("theme", "")))

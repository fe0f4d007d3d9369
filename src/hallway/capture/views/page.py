"""The capture page: with network and without script, and its empty shell, which a phone keeps to open at once."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hallway.core.middleware import public
from hallway.core.page import go, page
from hallway.core.verb import Denied, Refused

from ..forms import Caught
from ..models import Capture


@require_http_methods(["GET", "HEAD", "POST"])
def capture(request):
    member = request.user
    if not member.seat.is_its:
        raise Denied("capture")
    form = Caught(request.POST or None, request.FILES or None, member=member)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            said = form.cleaned_data
            try:
                row = Capture.keep(
                    by=member, line=said["line"], key=said["key"], name=said["name"], requester=said["person"],
                    teaching_stopped=said["teaching_stopped"], note_only=said["note_only"], mine=said["mine"],
                    stored=form.new_files(), marks=[one.sha256 for one in form.kept],
                )  # fmt: skip
            except Refused as refusal:
                form.add_error(None, refusal.sentence)
                status = HTTPStatus.CONFLICT
            else:
                messages.success(request, kept_words(row))
                return go(request, row.get_absolute_url())
    return page(request, "capture/capture.html", {"form": form}, status=status)


def kept_words(row):
    """What became of it, as a sentence."""
    if row.state == "asked" and row.ask_id:
        return _("Kept as #%(number)s. %(name)s is told.") % {
            "number": row.ask_id,
            "name": row.ask.requester.short_name,
        }
    if row.state == "note":
        return _("Kept as a note that only you read.")
    return _("Kept. It waits until somebody says whom it is from.")


@public
@require_safe
def shell(request, language):
    """The page without anybody's data. A phone keeps it (see core/offline.py), and its script fills it."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    answer = HttpResponse(rendered(language))
    answer["Cache-Control"] = "no-cache"
    return answer


def rendered(language):
    """The shell's HTML. Without a request, so that nothing of a member, not even a message to them, can be in it."""
    with translation.override(language):
        return render_to_string(
            "capture/capture.html", {"form": Caught(member=None), "shell": True, "demo": settings.DEMO}
        )


def shortcut():
    """The way to capture from the icon on a phone's home screen."""
    return {
        "name": _("Capture"),
        "description": _("Keep what somebody told you in the hallway."),
        "url": reverse("capture:capture"),
        "icons": [{"src": static("img/icon-192.png"), "sizes": "192x192", "type": "image/png"}],
    }

"""What every request passes: sign-in by default, the reader's language, and how refusals are answered."""

from http import HTTPStatus
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import translation

from .verb import Refused

PUBLIC = "hallway_public"
METHODS = ("GET", "HEAD", "POST")


def public(view):
    """Mark a view that anybody may open. The access table in the tests lists every one of them."""
    setattr(view, PUBLIC, True)
    return view


class SignInFirst:
    """Deny by default: a page is for members unless its view is marked ``public`` (or belongs to the sign-in library). What is
    neither looking nor sending a form is no page's business (405)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if any("\x00" in str(part) for part in kwargs.values()):
            raise Http404  # no address of ours has one, and the database takes none
        if getattr(view, PUBLIC, False) or view.__module__.startswith(("allauth.account", "allauth.socialaccount")):
            return None
        if request.user.is_authenticated and request.user.is_active:
            return None
        if request.headers.get("HX-Request"):
            answer = HttpResponse(status=HTTPStatus.NO_CONTENT)
            here = urlsplit(request.headers.get("HX-Current-URL", "/"))
            answer["HX-Redirect"] = redirect_to_login(f"/{here.path.lstrip('/')}").url  # the page, never another site
            return answer
        return redirect_to_login(request.get_full_path())


class SpeakTheirLanguage:
    """The member's language, else what the browser asks for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        said = (
            getattr(request.user, "language", "")
            if "sessionid" in request.COOKIES and request.user.is_authenticated
            else ""
        )
        with translation.override(said or translation.get_language_from_request(request)):
            answer = self.get_response(request)
            answer.setdefault("Content-Language", translation.get_language() or "en")
        return answer


class Answers:
    """A refused verb answers 409 with its sentence; pages of members are kept by no cache."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        answer = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in answer:
            answer["Cache-Control"] = "no-store, private"
        return answer

    def process_exception(self, request, error):
        if isinstance(error, Refused):
            return render(request, "errors/409.html", {"sentence": error.sentence}, status=HTTPStatus.CONFLICT)
        return None

"""The ways in and out: password, code by mail, an outside door, and in the demo one tap."""

from http import HTTPStatus

from allauth.account import views as library
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import get_random_string
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from requests import RequestException

from hallway.core.middleware import public
from hallway.core.page import safe_next

from .. import throttle
from ..models import District, Member
from ..oidc import Door

OUTSIDE = (RequestException, KeyError, ValueError)  # a provider that is down or says nonsense


def doors():
    """The outside doors that the settings name: [(slug, name)]."""
    return [(app["provider_id"], app["name"]) for app in settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]]


def demo_people():
    """[{"member", "role", "says"}]: whom the demo offers with one tap; empty outside the demo."""
    return import_string(settings.DEMO_PEOPLE)() if settings.DEMO else []


def _unhappy(request, answer):
    """A form that comes back says so in its status."""
    if request.method == "POST" and answer.status_code == HTTPStatus.OK:
        answer.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return answer


@public
@never_cache
def sign_in(request):
    if request.method == "GET" and not request.user.is_authenticated and District.get().set_up is None:
        from ..setup import nobody_manages

        if nobody_manages():
            return redirect("settings:welcome")
    about = {"doors": doors(), "demo_people": demo_people(), "district": District.get()}
    return _unhappy(request, library.LoginView.as_view(extra_context=about)(request))


@public
def send_code(request):
    if request.method != "POST":
        return library.request_login_code(request)
    with throttle.unhurried():
        return _unhappy(request, library.request_login_code(request))


@public
def enter_code(request):
    return _unhappy(request, library.confirm_login_code(request))


@public
def switched_off(request):
    """Where the library sends somebody whose account was switched off in between."""
    return render(request, "socialaccount/unknown.html", status=HTTPStatus.FORBIDDEN)


@public
@never_cache
@require_http_methods(["GET", "POST"])
def sign_out(request):
    if request.method == "GET":
        return render(request, "account/logout.html") if request.user.is_authenticated else redirect("account_login")
    logout(request)
    answer = redirect("account_login")
    answer["Clear-Site-Data"] = '"cache"'
    return answer


def _provider(request, door):
    try:
        provider = get_adapter().get_provider(request, provider=door)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    provider.oauth2_adapter_class = Door
    return provider


@public
@require_POST
def through_door(request, door):
    """To Google, Microsoft or the district's provider. Always to sign in, never to add an identity to somebody."""
    provider, nonce = _provider(request, door), get_random_string(32)
    try:
        return provider.redirect(
            request, process="login", next_url=safe_next(request, ""), auth_params={"nonce": nonce}, nonce=nonce
        )
    except OUTSIDE as error:
        return render_authentication_error(request, provider, exception=error)


@public
@never_cache
def back_from_door(request, door):
    provider = _provider(request, door)
    try:
        return OAuth2CallbackView.adapter_view(Door(request, door))(request)
    except OUTSIDE as error:
        return render_authentication_error(request, provider, exception=error)


@public
def door_shut(request):
    """They changed their mind over there."""
    return render(request, "socialaccount/authentication_error.html", {"cancelled": True})


def let_in(request, member, next_url=None):
    """Sign ``member`` in after proof of another kind (a link, the demo); gives the answer."""
    if request.user.is_authenticated:
        logout(request)
    return perform_login(request, Login(user=member, redirect_url=next_url))


@public
@require_POST
def demo_sign_in(request, pk):
    if not settings.DEMO:
        raise PermissionDenied
    return let_in(request, get_object_or_404(Member, pk=pk, is_active=True), safe_next(request, "/"))

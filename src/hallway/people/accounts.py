"""How sign-in bends to a school: nobody signs up by themselves; an outside identity must be a known member's verified address."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm, RequestLoginCodeForm
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from . import throttle
from .models import Member

MISMATCH = _("That address and password do not go together. Try again, or have a code sent to you.")


def slow_down(request):
    """The page for too many tries, with when to come back."""
    minutes = int(throttle.WINDOW.total_seconds() // 60)
    answer = render(request, "errors/429.html", {"minutes": minutes}, status=429)
    answer["Retry-After"] = str(int(throttle.WINDOW.total_seconds()))
    return answer


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": MISMATCH,
        "incorrect_code": _("That is not the code we sent. Look again, or ask for a new one."),
        "too_many_login_attempts": _("Too many tries just now. Wait ten minutes, then try again."),
        "rate_limited": _("Too many tries just now. Wait ten minutes, then try again."),
    }

    def is_open_for_signup(self, request):
        return False

    def get_client_ip(self, request):
        return throttle.address_of(request)

    def is_safe_url(self, url):
        """Only a path of ours, never another address."""
        return bool(url) and url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        """The pages say what happened themselves."""

    def pre_authenticate(self, request, **credentials):
        if throttle.too_many(request, credentials.get("email", "")):
            raise ImmediateHttpResponse(slow_down(request))

    def pre_login(self, request, user, **about):
        """Whom only a mail made known reads their request by its link, and nothing else: they work nowhere yet."""
        if user.source == "mail" and not user.posts.exists():
            return render(request, "socialaccount/unknown.html", status=403)
        return super().pre_login(request, user, **about)

    def authentication_failed(self, request, **credentials):
        throttle.wrong(request, credentials.get("email", ""))

    def post_login(self, request, user, **about):
        answer = super().post_login(request, user, **about)
        throttle.mark_known(request, answer, user.email)
        return answer


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        """Bind an outside identity to a member once, by a verified address; afterwards only the identity counts."""
        claims = getattr(sociallogin, "claims", {})
        if not constant_time_compare(claims.get("nonce", ""), sociallogin.state.get("nonce") or "-"):
            raise OAuth2Error("the answer belongs to another sign-in")
        if sociallogin.is_existing:
            if not sociallogin.user.is_active:
                raise ImmediateHttpResponse(render(request, "socialaccount/unknown.html", status=403))
            return
        member = Member.objects.by_address(claims["email"]) if claims.get("verified") else None
        # Somebody who has come through this door under another identity is not taken over by a new one.
        door = sociallogin.account.provider
        if member is None or SocialAccount.objects.filter(user=member, provider=door).exists():
            raise ImmediateHttpResponse(render(request, "socialaccount/unknown.html", status=403))
        sociallogin.connect(request, member)


class SignInForm(LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("School e-mail")
        self.fields["login"].widget.attrs.update({"autocomplete": "username", "placeholder": "", "autofocus": True})
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs["placeholder"] = ""


class CodeForm(RequestLoginCodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("School e-mail")
        self.fields["email"].widget.attrs["placeholder"] = ""

    def clean_email(self):
        """The same answer for everybody; the code goes only to the address as we keep it."""
        email = self.cleaned_data["email"]
        from allauth.core import context

        if not throttle.network_may_send(context.request) or not throttle.may_send_letter(context.request, email):
            raise ImmediateHttpResponse(slow_down(context.request))
        self._user = Member.objects.by_address(email)
        return self._user.email if self._user else email

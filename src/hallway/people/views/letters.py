"""Links that let somebody in once: an invitation, or a way back after a forgotten password."""

from http import HTTPStatus

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from hallway.core.middleware import public
from hallway.core.verb import HALLWAY, Refused

from .. import throttle
from ..accounts import slow_down
from ..forms.account import AddressForm, FirstPasswordForm
from ..letters import send_letter
from ..models import District, Invitation, Member
from .sign_in import doors, let_in


def run_out(request):
    """One page for every link that does not work, whatever the cause, so that it tells a stranger nothing."""
    answer = render(request, "account/link_run_out.html", status=HTTPStatus.GONE)
    answer["Referrer-Policy"] = "same-origin"  # not no-referrer: browsers would send Origin: null with our forms
    return answer


@public
@never_cache
@sensitive_post_parameters("password")
def accept(request, token):
    """Looking at the link changes nothing (mail scanners do that); choosing a password uses it up."""
    invitation = Invitation.find(token)
    if invitation is None:
        return run_out(request)
    form = FirstPasswordForm(request.POST or None, member=invitation.member)
    if request.method == "POST" and form.is_valid():
        try:
            member = invitation.accept(by=invitation.member, password=form.cleaned_data["password"])
        except Refused:
            return run_out(request)
        return let_in(request, member, "/")
    about = {"form": form, "invitation": invitation, "district": District.get(), "doors": doors()}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    answer = render(request, "account/accept.html", about, status=status)
    answer["Referrer-Policy"] = "same-origin"  # not no-referrer: browsers would send Origin: null with our forms
    return answer


@public
@never_cache
def forgot(request):
    """The same answer for everybody; a letter only to the address as we keep it."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if not throttle.network_may_send(request):
            return slow_down(request)
        with throttle.unhurried():
            if throttle.may_send_letter(request, email) and (member := Member.objects.by_address(email)):
                send_letter(Invitation.send(by=HALLWAY, member=member, purpose="reset"))
        return render(request, "account/password_reset_done.html", {"email": email})
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "account/password_reset.html", {"form": form}, status=status)

"""My account: my page, photo, language, password and sessions. Everything here is one's own."""

from django.contrib import messages
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from hallway.core.page import go
from hallway.core.storage import NotKept

from .. import photos, throttle
from ..accounts import slow_down
from ..forms.account import PasswordForm
from ..forms.people import IntroductionForm, LanguageForm, PhotoForm
from ..models import Member
from ..sessions import end_sessions, go_on_after_new_password, open_sessions


def _known_url(name):
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def me(request, *, status=200, **forms):
    member = request.user
    about = {
        "member": member,
        "form": forms.get("form") or IntroductionForm(instance=member),
        "language_form": forms.get("language_form") or LanguageForm(instance=member),
        "photo_form": forms.get("photo_form") or PhotoForm(),
        "choices_url": _known_url("delivery:choices"),
        "posts": member.posts.select_related("campus"),
    }
    return render(request, "people/me.html", about, status=status)


def _saved(request, anchor=""):
    messages.success(request, _("Saved."))
    return go(request, reverse("people:me") + anchor)


@require_POST
def introduce(request):
    form = IntroductionForm(request.POST, instance=Member.objects.get(pk=request.user.pk))
    if not form.is_valid():
        return me(request, form=form, status=422)
    request.user.introduce(by=request.user, **form.values())
    return _saved(request)


@require_POST
def photo(request):
    if "remove" in request.POST:
        request.user.show_photo(by=request.user, path="")
        return _saved(request)
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            request.user.show_photo(by=request.user, path=photos.square(form.cleaned_data["photo"]))
            return _saved(request)
        except NotKept as error:
            form.add_error("photo", str(error.sentence))
    return me(request, photo_form=form, status=422)


@require_POST
def language(request):
    form = LanguageForm(request.POST, instance=Member.objects.get(pk=request.user.pk))
    if not form.is_valid():
        return me(request, language_form=form, status=422)
    request.user.speak(by=request.user, language=form.cleaned_data["language"])
    return _saved(request)


@sensitive_post_parameters("now", "password")
def password(request):
    """A wrong guess of the present password counts as at the door: a session left open is no way to guess it."""
    member = request.user
    if request.method == "POST" and throttle.too_many(request, member.email):
        return slow_down(request)
    form = PasswordForm(request.POST or None, member=member)
    if request.method == "POST" and form.is_valid():
        member.choose_password(by=member, password=form.cleaned_data["password"], session=request.session.session_key)
        go_on_after_new_password(request, member)
        messages.success(request, _("Your new password is set. You are signed out everywhere else."))
        return go(request, reverse("people:me"))
    if "now" in form.errors:
        throttle.wrong(request, member.email)
    return render(request, "people/password.html", {"form": form}, status=422 if form.errors else 200)


def sessions(request):
    rows = [
        {"row": row, "here": row.session_key == request.session.session_key, "name": browser_words(row.user_agent)}
        for row in open_sessions(request.user)
    ]
    return render(request, "people/sessions.html", {"rows": rows})


@require_POST
def session_end(request):
    """End one session (``session``: its number), or all the others."""
    said = request.POST.get("session", "")
    if said.isdecimal():
        end_sessions(request.user, only=int(said[:19]))
    else:
        end_sessions(request.user, but=request.session.session_key)
    return go(request, reverse("people:sessions"))


BROWSERS = [
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("CrOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
]
MACHINES = [
    ("CrOS", "Chromebook"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
]


def browser_words(agent):
    """ "Chrome on Chromebook" from what a browser says about itself; it may say anything, so only known words are shown."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    machine = next((name for mark, name in MACHINES if mark in agent), "")
    if browser and machine:
        return _("%(browser)s on %(machine)s") % {"browser": browser, "machine": machine}
    return browser or machine or _("A browser")

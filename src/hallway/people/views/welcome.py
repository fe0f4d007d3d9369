"""The first run: six short pages, each of which can be left and come back to. They close when it is done."""

from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from hallway.core.middleware import public
from hallway.core.page import go
from hallway.core.verb import HALLWAY

from ..forms.places import ZONES
from ..forms.welcome import CampusesForm, FirstAdministratorForm, HelpersFormSet, MailForm, NamesForm
from ..letters import send_letter
from ..models import Campus, District, Invitation, Member, Post
from ..setup import is_setup_code, nobody_manages
from .letters import let_in
from .staff import _said_no

STEPS = ["names", "campuses", "hours", "team", "mail"]


def _status(form):
    return 422 if form.errors else 200


@public
@never_cache
@sensitive_post_parameters("password", "code")
def welcome(request):
    """Make the first administrator with the code from the machine; afterwards the way to the next page to fill in."""
    if not nobody_manages():
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return redirect("settings:index" if District.get().set_up else _next_step())
    form = FirstAdministratorForm(request.POST or None, member=None)
    if request.method == "POST" and form.is_valid():
        if not is_setup_code(form.cleaned_data["code"]):
            form.add_error("code", _("That is not the code that was printed. Look at the first lines of its output."))
        elif member := _first_administrator(form):
            return let_in(request, member, reverse("settings:welcome_names"))
    return render(request, "settings/welcome.html", {"form": form}, status=_status(form))


def _first_administrator(form):
    said = form.cleaned_data
    try:
        with transaction.atomic():
            District.begin()
            District.objects.select_for_update().get(pk=1)
            if not nobody_manages():
                form.add_error(None, _("Somebody was a little quicker. Sign in instead."))
                return None
            member = Member.add(by=HALLWAY, name=said["name"], email=said["email"], password=said["password"])
            Post.add(by=HALLWAY, member=member, role="admin", campus=None)
            return member
    except ValidationError as error:
        _said_no(form, error)
        return None


def _next_step():
    """The address of the first page that still needs an answer."""
    if not District.get().name:
        return "settings:welcome_names"
    return "hours:welcome" if Campus.objects.exists() else "settings:welcome_campuses"


def step(view):
    """A page of the first run: for administrators, until it is done; then there is none."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if District.get().set_up:
            raise Http404
        if not request.user.seat.is_admin:
            raise PermissionDenied
        district = District.begin()
        return view(request, district, *args, **kwargs)

    return guarded


def _show(request, name, form, **about):
    about |= {"form": form, "step": name, "steps": STEPS, "number": STEPS.index(name) + 1}
    failed = form.is_bound and not form.is_valid()
    return render(request, f"settings/welcome_{name}.html", about, status=422 if failed else 200)


@step
def names(request, district):
    form = NamesForm(request.POST or None, instance=District.get())
    if request.method == "POST" and form.is_valid():
        district.change(by=request.user, **form.values())
        return go(request, reverse("settings:welcome_campuses"))
    return _show(request, "names", form, zones=ZONES)


@step
def campuses(request, district):
    there = Campus.objects.all()
    form = CampusesForm(request.POST or None)
    if request.method == "POST" and (
        form.is_valid() or ("names" in request.POST and there and not form.data["names"].strip())
    ):
        try:
            with transaction.atomic():
                for name, code in form.cleaned_data.get("names", []):
                    if not Campus.objects.filter(name__iexact=name).exists():
                        Campus.add(by=request.user, name=name, code=code, time_zone=district.time_zone)
        except ValidationError as error:
            form.add_error("names", " ".join(error.messages))
        else:
            return go(request, reverse("hours:welcome"))
    return _show(request, "campuses", form, there=there[:60])


@step
def team(request, district):
    forms = HelpersFormSet(request.POST or None)
    if request.method == "POST" and forms.is_valid():
        fresh = []
        try:
            with transaction.atomic():
                for said in (form.cleaned_data for form in forms):
                    if not said.get("email"):
                        continue
                    member = Member.objects.filter(email=said["email"]).first()
                    if member is None:
                        member = Member.add(
                            by=request.user, name=said["name"], email=said["email"], title=district.its_title
                        )
                        fresh.append(member)
                    Post.add(by=request.user, member=member, role="its", campus=said["campus"])
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            request.session["invite_later"] = [*request.session.get("invite_later", []), *(m.pk for m in fresh)]
            return go(request, reverse("settings:welcome_mail"))
    helpers = Post.objects.filter(role="its").select_related("member", "campus")[:60]
    return _show(request, "team", forms, helpers=helpers)


@step
def mail(request, district):
    said = {"address": settings.ENV.mail_address or district.mail_address}
    form = MailForm(request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid():
        values = {"mail_address": form.cleaned_data["address"]}
        if server := form.server():
            values["mail_out"] = server
        district.change(by=request.user, **values)
        EmailMessage(
            _("Mail from Hallway works"),
            _("Hello, this is the test you asked for. If you can read it, mail from Hallway reaches people."),
            to=[request.user.email],
        ).send()
        messages.success(request, _("A test is on its way to %(email)s.") % {"email": request.user.email})
        return go(request, reverse("settings:welcome_mail") + "?sent=1")
    return _show(
        request,
        "mail",
        form,
        by_environment=bool(settings.ENV.mail_out),
        sent="sent" in request.GET,
        known=district.mail_out,
    )


@require_POST
@step
def finish(request, district):
    """Done: the pages close, and the helpers named on the way get their letters."""
    district.finish_setup(by=request.user)
    for member in Member.objects.filter(
        pk__in=request.session.pop("invite_later", []), is_active=True, last_login=None
    ):
        send_letter(Invitation.send(by=request.user, member=member))
    messages.success(request, _("Hallway is ready. Bring the list of people in when you like."))
    return go(request, reverse("settings:people"))

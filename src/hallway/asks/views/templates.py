"""Words to answer with: one's own and the district's."""

from http import HTTPStatus

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hallway.core.page import go, page
from hallway.core.verb import Denied

from ..forms.helping import Template
from ..models import ReplyTemplate


def may_see(member):
    return member.seat.is_its or member.seat.is_admin or member.seat.leads_district


def templates(request):
    """The lists, and a form that adds one: to one's own, or to the district's for those who may."""
    member = request.user
    if not may_see(member):
        raise Denied("templates")
    district = member.seat.is_admin or member.seat.leads_district
    form, status = Template(request.POST or None, member=member), HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        owner = None if request.POST.get("whose") == "district" else member
        if form.is_valid() and _kept(form, lambda **said: ReplyTemplate.add(by=member, owner=owner, **said)):
            messages.success(request, _("Kept. You find it under “Ready words” when you reply."))
            return go(request, reverse("asks:templates"))
    rows = [*ReplyTemplate.usable_by(member)]
    shown = {
        "form": form,
        "own": [row for row in rows if row.owner_id],
        "districts": [row for row in rows if not row.owner_id],
        "district": district,
        "helps": member.seat.is_its,
    }
    return page(request, "asks/templates.html", shown, status=status)


def template(request, number):
    """One template, to change or to take away."""
    row = get_object_or_404(ReplyTemplate.usable_by(request.user), pk=number)
    if not may_see(request.user):
        raise Denied("template")
    form = Template(request.POST or None, member=request.user, initial={"name": row.name, "text": row.text})
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid() and _kept(form, lambda **said: row.change(by=request.user, **said)):
            messages.success(request, _("Kept."))
            return go(request, reverse("asks:templates"))
    shown = {"form": form, "template": row, "mayit": request.user.can("change", row)}
    return page(request, "asks/template.html", shown, status=status)


@require_POST
def template_remove(request, number):
    row = get_object_or_404(ReplyTemplate.usable_by(request.user), pk=number)
    row.remove(by=request.user)
    messages.success(request, _("Taken away."))
    return go(request, reverse("asks:templates"))


def _kept(form, keep):
    """Call the verb; a name that is taken becomes an error of the form."""
    try:
        with transaction.atomic():
            keep(name=form.cleaned_data["name"], text=form.cleaned_data["text"])
    except IntegrityError:
        form.add_error("name", _("There is one with this name already. Give it another."))
        return False
    return True

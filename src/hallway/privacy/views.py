"""Give somebody their data, or erase them. Both are logged with a reason."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hallway.core.page import go
from hallway.core.text import one_line
from hallway.people.models import Member

from .collecting import bundle
from .forms import EraseForm, ReasonForm
from .models import Erasure, Export


def _needs_admin(request):
    if not request.user.seat.is_admin:
        raise PermissionDenied


def people(request):
    """Find somebody; and the log."""
    _needs_admin(request)
    q = one_line(request.GET.get("q"), 80)
    found = Member.objects.visible_to(request.user).matching(q)[:30] if q else []
    about = {
        "q": q,
        "found": found,
        "exports": Export.objects.select_related("member", "by_member")[:50],
        "erasures": Erasure.objects.select_related("member", "by_member")[:50],
    }
    return render(request, "privacy/people.html", about)


def member(request, pk, *, take_form=None, erase_form=None, status=200):
    _needs_admin(request)
    row = get_object_or_404(Member.objects.visible_to(request.user), pk=pk)
    about = {
        "member": row,
        "take_form": take_form or ReasonForm(),
        "erase_form": erase_form or EraseForm(member=row, auto_id="erase_%s"),
        "erased": Erasure.objects.filter(member=row).first(),
        "mine": row.pk == request.user.pk,
    }
    return render(request, "privacy/member.html", about, status=status)


def _sent(export):
    file = bundle(export.member, whole=export.whole)
    answer = FileResponse(
        file, as_attachment=True, filename=f"hallway-{export.member_id}.zip", content_type="application/zip"
    )
    answer["Cache-Control"] = "no-store, private"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
def take_out(request, pk):
    _needs_admin(request)
    row = get_object_or_404(Member.objects.visible_to(request.user), pk=pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return member(request, pk, take_form=form, status=422)
    return _sent(Export.take_out(by=request.user, member=row, reason=form.cleaned_data["reason"]))


@require_POST
def take_out_mine(request):
    return _sent(Export.take_out(by=request.user, member=request.user, reason=_("asked for by themselves")))


@require_POST
def erase(request, pk):
    _needs_admin(request)
    row = get_object_or_404(Member.objects.visible_to(request.user), pk=pk)
    form = EraseForm(request.POST, member=row, auto_id="erase_%s")
    if not form.is_valid():
        return member(request, pk, erase_form=form, status=422)
    Erasure.carry_out(by=request.user, member=row, reason=form.cleaned_data["reason"])
    messages.success(request, _("Erased. What they did now reads “a former colleague”."))
    return go(request, reverse("privacy:people"))

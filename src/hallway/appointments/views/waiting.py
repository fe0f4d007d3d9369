"""Waiting for a time that comes free, and no longer waiting."""

from http import HTTPStatus

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hallway.core.page import go, page
from hallway.core.verb import Refused

from .. import waiting
from ..forms.booking import Waiting
from ..models import Wait


@require_POST
def wait(request):
    """Tell me when something comes free. What is wrong stands on a page of its own, with the words."""
    form, member = Waiting(request.POST), request.user
    if form.is_valid():
        said = form.cleaned_data
        hosts = waiting.hosts_of(said["host"], said["campus"], member)
        try:
            row = Wait.wait(
                by=member, known=waiting.free_for(Wait(**said, member=member), hosts), member=member, **said
            )
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("You hear it when a time comes free. You can take that back here."))
            return go(request, f"{reverse('appointments:mine')}#wait-{row.pk}")
    return page(request, "appointments/wait.html", {"form": form}, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@require_POST
def stop(request, pk):
    get_object_or_404(Wait.objects.visible_to(request.user), pk=pk).stop(by=request.user)
    messages.success(request, _("You wait for it no longer."))
    return go(request, reverse("appointments:mine"))

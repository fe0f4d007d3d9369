"""Your other calendars: addresses and files that say when you are busy, when each was read, and what is wrong with it."""

import hashlib

from django.contrib import messages
from django.http import HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hallway.core.page import go, page
from hallway.core.verb import Refused
from hallway.schooltime.fetching import NotFetched

from ..forms import AddressForm, FileForm
from ..jobs import understood
from ..models import Source
from ..problems import sentences


@require_GET
def elsewhere(request):
    return _shown(request)


def _shown(request, *, address_form=None, file_form=None):
    """The page; while the worker reads one of them it asks again by itself, and gets 304 while nothing moved."""
    rows = list(Source.objects.visible_to(request.user))
    state = "-".join(f"{row.pk}.{row.asked}.{row.is_late}.{row.read_at}.{row.failing}" for row in rows)
    tag = f'"elsewhere-{request.user.pk}-{hashlib.sha256(state.encode()).hexdigest()[:16]}-{get_language()}"'
    waits = any(row.asked for row in rows)
    wrong = bool((address_form and address_form.errors) or (file_form and file_form.errors))
    if waits and not wrong and request.headers.get("If-None-Match") == tag:
        answer = HttpResponseNotModified()
    else:
        about = {
            "rows": [(row, sentences(row)) for row in rows],
            "waits": waits,
            "etag": tag,
            "address_form": address_form or AddressForm(),
            "file_form": file_form or FileForm(),
        }
        answer = page(request, "diary/elsewhere.html", about, partial="state", status=422 if wrong else 200)
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, no-cache"
    return answer


@require_POST
def add(request):
    form = AddressForm(request.POST)
    if form.is_valid():
        try:
            Source.add(by=request.user, owner=request.user, url=form.cleaned_data["url"], name=form.name)
        except Refused as error:
            form.add_error("url", error.sentence)
        else:
            return go(request, reverse("diary:elsewhere"))
    return _shown(request, address_form=form)


@require_POST
def bring(request):
    """A file is read at once, in a child process with bounds, and only its times are kept."""
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            found = understood(form.data_read, request.user, file=True)
            about = {"busy": found.busy, "problems": found.problems}
            Source.bring(by=request.user, owner=request.user, name=form.name, **about)
        except (NotFetched, Refused) as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, _("Your calendar is read. Only the times when you are busy are kept."))
            return go(request, reverse("diary:elsewhere"))
    return _shown(request, file_form=form)


@require_POST
def read_again(request, pk):
    get_object_or_404(Source.objects.visible_to(request.user), pk=pk).read_again(by=request.user)
    return go(request, reverse("diary:elsewhere"))


@require_POST
def forget(request, pk):
    get_object_or_404(Source.objects.visible_to(request.user), pk=pk).forget(by=request.user)
    messages.success(request, _("That calendar is gone from here, and what it said is forgotten."))
    return go(request, reverse("diary:elsewhere"))

"""Topics, and what is promised: the district's default procedure in plain words."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hallway.core.page import go

from ..forms import ProcedureForm, TopicForm
from ..models import Procedure, Topic
from ..rules import may_add_topic


def _needs_right(request):
    if not may_add_topic(request.user, None):
        raise PermissionDenied


def topics(request, *, form=None, status=200):
    _needs_right(request)
    about = {"topics": Topic.objects.all(), "form": form or TopicForm()}
    return render(request, "settings/topics.html", about, status=status)


def topic_add(request):
    _needs_right(request)
    form = TopicForm(request.POST or None)
    form.fields.pop("enabled")
    if request.method == "POST" and form.is_valid():
        topic = Topic.add(by=request.user, **form.values())
        messages.success(request, _("“%(name)s” is on the list.") % {"name": topic.name})
        return go(request, reverse("procedures:topics"))
    return render(request, "settings/topic.html", {"form": form}, status=422 if form.errors else 200)


def topic(request, pk):
    _needs_right(request)
    row = get_object_or_404(Topic, pk=pk)
    form = TopicForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            Topic.objects.get(pk=pk).change(by=request.user, **form.values())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            return go(request, reverse("procedures:topics"))
    return render(request, "settings/topic.html", {"form": form, "topic": row}, status=422 if form.errors else 200)


def procedure(request):
    _needs_right(request)
    row = Procedure.newest()
    form = ProcedureForm(request.POST or None, terms=row.terms)
    if request.method == "POST" and form.is_valid():
        row.change(by=request.user, terms=form.values())
        messages.success(request, _("From now on. Requests asked before keep what was promised."))
        return go(request, reverse("procedures:procedure"))
    return render(
        request, "settings/procedure.html", {"form": form, "procedure": row}, status=422 if form.errors else 200
    )

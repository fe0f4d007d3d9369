"""Lists in and out. In: send it, see line by line what would change, then let it change. Nothing happens before that."""

import hashlib
import json

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.page import go, page
from hallway.core.verb import Denied, Refused

from .. import bringing, device_list, staff_list, tables
from ..models import Member, Post, Sheet, TeamMembership

SHOWN, ASIDE = 200, 20


class ListForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("The list, as a CSV file"),
        help_text=gettext_lazy("In a spreadsheet: File, Save as, CSV. Up to 5,000 lines."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,text/csv"}),
    )
    complete = forms.BooleanField(
        label=gettext_lazy("This list is complete"),
        required=False,
        help_text=gettext_lazy("Whoever or whatever it does not name is switched off. You see all of it first."),
    )


def _needs_manager(request, kind="people"):
    """A list may be somebody else's than those who manage people (``may_bring`` of its module)."""
    may = getattr(bringing.LISTS[kind], "may_bring", None)
    if not (may(request.user) if may else request.user.seat.manages_people):
        raise PermissionDenied


def _url(kind, page="", *args):
    """The address of a list's page: where its rows stand, ``in`` or ``look``."""
    space = getattr(bringing.LISTS[kind], "SPACE", "settings")
    return reverse(f"{space}:{kind}_{page}" if page else f"{space}:{kind}", args=args)


def bring_in(request, kind):
    _needs_manager(request, kind)
    form = ListForm(request.POST or None, request.FILES or None)
    if kind == "tools":
        form.fields["complete"].help_text = _(
            "A tool that it does not name stays, and says so. You see all of it first."
        )
    if request.method == "POST" and form.is_valid():
        try:
            text = tables.decoded(form.cleaned_data["file"].read(tables.BYTES + 1))
            bringing.rows_of(kind, text)
        except tables.Unreadable as error:
            form.add_error("file", str(error))
        else:
            sheet = Sheet.keep(
                kind=kind, by=request.user, text=text.replace("\0", ""), complete=form.cleaned_data["complete"]
            )
            return go(request, _url(kind, "look", sheet.pk))
    about = {"form": form, "kind": kind, "columns": bringing.LISTS[kind].COLUMNS, "back": _url(kind)}
    return render(request, "settings/list_in.html", about, status=422 if form.errors else 200)


def _mark(plan):
    return hashlib.sha256(json.dumps(plan.outline()).encode()).hexdigest()


def look(request, kind, pk):
    """What the list would change; POST lets it, if it still would change just that."""
    _needs_manager(request, kind)
    sheet = Sheet.find(pk, kind=kind, by=request.user)
    if sheet is None:
        if request.method != "POST" and not Sheet.objects.filter(pk=pk, kind=kind, by=request.user).exists():
            raise Http404
        messages.info(request, _("That list is not kept any more. Send it again."))
        return go(request, _url(kind, "in"))
    if sheet.let_at:
        return _progress(request, kind, sheet)
    if request.method == "POST":
        return _apply(request, kind, sheet)
    return _preview(request, kind, sheet)


def _progress(request, kind, sheet):
    """How far a long list is. The page asks again by itself; 304 while nothing moved."""
    tag = f'"list-{sheet.pk}-{sheet.done}-{bool(sheet.ended_at)}-{get_language()}"'
    if request.headers.get("If-None-Match") == tag:
        answer = HttpResponseNotModified()
    else:
        about = {"kind": kind, "sheet": sheet, "made": min(sheet.done, sheet.total) - len(sheet.left_out)}
        about |= {"etag": tag, "back": _url(kind), "again": _url(kind, "in")}
        answer = page(request, "settings/list_progress.html", about, partial="state")
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _preview(request, kind, sheet, *, trouble="", status=200):
    plan = bringing.plan_of(sheet)
    about = {
        "kind": kind,
        "sheet": sheet,
        "plan": plan,
        "mark": _mark(plan),
        "added": plan.added[:SHOWN],
        "changed": plan.changed[:SHOWN],
        "leaving": plan.leaving[:SHOWN],
        "problems": sorted(plan.problems)[:SHOWN],
        "aside": tables.left_aside(sheet.text, bringing.LISTS[kind].HEADINGS)[:ASIDE],
        "trouble": trouble,
        "back": _url(kind, "in"),
    }
    return render(request, "settings/list_look.html", about, status=status)


def _apply(request, kind, sheet):
    try:
        with transaction.atomic():
            plan = bringing.plan_of(sheet)
            if _mark(plan) != request.POST.get("mark"):
                return _preview(
                    request,
                    kind,
                    sheet,
                    trouble=_("Something here has changed since you looked. Look once more."),
                    status=409,
                )
            if plan.guarded and request.POST.get("leaving", "").strip() != str(len(plan.leaving)):
                return _preview(
                    request,
                    kind,
                    sheet,
                    trouble=_("So many would be switched off that we ask you to type the number."),
                    status=422,
                )
            if plan.changes > bringing.AT_ONCE:
                sheet.let(at=now(), total=plan.changes, leaving=len(plan.leaving))
                return go(request, _url(kind, "look", sheet.pk))
            plan.apply(by=request.user)
            sheet.forget()
    except (Denied, Refused, ValidationError) as error:
        said = {"why": bringing.why(error)}
        return _preview(request, kind, sheet, trouble=_("Nothing was changed: %(why)s") % said, status=409)
    counts = {"added": len(plan.added), "changed": len(plan.changed), "off": len(plan.leaving)}
    said = _("%(added)d added, %(changed)d changed, %(off)d switched off.")
    if kind == "tools":
        said = _("%(added)d added, %(changed)d changed, %(off)d no longer named.")
    messages.success(request, said % counts)
    return go(request, _url(kind))


def _download(name, text):
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def people_out(request):
    _needs_manager(request)
    people = (
        Member.objects.managed_by(request.user)
        .order_by("folded", "pk")
        .select_related("room__campus")
        .prefetch_related(
            Prefetch("posts", Post.objects.select_related("campus").order_by("pk")),
            Prefetch("team_memberships", TeamMembership.objects.filter(until=None).select_related("team__campus")),
        )
    )
    return _download("people.csv", tables.write(staff_list.COLUMNS, staff_list.rows_out(people)))


def devices_out(request):
    _needs_manager(request)
    from .devices import managed_devices

    rows = managed_devices(request.user).select_related("campus", "room").order_by("tag")
    return _download("devices.csv", tables.write(device_list.COLUMNS, device_list.rows_out(rows)))

"""Devices: find, add, change."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hallway.core.page import go, page
from hallway.core.text import one_line

from ..forms.places import DeviceForm
from ..models import Campus, Device, Room
from .staff import _said_no

SHOWN = 50


def managed_devices(member):
    """The devices of the campuses that ``member`` looks after."""
    seat = member.seat
    if seat.is_admin or "office" in seat.everywhere:
        return Device.objects.all()
    return Device.objects.filter(campus__in=seat.campuses.get("office", set()))


def _needs_manager(member):
    if not member.seat.manages_people:
        raise PermissionDenied


def devices(request):
    _needs_manager(request.user)
    rows = managed_devices(request.user).select_related("campus", "room").order_by("tag", "pk")
    q = one_line(request.GET.get("q"), 80)
    if q:
        rows = rows.filter(Q(tag__istartswith=q) | Q(model__icontains=q) | Q(room__name__iexact=q))
    campus = request.GET.get("campus", "")
    if campus.isdecimal():
        rows = rows.filter(campus_id=int(campus))
    if mark := one_line(request.GET.get("after"), 80):
        rows = rows.filter(tag__gt=mark)
    rows = list(rows[: SHOWN + 1])
    query = request.GET.copy()
    query["after"] = rows[SHOWN - 1].tag if len(rows) > SHOWN else ""
    about = {
        "rows": rows[:SHOWN],
        "next_url": f"?{query.urlencode()}" if query["after"] else "",
        "q": q,
        "campuses": Campus.objects.filter(enabled=True),
        "campus": campus,
    }
    return page(request, "settings/devices.html", about, partial="rows")


def _values(form, by):
    values, name = form.values(), form.cleaned_data["room_name"]
    campus = values["campus"]
    room = Room.objects.filter(campus=campus, name__iexact=name).first() if name else None
    if name and room is None:
        room = Room.add(by=by, campus=campus, name=name)
    return values | {"room": room}


def device_add(request):
    _needs_manager(request.user)
    form = DeviceForm(request.POST or None, by=request.user)
    form.fields.pop("enabled")
    if request.method == "POST" and form.is_valid():
        form.cleaned_data["enabled"] = True
        try:
            row = Device.add(by=request.user, **_values(form, request.user))
        except ValidationError as error:
            _said_no(form, error)
        else:
            messages.success(request, _("%(tag)s is on the list.") % {"tag": row.tag})
            return go(request, reverse("settings:devices"))
    return render(request, "settings/device.html", {"form": form}, status=422 if form.errors else 200)


def device(request, pk):
    _needs_manager(request.user)
    row = get_object_or_404(managed_devices(request.user), pk=pk)
    form = DeviceForm(request.POST or None, instance=row, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            Device.objects.get(pk=pk).change(by=request.user, **_values(form, request.user))
        except ValidationError as error:
            _said_no(form, error)
        else:
            messages.success(request, _("Saved."))
            return go(request, reverse("settings:devices"))
    return render(request, "settings/device.html", {"form": form, "device": row}, status=422 if form.errors else 200)

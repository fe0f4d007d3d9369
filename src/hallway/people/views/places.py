"""The district, its campuses with their rooms, and the index of the settings."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from hallway.core.page import go
from hallway.core.text import one_line

from ..forms.places import ZONES, CampusForm, DistrictForm, RoomForm
from ..models import Campus, District, Post, Room
from .staff import _said_no

# The pages of the settings, of this app and of apps above it by the name of their address:
# (address, icon, name, hint, who: people | district | sets | admin)
PAGES = [
    ("settings:people", "users", _("People"), _("Add, change, invite; lists in and out"), "people"),
    ("settings:campuses", "school", _("Campuses and rooms"), _("Names, time zones, rooms"), "people"),
    ("settings:devices", "laptop", _("Devices"), _("Tags, models, rooms; lists in and out"), "people"),
    ("calendar:year", "calendar-days", _("School year"), _("Days, letters, bells, and no school today"), "district"),
    (
        "appointments:places",
        "route",
        _("Meetings and campuses"),
        _("Minutes on the way, and planning periods"),
        "district",
    ),
    ("hours:hours", "clock", _("Hours"), _("When the promise clock runs"), "district"),
    ("procedures:topics", "tags", _("Topics"), _("What a request can be about"), "sets"),
    (
        "asks:worth",
        "list-ordered",
        _("What stands higher"),
        _("What each reason in the help list is worth"),
        "district",
    ),
    ("procedures:list", "handshake", _("Procedures"), _("Who to ask, how, and what we promise"), "sets"),
    ("how:paper", "printer", _("Pages and stickers to print"), _("How to get help here, codes for rooms"), "district"),
    ("settings:district", "building-2", _("The district"), _("Name, words, duty holder"), "admin"),
    ("inbox:mails", "mailbox", _("Mail that came in"), _("Each one, and what became of it"), "admin"),
    (
        "inbox:trust",
        "shield-question-mark",
        _("Who mail is from"),
        _("Whose word we believe, and unknown senders"),
        "admin",
    ),
    ("inbox:doors", "inbox", _("How mail comes in"), _("Mailboxes, and the addresses people write to"), "admin"),
    ("delivery:mail_out", "send", _("Mail that goes out"), _("What waits, and why"), "admin"),
    ("privacy:people", "shield", _("Privacy"), _("Give somebody their data, or erase it"), "admin"),
]


def pages_for(member):
    seat = member.seat
    may = {
        "people": seat.manages_people,
        "district": seat.is_admin or seat.leads_district or seat.manages_people,
        "sets": seat.is_admin or seat.leads_district,
        "admin": seat.is_admin,
    }
    shown = []
    for name, icon, title, hint, who in PAGES:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        if may[who]:
            shown.append({"url": url, "icon": icon, "name": title, "hint": hint})
    return shown


def index(request):
    shown = pages_for(request.user)
    if not shown:
        raise PermissionDenied
    return render(request, "settings/index.html", {"pages": shown, "district": District.get()})


def district(request):
    row = District.get()
    if not request.user.can("change", row):
        raise PermissionDenied
    form = DistrictForm(request.POST or None, instance=District.get())
    if request.method == "POST" and form.is_valid():
        row.change(by=request.user, **form.values())
        messages.success(request, _("Saved."))
        return go(request, reverse("settings:district"))
    about = {"form": form, "zones": ZONES}
    return render(request, "settings/district.html", about, status=422 if form.errors else 200)


def _manages_places(member):
    if not member.seat.manages_people:
        raise PermissionDenied


def campuses(request):
    _manages_places(request.user)
    rows = Campus.objects.visible_to(request.user)
    posts = Post.objects.filter(campus=OuterRef("pk"), member__is_active=True).in_force_now().order_by()
    counted = posts.values("campus").annotate(n=Count("member", distinct=True)).values("n")
    rows = rows.annotate(people=Coalesce(Subquery(counted), 0))
    if q := one_line(request.GET.get("q"), 80):
        rows = rows.filter(Q(name__icontains=q) | Q(code__iexact=q))
    rows = rows.filter(enabled=True) if request.GET.get("off") != "1" else rows.filter(enabled=False)
    about = {"rows": rows[:500], "q": q, "may_add": request.user.seat.is_admin}
    return render(request, "settings/campuses.html", about)


def campus_add(request):
    if not request.user.seat.is_admin:
        raise PermissionDenied
    form = CampusForm(request.POST or None, initial={"time_zone": District.get().time_zone})
    form.fields.pop("enabled")
    if request.method == "POST" and form.is_valid():
        try:
            row = Campus.add(by=request.user, **form.values())
        except ValidationError as error:
            _said_no(form, error)
        else:
            messages.success(request, _("%(name)s is there.") % {"name": row.name})
            return go(request, reverse("settings:campus", args=[row.pk]))
    about = {"form": form, "zones": ZONES}
    return render(request, "settings/campus_add.html", about, status=422 if form.errors else 200)


def campus(request, pk):
    row = get_object_or_404(Campus.objects.visible_to(request.user), pk=pk)
    if not request.user.can("change", row):
        raise PermissionDenied
    form = CampusForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        Campus.objects.get(pk=pk).change(by=request.user, **form.values())
        messages.success(request, _("Saved."))
        return go(request, reverse("settings:campus", args=[pk]))
    return _campus_page(request, pk, form=form, status=422 if form.errors else 200)


def _campus_page(request, pk, *, form=None, room_form=None, status=200):
    row = Campus.objects.get(pk=pk)
    about = {
        "campus": row,
        "form": form or CampusForm(instance=row),
        "room_form": room_form or RoomForm(),
        "rooms": row.rooms.annotate(n=Count("devices")).order_by("-enabled", "name"),
        "zones": ZONES,
    }
    return render(request, "settings/campus.html", about, status=status)


@require_POST
def room_add(request, pk):
    row = get_object_or_404(Campus.objects.visible_to(request.user), pk=pk)
    form = RoomForm(request.POST)
    if not form.is_valid():
        return _campus_page(request, pk, room_form=form, status=422)
    for name in form.names():
        Room.add(by=request.user, campus=row, name=name)
    return go(request, reverse("settings:campus", args=[pk]) + "#rooms")


@require_POST
def room_change(request, pk):
    """Rename a room, or take it out of use and back."""
    room = get_object_or_404(Room.objects.select_related("campus"), pk=pk)
    form = RoomForm({"name": request.POST.get("name", room.name)})
    if form.is_valid():
        try:
            room.change(
                by=request.user, name=form.cleaned_data["name"], enabled=request.POST.get("enabled", "1") == "1"
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    return go(request, reverse("settings:campus", args=[room.campus_id]) + "#rooms")

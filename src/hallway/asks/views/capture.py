"""What was said in passing: who, and what in five words, kept as a request before it is forgotten."""

from http import HTTPStatus

from django.contrib import messages
from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.page import go, page
from hallway.core.verb import Denied, Refused
from hallway.people.models import Campus
from hallway.people.where import where_today
from hallway.schooltime.calendars import calendar_of

from ..forms.helping import Capture
from ..models import Ask


def place_of(person, helper):
    """(campus, room) where a captured request belongs: the teacher's room, else their campus, else where the helper is."""
    if person.room_id:
        return person.room.campus, person.room
    own = person.seat.own
    today = where_today([helper], calendar_of(next(iter(helper.seat.own), None)).local_day(now()))[helper.pk]
    near = next((campus for campus in today if campus.pk in own), None)
    if near:
        return near, None
    campus = Campus.objects.filter(pk__in=own, enabled=True).first() if own else None
    return campus or next(iter(today), None) or Campus.objects.filter(enabled=True).first(), None


def capture(request):
    member = request.user
    if not member.seat.is_its:
        raise Denied("capture")
    form = Capture(request.POST or None, request.FILES or None, member=member)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            said, person = form.cleaned_data, form.cleaned_data["person"]
            campus, room = place_of(person, member)
            try:
                ask = Ask.open(
                    by=member, requester=person, campus=campus, room=room, line=said["line"], key=said["key"],
                    teaching_stopped=said["teaching_stopped"], through="capture", stored=form.new_files(),
                    holder=member if said["mine"] else None,
                )  # fmt: skip
            except Refused as refusal:
                form.add_error(None, refusal.sentence)
                status = HTTPStatus.CONFLICT
            else:
                messages.success(
                    request, _("Kept as #%(number)s. %(name)s is told.") % {"number": ask.pk, "name": person.short_name}
                )
                return go(request, ask.get_absolute_url())
    return page(request, "asks/capture.html", {"form": form}, status=status)

"""One tap in the morning: out today, and back again."""

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hallway.core.now import now
from hallway.core.page import go
from hallway.people.models import Absence
from hallway.people.where import main_campus
from hallway.schooltime.calendars import calendar_of


def day_of(member):
    """Today on the clock of the member's campus."""
    return calendar_of(main_campus(member)).local_day(now())


@require_POST
def out_today(request):
    """Out for the rest of the day: what the member holds moves to whoever is on duty, or gets an honest new date."""
    member, day = request.user, day_of(request.user)
    if request.POST.get("back") or request.GET.get("back"):
        for absence in Absence.objects.filter(member=member, first__lte=day, last__gte=day):
            absence.come_back(by=member)
        messages.success(request, _("Welcome back. New requests come to you again."))
    else:
        Absence.be_out(by=member, member=member, first=day)
        undo = f"undo={reverse('asks:out_today')}?back=1"
        said = _(
            "Out for today. Your requests move to whoever is on duty; whoever asked hears who has it now, or a new date."
        )
        messages.success(request, said, extra_tags=undo)
    return go(request, reverse("home:today"))

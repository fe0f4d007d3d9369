from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AppointmentsConfig(AppConfig):
    name = "hallway.appointments"
    label = "appointments"

    def ready(self):
        from hallway.core import offline
        from hallway.core.search import searchable
        from hallway.diary import answering, showing
        from hallway.history.kinds import listen

        from . import afterwards, calendars, jobs
        from .finding import find
        from .views.scratches import rendered

        showing.show(calendars.shown)
        answering.answers(calendars.answered)
        answering.wishes(calendars.wished)
        # Written as they are in urls_visits.py: addresses cannot be asked for yet.
        offline.SHELLS["/appointments/visits/notes/"] = ("/appointments/visits/notes/shell/{language}/", rendered)
        offline.SCRIPTS.append("js/scratches.js")
        offline.FILES.append("js/scratch-page.js")
        searchable("consults", _("Lessons we plan together"), find, order=40)
        listen("member.deactivated", jobs.somebody_left)
        listen("post.removed", jobs.post_ended)
        listen("member.deactivated", afterwards.somebody_left)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AppointmentsConfig(AppConfig):
    name = "hallway.appointments"
    label = "appointments"

    def ready(self):
        from hallway.appreciation.abouts import thankable
        from hallway.core import offline
        from hallway.core.search import searchable
        from hallway.diary import answering, showing
        from hallway.history.kinds import listen
        from hallway.ideas import outcomes as became
        from hallway.trainings import slots

        from . import afterwards, calendars, jobs, planners
        from .finding import find, shared
        from .outcomes import lessons_of
        from .views.scratches import rendered

        showing.show(calendars.shown)
        answering.answers(calendars.answered)
        answering.wishes(calendars.wished)
        answering.doubts(calendars.doubted)
        # Written as they are in urls_visits.py: addresses cannot be asked for yet.
        offline.SHELLS["/appointments/visits/notes/"] = ("/appointments/visits/notes/shell/{language}/", rendered)
        offline.SCRIPTS.append("js/scratches.js")
        offline.FILES.append("js/scratch-page.js")
        slots.planners(planners.planners)
        searchable("consults", _("Lessons we plan together"), find, order=40)
        thankable(shared)
        became.part("lessons", "appointments/_outcomes.html", lessons_of)
        listen("member.deactivated", jobs.somebody_left)
        listen("post.removed", jobs.post_ended)
        listen("post.added", jobs.began_to_lead)
        listen("member.deactivated", afterwards.somebody_left)

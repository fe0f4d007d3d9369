from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingsConfig(AppConfig):
    name = "hallway.trainings"
    label = "trainings"

    def ready(self):
        from hallway.appreciation.abouts import thankable
        from hallway.core.search import searchable
        from hallway.diary import answering, showing
        from hallway.history.kinds import listen
        from hallway.ideas import outcomes

        from . import calendars, jobs
        from .finding import find, shared
        from .taught import taught_by

        outcomes.part("taught", "trainings/_taught.html", taught_by, paper="trainings/_taught_paper.html")
        showing.show(calendars.shown)
        answering.answers(calendars.answered)
        answering.wishes(calendars.wished)
        searchable("trainings", _("Trainings"), find, order=45)
        thankable(shared)
        listen("member.deactivated", jobs.somebody_left)
        listen("training.widened", jobs.tell_on)
        listen("calendar.changed", jobs.school_is_off)

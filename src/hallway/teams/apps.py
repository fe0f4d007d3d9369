from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TeamsConfig(AppConfig):
    name = "hallway.teams"
    label = "teams"

    def ready(self):
        from hallway.core.search import searchable
        from hallway.diary import answering, showing
        from hallway.history.kinds import listen

        from . import calendars, jobs
        from .finding import find

        showing.show(calendars.shown)
        answering.answers(calendars.answered)
        answering.wishes(calendars.wished)

        searchable("topics", _("Written on your teams’ boards"), find, order=60)
        listen("member.deactivated", jobs.somebody_left)
        listen("adoption.accepted", jobs.welcome)

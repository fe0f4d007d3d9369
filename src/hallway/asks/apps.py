from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AsksConfig(AppConfig):
    name = "hallway.asks"
    label = "asks"

    def ready(self):
        from hallway.appreciation.abouts import thankable
        from hallway.core.search import searchable
        from hallway.history.kinds import listen

        from . import jobs
        from .finding import find
        from .sharing import shared

        listen("calendar.changed", jobs.calendar_changed)
        listen("campus.changed", jobs.campus_changed)
        listen("member.out", jobs.somebody_is_out)
        listen("member.deactivated", jobs.somebody_left)
        for name in ("adoption.accepted", "adoption.ended", "team.joined", "team.left"):
            listen(name, jobs.belonging_changed)
        searchable("requests", _("Requests"), find, order=10)
        thankable(shared)

from django.apps import AppConfig


class SchooltimeConfig(AppConfig):
    name = "hallway.schooltime"
    label = "schooltime"

    def ready(self):
        from hallway.history.kinds import listen
        from hallway.people.where import ask_calendar

        from .calendars import heard, worked_on

        # Before any other listener of an app above: whoever recomputes by a changed calendar must read the new one.
        for name in ("calendar.changed", "campus.changed", "district.changed"):
            listen(name, heard)
        ask_calendar(worked_on)

from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "hallway.appointments"
    label = "appointments"

    def ready(self):
        from hallway.diary import answering, showing
        from hallway.history.kinds import listen

        from . import calendars, jobs

        showing.show(calendars.shown)
        answering.answers(calendars.answered)
        answering.wishes(calendars.wished)
        listen("member.deactivated", jobs.somebody_left)

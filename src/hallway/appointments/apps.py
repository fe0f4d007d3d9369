from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "hallway.appointments"
    label = "appointments"

    def ready(self):
        from hallway.history.kinds import listen

        from . import jobs

        listen("member.deactivated", jobs.somebody_left)

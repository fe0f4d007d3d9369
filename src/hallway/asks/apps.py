from django.apps import AppConfig


class AsksConfig(AppConfig):
    name = "hallway.asks"
    label = "asks"

    def ready(self):
        from hallway.history.kinds import listen

        from . import jobs

        listen("member.out", jobs.somebody_is_out)
        listen("member.deactivated", jobs.somebody_left)

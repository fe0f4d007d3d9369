from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "hallway.core"
    label = "core"

    def ready(self):
        from .voice import speak

        speak()

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "hallway.core"
    label = "core"

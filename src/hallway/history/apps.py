from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class HistoryConfig(AppConfig):
    name = "hallway.history"
    label = "history"

    def ready(self):
        autodiscover_modules("events")

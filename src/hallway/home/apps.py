from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class HomeConfig(AppConfig):
    name = "hallway.home"
    label = "home"

    def ready(self):
        autodiscover_modules("morning")  # what each app says on the first page

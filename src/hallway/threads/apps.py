from django.apps import AppConfig


class ThreadsConfig(AppConfig):
    name = "hallway.threads"
    label = "threads"

    def ready(self):
        from django.contrib.auth import get_user_model

        from hallway.core.sweeping import owned

        from .models import File

        owned(lambda paths: File.objects.filter(path__in=paths).values_list("path", flat=True))
        owned(lambda paths: get_user_model().objects.filter(photo__in=paths).values_list("photo", flat=True))

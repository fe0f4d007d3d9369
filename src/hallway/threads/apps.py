from django.apps import AppConfig


class ThreadsConfig(AppConfig):
    name = "hallway.threads"
    label = "threads"

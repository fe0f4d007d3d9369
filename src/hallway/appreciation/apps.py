from django.apps import AppConfig


class AppreciationConfig(AppConfig):
    name = "hallway.appreciation"
    label = "appreciation"

from django.apps import AppConfig


class AsksConfig(AppConfig):
    name = "hallway.asks"
    label = "asks"

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "hallway.home"
    label = "home"

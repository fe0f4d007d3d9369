from django.apps import AppConfig


class SchooltimeConfig(AppConfig):
    name = "hallway.schooltime"
    label = "schooltime"

from django.apps import AppConfig


class DiaryConfig(AppConfig):
    name = "hallway.diary"
    label = "diary"

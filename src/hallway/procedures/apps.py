from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "hallway.procedures"
    label = "procedures"

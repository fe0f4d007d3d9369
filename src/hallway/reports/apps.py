from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "hallway.reports"
    label = "reports"

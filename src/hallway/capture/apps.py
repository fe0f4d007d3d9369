from django.apps import AppConfig


class CaptureConfig(AppConfig):
    name = "hallway.capture"
    label = "capture"

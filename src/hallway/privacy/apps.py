from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "hallway.privacy"
    label = "privacy"

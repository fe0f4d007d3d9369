from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "hallway.inbox"
    label = "inbox"

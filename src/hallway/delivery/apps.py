from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "hallway.delivery"
    label = "delivery"

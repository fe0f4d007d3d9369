from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "hallway.delivery"
    label = "delivery"

    def ready(self):
        from hallway.history.kinds import listen

        from .forgetting import somebody_left

        listen("member.deactivated", somebody_left)

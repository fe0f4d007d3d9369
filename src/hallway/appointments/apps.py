from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "hallway.appointments"
    label = "appointments"

from django.urls import path

from .views import hours

app_name = "hours"
urlpatterns = [
    path("hours/", hours.hours, name="hours"),
    path("hours/set_week/", hours.set_week, name="set_week"),
    path("hours/as_usual/", hours.as_usual, name="as_usual"),
    path("welcome/hours/", hours.welcome, name="welcome"),
]

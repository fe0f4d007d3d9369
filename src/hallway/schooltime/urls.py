from django.urls import path

from . import views

app_name = "hours"
urlpatterns = [
    path("hours/", views.hours, name="hours"),
    path("hours/set_week/", views.set_week, name="set_week"),
    path("hours/as_district/", views.as_district, name="as_district"),
    path("hours/days/add/", views.add_days, name="add_days"),
    path("hours/days/<int:pk>/remove/", views.remove_day, name="remove_day"),
    path("welcome/hours/", views.welcome, name="welcome"),
]
